# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Compares two ways of computing thresholds."""
import itertools

import numpy as np
import pytest

from reference import thresholds

COVERAGES = (0.49, 0.3, 0.1, 0.01)


@pytest.mark.parametrize("q, magnitudes", [
    (2, [1, 1, 1, 1]), (2, [3, 1, 2]), (4, [2, 2]), (4, [1, 2, 2, 5]), (8, [6, 4]), (16, [3]),
], ids=str)
def test_counting_agrees_with_enumeration(q, magnitudes):
    sums = sorted(sum(w * (2 * x - (q - 1)) for w, x in zip(magnitudes, image))
                  for image in itertools.product(range(q), repeat=len(magnitudes)))
    for coverage in COVERAGES:
        least = next(t for t in itertools.count()
                     if sum(s > t for s in sums) <= coverage * len(sums))
        found = thresholds.threshold_by_counting(np.array(magnitudes), q, coverage)
        assert found == least, coverage


@pytest.mark.parametrize("q, magnitudes", [
    (2, [1] * 200), (2, [1] * 201), (16, [1] * 150), (8, [1, 2, 3, 3, 5, 7, 4]), (32, [2] * 9),
    (16, [2, 4, 6]), (16, [1, 2, 3, 4, 5, 6, 7] * 4), (64, [1] * 20 + [3] * 11), (256, [5, 2, 2]),
], ids=lambda value: str(value)[:24])
def test_fourier_agrees_with_counting(q, magnitudes):
    magnitudes = np.array(magnitudes)
    for coverage in COVERAGES:
        counted = thresholds.threshold_by_counting(magnitudes, q, coverage)
        assert thresholds.threshold_by_fourier(magnitudes, q, coverage) == counted, coverage


def test_fourier_refuses_a_coverage_it_cannot_tell_from_the_distribution():
    with pytest.raises(ArithmeticError):
        thresholds.threshold_by_fourier(np.array([1, 1]), 4, 6 / 16)


@pytest.mark.parametrize("pixels", [1, 2, 7, 25, 60])
def test_majority_is_brightness_of_the_top_bits(pixels):
    for coverage in (0.5,) + COVERAGES:
        counted = thresholds.threshold_by_counting(np.ones(pixels, dtype=int), 2, coverage)
        assert thresholds.majority_threshold(pixels, coverage) == counted


@pytest.mark.parametrize("pixels, q", [(1, 2), (3, 2), (4, 4), (3, 16)])
def test_hamming_radius_agrees_with_enumeration(pixels, q):
    moved = [sum(x != 0 for x in image) for image in itertools.product(range(q), repeat=pixels)]
    for coverage in (0.5,) + COVERAGES:
        held = [rho for rho in range(-1, pixels + 1)
                if sum(m <= rho for m in moved) <= coverage * len(moved)]
        assert thresholds.hamming_radius(pixels, q, coverage) == held[-1]
