# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Brink's result files, as the notebooks read them, and what theory says beside them.

NumPy and xarray only. Distances are in intensity, in pixels at p = 0.
"""
import os
from pathlib import Path
from statistics import NormalDist

import numpy as np
import xarray as xr

ROOT = Path(__file__).resolve().parents[1]
# A normal score, given that it is on the side of the class, exceeds the threshold
# by this many standard deviations in half of all cases.
HALF_NORMAL_MEDIAN = NormalDist().inv_cdf(0.75)


def results_file(name):
    """Path of the result file `name`, such as "limits.h5".

    BRINK_RESULTS names the folder that holds it (default: results/ of the repository),
    or one file that stands for every name.
    """
    place = Path(os.environ.get("BRINK_RESULTS") or ROOT / "results").expanduser()
    path = place / name if place.is_dir() else place
    if not path.is_file():
        raise FileNotFoundError(
            f"{path}: no such result file; `make report` makes limits.h5 and bit_depth.h5, "
            "and BRINK_RESULTS names another file or folder")
    return path


def open_results(path):
    """The tables of a result file, with the first number of channels selected."""
    with xr.open_dataset(path, engine="h5netcdf") as file:
        return file.isel(channels=0).load()


def open_tally(path, classifier, n, bit_depth, p, channels=1):
    """One cell's whole distribution: `count(cost)` with the coordinate `distance`.

    Where the distance is only bracketed, `count` is of its upper end and
    `count_lower(cost_lower)`, with `distance_lower`, of its lower one.
    """
    p_text = repr(float(p)).removesuffix(".0")
    group = f"tally/{classifier}/h{channels}_n{n}_b{bit_depth}/p{p_text}"
    with xr.open_dataset(path, engine="h5netcdf", group=group) as file:
        tally = file.load()
    for cost in set(tally.dims):
        values = distance(tally[cost].astype(float), p, bit_depth)
        tally = tally.assign_coords({cost.replace("cost", "distance"): values})
    return tally


def distance(cost, p, bit_depth):
    """What a cost in steps (pixels at p = 0) is as a distance (spec, section 1)."""
    highest = 2.0 ** bit_depth - 1
    if np.isinf(p):
        return cost / highest
    return (cost / highest ** p) ** (1 / max(p, 1))


def median_distance(results):
    """Median distance out of the class, of the cells that have one."""
    if 0.5 not in results["quantile"]:
        raise ValueError("this file holds no median: 0.5 is not among its `quantiles`")
    return results["distance_quantile"].sel(quantile=0.5, drop=True)


def radius_axis(results):
    """The dimension of the radii: "radius_scale", or "radius" where they are absolute."""
    return "radius_scale" if "radius_scale" in results.dims else "radius"


def largest_possible_median(results):
    """The radius at which `moved_fraction_bound` reaches 1/2: no class has a larger median.

    Read off linearly between the file's radii; NaN where the bound does not cross 1/2
    within them. On small images, where distances come in coarse steps, the reading is
    coarse by the spacing of the radii.
    """
    def crossing(bound, radius):
        return np.interp(0.5, bound, radius, left=np.nan, right=np.nan)

    axis = radius_axis(results)
    bound, radius = xr.broadcast(results["moved_fraction_bound"], results["radius"])
    known = bound.notnull().all(axis)
    found = xr.apply_ufunc(crossing, bound.fillna(0), radius,
                           input_core_dims=[[axis], [axis]], vectorize=True)
    return found.where(known)


def robust_fraction_bound(results):
    """The largest share of a class that can stay: as stored, else 1 - `moved_fraction_bound`."""
    if "robust_fraction_bound" in results:
        return results["robust_fraction_bound"]
    return 1 - results["moved_fraction_bound"]


def predicted_median(pixels, bit_depth, p):
    """Median distance of `brightness` out of its class, predicted for many pixels.

    The pixel sum is nearly normal with variance pixels (q^2-1)/12, so half of the class
    must lose more steps than HALF_NORMAL_MEDIAN of its standard deviation. They are spread
    as the exact solution spreads them (spec, section 3) over pixels whose levels are
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
            return distance(1 + np.searchsorted(np.cumsum(gain), steps), p, bit_depth)
        cost = gain * (level ** p - (level - 1) ** p)
    gained, paid = (np.concatenate([[0], np.cumsum(part)]) for part in (gain, cost))
    return distance(np.interp(steps, gained, paid), p, bit_depth)
