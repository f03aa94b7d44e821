# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""What a kernel may take, and the exceptions with their reasons.

The rule: no spills, no stack frame, at most 64 registers, so that 1024 threads fit on a
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


# The first pattern that matches the kernel's plain name counts.
EXCEPTIONS: list[tuple[str, Limit]] = []

# Instructions for each 16-byte random block in the drawing loop of the fused kernel of
# `brightness` at one bit; bare Philox4x32-10 takes about 57.
FUSED_BRIGHTNESS = re.compile(r"count_ones")
MOST_INSTRUCTIONS_A_BLOCK = 80


def limit_of(kernel):
    for pattern, limit in EXCEPTIONS:
        if re.search(pattern, kernel):
            return limit
    return Limit()
