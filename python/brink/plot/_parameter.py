# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Runs that differ in one number: the median distance against it."""
from collections.abc import Mapping

import xarray as xr
from matplotlib.axes import Axes

from ._axes import (axes_or_new, cell_of, classifier_styles, errors_of, finished, in_logarithms, medians_of, norm_of,
                    shape_of, unit_of)


def parameter(runs: Mapping[float, xr.Dataset], ax: Axes | None = None, *, name: str = "parameter",
              p: float | None = None, n: int | None = None, bit_depth: int | None = None,
              channels: int | None = None, intervals: bool = True, legend: bool = True) -> Axes:
    """The median distance of each class against a parameter that differs between runs.

    Such as that of a sampler between noise and pictures:
    `{m: brink.run(config, settings={"run.block": m}) for m in (1, 2, 4)}`.

    Args:
        runs: Result tables of the same classes, by the value of the parameter.
        ax: Where to draw; a new figure by default.
        name: What the parameter is, for the label of the x axis.
        p: Of the norm.
        n: Image side.
        bit_depth: Bits per pixel and channel.
        channels: Channels.
        intervals: Whether the intervals of the medians are drawn; they are read from the files.
        legend: Whether the axes get a title and a legend.

    Returns:
        The axes.

    Raises:
        ValueError: There is no run.
    """
    if not runs:
        raise ValueError("runs is empty; accepted: result tables by the value of the parameter")
    ax = axes_or_new(ax)
    values = sorted(runs)
    cells = [cell_of(runs[value], n, bit_depth, channels) for value in values]
    measured = []
    for cell in cells:
        at, norm = norm_of(cell, p)
        measured.append(medians_of(at, intervals))
    # Joined without the coordinates in which files may differ, such as those of radii.
    medians = xr.concat([one.drop_vars(set(one.coords) - {"classifier"}) for one in measured], "value")
    in_logarithms(ax.yaxis)
    for label, style in classifier_styles(cells[0]):
        own = medians.sel(classifier=label)
        ax.errorbar(values, own["median"], errors_of(own), **style)
    return finished(ax, legend, f"p = {norm:g}", xlabel=name,
                    ylabel=f"median distance  ({unit_of(norm)}; {shape_of(cells[0])})")
