# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The least threshold whose coverage does not exceed the wanted one (docs/spec/classes.md#thresholds)."""
import math
from fractions import Fraction
from functools import reduce

import numpy as np

EXACT_WORK = 3_000_000  # big-integer additions, about a second
ALIAS_PROBABILITY = 1e-30
MARGIN = 1e-13  # many times the rounding error of the sums below
EXTENDED_NODES = 1 << 14  # few nodes mean many pixels, whose rounding errors add up
PI = np.longdouble("3.14159265358979323846264338327950288")
NEGLIGIBLE_BITS = 120  # 2^-120 of the peak is left out


def symmetric_sum_threshold(magnitudes, q, coverage):
    """Least T >= 0 with P(s > T) <= coverage for s = sum of w_i (2 x_i - (q - 1)), x uniform.

    magnitudes: the |w_i| that are not 0.
    """
    if coverage == 0.5 or not len(magnitudes):
        return 0  # s and -s are equally likely, so P(s > 0) <= 1/2
    magnitudes = np.asarray(magnitudes, dtype=np.int64)
    support = int(magnitudes.sum()) * (q - 1) + 1
    if support * len(magnitudes) <= EXACT_WORK:
        return threshold_by_counting(magnitudes, q, coverage)
    return threshold_by_fourier(magnitudes, q, coverage)


def count_sums(magnitudes, q):
    """Number of images with each value of sum |w_i| x_i, as Python integers."""
    counts = np.array([1], dtype=object)
    for w in magnitudes.tolist():
        # Multiply the generating function by (1 - z^(q w)) / (1 - z^w).
        grown = np.zeros(len(counts) + w * (q - 1), dtype=object)
        grown[: len(counts)] = counts
        for residue in range(w):
            grown[residue::w] = np.add.accumulate(grown[residue::w])
        shifted = grown[: len(grown) - q * w].copy() if len(grown) > q * w else []
        if len(shifted):
            grown[q * w :] -= shifted
        counts = grown
    return counts


def threshold_by_counting(magnitudes, q, coverage):
    """The threshold by counting every image: exact."""
    counts = count_sums(magnitudes, q).tolist()
    total = len(counts) - 1  # s = 2 y - total for y = sum |w_i| x_i
    allowed = math.floor(Fraction(coverage) * q ** len(magnitudes))
    above = 0
    for y in range(total, -1, -1):
        above += counts[y]
        if above > allowed:
            return max(0, 2 * y - total)
    return 0


