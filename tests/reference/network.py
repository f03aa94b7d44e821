# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The classifier `network`, from docs/spec/classes.md#network."""
import math

import numpy as np

from reference import images

NETWORK = 6  # domain of its weights
KERNEL = 3


class Network:
    """f at one shape; `score` is f(x) - f(negative of x)."""

    def __init__(self, shape, layers, width, seed):
        self.shape = shape
        self.kernels = []
        inputs = shape.h
        for layer in range(1, layers + 1):
            words = images.words(shape, NETWORK, seed, layer, width * inputs * KERNEL**2)
            weights = (words.astype(np.int64) * 3 >> 32) - 1
            self.kernels.append(weights.reshape(width, inputs, KERNEL, KERNEL))
            inputs = width
        signs = images.words(shape, NETWORK, seed, 0, width).astype(np.int64) & 1
        self.readout = 2 * signs - 1

    def output(self, centred):
        """f of centred levels 2 x - (q-1), (..., N)."""
        n, h = self.shape.n, self.shape.h
        maps = centred.reshape(centred.shape[:-1] + (h, n, n))
        ceiling = self.shape.levels - 1
        for kernel in self.kernels:
            ceiling *= math.isqrt(KERNEL**2 * kernel.shape[1])
            maps = np.clip(convolved(maps, kernel), 0, ceiling)
        return np.einsum("...orc,o->...", maps, self.readout)

    def score(self, levels):
        """The score of one image (N,) or of many (..., N)."""
        centred = 2 * levels - (self.shape.levels - 1)
        return self.output(centred) - self.output(-centred)


def convolved(maps, kernel):
    """Kernels of 3 x 3, two apart, on maps (..., channels, side, side) with zeros around them."""
    side = maps.shape[-1]
    half = (side + 1) // 2
    around = [(0, 0)] * (maps.ndim - 2) + [(1, 2), (1, 2)]
    padded = np.pad(maps, around)
    total = 0
    for y in range(KERNEL):
        for x in range(KERNEL):
            seen = padded[..., y:y + 2 * half:2, x:x + 2 * half:2]
            total = total + np.einsum("oc,...crk->...ork", kernel[:, :, y, x], seen)
    return total
