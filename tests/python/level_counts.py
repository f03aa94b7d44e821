# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The sampler `multinomial`, written from docs/spec/random_streams.md#level-counts alone."""
from functools import lru_cache

COIN_BITS = 7
UNIT = 1 << 64
NEXT_TABLE = 16  # so many pairs of slots further on


def columns(weights):
    """An alias table: the cut and the alias of each column, filled in Vose's order."""
    full = UNIT // len(weights)
    left, table = list(weights), [None] * len(weights)
    small, large = [], []

    def sort_in(outcome):
        if left[outcome] == full:
            table[outcome] = (0, outcome)
        else:
            (small if left[outcome] < full else large).append(outcome)

    for outcome in range(len(weights)):
        sort_in(outcome)
    while small:
        filled, by = small.pop(), large.pop()
        table[filled] = (left[filled], by)
        left[by] -= full - left[filled]
        sort_in(by)
    return table


@lru_cache(maxsize=None)
def tables(k):
    """The centre table and the rest table of the digit 2^k."""
    centre, rest = 4 << (k + 1) // 2, 16 << k // 2
    mean = 1 << k - 1
    share = [1 << 150]
    for j in range(rest // 2):
        share.append(share[-1] * (mean - j) // (mean + j + 1) if j < mean else 0)
    values = {j: share[abs(j - rest // 2)] for j in range(rest)}  # by outcome of the rest table
    total = sum(values.values())
    offset = rest // 2 - centre // 2
    first = [0] + [(values[offset + j] << 64) // total for j in range(1, centre)]
    first[0] = UNIT - sum(first)
    lacking = [(share_ << 64) - (first[j - offset] * total if 0 < j - offset < centre else 0)
               for j, share_ in values.items()]
    all_lacking = first[0] * total
    second = [((2 * lack << 64) + all_lacking) // (2 * all_lacking) for lack in lacking]
    second[second.index(max(second))] += UNIT - sum(second)
    return columns(first), columns(second)


def draw(table, word):
    bits = len(table).bit_length() - 1
    column = word & len(table) - 1
    cut, alias = table[column]
    return column if word >> bits < cut else alias


def level_counts(philox, seed, image, n, h, b):
    """How many pixels of the image have each level."""
    stream, key = n | b << 16 | h << 21 | 5 << 25, (seed & 0xFFFFFFFF, seed >> 32)

    def slot(node, s, further=0):
        block = philox(((s // 2 + further) << 16 | node, image & 0xFFFFFFFF, image >> 32, stream), key)
        return block[s % 2 * 2] | block[s % 2 * 2 + 1] << 32

    def upper(node, m):
        heads = (slot(node, 0) & (1 << m % 64) - 1).bit_count()
        heads += slot(node, 1).bit_count() if m >> 6 & 1 else 0
        for k in range(COIN_BITS, 32):
            if m >> k & 1:
                table, mean = tables(k)[0], 1 << k - 1
                outcome = draw(table, slot(node, k - 5))
                if outcome == 0:
                    table = tables(k)[1]
                    outcome = draw(table, slot(node, k - 5, NEXT_TABLE))
                heads += mean - len(table) // 2 + outcome
        return heads

    nodes = {1: h * n * n}
    for node in range(1, 1 << b):
        nodes[2 * node + 1] = upper(node, nodes[node])
        nodes[2 * node] = nodes[node] - nodes[2 * node + 1]
    return [nodes[1 << b | level] for level in range(1 << b)]
