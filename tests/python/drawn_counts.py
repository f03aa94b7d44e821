# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The sampler `counts`, written from docs/spec/random_streams.md#drawn-counts alone. Every image is
drawn to the end, as if no windows sufficed before, and laid out as pixels."""
from math import isqrt

import numpy as np

from binomial import half
from reference.cells import Cell, Tally
from reference.classifiers import build
from reference.images import words

COUNTS, COUNTS_KEY = 9, 10  # domains
AT_ONCE = 64  # 32-bit words


class Words:
    """The 64-bit words of an image's stream, in order."""

    def __init__(self, shape, key, image):
        self.of, self.key, self.image = shape, key, image
        self.words, self.place = [], 0

    def next(self):
        if self.place + 2 > len(self.words):
            self.words = words(self.of, COUNTS, self.key, self.image,
                               2 * len(self.words) + AT_ONCE).tolist()
        low, high = self.words[self.place:self.place + 2]
        self.place += 2
        return low | high << 32

    def half(self, m):
        """Binomial(m, 1/2)."""
        return half(m, self.next)

    def below(self, end):
        while True:
            number = self.next() & (1 << (end - 1).bit_length()) - 1
            if number < end:
                return number


class Group:
    """Pixels that are counted together. `windows` are the levels looked at, as a set of ranges."""

    def __init__(self, b, pixels, windows, has_sum, words):
        self.b, self.words, self.has_sum = b, words, has_sum
        self.count, self.away, self.windows = {}, [], windows
        self.walk(0, b, pixels)
        self.shared = {}
        self.sum = sum(level * m for level, m in self.count.items())
        self.sum += sum(first * m for first, _, m in self.away)
        for k in reversed(range(b)) if has_sum else ():
            m = sum(pixels for _, bits, pixels in self.away if bits > k)
            self.shared[k] = [m, words.half(m)]
            self.sum += self.shared[k][1] << k

    def found(self, level, pixels):
        self.count[level] = self.count.get(level, 0) + pixels

    def meets(self, first, bits):
        return any(first < end and first + (1 << bits) > begin for begin, end in self.windows)

    def inside(self, first, bits):
        return any(begin <= first and first + (1 << bits) <= end for begin, end in self.windows)

    def walk(self, first, bits, pixels):
        if pixels == 0:
            return
        if not self.meets(first, bits):
            self.away.append((first, bits, pixels))
        elif bits == 0:
            self.found(first, pixels)
        elif pixels * bits <= 64 and self.inside(first, bits):
            word = self.words.next()
            for i in range(pixels):
                self.found(first + (word >> i * bits & (1 << bits) - 1), 1)
        else:
            upper = self.words.half(pixels)
            self.walk(first, bits - 1, pixels - upper)
            self.walk(first + (1 << bits - 1), bits - 1, upper)

    def deal(self, k, pixels):
        shared, ones = self.shared[k]
        own = self.words.half(pixels)
        every = own + self.words.half(shared - pixels)
        while every > ones:
            own -= self.words.below(every) < own
            every -= 1
        while every < ones:
            own += self.words.below(shared - every) < pixels - own
            every += 1
        self.shared[k] = [shared - pixels, ones - own]
        return own

    def split(self, first, bits, pixels):
        if pixels == 0:
            return
        if not self.meets(first, bits):
            self.away.append((first, bits, pixels))
        elif bits == 0:
            self.found(first, pixels)
        else:
            k = bits - 1
            upper = self.deal(k, pixels) if self.has_sum else self.words.half(pixels)
            self.split(first, k, pixels - upper)
            self.split(first + (1 << k), k, upper)

    def widen(self, windows):
        self.windows, away, self.away = windows, self.away, []
        for node in away:
            self.split(*node)


def ends(q, low, high):
    """The lowest levels and the highest ones as ranges, or all where they meet."""
    return [(0, q)] if low + high >= q else [r for r in ((0, low), (q - high, q)) if r[0] < r[1]]


def root_end(q, pixels):
    end = 1
    while end < q and end * end * pixels < q * q:
        end *= 2
    return end


def power_from(a, b):
    power = 1
    while power * b < a:
        power *= 2
    return power


