# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The other programs of bench/compare/ do the same work as Brink."""
import itertools
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
from compare import numpy_forms, torch_forms  # noqa: E402
import costs  # noqa: E402

COUNT, PIXELS = 400, 4096
FORMS = [(bits, name, form, lambda: np.random.Generator(np.random.Philox(3)))
         for bits in (1, 8) for name, form in numpy_forms.forms(bits).items()]
FORMS += [(bits, name, form, torch_forms.generator)
          for bits in (1, 8) for name, form in torch_forms.forms(bits).items()]


@pytest.mark.parametrize("bits, name, form, generator", FORMS,
                         ids=[f"b{bits}-{name}" for bits, name, *_ in FORMS])
def test_levels_are_uniform(bits, name, form, generator):
    sums, levels = form(generator(), COUNT, PIXELS, bits)
    top = (1 << bits) - 1
    if levels is not None:
        assert levels.shape == (COUNT, PIXELS) and levels.max() <= top
        assert np.array_equal(sums, levels.sum(axis=1, dtype=np.int64))
    # The variance of a level is (q^2 - 1) / 12. At 5 standard deviations the false alarm rate is
    # below 1e-6.
    variance = ((top + 1) ** 2 - 1) / 12
    assert abs(sums.mean() - PIXELS * top / 2) < 5 * np.sqrt(PIXELS * variance / COUNT)
    spread = sums.var() / (PIXELS * variance)
    assert abs(spread - 1) < 5 * np.sqrt(2 / COUNT)


def least_costs(image, limit, top):
    """The least costs of all images with at most that sum, by trying every image."""
    best = None
    for other in itertools.product(range(top + 1), repeat=len(image)):
        if sum(other) > limit:
            continue
        moved = [abs(int(x) - y) for x, y in zip(image, other)]
        costs = (sum(d > 0 for d in moved), sum(moved), sum(d * d for d in moved), max(moved))
        best = costs if best is None else tuple(map(min, best, costs))
    return best


@pytest.mark.parametrize("bits, pixels", [(1, 6), (2, 4), (3, 3)])
def test_costs_are_the_least(bits, pixels):
    top = (1 << bits) - 1
    levels = np.array(list(itertools.product(range(top + 1), repeat=pixels)), dtype=np.uint8)
    sums = levels.sum(axis=1, dtype=np.int64)
    inside, least = numpy_forms.solve(sums, levels, pixels, bits)
    limit = numpy_forms.threshold(pixels, bits)
    assert 0 < len(inside) <= len(levels) / 2
    assert np.array_equal(inside, np.flatnonzero(sums > limit))
    for place, image in enumerate(inside):
        assert tuple(int(cost[place]) for cost in least) == least_costs(levels[image], limit, top)


@pytest.mark.parametrize("a, c, R", [(2e-7, 3e-9, 12e9), (0, 3e-9, 12e9), (2e-7, 0, 12e9), (0, 0, 8e9)])
def test_the_fit_finds_a_law(a, c, R):
    rows = [{"n": n, "b": b, "images_per_s": 1 / (a + c * n + 4 * costs.words(n, b) / R)}
            for b in (3, 8) for n in (8, 16, 64, 256, 1024)]
    for b in (3, 8):
        law = costs.fit(rows, b)
        assert law["R"] == pytest.approx(R, rel=1e-6)
        assert law["a"] == pytest.approx(a, abs=1e-12) and law["c"] == pytest.approx(c, abs=1e-13)
        assert costs.largest_error(rows, b, law) < 1e-6


def test_words_of_an_image():
    assert [costs.words(8, b) for b in (1, 3, 8, 16)] == [2, 7, 16, 32]
