# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""True distances by looking at every image of a tiny space.

A class is a boolean array of shape (q,) * N, indexed by the levels of the pixels. The distance
transform works pixel by pixel. After each pixel, every image has the minimum, over y outside the
class, of the cost of y - x restricted to the pixels done so far.
"""
import math

import numpy as np

MAX_BITS = 18
UNREACHED = 1 << 62


def all_images(shape):
    """Every image, shape (q^N, N), in the order of the class array's elements."""
    if shape.pixels * shape.b > MAX_BITS:
        raise ValueError(f"{shape} has more than 2^{MAX_BITS} images")
    axes = np.indices((shape.levels,) * shape.pixels, dtype=np.int32)
    return axes.reshape(shape.pixels, -1).T.astype(np.int64)


def true_costs(inside, p):
    """The least cost of leaving the class for every image, int64, float64 for non-integer p.

    Images outside have cost 0. At least one image must be outside.
    """
    integer = p == math.inf or float(p).is_integer()
    costs = np.where(inside, UNREACHED, 0)
    costs = costs.astype(np.int64 if integer else np.float64)
    for pixel in range(inside.ndim):
        line = np.moveaxis(costs, pixel, 0)
        costs = np.moveaxis(_along_first_axis(line, p, first=pixel == 0), 0, pixel)
    return costs


def _along_first_axis(costs, p, first):
    q = len(costs)
    if first and costs.ndim == 1:
        return _nearest_zero(costs, p)
    best = costs.copy()
    for steps in range(1, q):
        price = _price(steps, p)
        if price >= best.max():
            break  # more expensive steps cannot improve anything
        for here, there in ((slice(steps, None), slice(None, -steps)),
                            (slice(None, -steps), slice(steps, None))):
            if p == math.inf:
                reached = np.maximum(costs[there], price)
            else:
                reached = costs[there] + price
            np.minimum(best[here], reached, out=best[here])
    return best


def _nearest_zero(costs, p):
    """A single pixel: the nearest level outside, by trying the neighbours on both sides."""
    outside = np.flatnonzero(costs == 0)
    levels = np.arange(len(costs))
    right = np.searchsorted(outside, levels)
    left_gap = np.where(right > 0, levels - outside[right - 1], UNREACHED)
    right_gap = outside[np.minimum(right, len(outside) - 1)] - levels
    right_gap = np.where(right < len(outside), right_gap, UNREACHED)
    steps = np.minimum(left_gap, right_gap)
    steps = np.minimum(steps, np.where(costs == 0, 0, UNREACHED))
    return np.array([_price(s, p) if s else 0 for s in steps.tolist()], dtype=costs.dtype)


def _price(steps, p):
    if p == 0:
        return 1
    if p == math.inf:
        return steps
    return steps ** int(p) if float(p).is_integer() else float(steps) ** p
