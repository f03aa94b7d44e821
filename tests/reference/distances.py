# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Costs of leaving a class, image by image (docs/spec/classes.md#distances).

Costs are integers in units of 1/powers.scale(p).
"""
import math
from typing import NamedTuple, Optional

import numpy as np

from reference import choices, hashing, knapsack
from reference.powers import power, power_sum


class Cost(NamedTuple):
    """The least cost, or where `lower` is set the upper and lower end of a bracket."""

    upper: int
    lower: Optional[int] = None


def leave(classifier, levels, p):
    """The cost of the least perturbation that takes an image (N,) of the class out of it."""
    kind = classifier.type
    if kind in ("brightness", "halfspace"):
        return leave_halfspace(classifier, levels, p)
    if kind == "majority_bit":
        return Cost(leave_majority(classifier, levels, p))
    if kind == "hamming_ball":
        moves = classifier.threshold + 1 - int(classifier.score(levels))
        return Cost(cost_of([1] * moves, p))
    if kind == "dictator":
        steps = int(classifier.score(levels)) - (classifier.shape.levels // 2 - 1)
        return Cost(cost_of([steps], p))
    if kind == "corner":
        return Cost(leave_corner(classifier, levels, p))
    if kind == "parity":
        return Cost(cost_of([1], p))
    if kind == "top_bit_parity":
        half = classifier.shape.levels // 2
        return Cost(cost_of([np.where(levels >= half, levels - half + 1, half - levels).min()], p))
    if kind == "hash":
        return Cost(*hashing.leave(classifier.zobrist, levels, p))
    if kind == "table":
        return leave_table(classifier, levels, p)
    if kind in ("voronoi", "linear"):
        return leave_cell(classifier, levels, p)
    raise ValueError(f"unknown type {kind!r}")


def cost_of(steps, p):
    """The cost of a perturbation of these many steps (docs/spec/model.md#costs)."""
    if p == math.inf:
        return int(max(steps))
    return power_sum(steps, p)


def leave_corner(classifier, levels, p):
    """All numbers of steps of one pixel, each with the fewest of the other one that are enough."""
    top = classifier.shape.levels - 1
    first, *rest = levels[classifier.corner_pixels()]
    second = rest[0] if rest else 0
    steps = np.arange(top - first + 1)
    missing = np.maximum(classifier.threshold + 1 - (first + steps) ** 2, 0)
    needed = np.sqrt(missing).astype(np.int64)  # off by one at most
    needed += needed ** 2 < missing
    needed -= (needed > 0) & ((needed - 1) ** 2 >= missing)
    beside = np.maximum(needed - second, 0)
    possible = beside <= (top - second if rest else 0)
    ways = np.stack([steps, beside], axis=-1)[possible]
    # Only the ways that are cheapest but for rounding are compared exactly.
    rough = ways.max(axis=-1) if p == math.inf else np.where(
        ways > 0, np.maximum(ways, 1.0) ** p, 0).sum(axis=-1)
    cheapest = ways[rough <= rough.min() * (1 + 1e-9)]
    return min(cost_of([s for s in way if s > 0], p) for way in cheapest[:1000].tolist())


def leave_majority(classifier, levels, p):
    """Flips as many top bits as are too many, the cheapest ones first."""
    half = classifier.shape.levels // 2
    steps = np.sort(levels[levels >= half] - (half - 1))
    allowed = (classifier.threshold + classifier.shape.pixels) // 2
    return cost_of(steps[: len(steps) - allowed], p)


def leave_halfspace(classifier, levels, p):
    """Gathers gains of D = ceil((s - T) / 2)."""
    excess = int(classifier.score(levels)) - classifier.threshold
    needed = -(-excess // 2)
    caps = np.where(classifier.weights > 0, levels, classifier.shape.levels - 1 - levels)
    of_file = bool(classifier.definition.file)
    cost = gather(classifier.weights, caps, needed, p, shorten=of_file)
    if not of_file or cost.lower is None:
        return cost
    return nearest([(classifier.weights, caps, needed, cost)], p)


def leave_cell(classifier, levels, p):
    """The least cost over the half-spaces whose intersection is the cell."""
    costs, sides = [], []
    for weights, margin in zip(steps_out(classifier), classifier.margins(levels).tolist()):
        caps = np.where(weights > 0, classifier.shape.levels - 1 - levels, levels)
        needed = -(-margin // 2)
        costs.append(gather(weights, caps, needed, p, shorten=True))
        sides.append((weights, caps, needed, costs[-1]))
    upper = min(cost.upper for cost in costs)
    exact = (all(cost.lower is None for cost in costs) if classifier.definition.file
             else classifier.shape.b == 1)
    if exact or p in (0, 1, math.inf):
        return Cost(upper)
    if classifier.definition.file:
        return nearest(sides, p)
    return Cost(upper, min(cost.upper if cost.lower is None else cost.lower for cost in costs))


def nearest(sides, p):
    """The least cost over half-spaces of a file, (weights, caps, needed, bracket) each."""
    least = min(cost.upper for *_, cost in sides)
    for weights, caps, needed, cost in sides:
        if cost.lower is not None and cost.lower < least:
            gains = [abs(w) * np.arange(cap + 1) for w, cap in zip(weights.tolist(), caps.tolist())]
            least = min(least, choices.least_cost(gains, needed, p))
    return Cost(least, least)


def leave_table(classifier, levels, p):
    """Every pixel gains what its score exceeds the least one within so many steps."""
    scores = classifier.scores
    needed = int(classifier.score(levels)) - classifier.threshold
    gains_of = {}
    for v in np.unique(levels).tolist():
        within = [scores[max(0, v - d):v + d + 1].min() for d in range(len(scores))]
        gains_of[v] = scores[v] - np.array(within)
    gains = [gains_of[v] for v in levels.tolist()]
    if p == 0:
        return Cost(fewest_pixels(np.array([gain[-1] for gain in gains]), needed))
    if p == math.inf:
        return Cost(_first_reaching(np.sum(gains, axis=0)[1:], needed))
    if len(scores) == 2:
        return Cost(fewest_pixels(np.array([gain[-1] for gain in gains]), needed) * power(1, p))
    least = choices.least_cost(gains, needed, p)
    return Cost(least, least)


def steps_out(classifier):
    """For each half-space of a cell the weights along which the margin falls."""
    if classifier.type == "linear":
        return [-v for v, _, _ in classifier.score_differences()]
    return classifier.prototypes[1:] - classifier.prototypes[0]


def gather(weights, caps, needed, p, shorten=False):
    """The least cost of gains |w| a of at least `needed`, with a <= caps. For p < 1 and with
    `shorten`, the last pixel of the upper end moves only as far as it must."""
    movable = (weights != 0) & (caps > 0)
    magnitudes = np.unique(np.abs(weights[weights != 0]))
    weights = np.abs(weights[movable])
    caps = caps[movable]
    if len(magnitudes) == 1:
        return Cost(equal_weights(caps, -(-needed // int(magnitudes[0])), p))
    if p == 0:
        return Cost(fewest_pixels(weights * caps, needed))
    if p == 1:
        return Cost(fewest_steps(weights, caps, needed))
    if p == math.inf:
        return Cost(least_height(weights, caps, needed))
    if p < 1:
        return Cost(*knapsack.whole_pixels(weights, caps, needed, p, shorten))
    return Cost(*knapsack.single_steps(weights, caps, needed, p))


def equal_weights(caps, total, p):
    """The least cost of `total` steps in all, with at most caps[i] on pixel i."""
    if p == math.inf:
        return least_height(np.ones_like(caps), caps, total)
    if p < 1:
        return most_uneven(caps, total, p)
    return most_even(caps, total, p)


def most_uneven(caps, total, p):
    """The largest caps first; the last pixel moves only by what remains."""
    steps = []
    for cap in np.sort(caps)[::-1].tolist():
        steps.append(min(cap, total))
        total -= steps[-1]
        if total == 0:
            break
    return cost_of(steps, p)


def most_even(caps, total, p):
    """The first step of every pixel, then the second step of every pixel, and so on."""
    height = least_height(np.ones_like(caps), caps, total)
    below = np.minimum(caps, height - 1)
    rest = total - int(below.sum())
    return power_sum(below, p) + rest * (power(height, p) - power(height - 1, p))


def fewest_pixels(gains, needed):
    """How many pixels, taken by gain, reach what is needed."""
    return _first_reaching(np.cumsum(np.sort(gains)[::-1]), needed)


def fewest_steps(weights, caps, needed):
    """How many steps, taken by weight, reach what is needed."""
    steps = 0
    for i in np.argsort(-weights, kind="stable").tolist():
        weight, cap = int(weights[i]), int(caps[i])
        taken = min(cap, -(-needed // weight))
        steps += taken
        needed -= taken * weight
        if needed <= 0:
            return steps
    raise ValueError("the needed gain is out of reach")


def least_height(weights, caps, needed):
    """The least L such that moving every pixel by min(cap, L) reaches what is needed."""
    gain_of_height = np.zeros(int(caps.max()) + 1, dtype=np.int64)
    np.add.at(gain_of_height, caps, weights)
    # Pixels whose cap is at least L gain their weight from the L-th step.
    gain_of_step = np.cumsum(gain_of_height[::-1])[::-1][1:]
    return _first_reaching(np.cumsum(gain_of_step), needed)


def _first_reaching(sums, needed):
    position = int(np.searchsorted(sums, needed))
    if position == len(sums):
        raise ValueError("the needed gain is out of reach")
    return position + 1
