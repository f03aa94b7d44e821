# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Intervals of medians against sums of binomial coefficients, and the distances themselves."""
import math

import numpy as np
import pytest

import brink
from brink._intervals import median_rank
from conftest import CONFIG


def misses(images, rank):
    """Probability that one end of the interval is wrong: fewer than `rank` heads of so many fair coins."""
    return sum(math.comb(images, heads) for heads in range(rank)) / 2 ** images


@pytest.mark.parametrize("images,rank", [(5, 0), (6, 1), (10, 2), (20, 6), (50, 18), (100, 40)])
def test_tables_of_textbooks(images, rank):
    """W. J. Conover, Practical Nonparametric Statistics, and others: for 20 at 95 %, the 6th and the 15th."""
    assert median_rank(images, 0.95) == rank


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.999, 1 - 1e-9])
def test_no_end_could_be_closer(confidence):
    risk = (1 - confidence) / 2
    for images in [*range(1, 130), 777, 5000]:
        rank = median_rank(images, confidence)
        assert misses(images, rank) <= risk < misses(images, rank + 1), images


def test_of_many_images_it_is_the_normal_one():
    for images in 10 ** 6, 10 ** 9:
        assert median_rank(images, 0.95) == pytest.approx(images / 2 - 1.959964 * math.sqrt(images) / 2, abs=2)


@pytest.mark.parametrize("half_width", [0.3, 0.05])
def test_looking_after_every_image_costs_nothing(half_width):
    """The probability that an end is ever wrong within 1000 images, by adding up all paths."""
    alive, lost = np.array([1.0]), 0.0
    for images in range(1, 1001):
        alive = np.convolve(alive, [0.5, 0.5])
        rank = median_rank(images, 0.95, half_width)
        lost += alive[:rank].sum()
        alive[:rank] = 0
    assert 0.002 < lost < 0.025
    assert median_rank(1000, 0.95, half_width) < median_rank(1000, 0.95)


def all_distances(results, end, **cell):
    tally = results.brink.distances(**cell)
    return np.repeat(tally["distance" + end].values, tally["count" + end].values.astype(int))


def test_the_ends_are_distances_of_that_rank(results):
    measured = results.brink.medians()
    bracketed = 0
    for cell in ({"classifier": name, "n": 16, "bit_depth": 4, "p": p} for name in results.classifier.values
                 for p in results.p.values):
        near = far = all_distances(results, "", **cell)
        if "count_lower" in results.brink.distances(**cell):
            near, bracketed = all_distances(results, "_lower", **cell), bracketed + 1
        rank = next(rank for rank in range(len(far)) if misses(len(far), rank + 1) > 0.025)
        found = measured.isel(channels=0).sel(cell)
        assert (found.lower, found.upper) == (near[rank - 1], far[-rank])
        assert float(found["median"]) == pytest.approx(far[(len(far) - 1) // 2])
    assert bracketed and measured.lower.attrs["units"] == "intensity" and measured.attrs["confidence"] == 0.95


def test_what_the_config_says_decides(results):
    """Its confidence; [stop], which needs more images; all images of a space, which leave nothing open."""
    surer = brink.run(CONFIG | {"run": {"samples": 400, "confidence": 0.999}}).brink.medians()
    plain = results.brink.medians()
    assert (surer.lower <= plain.lower).all() and (surer.upper >= plain.upper).all() and not surer.equals(plain)
    stopped = brink.run(CONFIG | {"stop": {"half_width": 0.4}})
    assert stopped.samples.max() < 400
    fixed = stopped.assign_attrs(config=stopped.attrs["config"].partition("[stop]")[0]).brink.medians()
    assert (stopped.brink.medians().upper >= fixed.upper).all()
    every = brink.run(CONFIG | {"run": {"sampler": "exhaustive"}, "sweep": {"n": [3], "bit_depth": [1]}}).brink.medians()
    sure = every.sel(classifier="brightness")
    assert sure["median"].notnull().all() and (sure.lower == sure["median"]).all() and (sure.upper == sure["median"]).all()


def test_few_images_bound_nothing():
    few = brink.run(CONFIG | {"run": {"samples": 6}}).brink.medians().sel(n=8, bit_depth=1, p=1)
    assert (few.lower == 0).all() and np.isinf(few.upper).all()


def test_cells_without_a_median(begun):
    measured = begun.brink.medians()
    assert measured["median"].isnull().any() and (measured.lower.isnull() == measured["median"].isnull()).all()


def test_a_file_that_has_changed_is_refused(tmp_path):
    path = tmp_path / "r.h5"
    results = brink.run(CONFIG, path)
    brink.run(CONFIG, path, settings={"run.samples": 500}, resume=True)
    with pytest.raises(ValueError, match="has changed since it was read"):
        results.brink.medians()
