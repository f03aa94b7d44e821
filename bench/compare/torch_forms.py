# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The same work in PyTorch on every core, where it is installed: `randint` and a sum, with the
costs by numpy_forms.solve. Its CPU generator is a Mersenne Twister."""
import numpy as np

try:
    import torch
except ImportError:
    torch = None


def by_randint(rng, count, pixels, bits):
    """`randint`, a byte for each level."""
    levels = torch.randint(0, 1 << bits, (count, pixels), dtype=torch.uint8, generator=rng)
    return levels.sum(dim=1, dtype=torch.int64).numpy(), levels.numpy()


def by_wide_randint(rng, count, pixels, bits):
    """63 random bits at a time, of which 56 are used as seven bytes, for b = 8."""
    words = torch.randint(0, 2**63 - 1, (count * (-(-pixels // 7)),), generator=rng)
    levels = words.numpy().view(np.uint8).reshape(-1, 8)[:, :7].reshape(-1)[:count * pixels]
    levels = np.ascontiguousarray(levels).reshape(count, pixels)
    return levels.sum(axis=1, dtype=np.int64), levels


def forms(bits):
    """Name -> form. Empty where there is no PyTorch."""
    if torch is None:
        return {}
    return {"randint": by_randint} | ({"randint_63_bits": by_wide_randint} if bits == 8 else {})


def generator():
    return torch.Generator().manual_seed(1)