def cap_ends(q, sizes):
    """By |w|, how many of the lowest and of the highest caps a half-space looks at."""
    if q == 2 or not sizes:
        return {w: (q, q) for w in sizes}
    root = isqrt(sum(m * w * w for w, m in sizes.items()))
    total = sum(m * w for w, m in sizes.items())
    few_steps = total >= 2 * q * root

    def gain(product):
        return sum(m * w * sum(range(-(-product // w), q)) for w, m in sizes.items())

    low, high = 1, max(sizes) * (q - 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if gain(middle) >= q * q * root else (low, middle - 1)
    found = {}
    for w in sizes:
        heavier = sum(m * v for v, m in sizes.items() if v > w)
        untouched = few_steps and 2 * q * w < root and heavier >= q * root
        lowest = 0 if untouched else power_from(q * w, root)
        if not few_steps:
            lowest = max(lowest, power_from(q * root, total))
        highest = q - min(q, -(-low // w))
        found[w] = (lowest, highest) if lowest + highest < q else (q, q)
    return found


def wider_ends(q, low, high, least):
    return min(q, max(least, 2 * low)), min(q, max(least, 2 * high))


def level_group(b, pixels, low, high, has_sum, words):
    """A group with windows at the ends, which are widened as often as that finds more."""
    q = 1 << b
    group = Group(b, pixels, ends(q, low, high), has_sum, words)
    while 0 < low + high < q:
        low, high = wider_ends(q, low, high, 0)
        group.widen(ends(q, low, high))
    return group


def middle_group(b, pixels, below, above, words):
    half = 1 << b - 1
    group = Group(b, pixels, [(half - min(half, below), half + min(half, above))], False, words)
    while group.windows != [(half if below == 0 else 0, 2 * half)]:
        below, above = 2 * below, 2 * above
        group.widen([(half - min(half, below), half + min(half, above))])
    return group


def levels_of(group, pixels):
    """Levels in any order; those that were never looked at are 0."""
    levels = [level for level, m in group.count.items() for _ in range(m)]
    return np.array(levels + [0] * (pixels - len(levels)), dtype=np.int64)


def weighted_levels(classifier, shape, words):
    q, weights = shape.levels, classifier.weights
    size = np.abs(weights)
    caps = np.zeros(shape.pixels, dtype=np.int64)
    if classifier.definition.weights in ("rademacher", "sparse"):
        pixels = int((size > 0).sum())
        end = root_end(q, pixels)
        if end * 2 >= q:
            end = q
        caps[size > 0] = levels_of(level_group(shape.b, pixels, end, end, True, words), pixels)
    else:
        sizes = {w: int((size == w).sum()) for w in sorted(set(size.tolist()) - {0})}
        looked = cap_ends(q, sizes)
        groups = {w: Group(shape.b, m, ends(q, *looked[w]), True, words)
                  for w, m in sizes.items()}
        while any(sum(pair) < q for pair in looked.values()):
            looked = {w: wider_ends(q, *pair, 1) for w, pair in looked.items()}
            for w, group in groups.items():
                group.widen(ends(q, *looked[w]))
        for w, m in sizes.items():
            caps[size == w] = levels_of(groups[w], m)
    return np.where(weights > 0, caps, q - 1 - caps)


def image(classifier, key, number):
    """An image as the class sees it."""
    shape, kind = classifier.shape, classifier.type
    b, q, pixels = shape.b, shape.levels, shape.pixels
    words = Words(shape, key, number)
    if kind == "halfspace":
        return weighted_levels(classifier, shape, words)
    if kind == "brightness":
        end = root_end(q, pixels)
        if end * 2 >= q:
            end = q
        return levels_of(level_group(b, pixels, end, end, True, words), pixels)
    if kind == "majority_bit":
        return levels_of(middle_group(b, pixels, 0, 2 * root_end(q, pixels), words), pixels)
    if kind == "top_bit_parity":
        reach = min(q, power_from(4 * q, pixels))
        return levels_of(middle_group(b, pixels, reach, reach, words), pixels)
    levels = np.zeros(pixels, dtype=np.int64)
    if kind == "parity":
        levels[0] = Group(b, pixels, [], True, words).sum % 2
    elif kind == "hamming_ball":
        same = Group(b, pixels, [(0, 1)], False, words).count.get(0, 0)
        levels = classifier.centre.copy()
        levels[same:] ^= 1
    else:  # one pixel, or two
        j = classifier.definition.pixel
        levels[j] = words.next() & q - 1
        if kind == "corner" and pixels > 1:
            levels[(j + 1) % pixels] = words.next() & q - 1
    return levels


def class_key(shape, seed, name):
    digest = 0xCBF29CE484222325
    for letter in name.encode():
        digest = (digest ^ letter) * 0x100000001B3 % 2**64
    low, high = words(shape, COUNTS_KEY, seed, digest, 2).tolist()
    return low | high << 32


def counted_cells(shape, definitions, seed, first_image, samples, p_values):
    """The cells of a run with the sampler `counts`; see reference.cells.sampled_cells."""
    cells = {}
    for definition in definitions:
        classifier = build(definition, shape)
        key = class_key(shape, seed, definition.name)
        cell = cells[definition.name] = Cell(classifier.threshold,
                                             tallies={p: Tally() for p in p_values})
        for number in range(first_image, first_image + samples):
            cell.add(classifier, image(classifier, key, number))
    return cells
