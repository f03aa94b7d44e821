# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The limits of a kernel, and the exceptions with their reasons.

The rule is: no spills, no stack frame, and at most 64 registers, so that 1024 threads fit on a
multiprocessor of 65536 registers.
"""

import re
from dataclasses import dataclass

MOST_REGISTERS = 64


@dataclass(frozen=True)
class Limit:
    registers: int = MOST_REGISTERS
    stack: int = 0  # bytes
    spills: int = 0  # bytes
    reason: str = ""


# The first pattern that matches the kernel's plain name decides.
EXCEPTIONS: list[tuple[str, Limit]] = [
    (
        "^judge_undecided_levels",
        Limit(registers=96, reason="counts every level again for about one image in 10^5"),
    ),
    (
        "^judge_shared_levels_",
        Limit(registers=80, reason="holds a drawn block beside what a class counts of it; with 64 "
              "the solvers spill"),
    ),
    (
        "^solve_(pairs|sorted_caps|groups)$",
        Limit(registers=80, reason="the solvers of unequal weights spill with 64; they run "
              "once for an image and p, beside counting its pixels"),
    ),
    (
        "^draw_counts_by_",
        Limit(registers=80, reason="solving inside the kernel spills with 64; an image is some "
              "hundred splits, far from what bounds a device"),
    ),
    (
        "^count_planes$",
        Limit(registers=128, reason="holds the planes of a block and the sums of every class for two "
              "images; population counts bound it, which few warps keep busy"),
    ),
    (
        "^judge_hash$",
        Limit(registers=112, stack=264, reason="the search in order of cost keeps its place "
              "in arrays; each thread looks at about two images of the two it hashed"),
    ),
    (
        "^draw_images$",
        Limit(stack=544, reason="the levels of a block, 128 at one bit, lie in an array until they "
              "are packed"),
    ),
    (
        "^draw_groups$",
        Limit(registers=80, stack=8, spills=12, reason="a binomial law in doubles, of two registers "
              "each, beside the walk; at compute capability 12.0 three words still spill"),
    ),
    (
        "^judge_drawn_levels$",
        Limit(registers=72, reason="at compute capability 12.0; far fewer images than draw_groups "
              "draws in the same time are what bounds a device"),
    ),
    (
        "^judge_(drawn_pixels|pixel_pairs)$",
        Limit(stack=16, spills=64, reason="at compute capability 12.0 nvcc keeps some of the costs "
              "of a pair in memory while it draws; an image is at most two levels"),
    ),
    (
        "^judge_voronoi$",
        Limit(registers=128, stack=360, spills=200, reason="the greedy search is called, not "
              "copied, for its many uses, and shares its state by reference"),
    ),
    (
        "^judge_linear$",
        Limit(registers=128, stack=680, spills=416, reason="the greedy search of judge_voronoi, "
              "and after it the exact one"),
    ),
    (
        "^judge_table$",
        Limit(registers=128, stack=520, reason="the exact search is called, not copied, and shares "
              "its state by reference"),
    ),
    (
        "^judge_network$",
        Limit(registers=128, stack=800, spills=800, reason="attacks and certificate are called, "
              "not copied, and share the network's state by reference: copied into each other "
              "they take nvcc minutes"),
    ),
]

# Instructions for each 16-byte random block in the drawing loops of the fused kernels of
# `brightness` at one bit; bare Philox4x32-10 takes about 57. The same kernels have loops for
# classes with masks, which take one more XOR or AND for each of a block's words.
FUSED_BRIGHTNESS = re.compile(r"^tally_ones_by_")
MOST_LOGIC_WITHOUT_MASKS = 26
MOST_INSTRUCTIONS_A_BLOCK = 56


def limit_of(kernel):
    for pattern, limit in EXCEPTIONS:
        if re.search(pattern, kernel):
            return limit
    return Limit()
