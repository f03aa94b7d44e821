# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""S3: more bits per pixel, less robustness."""
import xarray as xr
from matplotlib.axes import Axes

from .._theory import predicted_median
from ._axes import (THEORY, axes_or_new, cell_of, classifier_styles, errors_of, finished, in_logarithms, medians_of,
                    norm_of, shape_of, unit_of)


def bit_depth(results: xr.Dataset, ax: Axes | None = None, *, p: float | None = None, n: int | None = None,
              channels: int | None = None, bounds: bool = True, intervals: bool = True,
              legend: bool = True) -> Axes:
    """S3: the median distance against the bit depth, with the prediction for `brightness`.

    Args:
        results: Result tables.
        ax: Where to draw; a new figure by default.
        p: Of the norm.
        n: Image side.
        channels: Channels.
        bounds: Whether the prediction (docs/theory.md, "S3") is drawn.
        intervals: Whether the intervals of the medians are drawn; they are read from the file.
        legend: Whether the axes get a title and a legend.

    Returns:
        The axes.
    """
    ax = axes_or_new(ax)
    at, p = norm_of(cell_of(results, n, "all", channels), p)
    in_logarithms(ax.yaxis)
    measured = medians_of(at, intervals)
    for name, style in classifier_styles(at):
        own = measured.sel(classifier=name)
        ax.errorbar(at["bit_depth"], own["median"], errors_of(own), **style)
    if bounds:
        pixels = int(at["channels"]) * int(at["n"]) ** 2
        ax.plot(at["bit_depth"], [predicted_median(pixels, int(b), p) for b in at["bit_depth"]], **THEORY,
                label="brightness, predicted")
    return finished(ax, legend, f"p = {p:g}", xlabel="bit depth b  (bits)",
                    ylabel=f"median distance  ({unit_of(p)}; {shape_of(at)})")
