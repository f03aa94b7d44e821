# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Brink measures how far random images stand from the edge of their class.

    import brink

    results = brink.run({"run": {"samples": 20_000}, "sweep": {"n": [16, 64], "bit_depth": [1, 8]},
                         "measure": {"p": [0, 1, 2, "inf"]}, "classifier": [{"type": "brightness"}]})
    results.moved_fraction.sel(classifier="brightness", p=2)
    brink.plot.growth(results)

This package drives the program `brink`, which computes everything, and reads the files that
the program writes. The guide is docs/python.md; the contract of the program is docs/spec.
"""
from . import plot
from ._commands import merge, run, sample, verify
from ._files import Accessor, open
from ._html import html
from ._models import Rounded, from_linear, from_nearest_centroid
from ._onnx import to_onnx
from ._program import Error, Interrupted, program
from ._report import Report, Verdict, report
from ._version import __version__

__all__ = ["Accessor", "Error", "Interrupted", "Report", "Rounded", "Verdict", "__version__", "from_linear",
           "from_nearest_centroid", "html", "merge",
           "open", "plot", "program", "report", "run", "sample", "to_onnx",
           "verify"]
