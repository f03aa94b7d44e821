# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""What the plots draw beside the measurement and the file does not hold: formulas, no data."""
from statistics import NormalDist
from typing import Any

import numpy as np
import xarray as xr

# A normal score, given that it is on the side of the class, exceeds the threshold
# by this many standard deviations in half of all cases.
HALF_NORMAL_MEDIAN = NormalDist().inv_cdf(0.75)


def distance(cost: Any, p: float, bit_depth: int) -> Any:
    """What a cost in steps (pixels at p = 0) is as a distance (docs/spec/model.md#distances)."""
    highest = 2.0 ** bit_depth - 1
    if np.isinf(p):
        return cost / highest
    return (cost / highest ** p) ** (1 / max(p, 1))


def median_distance(results: xr.Dataset) -> xr.DataArray:
    """Median distance out of the class, of the cells that have one."""
    if "stratum" in results.dims:
        raise ValueError("this file holds no median: its images are those of strata (sampler tilted); accepted: tail_distance")
    if 0.5 not in results["quantile"]:
        raise ValueError("this file holds no median: 0.5 is not among its `quantiles`")
    return results["distance_quantile"].sel(quantile=0.5, drop=True)


def radius_axis(results: xr.Dataset) -> str:
    """The dimension of the radii: "radius_scale", or "radius" where they are absolute."""
    return "radius_scale" if "radius_scale" in results.dims else "radius"


def largest_possible_median(results: xr.Dataset) -> xr.DataArray:
    """The radius at which `moved_fraction_bound` reaches 1/2: no class has a larger median.

    Read off linearly between the file's radii; NaN where the bound does not cross 1/2
    within them. On small images, where distances come in coarse steps, the reading is
    coarse by the spacing of the radii.
    """
    def crossing(bound: Any, radius: Any) -> Any:
        return np.interp(0.5, bound, radius, left=np.nan, right=np.nan)

    axis = radius_axis(results)
    bound, radius = xr.broadcast(results["moved_fraction_bound"], results["radius"])
    known = bound.notnull().all(axis)
    found: xr.DataArray = xr.apply_ufunc(crossing, bound.fillna(0), radius,
                                         input_core_dims=[[axis], [axis]], vectorize=True)
    return found.where(known)


def predicted_median(pixels: int, bit_depth: int, p: float) -> float:
    """Median distance of `brightness` out of its class, predicted for many pixels.

    The pixel sum is nearly normal with variance pixels (q^2-1)/12, so half of the class
    must lose more steps than HALF_NORMAL_MEDIAN of its standard deviation. They are spread
    as the exact solution spreads them (docs/spec/classes.md#distances) over pixels whose levels are
    taken as exactly uniform: evenly at p >= 1, the brightest pixels first below.
    """
    q = 2 ** bit_depth
    steps = HALF_NORMAL_MEDIAN * np.sqrt(pixels * (q * q - 1.0) / 12)
    level = np.arange(1.0, q)
    if p < 1:  # all of a pixel's steps at once
        level = level[::-1]
        gain = pixels / q * level
        cost = pixels / q * level ** p
    else:      # one step of every pixel that still can
        gain = pixels / q * (q - level)
        if np.isinf(p):
            return float(distance(1 + np.searchsorted(np.cumsum(gain), steps), p, bit_depth))
        cost = gain * (level ** p - (level - 1) ** p)
    gained, paid = (np.concatenate([[0], np.cumsum(part)]) for part in (gain, cost))
    return float(distance(np.interp(steps, gained, paid), p, bit_depth))
