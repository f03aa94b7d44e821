# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Random streams and the images drawn from them (docs/spec/random_streams.md)."""
from typing import NamedTuple

import numpy as np

from reference.philox import philox4x32

IMAGES, WEIGHTS, CENTRES = 0, 1, 2  # domains
WORDS_PER_BLOCK = 4
WORD_BITS = 32
BLOCKS_AT_ONCE = 1 << 16  # bounds the temporary arrays to a few MiB


class Shape(NamedTuple):
    """Side, channels and bit depth of an image."""

    n: int
    h: int
    b: int

    @property
    def pixels(self):
        return self.h * self.n * self.n

    @property
    def levels(self):
        return 1 << self.b

    def __str__(self):
        return f"h{self.h}_n{self.n}_b{self.b}"


def stream_number(shape, domain):
    return shape.n | shape.b << 16 | shape.h << 21 | domain << 25


def words(shape, domain, seed, index, count):
    """The first `count` 32-bit words of a stream."""
    low, high = index & 0xFFFFFFFF, index >> 32
    key = (seed & 0xFFFFFFFF, seed >> 32)
    blocks = -(-count // WORDS_PER_BLOCK)
    parts = [np.empty(0, dtype=np.uint32)]
    for first in range(0, blocks, BLOCKS_AT_ONCE):
        block = np.arange(first, min(first + BLOCKS_AT_ONCE, blocks))
        parts.append(philox4x32((block, low, high, stream_number(shape, domain)), key).ravel())
    return np.concatenate(parts)[:count]


def packed(shape, domain, seed, index, bits):
    """One value of `bits` bits per pixel: floor(32/bits) to a word, lowest bits first."""
    per_word = WORD_BITS // bits
    drawn = words(shape, domain, seed, index, -(-shape.pixels // per_word))
    shifts = np.arange(per_word, dtype=np.uint32) * np.uint32(bits)
    values = drawn[:, None] >> shifts & np.uint32((1 << bits) - 1)
    return values.ravel()[: shape.pixels].astype(np.int64)


def image(shape, seed, number):
    """Levels of image `number` of a run, in pixel order (channel, row, column)."""
    return packed(shape, IMAGES, seed, number, shape.b)


def centre(shape, seed, number=0):
    """Levels of a centre image of a classifier with this seed."""
    return packed(shape, CENTRES, seed, number, shape.b)
