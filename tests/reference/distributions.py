# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Images that are random and not uniform (docs/spec/random_streams.md#distributions), from the
page: whole arrays, and no cleverness."""
import numpy as np

from reference.images import Shape, centre, image, packed, words

SMOOTH, BALL = 7, 8  # domains
CIRCLE = 1 << 32


def magnified(coarse, side, n):
    """Each pixel of images (h, n', n') covers `side` by `side` pixels of images (h, n, n)."""
    side = min(side, n)
    return coarse.repeat(side, axis=1).repeat(side, axis=2)[:, :n, :n]


def blocks(shape, seed, number, block):
    coarse = Shape(-(-shape.n // block), shape.h, shape.b)
    levels = image(coarse, seed, number).reshape(coarse.h, coarse.n, coarse.n)
    return magnified(levels, block, shape.n).ravel()


def smooth(shape, seed, number, smoothness):
    if smoothness == 0:
        return image(shape, seed, number)
    roughness = int((1 - smoothness) * 65536)
    of_channels = words(Shape(1, shape.h, 16), SMOOTH, seed, number, shape.h).astype(np.int64)
    points = np.zeros((shape.h, shape.n, shape.n), np.int64) + of_channels[:, None, None]
    side = 1
    while side < shape.n:
        coarse = Shape(-(-shape.n // side), shape.h, 16)
        numbers = packed(coarse, SMOOTH, seed, number, 16).reshape(coarse.h, coarse.n, coarse.n)
        points = points + roughness * magnified(numbers, side, shape.n)
        side *= 2
    points = points.ravel() % CIRCLE
    risen = np.where(points < CIRCLE // 2, points, CIRCLE - 1 - points)
    return risen * shape.levels // (CIRCLE // 2)


def ball(shape, seed, number, changed, centres=1, centre_seed=1):
    """The image, and the number of its centre."""
    count = int(changed * shape.pixels)
    chosen = [int(word) for word in words(shape, BALL, seed, number, 1 + count)]
    which = chosen[0] * centres // CIRCLE
    levels, noise = centre(shape, centre_seed, which), image(shape, seed, number)
    for stretch in range(count):
        begin = stretch * shape.pixels // count
        end = (stretch + 1) * shape.pixels // count
        pixel = begin + chosen[1 + stretch] * (end - begin) // CIRCLE
        levels[pixel] = noise[pixel]
    return levels, which
