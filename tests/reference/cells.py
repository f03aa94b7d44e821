# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The right results of a run in one cell: counts of images and tallies of costs."""
from collections import Counter
from dataclasses import dataclass, field
from typing import Dict, Optional

from reference import classifiers, distances, images
from reference.powers import as_number


@dataclass
class Tally:
    """Images at each cost; `lower` only where the distances are brackets."""

    upper: Counter = field(default_factory=Counter)
    lower: Optional[Counter] = None

    def add(self, cost, p):
        self.upper[as_number(cost.upper, p)] += 1
        if cost.lower is not None:
            if self.lower is None:
                self.lower = Counter()
            self.lower[as_number(cost.lower, p)] += 1


@dataclass
class Cell:
    """One classifier at one shape. `threshold` is None for types without one."""

    threshold: Optional[int]
    samples: int = 0
    in_class: int = 0
    tallies: Dict[float, Tally] = field(default_factory=dict)

    def add(self, classifier, levels):
        self.samples += 1
        if not classifier.contains(levels):
            return
        self.in_class += 1
        for p, tally in self.tallies.items():
            tally.add(distances.leave(classifier, levels, p), p)


def cells_of_images(shape, definitions, drawn, p_values):
    """The cells of all classifiers at one shape, by name, over an iterable of images (N,)."""
    built = [classifiers.build(definition, shape) for definition in definitions]
    cells = [Cell(c.threshold, tallies={p: Tally() for p in p_values}) for c in built]
    for levels in drawn:
        for classifier, cell in zip(built, cells):
            cell.add(classifier, levels)
    return {d.name: cell for d, cell in zip(definitions, cells)}


def sampled_cells(shape, definitions, seed, first_image, samples, p_values):
    """The cells of a run with the sampler `pixels`."""
    numbers = range(first_image, first_image + samples)
    drawn = (images.image(shape, seed, number) for number in numbers)
    return cells_of_images(shape, definitions, drawn, p_values)
