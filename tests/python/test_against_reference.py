# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Compares every tally of the program with an independent implementation of the specification.

Integers must be equal. At non-integer p the program must find as many different costs with the
same counts, each within 1e-12 (relative) of the correctly rounded cost.
"""
import math
from functools import lru_cache

import pytest

from drawn_counts import counted_cells
from reference import program as brink
from reference.cells import sampled_cells
from reference.classifiers import Definition
from reference.compare import same_cell
from reference.images import Shape

P_VALUES = (0, 0.5, 1, 1.5, 2, 3, math.inf)
LARGEST_SEED = 2**63 - 1
WIDE_SEED = 0x0123456789ABCDEF


def all_types(coverage, seed, pixel=0):
    """Every type and every kind of weights, with two seeds for the unequal weights."""
    made = [Definition(kind, kind, coverage, seed) for kind in
            ("brightness", "majority_bit", "hamming_ball", "parity", "top_bit_parity")]
    made += [Definition(kind, kind, pixel=pixel) for kind in ("dictator", "corner")]
    for weights in ("rademacher", "binomial", "uniform", "sparse"):
        made.append(Definition("halfspace", weights, coverage, seed, weights))
    made.append(Definition("halfspace", "binomial-other", coverage, seed // 3, "binomial"))
    if coverage == 0.5:  # the reference has no quick way to the other thresholds
        made.append(Definition("halfspace", "wide", seed=seed // 5, weights="uniform",
                               max_weight=1000))
    made.append(Definition("halfspace", "unit", coverage, seed // 7, "uniform", max_weight=1))
    made.append(Definition("halfspace", "dense", coverage, seed // 9, "sparse", density=0.75))
    made.append(Definition("hash", "hash", seed=seed))
    made.append(Definition("voronoi", "voronoi", seed=seed // 2, prototypes=4))
    return made


def mixed(coverage):
    """The types with the most arithmetic, for the larger images."""
    return [Definition("brightness", "brightness", coverage),
            Definition("majority_bit", "majority_bit", coverage),
            Definition("hamming_ball", "hamming_ball", coverage, LARGEST_SEED),
            Definition("halfspace", "rademacher", coverage, 11, "rademacher"),
            Definition("halfspace", "binomial", coverage, WIDE_SEED, "binomial"),
            Definition("halfspace", "uniform", coverage, 2**32 + 1, "uniform"),
            Definition("halfspace", "sparse", coverage, 3, "sparse", density=0.3),
            Definition("corner", "corner", pixel=24), Definition("top_bit_parity", "top_bit_parity"),
            Definition("hash", "hash", seed=LARGEST_SEED),
            Definition("voronoi", "voronoi", seed=WIDE_SEED, prototypes=2)]


def counted(definitions):
    """Those of the definitions that the sampler `counts` accepts."""
    return [one for one in definitions if one.type not in ("hash", "voronoi")]


ALL_DEPTHS = list(range(1, 17))
RUNS = {
    "one_pixel": brink.Run(
        n=[1], bit_depth=ALL_DEPTHS, channels=[1, 2, 3], p=P_VALUES, seed=LARGEST_SEED,
        samples=12, classifiers=all_types(0.5, LARGEST_SEED)),
    "one_pixel_rare": brink.Run(
        n=[1], bit_depth=[1, 2, 3, 4, 7, 8, 16], channels=[1, 3], p=P_VALUES, seed=5,
        samples=40, classifiers=all_types(0.3, WIDE_SEED)),
    "n5": brink.Run(
        n=[5], bit_depth=ALL_DEPTHS, channels=[1, 3], p=P_VALUES, seed=WIDE_SEED,
        samples=8, classifiers=all_types(0.5, 99, pixel=24)),
    "n7_rare": brink.Run(
        n=[7], bit_depth=[1, 2, 3, 5, 8, 11, 13], channels=[2], p=P_VALUES, seed=2**32,
        samples=30, classifiers=all_types(0.3, 2**40 + 7, pixel=97)),
    "across_2_to_32": brink.Run(
        n=[5, 7], bit_depth=[1, 6, 9], channels=[1], p=P_VALUES, seed=3,
        samples=40, first_image=2**32 - 20, classifiers=mixed(0.5)),
    "n33": brink.Run(
        n=[33], bit_depth=[1, 2, 4, 7, 8, 10, 16], channels=[1, 2], p=P_VALUES,
        seed=LARGEST_SEED - 1, samples=8, first_image=123456789, classifiers=mixed(0.5)),
    "n33_rare": brink.Run(
        n=[33], bit_depth=[1, 3, 8, 16], channels=[3], p=P_VALUES, seed=17,
        samples=12, classifiers=mixed(0.3)),
    "n129": brink.Run(
        n=[129], bit_depth=[1, 5, 8, 16], channels=[1], p=P_VALUES, seed=2**62 + 5,
        samples=6, first_image=2**40, classifiers=mixed(0.5)),
    "n129_rare": brink.Run(
        n=[129], bit_depth=[8], channels=[1], p=P_VALUES, seed=4,
        samples=12, classifiers=mixed(0.3)),
    "other_p": brink.Run(
        n=[5, 7], bit_depth=[1, 3, 8], channels=[1], p=(0.1, 0.75, 1.01, 2.5, 4), seed=23,
        samples=12, classifiers=mixed(0.5)),
    "counts_n1": brink.Run(
        n=[1], bit_depth=[1, 2, 9, 16], channels=[1, 3], p=P_VALUES, seed=LARGEST_SEED,
        samples=12, sampler="counts", classifiers=counted(all_types(0.5, WIDE_SEED))),
    "counts_n5": brink.Run(
        n=[5], bit_depth=[1, 2, 3, 4, 6, 8, 11], channels=[3], p=P_VALUES, seed=WIDE_SEED,
        samples=12, sampler="counts", classifiers=counted(all_types(0.5, 99, pixel=24))),
    "counts_n33": brink.Run(
        n=[33], bit_depth=[1, 4, 8], channels=[2], p=P_VALUES, seed=5, first_image=2**32 - 6,
        samples=12, sampler="counts", classifiers=counted(mixed(0.5))),
    "counts_n129_rare": brink.Run(
        n=[129], bit_depth=[8], channels=[1], p=P_VALUES, seed=4,
        samples=4, sampler="counts", classifiers=counted(mixed(0.3))),
}


@lru_cache(maxsize=1)  # cases of one shape of one run follow each other
def expected_cells(run_name, shape):
    run = RUNS[run_name]
    cells_of = counted_cells if run.sampler == "counts" else sampled_cells
    return cells_of(
        shape, run.classifiers, run.seed, run.first_image, run.samples, run.p)


@pytest.fixture(scope="module")
def result(program, tmp_path_factory):
    """The result file of a run, by name. Each run is made once."""
    @lru_cache(maxsize=None)
    def run(name):
        return brink.execute(program, RUNS[name], tmp_path_factory.mktemp(name))
    return run


CASES = [
    pytest.param(name, shape, definition.name, id=f"{name}-{shape}-{definition.name}")
    for name, run in RUNS.items()
    for shape in (Shape(n, h, b) for h in run.channels for n in run.n for b in run.bit_depth)
    for definition in run.classifiers]


@pytest.mark.parametrize("run_name, shape, classifier", CASES)
def test_cell_is_that_of_the_reference(result, run_name, shape, classifier):
    run = RUNS[run_name]
    expected = expected_cells(run_name, shape)[classifier]
    found = brink.read_cell(result(run_name), classifier, shape, run.p)
    same_cell(found, expected, f"{classifier} at {shape}")
