# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The work of a `brightness` cell in NumPy: uniform levels from Philox, the score (the sum of
levels), membership (score > threshold, the median of all images), and for p = 0, 1, 2 and inf
the least cost of leaving the class, each its best way.

A form draws `count` images of N pixels and returns their sums and their levels (none where the
sums suffice, at b = 1). `solve` turns that into costs and knows the same shortcuts as Brink: at
b = 1 the sum says everything, and at b = 8 only pixels at the top level are counted, in a part
of the image, unless they do not suffice.
"""
import math

import numpy as np

ONES_OF_16_BITS = np.array([bin(x).count("1") for x in range(1 << 16)], dtype=np.uint8)


def by_integers(rng, count, pixels, bits):
    """`Generator.integers`, a byte for each level."""
    levels = rng.integers(0, 1 << bits, size=(count, pixels), dtype=np.uint8)
    return _sums(levels), levels


def by_bytes(rng, count, pixels, bits):
    """`Generator.bytes`, which are the levels, for b = 8."""
    levels = np.frombuffer(rng.bytes(count * pixels), dtype=np.uint8).reshape(count, pixels)
    return _sums(levels), levels


def by_unpacked_bytes(rng, count, pixels, bits):
    """`Generator.bytes` and `unpackbits`, for b = 1."""
    words = np.frombuffer(rng.bytes(count * pixels // 8), dtype=np.uint8)
    levels = np.unpackbits(words).reshape(count, pixels)
    return np.count_nonzero(levels, axis=1), levels


def by_raw(rng, count, pixels, bits):
    """The generator's raw 64-bit words, whose bytes are the levels, for b = 8."""
    levels = rng.bit_generator.random_raw(count * pixels // 8).view(np.uint8).reshape(count, pixels)
    return _sums(levels), levels


def by_unpacked_raw(rng, count, pixels, bits):
    """Raw words and `unpackbits`, for b = 1."""
    words = rng.bit_generator.random_raw(count * pixels // 64).view(np.uint8)
    levels = np.unpackbits(words).reshape(count, pixels)
    return np.count_nonzero(levels, axis=1), levels


def by_raw_table(rng, count, pixels, bits):
    """Raw words and a table of the bits of 16-bit numbers, for b = 1; no pixel is ever seen."""
    words = rng.bit_generator.random_raw(count * pixels // 64).view(np.uint16)
    return ONES_OF_16_BITS[words].reshape(count, -1).sum(axis=1, dtype=np.uint32).astype(np.int64), None


def by_raw_bit_count(rng, count, pixels, bits):
    """Raw words and NumPy 2's `bitwise_count`, for b = 1."""
    words = rng.bit_generator.random_raw(count * pixels // 64)
    return np.bitwise_count(words).reshape(count, -1).sum(axis=1, dtype=np.uint32).astype(np.int64), None


def _sums(levels):
    # A sum into 32 bits takes half the time of a sum into 64 bits.
    return levels.sum(axis=1, dtype=np.uint32).astype(np.int64)


def forms(bits):
    """Name -> form, for the forms that this NumPy has. Those named raw_ do not use `Generator`."""
    if bits == 8:
        return {"integers": by_integers, "bytes": by_bytes, "raw_bytes": by_raw}
    found = {"integers": by_integers, "bytes_unpackbits": by_unpacked_bytes,
             "raw_unpackbits": by_unpacked_raw, "raw_table": by_raw_table}
    if hasattr(np, "bitwise_count"):
        found["raw_bitwise_count"] = by_raw_bit_count
    return found


def threshold(pixels, bits):
    """The least T for which at most half of all images have a sum above it: the mean, by symmetry."""
    return pixels * ((1 << bits) - 1) // 2


def solve(sums, levels, pixels, bits):
    """Least costs of the images in the class: (pixels changed, steps, squared steps, largest
    step)."""
    top = (1 << bits) - 1
    inside = np.flatnonzero(sums > threshold(pixels, bits))
    excess = sums[inside] - threshold(pixels, bits)
    if top == 1:
        return inside, (excess, excess, excess, np.ones_like(excess))
    changed = -(-excess // top)
    # About 4 sqrt(N) pixels of this part have the top level; few images need 1.5 sqrt(N).
    part = 4 * (top + 1) * math.isqrt(pixels)
    for i in range(len(inside)):
        at_top = np.count_nonzero(levels[inside[i], :part] == top)
        if at_top < changed[i]:
            changed[i] = _fewest_pixels(levels[inside[i]], excess[i], top)
    # One step each on `excess` pixels is best at p >= 1 while that many pixels are above level 0,
    # and at least sum / top pixels are.
    steps, squares, largest = excess, excess.copy(), np.ones_like(excess)
    for i in np.flatnonzero(sums[inside] // top < excess):
        squares[i], largest[i] = _even_steps(levels[inside[i]], excess[i], top)
    return inside, (changed, steps, squares, largest)


def _fewest_pixels(image, excess, top):
    """The number of pixels, brightest first, whose levels add up to `excess`."""
    counts = np.bincount(image, minlength=top + 1)
    changed = 0
    for level in range(top, 0, -1):
        taken = min(counts[level], -(-excess // level))
        changed += taken
        excess -= taken * level
        if excess <= 0:
            return changed
    raise ValueError("an image cannot lose more than its sum")


def _even_steps(image, excess, top):
    """Sum of squares and largest of the steps if all pixels go down together."""
    counts = np.bincount(image, minlength=top + 1)
    squares = 0
    for step in range(1, top + 1):
        able = int(counts[step:].sum())
        squares += min(able, excess) * (2 * step - 1)
        excess -= able
        if excess <= 0:
            return squares, step
    raise ValueError("an image cannot lose more than its sum")
