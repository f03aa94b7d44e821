# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Tiny spaces, where looking at all other images gives the true distance of every image.

The reference and the program are each compared with the true distances.
"""
import math
from functools import lru_cache

import numpy as np
import pytest

from reference import classifiers, distances, program as brink
from reference.cells import cells_of_images
from reference.classifiers import Definition
from reference.compare import at_most, expanded, same_cell
from reference.exhaustive import all_images, true_costs
from reference.images import Shape
from reference.powers import as_number

P_VALUES = (0, 0.5, 1, 1.5, 2, 3, math.inf)
# (n, h, b)
SHAPES = [Shape(*s) for s in (
    (1, 1, 1), (1, 1, 5), (1, 1, 16), (1, 2, 1), (1, 2, 4), (1, 2, 8), (1, 3, 6), (2, 1, 1),
    (2, 1, 2), (2, 1, 3), (2, 1, 4), (3, 1, 1), (3, 1, 2), (2, 2, 2), (4, 1, 1), (2, 4, 1))]
COVERAGES = (0.5, 0.3)
SEEDS = (7, 2**63 - 1)
SMALL_BITS = 12  # larger spaces are tested with one seed
TINY_BITS = 9  # up to here the brackets of all images are compared, too
CHECKED_IMAGES = 150  # of a class, spread evenly, where it has more
CHECKED_WHOLE_IMAGES = 30  # of a class for which the reference takes long


def definitions(coverage, seed):
    """Every type, and every kind of weights."""
    made = [Definition(kind, kind, coverage, seed) for kind in
            ("brightness", "majority_bit", "hamming_ball", "dictator", "corner", "parity",
             "top_bit_parity")]
    for weights in ("rademacher", "binomial", "uniform", "sparse"):
        made.append(Definition("halfspace", weights, coverage, seed, weights, density=0.6))
    made.append(Definition("halfspace", "wide", coverage, seed, "uniform", max_weight=40))
    made.append(Definition("hash", "hash", seed=seed))
    prototypes = 6 if seed == SEEDS[0] else 2
    made.append(Definition("voronoi", "voronoi", seed=seed, prototypes=prototypes))
    return made


@lru_cache(maxsize=1)
def space(shape):
    return all_images(shape)


def class_array(classifier):
    shape = classifier.shape
    return classifier.contains(space(shape)).reshape((shape.levels,) * shape.pixels)


def takes_seed(definition):
    return definition.type in ("halfspace", "hamming_ball", "hash", "voronoi")


def may_bracket(definition, p):
    """Whether the specification allows distances of this type to be bracketed at this p."""
    if definition.type == "hash":
        return True
    return definition.type in ("halfspace", "voronoi") and p not in (0, 1, math.inf)


def takes_coverage(definition):
    return definition.type in Definition.TAKES_COVERAGE


CASES = [
    pytest.param(shape, definition, id=f"{shape}-{definition.name}-c{coverage}-s{seed:x}")
    for shape in SHAPES for coverage in COVERAGES for seed in SEEDS
    for definition in definitions(coverage, seed)
    if (seed == SEEDS[0] or (takes_seed(definition) and shape.pixels * shape.b <= SMALL_BITS))
    and (takes_coverage(definition) or coverage == COVERAGES[0])]


@pytest.mark.parametrize("shape, definition", CASES)
def test_reference_distances_are_true(shape, definition):
    classifier = classifiers.build(definition, shape)
    inside = class_array(classifier)
    assert inside.sum() <= definition.coverage * inside.size
    members = np.flatnonzero(inside)
    checked = CHECKED_WHOLE_IMAGES if definition.type in ("hash", "voronoi") else CHECKED_IMAGES
    chosen = members[:: max(1, len(members) // checked)]
    for p in P_VALUES:
        if not len(chosen):
            continue
        truth = true_costs(inside, p).ravel()[chosen]
        costs = [distances.leave(classifier, space(shape)[i], p) for i in chosen]
        upper = np.array([as_number(c.upper, p) for c in costs])
        bracket = costs[0].lower is not None
        lower = np.array([as_number(c.lower, p) for c in costs]) if bracket else upper
        assert not bracket or may_bracket(definition, p)
        at_most(lower, truth, p, f"lower cost, p = {p:g}")
        at_most(truth, upper, p, f"true cost, p = {p:g}")


@pytest.mark.parametrize("shape, definition", [
    case for case in CASES if takes_coverage(case.values[1]) and case.values[0].b < 16])
def test_reference_threshold_is_the_best(shape, definition):
    """With the next threshold the class would be larger than wanted (or T is 0)."""
    classifier = classifiers.build(definition, shape)
    if definition.type == "hamming_ball":
        classifier.threshold += 1
    elif classifier.threshold > 0:
        classifier.threshold -= 1
    else:
        return
    assert classifier.contains(space(shape)).sum() > definition.coverage * len(space(shape))


PROGRAM_SHAPES = [shape for shape in SHAPES if shape.pixels * shape.b <= SMALL_BITS] + [
    Shape(1, 1, 16), Shape(1, 2, 8), Shape(1, 3, 5), Shape(4, 1, 1)]


@pytest.fixture(scope="module")
def result(program, tmp_path_factory):
    """The result file of a shape and a coverage. Each run is made once."""
    @lru_cache(maxsize=None)
    def run(shape, coverage):
        job = brink.Run(n=[shape.n], bit_depth=[shape.b], channels=[shape.h], p=P_VALUES,
                        classifiers=definitions(coverage, SEEDS[0]))
        return brink.execute(program, job, tmp_path_factory.mktemp(str(shape)))
    return run


PROGRAM_CASES = [
    pytest.param(shape, definition, coverage, id=f"{shape}-{definition.name}-c{coverage}")
    for shape in PROGRAM_SHAPES for coverage in COVERAGES
    for definition in definitions(coverage, SEEDS[0])]


@pytest.mark.parametrize("shape, definition, coverage", PROGRAM_CASES)
def test_program_finds_the_true_tallies(result, shape, definition, coverage):
    classifier = classifiers.build(definition, shape)
    inside = class_array(classifier)
    cell = brink.read_cell(result(shape, coverage), definition.name, shape, P_VALUES)
    assert cell.samples == inside.size
    assert cell.in_class == inside.sum()
    for p in P_VALUES:
        if not cell.in_class:
            continue
        truth = np.sort(true_costs(inside, p)[inside])
        upper, lower = cell.tallies[p].upper, cell.tallies[p].lower
        assert lower is None or may_bracket(definition, p)
        at_most(truth, expanded(upper), p, f"true cost, p = {p:g}")
        at_most(expanded(upper if lower is None else lower), truth, p, f"lower cost, p = {p:g}")


@pytest.mark.parametrize("shape, definition, coverage", [
    case for case in PROGRAM_CASES
    if case.values[0].pixels * case.values[0].b <= TINY_BITS
    and case.values[1].type in ("halfspace", "hash", "voronoi")])
def test_program_finds_the_brackets_of_the_reference(result, shape, definition, coverage):
    expected = cells_of_images(shape, [definition], space(shape), P_VALUES)[definition.name]
    found = brink.read_cell(result(shape, coverage), definition.name, shape, P_VALUES)
    same_cell(found, expected, str(shape))
