# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Machine code of the kernels in a cubin, an ELF file, without a disassembler.

Since Volta every instruction has 16 bytes, and the low 12 bits name the instruction. The same
operation has several numbers, for operands in registers, constants or immediates. These numbers
agree in the low 8 bits.
"""

import struct
from dataclasses import dataclass

INSTRUCTION_BYTES = 16
SECTION_HEADER = "<IIQQQQIIQQ"
NO_BITS = 8  # a section type without contents
FIRST_WITH_SPLIT_OFFSETS = 90  # compute capability: where a branch's offset is in two parts

# Low 8 bits.
WIDE_MULTIPLY = 0x25
UNIFORM_WIDE_MULTIPLY = 0xA5  # once for the warp, in a unit of its own
MULTIPLIES = {0x24, WIDE_MULTIPLY, 0x27}  # IMAD, IMAD.WIDE, IMAD.HI
LOGIC = 0x12  # LOP3, which XORs three ways
POPULATION_COUNT = 0x09
BRANCH = 0x47
# All 12 bits: an instruction that does nothing.
NOP = 0x918


@dataclass(frozen=True)
class Instruction:
    low: int  # bytes 0..7
    high: int  # bytes 8..15

    @property
    def number(self):
        return self.low & 0xFFF

    @property
    def operation(self):
        return self.low & 0xFF


def signed(value, bits):
    return value - (1 << bits) if value >> (bits - 1) else value


def branch_offset(instruction, architecture):
    """The bytes from the following instruction to the target."""
    word = instruction.low | instruction.high << 64
    if architecture < FIRST_WITH_SPLIT_OFFSETS:
        return signed(word >> 32 & (1 << 50) - 1, 50)
    return 4 * signed((word >> 34 & (1 << 48) - 1) << 8 | word >> 16 & 0xFF, 56)


def sections(data):
    """The name and contents of every section of an ELF file."""
    (table,) = struct.unpack_from("<Q", data, 0x28)
    size, count, names_at = struct.unpack_from("<HHH", data, 0x3A)
    headers = [struct.unpack_from(SECTION_HEADER, data, table + i * size) for i in range(count)]
    names = headers[names_at][4]
    for name, kind, _, _, offset, length, *_ in headers:
        begin = names + name
        text = data[begin : data.index(b"\0", begin)].decode()
        yield text, b"" if kind == NO_BITS else data[offset : offset + length]


def kernels(data):
    """Instructions of every function of a cubin, by mangled name."""
    prefix = ".text."
    found = {}
    for name, code in sections(data):
        if name.startswith(prefix):
            words = struct.unpack(f"<{len(code) // 8}Q", code)
            found[name[len(prefix) :]] = [
                Instruction(*pair) for pair in zip(words[::2], words[1::2])
            ]
    return found


def loops(code, architecture):
    """Loops as (first, last), both included: the instructions over which a backward branch
    jumps."""
    found = []
    for at, instruction in enumerate(code):
        if instruction.operation != BRANCH:
            continue
        target = at + 1 + branch_offset(instruction, architecture) // INSTRUCTION_BYTES
        if 0 <= target < at:
            found.append((target, at))
    return found


@dataclass(frozen=True)
class LoopCost:
    """Instructions of a loop for each Philox block that it draws."""

    blocks: float  # drawn in one turn
    all: float
    multiplies: float
    population_counts: float
    logic: float


# Philox4x32-10 multiplies 32 by 32 to 64 bits twice a round. Compilers may move the first round's
# products out of the loop, or combine such an instruction with an addition, so the blocks of a
# turn are the nearest whole number.
# A division of 64-bit integers has as many multiplications, but hardly any XORs.
WIDE_MULTIPLIES_A_BLOCK = 20
FEWEST_WIDE_MULTIPLIES = 14
FEWEST_XORS = 16


def drawing_loops(code, architecture):
    """Costs of the innermost loops that draw random blocks, cheapest block first."""
    candidates = []
    for first, last in loops(code, architecture):
        body = [i for i in code[first : last + 1] if i.number != NOP]
        wide = sum(i.operation in (WIDE_MULTIPLY, UNIFORM_WIDE_MULTIPLY) for i in body)
        if wide >= FEWEST_WIDE_MULTIPLIES and sum(i.operation == LOGIC for i in body) >= FEWEST_XORS:
            candidates.append((first, last, body, wide))
    costs = []
    for first, last, body, wide in candidates:
        inner = any(
            first <= f and l <= last and (f, l) != (first, last) for f, l, _, _ in candidates
        )
        if inner:
            continue
        blocks = max(1, round(wide / WIDE_MULTIPLIES_A_BLOCK))
        costs.append(
            LoopCost(
                blocks=blocks,
                all=len(body) / blocks,
                multiplies=sum(i.operation in MULTIPLIES for i in body) / blocks,
                population_counts=sum(i.operation == POPULATION_COUNT for i in body) / blocks,
                logic=sum(i.operation == LOGIC for i in body) / blocks,
            )
        )
    return sorted(costs, key=lambda cost: cost.all)
