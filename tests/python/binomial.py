# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Binomial numbers, drawn by the code of docs/spec/random_streams.md#binomial-numbers."""
from documentation import SPEC, code_blocks, section
from level_counts import columns, draw

COINS = 1024
LEAST_VARIANCE = 256
_page = {}
for _code in code_blocks(section(SPEC / "random_streams.md", "Binomial numbers"), "python"):
    exec(_code, _page)  # the page is a file of this repository
_hat = _page["hat"]()
_page["hat"] = lambda: _hat
_columns = columns(_hat[0])


def wide(m, share, number):
    return _page["wide"](m, share, number, lambda word: draw(_columns, word))


def half(m, number):
    """Binomial(m, 1/2). number() gives the next 64 bits."""
    if m >= COINS:
        return wide(m, 1 << 63, number)
    heads = (number() & (1 << m % 64) - 1).bit_count() if m % 64 else 0
    return heads + sum(number().bit_count() for _ in range(m // 64))


def binomial(m, share, number):
    """Binomial(m, share / 2^64) for a share up to 2^63."""
    probability = share / 2**64
    whole, part = divmod(m * share, 2**64)
    if (whole + float(part) * 2.0**-64) * (1 - probability) >= LEAST_VARIANCE:
        return wide(m, share, number)
    found = 0
    for bit in reversed(range(64)):
        if m == 0 or share % (2 << bit) == 0:
            break
        zeros = half(m, number)
        if share >> bit & 1:
            found, m = found + zeros, m - zeros
        else:
            m = zeros
    return found
