# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Philox4x32-10 (Salmon et al., SC 2011) on NumPy arrays."""
import numpy as np

MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
KEY_STEPS = (0x9E3779B9, 0xBB67AE85)
ROUNDS = 10
LOW_32 = np.uint64(0xFFFFFFFF)
HIGH_SHIFT = np.uint64(32)


def philox4x32(counter, key):
    """The four output words of each counter.

    counter: four integers or arrays that broadcast together; key: two integers.
    Returns a uint32 array of the broadcast shape with a last axis of four words.
    """
    c0, c1, c2, c3 = np.broadcast_arrays(*(np.asarray(c, dtype=np.uint64) for c in counter))
    k0, k1 = key
    for _ in range(ROUNDS):
        product0 = MULTIPLIERS[0] * c0
        product1 = MULTIPLIERS[1] * c2
        c0, c1, c2, c3 = (
            (product1 >> HIGH_SHIFT) ^ c1 ^ np.uint64(k0),
            product1 & LOW_32,
            (product0 >> HIGH_SHIFT) ^ c3 ^ np.uint64(k1),
            product0 & LOW_32,
        )
        k0 = (k0 + KEY_STEPS[0]) & 0xFFFFFFFF
        k1 = (k1 + KEY_STEPS[1]) & 0xFFFFFFFF
    return np.stack([c0, c1, c2, c3], axis=-1).astype(np.uint32)
