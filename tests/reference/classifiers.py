# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The classes: which images they contain (docs/spec/classes.md)."""
from dataclasses import dataclass, field

import numpy as np

from reference import hashing, images, thresholds

MIDDLE_POPCOUNT = 16


@dataclass(frozen=True)
class Definition:
    """One `[[classifier]]` of a config."""

    type: str
    name: str = ""
    coverage: float = 0.5
    seed: int = 1
    weights: str = "rademacher"
    max_weight: int = 7
    density: float = 0.1
    pixel: int = 0
    prototypes: int = 8
    file: str = ""  # of the array that the class is made of
    array: np.ndarray = field(default=None, compare=False, repr=False)
    threshold: int = None  # of a half-space of a file
    cell: int = 0
    offsets: tuple = ()
    scores: tuple = ()  # of a table without a file

    TAKES_COVERAGE = ("brightness", "halfspace", "majority_bit", "hamming_ball")

    def options(self):
        """The keys a config may give for this type, with their values."""
        keys = {"name": self.name, "type": self.type}
        if self.file:
            return keys | self.options_with_a_file()
        if self.type in self.TAKES_COVERAGE:
            keys["coverage"] = self.coverage
        if self.type in ("halfspace", "hamming_ball", "hash", "voronoi"):
            keys["seed"] = self.seed
        if self.type == "voronoi":
            keys["prototypes"] = self.prototypes
        if self.type == "halfspace":
            keys["weights"] = self.weights
            if self.weights == "uniform":
                keys["max_weight"] = self.max_weight
            if self.weights == "sparse":
                keys["density"] = self.density
        if self.type in ("dictator", "corner"):
            keys["pixel"] = self.pixel
        if self.type == "table":
            keys |= {"scores": list(self.scores), "threshold": self.threshold}
        return keys

    def options_with_a_file(self):
        keys = {"file": self.file}
        if self.type == "halfspace":
            keys["weights"] = "file"
        if self.type in ("voronoi", "linear"):
            keys["cell"] = self.cell
        if self.threshold is not None:
            keys["threshold"] = self.threshold
        elif self.type in self.TAKES_COVERAGE:
            keys["coverage"] = self.coverage
        if self.offsets:
            keys["offsets"] = list(self.offsets)
        return keys


