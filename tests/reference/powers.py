# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Powers of step counts as integers, so that sums of costs are exact.

For integer p a cost is an integer. For other p it is an integer number of 1/SCALE, which is far
finer than a double: dividing by SCALE at the very end gives the correctly rounded double.
"""
import math
from decimal import Decimal, localcontext
from functools import lru_cache

import numpy as np

DIGITS = 40
SCALE = 10**DIGITS
DECIMAL_PRECISION = 100  # DIGITS plus the digits of the largest power plus guard digits


def is_integer(p):
    return p == math.inf or float(p).is_integer()


def scale(p):
    """Costs at this p are integers divided by this."""
    return 1 if is_integer(p) else SCALE


def decimal_power(steps, p):
    with localcontext() as context:
        context.prec = DECIMAL_PRECISION
        return int((Decimal(steps) ** Decimal(p) * SCALE).to_integral_value())


@lru_cache(maxsize=None)
def power(steps, p):
    """steps^p in units of 1/scale(p); p finite, and 0^p is 0 for every p (nothing moved)."""
    if steps == 0:
        return 0
    if is_integer(p):
        return steps ** int(p)
    if is_integer(2 * p):
        return math.isqrt(steps ** int(2 * p) * SCALE**2)
    return decimal_power(steps, p)


def power_sum(steps, p):
    """The sum of power(a, p) over an array of step counts."""
    values, counts = np.unique(np.asarray(steps, dtype=np.int64), return_counts=True)
    return sum(c * power(v, p) for v, c in zip(values.tolist(), counts.tolist()))


def step_cost(j, p):
    """What the j-th step of one pixel adds to the cost, in units of 1/scale(p)."""
    return power(j, p) - power(j - 1, p)


def as_number(cost, p):
    """A cost as the file holds it: an integer for integer p and inf, a double otherwise."""
    return cost if is_integer(p) else cost / SCALE
