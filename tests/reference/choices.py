# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The least cost of a total gain where every pixel takes some number of steps, for 0 < p < inf.

A price of gain (a Lagrange multiplier) tells what every choice costs above the best one at that
price. What is dearer than the gap between the bound and a known solution is out of the question;
the other choices are tried together, pixel by pixel, and dominated ones are dropped. Doubles only
sort ways out by a margin; the cost of the best way is computed exactly.
"""
import numpy as np

from reference.powers import power_sum

MARGIN = 1e-9


def least_cost(gains, needed, p):
    """`gains[i][a]` is the most that pixel i gains in up to a steps; its first item is 0. The cost
    is in units of 1/powers.scale(p)."""
    gains = [np.asarray(gain, np.float64) for gain in gains if gain[-1] > 0]
    prices = np.concatenate([[0.0], np.arange(1.0, max(map(len, gains))) ** p])
    gains.sort(key=len)
    price = _price(gains, prices, needed)
    reduced = [prices[:len(gain)] - price * gain for gain in gains]
    base = np.array([int(one.argmin()) for one in reduced])
    excess = [one - one.min() for one in reduced]
    second = np.array([np.sort(one)[1] for one in excess])
    bound = sum(one.min() for one in reduced) + price * needed
    best, known = None, _known(gains, prices, base, needed)
    room = (known - bound) * (1 + MARGIN) + MARGIN * known
    order = np.argsort(second, kind="stable")
    state = (np.array([sum(gain[b] for gain, b in zip(gains, base))]), np.zeros(1))
    path = []
    for place, pixel in enumerate(order):
        if second[pixel] > room:
            break
        choices = np.flatnonzero(excess[pixel] <= room)
        gain = (state[0][:, None] + gains[pixel][choices] - gains[pixel][base[pixel]]).ravel()
        above = (state[1][:, None] + excess[pixel][choices]).ravel()
        parent = np.repeat(np.arange(len(state[0])), len(choices))
        chosen = np.tile(choices, len(state[0]))
        full = gain >= needed
        if full.any():
            cost = np.where(full, above + price * (gain - needed), np.inf)
            at = int(cost.argmin())
            if cost[at] <= room:
                room = cost[at] * (1 + MARGIN) + MARGIN * known
                if best is None or cost[at] < best[0]:
                    best = (cost[at], place, parent[at], chosen[at])
        ahead = second[order[place + 1]] if place + 1 < len(order) else np.inf
        kept = np.flatnonzero(above + ahead <= room)
        cost = above[kept] + price * gain[kept]
        sort = np.lexsort((cost, -gain[kept]))
        kept, cost = kept[sort], cost[sort]
        cheapest = np.concatenate([[np.inf], np.minimum.accumulate(cost)[:-1]])
        kept = kept[cost < cheapest]
        path.append((parent[kept], chosen[kept]))
        state = (gain[kept], above[kept])
        if not len(kept):
            break
    steps = base.copy()
    _, place, parent, steps[order[best[1]]] = best
    for back in range(place - 1, -1, -1):
        steps[order[back]] = path[back][1][parent]
        parent = path[back][0][parent]
    return power_sum(steps, p)


def _price(gains, prices, needed):
    low, high = 0.0, 1.0
    ends = max(map(len, gains))
    table = np.full((len(gains), ends), -np.inf)
    for row, gain in zip(table, gains):
        row[:len(gain)] = gain
    rows = np.arange(len(gains))

    def reaches(price):
        return table[rows, (price * table - prices[:ends]).argmax(axis=1)].sum() >= needed

    while not reaches(high):
        low, high = high, 2 * high
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return low


def _known(gains, prices, base, needed):
    """The cost of some way: from the base on, one pixel after another goes as far as it must."""
    missing = needed - sum(gain[b] for gain, b in zip(gains, base))
    known = sum(prices[b] for b in base)
    for gain, b in zip(gains, base):
        if missing <= 0:
            break
        to = min(int(np.searchsorted(gain, gain[b] + missing)), len(gain) - 1)
        missing -= gain[to] - gain[b]
        known += prices[to] - prices[b]
    return known
