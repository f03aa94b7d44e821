# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Brackets for half-spaces with unequal weights: items by gain per cost (docs/spec/classes.md#distances).

Both functions take the nonzero |w_i| and caps of the movable pixels and return
(upper, lower): the last item whole, and the last item fractional. The ratio of
an item does not depend on the image.
"""
import math
from fractions import Fraction
from functools import lru_cache

import numpy as np

from reference.powers import DIGITS, is_integer, power, power_sum, step_cost

# Ratios at non-integer p are compared after dropping this many of their digits, so that rounding
# cannot separate equal ones (3 sqrt(2) and sqrt(18) at p = 0.5).
TIE_DIGITS = 10
RATIO_MARGIN = 1e-9  # far above the error of a ratio of doubles, far below most gaps


def whole_pixels(weights, caps, needed, p, shorten=False):
    """0 < p < 1: the items are pixels of gain |w| cap and cost cap^p; with `shorten` the last
    one moves only as far as it must."""
    items = sorted(
        zip(weights.tolist(), caps.tolist()), key=lambda item: whole_pixel_rank(*item, p)
    )
    cost = 0
    for weight, cap in items:
        gain, price = weight * cap, power(cap, p)
        if gain >= needed:
            last = power(-(-needed // weight), p) if shorten else price
            return cost + last, cost + price * needed // gain
        needed -= gain
        cost += price
    raise ValueError("the needed gain is out of reach")


@lru_cache(maxsize=None)
def whole_pixel_rank(weight, cap, p):
    """The larger |w| cap / cap^p first; among equal ones the larger |w|."""
    ratio = weight * cap * 10 ** (2 * DIGITS) // power(cap, p)
    return -_drop_digits(ratio), -weight


def single_steps(weights, caps, needed, p):
    """1 < p < inf: the items are single steps of gain |w|; the j-th costs j^p - (j-1)^p.

    Doubles tell which items come clearly before the last one; those near it are
    sorted by their exact ratios.
    """
    kinds, kind = np.unique(weights, return_inverse=True)
    first, beyond = _window(kinds, kind, caps, needed, p)
    steps = np.minimum(caps, first[kind])
    needed -= int((weights * steps).sum())
    cost = power_sum(steps, p)
    window = sorted((step_rank(int(w), j, p), int(w), j) for w, start, stop in
                    zip(kinds, first, beyond) for j in range(int(start) + 1, int(stop) + 1))
    for _, w, j in window:
        pixels = int(((weights == w) & (caps >= j)).sum())
        price = step_cost(j, p)
        if pixels * w >= needed:
            fraction = price * needed
            lower = -(-fraction // w) if is_integer(p) else fraction // w
            return cost + -(-needed // w) * price, cost + lower
        needed -= pixels * w
        cost += pixels * price
    raise ValueError("the needed gain is out of reach")


def _window(kinds, kind, caps, needed, p):
    """The steps of each kind that surely come before the last item, and those that may be it."""
    highest = int(caps.max())
    prices = _prices(highest.bit_length(), p)[:highest]

    def steps_up_to(ratio):
        return np.searchsorted(prices, ratio * kinds, side="right")

    def enough(ratio):
        steps = np.minimum(caps, steps_up_to(ratio)[kind])
        return int((kinds[kind] * steps).sum()) >= needed

    low, high = prices[0] / kinds[-1] / 2, prices[-1] / kinds[0] * 2
    while high > low * (1 + RATIO_MARGIN):
        middle = math.sqrt(low) * math.sqrt(high)
        low, high = (low, middle) if enough(middle) else (middle, high)
    return steps_up_to(low * (1 - RATIO_MARGIN)), steps_up_to(high * (1 + RATIO_MARGIN))


@lru_cache(maxsize=None)
def _prices(bits, p):
    return np.array([float(step_cost(j, p)) for j in range(1, 1 << bits)])


def step_rank(weight, j, p):
    """The smaller cost / gain first; among equal ones the larger |w|."""
    price = step_cost(j, p)
    return (Fraction(price, weight) if is_integer(p) else _drop_digits(price // weight)), -weight


def _drop_digits(value):
    unit = 10**TIE_DIGITS
    return (value + unit // 2) // unit
