# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Compares the distance transform with the definition: every image with every other image."""
import math

import numpy as np
import pytest

from reference.exhaustive import all_images, true_costs
from reference.images import Shape


@pytest.mark.parametrize("p", [0, 0.5, 1, 1.5, 2, 3, math.inf])
@pytest.mark.parametrize("shape", [Shape(1, 1, 5), Shape(1, 2, 3), Shape(2, 1, 2)], ids=str)
def test_transform_is_the_minimum_over_all_pairs(shape, p):
    images = all_images(shape)
    inside = np.random.default_rng(5).random(len(images)) < 0.9
    steps = np.abs(images[:, None, :] - images[~inside][None, :, :])
    if p == math.inf:
        pairs = steps.max(axis=2)
    else:
        pairs = np.where(steps == 0, 0, steps.astype(float) ** p).sum(axis=2)
    cube = inside.reshape((shape.levels,) * shape.pixels)
    assert np.allclose(true_costs(cube, p).ravel(), pairs.min(axis=1), rtol=1e-13, atol=0)
