# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""S1: which share of a class perturbations up to a radius move out of it."""
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from .._theory import radius_axis
from ._axes import THEORY, axes_or_new, cell_of, classifier_styles, finished, norm_of, shape_of, unit_of


def moved_fraction(results: xr.Dataset, ax: Axes | None = None, *, p: float | None = None, n: int | None = None,
                   bit_depth: int | None = None, channels: int | None = None, bounds: bool = True,
                   intervals: bool = True, legend: bool = True) -> Axes:
    """S1: the moved fraction against the radius.

    Points are measured, with their intervals; lines are exact where a closed form is in the
    file, else they join the points. The dashed line is the share that every class must lose.

    Args:
        results: Result tables.
        ax: Where to draw; a new figure by default.
        p: Of the norm.
        n: Image side.
        bit_depth: Bits per pixel and channel.
        channels: Channels.
        bounds: Whether the bound of every class is drawn.
        intervals: Whether the intervals are drawn.
        legend: Whether the axes get a title and a legend.

    Returns:
        The axes.
    """
    ax = axes_or_new(ax)
    at, p = norm_of(cell_of(results, n, bit_depth, channels), p)
    axis = radius_axis(results)
    for name, style in classifier_styles(at):
        own = at.sel(classifier=name)
        low, middle, high = (own["moved_fraction" + end] for end in ("_lower", "", "_upper"))
        errors = np.clip([middle - low, high - middle], 0, None) if intervals else None
        ax.errorbar(own[axis], middle, errors, **style | {"linestyle": "none"})
        exact = own.get("moved_fraction_exact")
        line = middle if exact is None or exact.isnull().any() else exact
        ax.plot(own[axis], line, color=style["color"], linewidth=0.9)
    if bounds:
        ax.plot(at[axis], at["moved_fraction_bound"].min("classifier"), **THEORY, label="every class: at least")
    return finished(ax, legend, f"p = {p:g}", xlabel=_radius_label(axis, p), ylim=(-0.02, 1.02),
                    ylabel=f"moved fraction  ({shape_of(at)})")


def robust_fraction(results: xr.Dataset, ax: Axes | None = None, *, p: float | None = None, n: int | None = None,
                    bit_depth: int | None = None, channels: int | None = None, bounds: bool = True,
                    intervals: bool = True, legend: bool = True) -> Axes:
    """S1 in the tail: the share that stays, in logarithms, and the most that can stay.

    Of a file of the sampler `tilted` the points are the distances beyond which a tenth, a hundredth
    and so on of the class is, down to `run.tail`.

    Args:
        results: Result tables.
        ax: Where to draw; a new figure by default.
        p: Of the norm.
        n: Image side.
        bit_depth: Bits per pixel and channel.
        channels: Channels.
        bounds: Whether the bound of every class is drawn.
        intervals: Whether the intervals are drawn.
        legend: Whether the axes get a title and a legend.

    Returns:
        The axes.
    """
    ax = axes_or_new(ax)
    at, p = norm_of(cell_of(results, n, bit_depth, channels), p)
    axis = radius_axis(results)
    # Below the last share, or what one image would show.
    lowest = 0.3 * (float(at["tail"].min()) if "tail" in at.dims else 1 / max(1.0, float(at["in_class"].max())))
    ax.set_yscale("log")
    for name, style in classifier_styles(at):
        own = at.sel(classifier=name)
        if "tail" in at.dims:
            _draw_tail(ax, own, axis, p, intervals, style)
            continue
        stays = 1 - own["moved_fraction"]
        stays = stays.where(stays > 0)
        errors: Any = None
        if intervals:
            low, high = 1 - own["moved_fraction_upper"], 1 - own["moved_fraction_lower"]
            errors = np.clip([stays - low, high - stays], 0, None)
        ax.errorbar(at[axis], stays, errors, **style)
    if bounds:
        bound = _robust_bound(at).max("classifier")
        ax.plot(at[axis], bound.where(bound > 0), **THEORY, label="every class: at most")
    return finished(ax, legend, f"p = {p:g}", xlabel=_radius_label(axis, p), ylim=(lowest, 1.5),
                    ylabel=f"share that stays  ({shape_of(at)})")


def _draw_tail(ax: Axes, own: xr.Dataset, axis: str, p: float, intervals: bool, style: dict[str, Any]) -> None:
    """The shares of one class against the distances beyond which they are. An end of an interval that tells
    little, more than a tenth farther away, is left out."""
    unit = float(own["n"]) ** (1 / max(p, 1)) if axis == "radius_scale" else 1.0
    low, middle, high = (own["tail_distance" + end] / unit for end in ("_lower", "", "_upper"))
    errors = np.clip([middle - low, (high - middle).where(high <= 1.1 * middle, 0)], 0, None) if intervals else None
    ax.errorbar(middle, own["tail"], xerr=errors, **style | {"markersize": 3})


def _robust_bound(at: xr.Dataset) -> xr.DataArray:
    """As stored, else (files of before) 1 - `moved_fraction_bound`."""
    return at["robust_fraction_bound"] if "robust_fraction_bound" in at else 1 - at["moved_fraction_bound"]


def _radius_label(axis: str, p: float) -> str:
    if axis == "radius":
        return f"radius r  ({unit_of(p)})"
    other = f"n^{1 / max(p, 1):.2g}" if np.isfinite(p) else "1"
    power = "n" if p <= 1 else "√n" if p == 2 else other
    return f"c = r / {power}  (r in {unit_of(p)})"
