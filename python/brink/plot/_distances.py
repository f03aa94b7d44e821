# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The distances of single cells: one whole distribution, or all classes side by side."""
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from ._axes import (COLOURS, axes_or_new, cell_of, classifier_styles, errors_of, in_logarithms, medians_of, norm_of,
                    shape_of, unit_of)

FEW_DISTANCES = 40  # up to here each distance is drawn, above it bins


def distances(results: xr.Dataset, ax: Axes | None = None, *, running: bool = False, legend: bool = True,
              **cell: Any) -> Axes:
    """One cell's whole distribution of distances; where they are bracketed, of both ends.

    Args:
        results: Result tables.
        ax: Where to draw; a new figure by default.
        running: Draws the running share of the class, which is the moved fraction at every
            radius at once, in place of the images at each distance.
        legend: Whether the axes get a title and a legend.
        **cell: What `results.brink.distances` takes: `classifier`, `n`, `bit_depth`, `p`, `channels`.

    Returns:
        The axes.
    """
    ax = axes_or_new(ax)
    tally = results.brink.distances(**cell)
    bracketed = "count_lower" in tally
    ends = [("", "upper end" if bracketed else "images", COLOURS[0])]
    if bracketed:
        ends.insert(0, ("_lower", "lower end", COLOURS[1]))
    for end, label, colour in ends:
        far, images = tally["distance" + end].values, tally["count" + end].values.astype(float)
        if running:
            ax.step(far, np.cumsum(images) / images.sum(), where="post", color=colour, label=label)
        elif len(far) <= FEW_DISTANCES:
            ax.vlines(far, 0, images, color=colour, linewidth=2, label=label)
        else:
            ax.hist(far, FEW_DISTANCES, weights=images, color=colour, alpha=0.6, label=label)
    at = tally.attrs
    if legend:
        ax.set_title(f"{at['classifier']}, n = {at['n']}, b = {at['bit_depth']}, p = {at['p']:g}")
        if bracketed:
            ax.legend(fontsize="small")
    ax.set(xlabel=f"distance out of the class  ({unit_of(at['p'])})",
           ylabel="share of the class" if running else "images")
    if running:
        ax.set_ylim(0, 1.02)
    return ax


def running_share(results: xr.Dataset, ax: Axes | None = None, **options: Any) -> Axes:
    """The running share of one cell's distances: `distances` with `running=True`.

    Args:
        results: Result tables.
        ax: Where to draw; a new figure by default.
        **options: As of `distances`.

    Returns:
        The axes.
    """
    return distances(results, ax, running=True, **options)


def classifiers(results: xr.Dataset, ax: Axes | None = None, *, p: float | None = None, n: int | None = None,
                bit_depth: int | None = None, channels: int | None = None, intervals: bool = True,
                legend: bool = True) -> Axes:
    """The distances of all classifiers in one cell: the median, and the outermost quantiles as a bar.

    Args:
        results: Result tables.
        ax: Where to draw; a new figure by default.
        p: Of the norm.
        n: Image side.
        bit_depth: Bits per pixel and channel.
        channels: Channels.
        intervals: Whether the intervals of the medians are drawn; they are read from the file.
        legend: Whether the axes get a title. There is no legend: rows are named.

    Returns:
        The axes.
    """
    ax = axes_or_new(ax)
    at, p = norm_of(cell_of(results, n, bit_depth, channels), p)
    low, high = (at["distance_quantile"].isel(quantile=end, drop=True) for end in (0, -1))
    measured = medians_of(at, intervals)
    rows = classifier_styles(at)
    for row, (name, style) in enumerate(rows):
        ends = [float(end.sel(classifier=name)) for end in (low, high)]
        ax.plot(ends, [row, row], color=style["color"], linewidth=3, alpha=0.5)
        own = measured.sel(classifier=name)
        errors = errors_of(own)
        ax.errorbar([float(own["median"])], [row], xerr=None if errors is None else [[float(end)] for end in errors],
                    marker=style["marker"], color=style["color"], markersize=6, capsize=3)
    quantiles = results["quantile"].values
    if legend:
        ax.set_title(f"p = {p:g}, {shape_of(at)}")
    in_logarithms(ax.xaxis)
    ax.set(xlabel=f"distance  ({unit_of(p)})",
           ylabel=f"median, and quantiles {quantiles[0]:g} to {quantiles[-1]:g}")
    ax.set_yticks(range(len(rows)), [name for name, _ in rows])
    return ax
