# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Compares the reference's network with the worked values of docs/spec/classes.md and with
loops."""
import math

import numpy as np
import pytest

from reference import images
from reference.images import Shape
from reference.network import Network

# (n, h, b), layers, width, classifier seed: the scores of images 0 to 3 of run seed 1.
WORKED = [
    ((4, 1, 4), 2, 8, 1, [99, -108, 149, 109]),
    ((4, 1, 1), 2, 4, 7, [-1, -5, 0, 5]),
    ((7, 3, 8), 3, 5, 2, [-1733, -1459, 4063, -754]),
    ((16, 1, 16), 3, 16, 9, [14526649, 19581435, 9833664, -7780263]),
]


def score_by_loops(network, levels):
    """One image, position by position."""
    n, h = network.shape.n, network.shape.h
    outputs = []
    for sign in (1, -1):
        maps = sign * (2 * levels.reshape(h, n, n) - (network.shape.levels - 1))
        ceiling = network.shape.levels - 1
        for kernel in network.kernels:
            width, inputs = kernel.shape[:2]
            ceiling *= math.isqrt(9 * inputs)
            side = maps.shape[1]
            half = -(-side // 2)
            new = np.zeros((width, half, half), dtype=np.int64)
            for o, row, column in np.ndindex(new.shape):
                for c, y, x in np.ndindex(inputs, 3, 3):
                    at = 2 * row - 1 + y, 2 * column - 1 + x
                    if 0 <= at[0] < side and 0 <= at[1] < side:
                        new[o, row, column] += kernel[o, c, y, x] * maps[c][at]
            maps = np.minimum(np.maximum(new, 0), ceiling)
        outputs.append(sum(int(v) * int(m.sum()) for v, m in zip(network.readout, maps)))
    return outputs[0] - outputs[1]


@pytest.mark.parametrize("shape", [
    (1, 1, 1), (2, 1, 4), (3, 2, 8), (5, 3, 2), (8, 1, 1), (9, 2, 16)])
@pytest.mark.parametrize("layers, width", [(2, 4), (3, 5)])
def test_slices_are_loops(shape, layers, width):
    shape = Shape(*shape)
    network = Network(shape, layers, width, 7)
    drawn = np.array([images.image(shape, 3, number) for number in range(4)])
    expected = [score_by_loops(network, levels) for levels in drawn]
    assert network.score(drawn).tolist() == expected


@pytest.mark.parametrize("shape, layers, width, seed, scores", WORKED)
def test_worked_values(shape, layers, width, seed, scores):
    network = Network(Shape(*shape), layers, width, seed)
    found = [int(network.score(images.image(Shape(*shape), 1, number))) for number in range(4)]
    assert found == scores
