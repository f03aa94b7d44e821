# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Intervals of medians, from the tallies: the one statistic that the package computes itself.

The interval reaches from the L-th smallest to the L-th largest of the N distances of a class, where
L is the largest number at which either end misses the median with a probability of at most
(1 - confidence) / 2. No law of the distances is assumed. The median lies below the L-th smallest
distance only if fewer than L images lie at or below the median, and each of them does so
with a probability of at least 1/2. So all that is needed is how few heads N fair coins show:
a binomial sum where N was fixed beforehand, a confidence sequence where [stop] chose it.
"""
import math
from functools import lru_cache
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import xarray as xr

from ._tallies import read_ends
from ._theory import distance, median_distance

DEFAULT_CONFIDENCE = 0.95   # docs/spec/config.md#run
FARTHEST = 10               # standard deviations; binomial terms beyond are below 1e-22 in all
PRIOR_TRIALS = 0.28         # over half_width squared, near the program's choice (docs/theory.md); any number is valid
PRIOR_OFFSET = 0.25         # c of docs/theory.md#intervals-at-every-moment


@lru_cache(maxsize=4096)
def median_rank(images: int, confidence: float, half_width: float | None = None) -> int:
    """L as above; 0 where there are too few images to exclude anything.

    Args:
        images: N, images of the class.
        confidence: Of the interval.
        half_width: `stop.half_width` where the config has [stop].
    """
    risk = (1 - confidence) / 2
    if half_width is not None:
        return _rank_of_sequence(images, risk, half_width)
    # P(k heads), from the middle downwards, over that of the middle.
    middle = images // 2
    heads = middle - np.arange(min(middle, int(FARTHEST / 2 * math.sqrt(images)) + FARTHEST) + 1)
    terms = np.cumprod(np.concatenate([[1.0], heads[:-1] / (images - heads[:-1] + 1)]))
    total = 2 * terms.sum() - (1 if images % 2 == 0 else 0)
    at_most = np.cumsum(terms[::-1])[::-1] / total
    few = heads[at_most <= risk]
    return int(few[0]) + 1 if len(few) else 0


def _rank_of_sequence(images: int, risk: float, half_width: float) -> int:
    """The first L at which M(1/2) of docs/theory.md, which falls up to N/2 heads, is below 1/risk."""
    prior = PRIOR_TRIALS / half_width ** 2 / 2 + PRIOR_OFFSET

    def excluded(heads: int) -> bool:
        log_ratio = (math.lgamma(prior + heads) + math.lgamma(prior + images - heads) - math.lgamma(2 * prior + images)
                     - 2 * math.lgamma(prior) + math.lgamma(2 * prior) + images * math.log(2))
        return log_ratio >= -math.log(risk)

    low, high = 0, images // 2 + 1
    while low < high:
        heads = (low + high) // 2
        low, high = (heads + 1, high) if excluded(heads) else (low, heads)
    return low


def medians(results: xr.Dataset, path: Path, config: dict[str, Any]) -> xr.Dataset:
    """What `results.brink.medians()` returns."""
    median = median_distance(results)
    confidence = config.get("run", {}).get("confidence", DEFAULT_CONFIDENCE)
    half_width = config.get("stop", {}).get("half_width")
    ends = {name: xr.full_like(median, np.nan).assign_attrs(
        long_name=f"{name} end of the interval of the median distance") for name in ("lower", "upper")}
    needed = [name for name in results if str(name).startswith(("in_class", "coverage_", "tally_"))]
    cells = results[needed].assign(median=median)
    with h5py.File(path) as file:
        for place in zip(*np.nonzero(median.notnull().values)):
            cell = cells.isel(dict(zip(median.dims, place)))
            images = int(cell["in_class"])
            # Without width once all images of the space are counted, as the program's intervals are.
            exact = bool(cell["coverage_lower"] == cell["coverage_upper"])
            rank = (images + 1) // 2 if exact else median_rank(images, confidence, half_width)
            tallies = read_ends(file, cell)
            if any(int(count.sum()) != images for _, count in tallies.values()):
                raise ValueError(f"{path}: the file has changed since it was read; accepted: what brink.open returns now")
            of_cell = float(cell["p"]), int(cell["bit_depth"])
            ends["lower"][place] = distance(_ranked(*tallies.get("_lower", tallies[""]), rank), *of_cell)
            ends["upper"][place] = distance(_ranked(*tallies[""], rank if exact else images + 1 - rank), *of_cell)
    return xr.Dataset({"median": median.assign_attrs(long_name="median distance out of the class"), **ends},
                      attrs={"confidence": confidence})


def _ranked(cost: Any, count: Any, rank: int) -> float:
    """The cost of that rank, 1 the smallest. Beyond the ranks nothing is known: 0 or infinity."""
    counted = np.cumsum(count)
    if rank < 1 or rank > counted[-1]:
        return 0.0 if rank < 1 else math.inf
    return float(cost[np.searchsorted(counted, rank)])
