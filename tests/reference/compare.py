# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Comparison of tallies, with messages that name the difference."""
import numpy as np

from reference.powers import is_integer

# Doubles are compared value by value: there must be the same number of different costs with the
# same counts, each cost within this relative distance of the correctly rounded one.
RELATIVE_TOLERANCE = 1e-12
SHOWN = 8


def same_counts(found, expected, p, what):
    """Asserts that two mappings cost -> count agree: exactly for integer p and inf."""
    found, expected = sorted(found.items()), sorted(expected.items())
    tolerance = 0 if is_integer(p) else RELATIVE_TOLERANCE
    same = len(found) == len(expected) and all(
        count == wanted and abs(cost - truth) <= tolerance * abs(truth)
        for (cost, count), (truth, wanted) in zip(found, expected))
    if same:
        return
    surplus = [pair for pair in found if pair not in expected]
    missing = [pair for pair in expected if pair not in found]
    raise AssertionError(
        f"{what} (cost, count): {len(found)} costs, expected {len(expected)}; "
        f"only in the file {surplus[:SHOWN]}, only in the reference {missing[:SHOWN]}")


def same_cell(found, expected, what):
    """Asserts that a cell of a result file is the cell the reference found."""
    assert found.samples == expected.samples, what
    assert found.in_class == expected.in_class, what
    if expected.threshold is not None:
        assert found.threshold == expected.threshold, what
    for p, tally in expected.tallies.items():
        here = f"{what}, p = {p:g}"
        same_counts(found.tallies[p].upper, tally.upper, p, here)
        if tally.lower is not None:
            assert found.tallies[p].lower is not None, f"{here}: no count_lower"
            same_counts(found.tallies[p].lower, tally.lower, p, f"{here}, lower")
        elif expected.in_class:
            assert found.tallies[p].lower is None, f"{here}: count_lower of an exact distance"


def expanded(counts):
    """All costs of a mapping cost -> count in ascending order, each as often as it was counted."""
    items = sorted(counts.items())
    return np.repeat([cost for cost, _ in items], [count for _, count in items])


def at_most(smaller, larger, p, what):
    """Asserts smaller <= larger, element by element (arrays of costs)."""
    slack = 0 if is_integer(p) else RELATIVE_TOLERANCE * np.abs(larger)
    wrong = np.flatnonzero(~(smaller <= larger + slack))
    assert wrong.size == 0, (
        f"{what}: {wrong.size} of {len(smaller)}, first number {wrong[0]}: "
        f"{smaller[wrong[0]]} > {larger[wrong[0]]}")
