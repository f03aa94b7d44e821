# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Figures of result files: functions that draw into an `ax` of matplotlib and return it.

`results` is what `brink.run` and `brink.open` return. Where `n`, `bit_depth` or `channels` is
not given, the largest of the file is drawn, and of channels the first. Where `p` is not given,
it is the file's only one, else 2, else its first. Bounds are dashed and black. A cell that
is not computed yet is left out. S1 to S4 are the claims of docs/theory.md.
"""
from ._axes import panels, save, use_style
from ._bit_depth import bit_depth
from ._distances import classifiers, distances, running_share
from ._growth import columns, diameter, growth, ratio_to_bound
from ._moved import moved_fraction, robust_fraction
from ._parameter import parameter
from ._witnesses import gallery, typical_image, witnesses

__all__ = ["bit_depth", "classifiers", "columns", "diameter", "distances", "gallery", "growth", "moved_fraction",
           "panels", "parameter", "ratio_to_bound", "robust_fraction", "running_share", "save", "typical_image",
           "use_style", "witnesses"]
