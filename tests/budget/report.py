# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Prints the budget as Markdown, for docs/performance.md:

    PYTHONPATH=tests python3 -m budget.report [nvcc]

For each kernel and architecture registers, and for its drawing loop the instructions per
random block; at sm_90 also the most blocks that an H100 could draw by them.
"""

import sys
import tempfile
from pathlib import Path

from budget import cubin, nvcc

# An H100 SXM, by NVIDIA's own tables: multiprocessors, boost clock, and the lanes that each
# multiprocessor serves in a clock. Products of 64 bits may take twice as long: bench/gpu.cpp.
MULTIPROCESSORS = 132
CLOCK_HZ = 1.83e9
ISSUE_LANES = 128
MULTIPLY_LANES = 64
POPULATION_COUNT_LANES = 16
BLOCK_BYTES = 16


def ceiling(loop):
    """Random bytes per second, and what limits them."""
    clocks = {
        "issue": loop.all / ISSUE_LANES,
        "multiply": loop.multiplies / MULTIPLY_LANES,
        "popcount": loop.population_counts / POPULATION_COUNT_LANES,
    }
    bound = max(clocks, key=clocks.get)
    return MULTIPROCESSORS * CLOCK_HZ * BLOCK_BYTES / clocks[bound], bound


def main():
    compiler = sys.argv[1] if len(sys.argv) > 1 else "nvcc"
    print("| kernel | sm | registers | stack | instructions/block | multiplies | H100 ceiling |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for source in nvcc.kernel_sources():
            for architecture in nvcc.architectures(compiler):
                path = Path(folder) / f"{source.stem}.{architecture}.cubin"
                usage = nvcc.compile_cubin(compiler, source, architecture, path)
                code = cubin.kernels(path.read_bytes())
                for name, used in usage.items():
                    drawing = cubin.drawing_loops(code[name], architecture)
                    loop = drawing[0] if drawing else None
                    row = [nvcc.plain_name(name), architecture, used.registers, used.stack]
                    row += [f"{loop.all:g}", f"{loop.multiplies:g}"] if loop else ["", ""]
                    if loop and architecture == 90:
                        rate, bound = ceiling(loop)
                        row.append(f"{rate / 1e12:.2f} TB/s ({bound})")
                    else:
                        row.append("")
                    print("| " + " | ".join(map(str, row)) + " |")


if __name__ == "__main__":
    main()