@dataclass
class Classifier:
    """A class at one shape. `threshold` is None for types without one."""

    definition: Definition
    shape: images.Shape
    threshold: int = None
    weights: np.ndarray = field(default=None, repr=False)
    centre: np.ndarray = field(default=None, repr=False)
    zobrist: hashing.Zobrist = field(default=None, repr=False)
    prototypes: np.ndarray = field(default=None, repr=False)  # (k, N)

    @property
    def scores(self):
        """The score of each level, of a table."""
        given = self.definition.array if self.definition.file else self.definition.scores
        return np.asarray(given, np.int64)

    @property
    def type(self):
        return self.definition.type

    def score(self, levels):
        """The score of one image (N,) or of many (..., N)."""
        q = self.shape.levels
        if self.type in ("brightness", "halfspace"):
            return (2 * levels - (q - 1)) @ self.weights
        if self.type == "majority_bit":
            return 2 * (levels >= q // 2).sum(axis=-1) - self.shape.pixels
        if self.type == "hamming_ball":
            return (levels != self.centre).sum(axis=-1)
        if self.type == "dictator":
            return levels[..., self.definition.pixel]
        if self.type == "corner":
            return (levels[..., self.corner_pixels()] ** 2).sum(axis=-1)
        if self.type == "top_bit_parity":
            return (levels >= q // 2).sum(axis=-1)
        if self.type == "parity":
            return levels.sum(axis=-1)
        if self.type == "hash":
            return self.zobrist.score(levels)
        if self.type == "table":
            return self.scores[levels].sum(axis=-1)
        if self.type in ("voronoi", "linear"):
            return self.margins(levels).min(axis=-1)
        raise ValueError(f"unknown type {self.type!r}")

    def corner_pixels(self):
        """The pixel of the definition and the next one, if there is another one."""
        return sorted({self.definition.pixel, (self.definition.pixel + 1) % self.shape.pixels})

    def margins(self, levels):
        """|x - c|^2 - |x - c0|^2 for every prototype c except the first: (..., k - 1). Of linear
        scores f twice f_cell - f for every other one, and 1 more where that comes later."""
        if self.type == "linear":
            return np.stack([2 * (levels @ v + offset) + later
                             for v, offset, later in self.score_differences()], axis=-1)
        squares = np.stack([((levels - c) ** 2).sum(axis=-1) for c in self.prototypes], axis=-1)
        return squares[..., 1:] - squares[..., :1]

    def score_differences(self):
        """The weights and offsets of f_cell - f for every other score f that is ever the largest
        of the two, and whether it comes later."""
        scores = self.definition.array.reshape(len(self.definition.array), -1).astype(np.int64)
        offsets, cell = self.definition.offsets or [0] * len(scores), self.definition.cell
        found = []
        for other in range(len(scores)):
            v, offset = scores[cell] - scores[other], offsets[cell] - offsets[other]
            least = 2 * (np.minimum(v, 0).sum() * (self.shape.levels - 1) + offset) + (other > cell)
            if other != cell and least <= 0:
                found.append((v, offset, int(other > cell)))
        return found

    def contains(self, levels):
        """Whether each image is in the class."""
        score = self.score(levels)
        if self.type in ("hamming_ball", "corner"):
            return score <= self.threshold
        if self.type == "dictator":
            return score >= self.shape.levels // 2
        if self.type in ("parity", "top_bit_parity"):
            return score % 2 == 1
        if self.type in ("hash", "voronoi", "linear"):
            return score > 0
        return score > self.threshold


def draw_weights(definition, shape):
    """The weights of a half-space, int64, in pixel order."""
    if definition.file:
        return definition.array.ravel().astype(np.int64)
    if definition.weights == "rademacher":
        return 2 * images.packed(shape, images.WEIGHTS, definition.seed, 0, 1) - 1
    word = images.words(shape, images.WEIGHTS, definition.seed, 0, shape.pixels).astype(np.int64)
    if definition.weights == "binomial":
        return (word[:, None] >> np.arange(images.WORD_BITS) & 1).sum(axis=1) - MIDDLE_POPCOUNT
    if definition.weights == "uniform":
        span = 2 * definition.max_weight + 1
        return (word * span >> 32) - definition.max_weight
    if definition.weights == "sparse":
        chosen = (word >> 1) < definition.density * 2**31
        return np.where(chosen, np.where(word & 1 == 1, 1, -1), 0)
    raise ValueError(f"unknown weights {definition.weights!r}")


def build(definition, shape):
    """The class of a definition at one shape."""
    made = Classifier(definition, shape)
    q, coverage = shape.levels, definition.coverage
    if definition.type == "brightness":
        made.weights = np.ones(shape.pixels, dtype=np.int64)
    elif definition.type == "halfspace":
        made.weights = draw_weights(definition, shape)
    elif definition.type == "majority_bit":
        made.threshold = thresholds.majority_threshold(shape.pixels, coverage)
    elif definition.type == "hamming_ball":
        made.centre = (definition.array.ravel().astype(np.int64) if definition.file
                       else images.centre(shape, definition.seed))
        made.threshold = thresholds.hamming_radius(shape.pixels, q, coverage)
    elif definition.type == "corner":
        made.threshold = thresholds.corner_rho(len(made.corner_pixels()), q)
    elif definition.type == "hash":
        made.zobrist = hashing.Zobrist(shape, definition.seed)
    elif definition.type == "voronoi" and definition.file:
        given = definition.array.reshape(len(definition.array), -1).astype(np.int64)
        made.prototypes = np.concatenate([given[[definition.cell]],
                                          np.delete(given, definition.cell, axis=0)])
    elif definition.type == "voronoi":
        centres = [images.centre(shape, definition.seed, j)
                   for j in range(definition.prototypes // 2)]
        made.prototypes = np.array([p for c in centres for p in (c, q - 1 - c)])
    if definition.threshold is not None:
        made.threshold = definition.threshold
    elif made.weights is not None:
        magnitudes = np.abs(made.weights[made.weights != 0])
        made.threshold = thresholds.symmetric_sum_threshold(magnitudes, q, coverage)
    return made
