# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""A class of every kind, and the sections of a config that measure them."""
import math

from reference.classifiers import Definition

P_VALUES = (0, 0.5, 1, 2, math.inf)
CLASSES = [
    Definition("brightness", "brightness", 0.5), Definition("majority_bit", "majority_bit", 0.5),
    Definition("hamming_ball", "ball", 0.5, 5), Definition("parity", "parity", 0.5),
    Definition("dictator", "dictator", pixel=11),
    Definition("halfspace", "unit", 0.5, 3, "rademacher"),
    Definition("halfspace", "weighted", 0.5, 4, "binomial"), Definition("hash", "hash", seed=7),
    Definition("voronoi", "voronoi", seed=8, prototypes=4)]
SECTIONS = '[measure]\np = [0, 0.5, 1, 2, "inf"]\nradius_scale = [0.5, 1]\n' + "".join(
    "[[classifier]]\n" + "".join(f"{key} = {value!r}\n".replace("'", '"')
                                 for key, value in definition.options().items())
    for definition in CLASSES)
