# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Compares the generator and the images with published values."""
import pytest

from reference.images import BLOCKS_AT_ONCE, IMAGES, Shape, image, words
from reference.philox import philox4x32

ONES = 0xFFFFFFFF


@pytest.mark.parametrize("counter, key, expected", [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ONES,) * 4, (ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0),
     (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
], ids=["zeros", "ones", "pi"])
def test_philox_gives_the_published_words(counter, key, expected):
    assert tuple(philox4x32(counter, key).tolist()) == expected


@pytest.mark.parametrize("shape, seed, number, expected", [
    (Shape(4, 1, 4), 1, 0, [8, 8, 11, 8, 12, 10, 13, 0, 5, 10, 1, 5, 7, 0, 7, 14]),
    (Shape(4, 1, 3), 2, 5, [4, 5, 4, 7, 2, 3, 7, 3, 2, 4, 1, 7, 6, 2, 1, 1]),
], ids=["b4", "b3"])
def test_images_are_those_of_the_specification(shape, seed, number, expected):
    assert image(shape, seed, number).tolist() == expected


def test_a_long_stream_is_drawn_in_pieces_without_seams():
    shape, count = Shape(3, 1, 7), 4 * BLOCKS_AT_ONCE + 9
    drawn = words(shape, IMAGES, 2**63 - 1, 2**32 + 3, count)
    block = philox4x32((BLOCKS_AT_ONCE, 3, 1, 3 | 7 << 16 | 1 << 21), (ONES, 0x7FFFFFFF))
    assert len(drawn) == count
    assert drawn[4 * BLOCKS_AT_ONCE:][:4].tolist() == block.tolist()
