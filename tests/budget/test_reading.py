# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Checks the readers of the budget on known code of one loop and on known ptxas output."""

import os

import pytest

from budget import cubin, nvcc

NVCC = os.environ.get("BRINK_NVCC")
ARCHITECTURE = int(os.environ.get("BRINK_ARCHITECTURE", "90"))

# A loop of 4 blocks a turn with one population count each, which nothing can move out of it, and
# a kernel whose array needs a stack frame.
PLANTED = """
#include "cuda/philox.hpp"
__global__ void four_blocks(unsigned* out, unsigned long long seed, unsigned turns) {
  unsigned ones = 0;
#pragma unroll 1
  for (unsigned turn = 0; turn < turns; ++turn) {
#pragma unroll
    for (unsigned i = 0; i < 4; ++i) {
      const brink::Block block =
          brink::philox(brink::Block{{4 * turn + i, ones, threadIdx.x, 7}}, seed);
      ones += __popc(block.word[0] ^ block.word[1] ^ block.word[2] ^ block.word[3]);
    }
  }
  out[threadIdx.x] = ones;
}
__global__ void framed(unsigned* out, const unsigned* at) {
  unsigned local[64];
  for (unsigned i = 0; i < 64; ++i) local[i] = at[i];
  for (unsigned i = 0; i < 64; ++i) local[at[i] % 64] += local[at[63 - i] % 64];
  out[threadIdx.x] = local[at[threadIdx.x] % 64];
}
"""


@pytest.fixture(scope="session")
def planted(tmp_path_factory):
    if not NVCC:
        pytest.skip("no nvcc here: BRINK_NVCC names none")
    if ARCHITECTURE not in nvcc.architectures(NVCC):
        pytest.skip(f"this nvcc does not know sm_{ARCHITECTURE}")
    folder = tmp_path_factory.mktemp("planted")
    source = folder / "planted.cu"
    source.write_text(PLANTED)
    usage = nvcc.compile_cubin(NVCC, source, ARCHITECTURE, folder / "planted.cubin")
    code = cubin.kernels((folder / "planted.cubin").read_bytes())
    return {nvcc.plain_name(name): (usage[name], code[name]) for name in usage}


def test_a_loop_of_four_blocks_is_read_as_four(planted):
    _, code = planted["four_blocks"]
    (loop,) = cubin.drawing_loops(code, ARCHITECTURE)
    assert loop.blocks == 4 and loop.population_counts == 1
    # Philox multiplies twice a round, for 10 rounds, and XORs three ways as often.
    assert 40 < loop.all < 90 and loop.multiplies >= 15


def test_a_stack_frame_is_seen(planted):
    assert planted["framed"][0].stack >= 4 * 64
    assert planted["four_blocks"][0].stack == 0


def test_offsets_of_branches():
    back_a = cubin.Instruction(0xFFFFFC0000008947, 0x000FEA000383FFFF)
    back_b = cubin.Instruction(0xFFFFFFFC00008947, 0x000FEC000383FFFF)
    assert cubin.branch_offset(back_a, 86) == cubin.branch_offset(back_b, 90) == -64 * 16
    ahead = cubin.Instruction(0x0000000508907547, 0x04FEA000B800000)
    assert cubin.branch_offset(ahead, 120) == 100 * 16


def test_ptxas_output_is_read():
    text = """ptxas info    : Compiling entry function '_Z1kv' for 'sm_90'
ptxas info    : Function properties for _Z1kv
    8 bytes stack frame, 12 bytes spill stores, 4 bytes spill loads
ptxas info    : Used 40 registers, used 1 barriers, 24 bytes cumulative stack size, 512 bytes smem
ptxas info    : Function properties for _Z6calledv
    16 bytes stack frame, 2 bytes spill stores, 3 bytes spill loads"""
    used = nvcc.read_usage(text)["_Z1kv"]
    assert used == nvcc.Usage(registers=40, stack=24, spills=21, shared=512)
