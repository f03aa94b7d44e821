# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The class `hash`: its words, and the nearest images outside (docs/spec/classes.md#hash).

A Searcher works on one image. Costs are integers in units of 1/powers.scale(p).
"""
import heapq
import itertools
import math

import numpy as np

from reference.images import stream_number
from reference.philox import philox4x32
from reference.powers import power, power_sum

TABLE, FINALISER = 3, 4  # domains
LOW_32 = np.uint64(0xFFFFFFFF)
WORD = np.uint64(32)
UNTRIED = 3  # changes of this many pixels are not searched at finite p
MOST_ENUMERATED = 1 << 16
IMAGES_AT_ONCE = 8  # about as many as are needed until one is outside


def join(blocks):
    """Words 0 and 1 of each block as one integer, low word first."""
    return blocks[..., 0].astype(np.uint64) | blocks[..., 1].astype(np.uint64) << WORD


class Zobrist:
    def __init__(self, shape, seed):
        self.shape = shape
        self.key = (seed & 0xFFFFFFFF, seed >> 32)

    def words(self, pixels, levels):
        """z(i, v), element by element."""
        return join(philox4x32((pixels, levels, 0, stream_number(self.shape, TABLE)), self.key))

    def hash(self, levels):
        """H of one image (N,) or of many (..., N)."""
        return np.bitwise_xor.reduce(self.words(np.arange(self.shape.pixels), levels), axis=-1)

    def finalised(self, hashes):
        """g(H), element by element."""
        return join(philox4x32((hashes & LOW_32, hashes >> WORD, 0,
                                stream_number(self.shape, FINALISER)), self.key))

    def score(self, levels):
        """The sign of g(H(x)) - g(H(negative of x))."""
        own = self.finalised(self.hash(levels))
        other = self.finalised(self.hash(self.shape.levels - 1 - levels))
        return (own > other).astype(np.int64) - (own < other)


def leave(zobrist, levels, p):
    """(upper, lower) for an image (N,) of the class."""
    top = zobrist.shape.levels - 1
    if p == math.inf:
        for height in range(1, top + 1):
            if within(zobrist, levels, height):
                return height, height
    negative = power_sum(np.abs(top - 2 * levels), p)
    others = UNTRIED * power(1, p) if len(levels) >= UNTRIED else math.inf
    for cost, larger, smaller in classes(top, p, two_pixels=len(levels) > 1):
        if not outside(zobrist, levels, changes(levels, top, larger, smaller)):
            continue
        if cost <= others:
            return cost, cost
        return min(cost, negative), others
    return negative, others


def classes(top, p, two_pixels):
    """(cost, larger, smaller) of all changes of one pixel and of two, in the order of their
    cost."""
    heap = [(power(1, p), 1, 0)]
    while heap:
        cost, larger, smaller = heapq.heappop(heap)
        yield cost, larger, smaller
        if larger < top:
            heapq.heappush(heap, (power(larger + 1, p) + power(smaller, p), larger + 1, smaller))
        if two_pixels and larger == max(1, smaller) and smaller < top:
            start = smaller + 1
            heapq.heappush(heap, (2 * power(start, p), start, start))


def changes(levels, top, larger, smaller):
    """Every way of moving one pixel, or two, by these steps: lists of (pixel, new level)."""
    def single(steps):
        for i, old in enumerate(levels.tolist()):
            yield from ((i, level) for level in (old + steps, old - steps) if 0 <= level <= top)
    for first in single(larger):
        if smaller == 0:
            yield [first]
        else:
            yield from ([first, other] for other in single(smaller) if other[0] != first[0])


def outside(zobrist, levels, rows):
    """Whether any of the changed images is outside the class."""
    rows = iter(rows)
    while batch := list(itertools.islice(rows, IMAGES_AT_ONCE)):
        images = np.repeat(levels[None, :], len(batch), axis=0)
        for image, row in zip(images, batch):
            for pixel, level in row:
                image[pixel] = level
        if (zobrist.score(images) <= 0).any():
            return True
    return False


def within(zobrist, levels, height):
    """Whether an image whose largest change is `height` is outside."""
    top = zobrist.shape.levels - 1
    if outside(zobrist, levels, changes(levels, top, height, 0)):
        return True
    ranges = [range(max(0, v - height), min(top, v + height) + 1) for v in levels.tolist()]
    if math.prod(map(len, ranges)) > MOST_ENUMERATED:
        raise ArithmeticError("too many images to look at")
    images = np.array(list(itertools.product(*ranges)), dtype=np.int64)
    images = images[np.abs(images - levels).max(axis=1) == height]
    return bool((zobrist.score(images) <= 0).any())
