# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""S2 and S4: the median distance out of a class against the image side."""
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from .._theory import largest_possible_median, median_distance
from ._axes import (THEORY, axes_or_new, cell_of, classifier_styles, errors_of, finished, image_sides,
                    in_logarithms, medians_of, norm_of, shape_of, styles, unit_of)


def growth(results: xr.Dataset, ax: Axes | None = None, *, p: float | None = None, bit_depth: int | None = None,
           channels: int | None = None, bounds: bool = True, intervals: bool = True,
           legend: bool = True) -> Axes:
    """S2: the median distance against n, with the largest that any class can have.

    The dashed line is read off the file's bound at its radii. The dotted line has the slope
    1/max(p, 1), the largest that can last.

    Args:
        results: Result tables.
        ax: Where to draw; a new figure by default.
        p: Of the norm.
        bit_depth: Bits per pixel and channel.
        channels: Channels.
        bounds: Whether bound and slope are drawn.
        intervals: Whether the intervals of the medians are drawn; they are read from the file.
        legend: Whether the axes get a title and a legend.

    Returns:
        The axes.
    """
    ax = axes_or_new(ax)
    at, p = norm_of(cell_of(results, "all", bit_depth, channels), p)
    measured = medians_of(at, intervals)
    image_sides(ax, at["n"])
    in_logarithms(ax.yaxis)
    for name, style in classifier_styles(at):
        own = measured.sel(classifier=name)
        ax.errorbar(at["n"], own["median"], errors_of(own), **style)
    if bounds:
        largest = largest_possible_median(at).max("classifier")
        ax.plot(at["n"], largest, **THEORY, label="every class: at most")
        slope = 1 / max(p, 1) if np.isfinite(p) else 0
        top = measured["median"].isel(n=-1).max()
        ax.plot(at["n"], 1.4 * top * (at["n"] / at["n"][-1]) ** slope, **THEORY | {"linestyle": ":"},
                label="slope 1/max(p, 1)")
    return finished(ax, legend, f"p = {p:g}", ylabel=f"median distance  ({unit_of(p)}; {shape_of(at)})")


def ratio_to_bound(results: xr.Dataset, ax: Axes | None = None, *, p: float | None = None,
                   channels: int | None = None, bounds: bool = True, intervals: bool = True,
           legend: bool = True) -> Axes:
    """S2: the median distance of the most robust class, over the largest that any class can have.

    Args:
        results: Result tables.
        ax: Where to draw; a new figure by default.
        p: Of the norm.
        channels: Channels.
        bounds: Whether the line at 1 is drawn.
        intervals: Whether the intervals of the medians are drawn; they are read from the file.
        legend: Whether the axes get a title and a legend.

    Returns:
        The axes, with a line for each bit depth.
    """
    ax = axes_or_new(ax)
    at, p = norm_of(cell_of(results, "all", "all", channels), p)
    largest = largest_possible_median(at)
    ratio = (median_distance(at) / largest).fillna(-np.inf)
    best = ratio.argmax("classifier")
    measured = medians_of(at.isel(classifier=best), intervals) / largest.isel(classifier=best)
    image_sides(ax, at["n"])
    for depth, style in zip(at["bit_depth"].values, styles(at.sizes["bit_depth"])):
        own = measured.sel(bit_depth=depth)
        ax.errorbar(at["n"], own["median"], errors_of(own), label=f"b = {depth}", **style)
    if bounds:
        ax.axhline(1, **THEORY, label="as robust as can be")
    return finished(ax, legend, f"p = {p:g}", ylim=(0, 1.25), ylabel="median distance / largest possible")


def columns(results: xr.Dataset, ax: Axes | None = None, *, bit_depth: int | None = None,
            channels: int | None = None, intervals: bool = True, legend: bool = True) -> Axes:
    """S4: the median number of changed pixels (p = 0), in columns of n pixels.

    Args:
        results: Result tables that hold p = 0.
        ax: Where to draw; a new figure by default.
        bit_depth: Bits per pixel and channel.
        channels: Channels.
        intervals: Whether the intervals of the medians are drawn; they are read from the file.
        legend: Whether the axes get a legend.

    Returns:
        The axes.

    Raises:
        ValueError: The file holds no p = 0.
    """
    return _share(results, ax, 0.0, 1.0, bit_depth, channels, intervals, legend, "columns of n pixels")


def diameter(results: xr.Dataset, ax: Axes | None = None, *, bit_depth: int | None = None,
             channels: int | None = None, intervals: bool = True, legend: bool = True) -> Axes:
    """S4: the median distance at p = 2, as a share of the diameter n sqrt(h) of the set of images.

    Args:
        results: Result tables that hold p = 2.
        ax: Where to draw; a new figure by default.
        bit_depth: Bits per pixel and channel.
        channels: Channels.
        intervals: Whether the intervals of the medians are drawn; they are read from the file.
        legend: Whether the axes get a legend.

    Returns:
        The axes.

    Raises:
        ValueError: The file holds no p = 2.
    """
    first = int(np.atleast_1d(results["channels"].values)[0] if channels is None else channels)
    return _share(results, ax, 2.0, first ** 0.5, bit_depth, channels, intervals, legend, "share of the diameter")


def _share(results: xr.Dataset, ax: Axes | None, p: float, unit: float, bit_depth: int | None,
           channels: int | None, intervals: bool, legend: bool, label: str) -> Axes:
    at, _ = norm_of(cell_of(results, "all", bit_depth, channels), p)
    ax = axes_or_new(ax)
    image_sides(ax, at["n"])
    in_logarithms(ax.yaxis)
    shares = medians_of(at, intervals) / (unit * at["n"])
    for name, style in classifier_styles(at):
        own = shares.sel(classifier=name)
        ax.errorbar(at["n"], own["median"], errors_of(own), **style)
    ax.set_title(f"p = {p:g}, {shape_of(at)}")
    if legend:
        ax.legend(fontsize="small")
    ax.set_ylabel(f"median, {label}")
    return ax