class SymmetricSum:
    """Distribution of s / g, where g is the common divisor of the weights, by a finite Fourier
    sum.

    s / g has the parity of the sum of the weights, so over M nodes pi k / M the sum gives P(|s /
    g| <= t modulo 2 M) exactly, up to rounding. M is chosen so that values beyond the modulus are
    less likely than ALIAS_PROBABILITY (Hoeffding) or impossible.
    """

    def __init__(self, magnitudes, q):
        self.divisor = int(reduce(math.gcd, magnitudes.tolist()))
        values, counts = np.unique(magnitudes // self.divisor, return_counts=True)
        largest = int((values * counts).sum()) * (q - 1)
        hoeffding = math.sqrt(
            2 * math.log(2 / ALIAS_PROBABILITY) * float((values**2 * counts).sum())
        ) * (q - 1)
        self.reach = min(largest, math.ceil(hoeffding))
        self.parity = largest % 2
        self.nodes = self.reach + 1
        used = self._nodes_that_matter(values, counts, q)
        self.used = np.arange(1, used, dtype=np.int64)
        self.real = np.longdouble if used <= EXTENDED_NODES else np.float64
        log_size = np.zeros(used - 1, dtype=self.real)
        sign = np.ones(used - 1)
        with np.errstate(divide="ignore"):
            for w, count in zip(values.tolist(), counts.tolist()):
                ratio = self._dirichlet(w, q)
                log_size += count * np.log(np.abs(ratio))
                sign *= np.sign(ratio) ** count
        self.transform = sign * np.exp(log_size)

    def _nodes_that_matter(self, values, counts, q):
        # Each pixel of weight 1 contributes a factor of at most 1/(q sin t).
        half = self.nodes // 2 + 1
        if values[0] != 1:
            return half
        sine = 2 ** min(NEGLIGIBLE_BITS / int(counts[0]), 1023) / q
        if sine >= 1:
            return half
        return min(half, math.ceil(math.asin(sine) * self.nodes / math.pi) + 1)

    def _sine(self, multiple):
        """sin(multiple t) at the nodes t, reduced in integers to |angle| <= pi/2."""
        half = self.nodes // 2
        product = multiple * self.used
        rest = (product + half) % self.nodes - half
        odd_turns = (product - rest) // self.nodes % 2
        return np.sin(self.real(PI) * rest.astype(self.real) / self.nodes) * (1 - 2 * odd_turns)

    def _dirichlet(self, w, q):
        """The characteristic function of one pixel, sin(q w t) / (q sin(w t))."""
        below = self._sine(w)
        turned = w * self.used // self.nodes % 2  # where w t is a multiple of pi; q is even
        return np.where(below == 0, 1 - 2 * turned,
                        self._sine(q * w) / np.where(below == 0, 1, q * below))

    def above(self, t):
        """P(s / g > t) for t >= -1 of the right parity."""
        terms = self.transform * self._sine(t + 1) / self._sine(1)
        total = 2 * terms.sum()
        if self.nodes % 2 == 0 and len(self.used) == self.nodes // 2:
            total -= terms[-1]  # the node pi/2 has no mirror image
        return float((1 - ((t + 1) + total) / self.nodes) / 2)


def threshold_by_fourier(magnitudes, q, coverage):
    """The threshold by inverting the characteristic function.

    Raises ArithmeticError where the wanted coverage is so near a value of the distribution that
    the two cannot be distinguished.
    """
    law = SymmetricSum(magnitudes, q)

    def within(t):
        excess = law.above(t) - coverage
        if abs(excess) < MARGIN:
            raise ArithmeticError(f"coverage {coverage} is within {MARGIN} of P(s > {t})")
        return excess <= 0

    low, high = 0, (law.reach - law.parity) // 2  # t = parity + 2 k
    if law.parity == 0 and within(0):
        return 0
    while low < high:
        middle = (low + high) // 2
        if within(law.parity + 2 * middle):
            high = middle
        else:
            low = middle + 1
    return law.divisor * (law.parity + 2 * low)


def majority_threshold(pixels, coverage):
    """Least T >= 0 with P(2 B - N > T) <= coverage for B binomial(N, 1/2): exact."""
    allowed = math.floor(Fraction(coverage) * 2**pixels)
    above, count = 0, 1
    for k in range(pixels, -1, -1):  # count = C(N, k)
        above += count
        if above > allowed:
            return max(0, 2 * k - pixels)
        count = count * k // (pixels - k + 1)
    raise ValueError("coverage must be below 1")


def corner_rho(pixels, q):
    """Largest rho with at most half of the levels of one pixel, or of two, of squares <= rho."""
    if pixels == 1:
        return (q // 2) ** 2 - 1  # the squares of q/2 levels are below that of level q/2
    squares = np.arange(q, dtype=np.int64) ** 2
    low, high = 0, int(squares[-1])
    while high - low > 1:
        middle = (low + high) // 2
        within = int(np.searchsorted(squares, middle - squares[squares <= middle], "right").sum())
        low, high = (middle, high) if 2 * within <= q * q else (low, middle)
    return low


def hamming_radius(pixels, q, coverage):
    """Largest rho with P(binomial(N, 1 - 1/q) <= rho) <= coverage: exact; -1 if none."""
    allowed = math.floor(Fraction(coverage) * q**pixels)
    within, count = 0, 1
    for k in range(pixels + 1):  # count = C(N, k) (q - 1)^k
        within += count
        if within > allowed:
            return k - 1
        count = count * (pixels - k) * (q - 1) // (k + 1)
    raise ValueError("coverage must be below 1")
