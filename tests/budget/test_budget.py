# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Static budget of every kernel at one architecture, BRINK_ARCHITECTURE: registers, stack, spills,
and instructions for each random block. The kernels are compiled here and never run. The suite
does so for some architectures; to try another:

    BRINK_NVCC=nvcc BRINK_ARCHITECTURE=86 python3 -m pytest tests/budget
"""

import os

import pytest

from budget import cubin, limits, nvcc

NVCC = os.environ.get("BRINK_NVCC")
ARCHITECTURE = int(os.environ.get("BRINK_ARCHITECTURE", "90"))

pytestmark = pytest.mark.skipif(not NVCC, reason="no nvcc here: BRINK_NVCC names none")


@pytest.fixture(scope="session")
def compiled(tmp_path_factory):
    """Usage and machine code of every kernel, by plain name."""
    if ARCHITECTURE not in nvcc.architectures(NVCC):
        pytest.skip(f"this nvcc does not know sm_{ARCHITECTURE}")
    found = {}
    for source in nvcc.kernel_sources():
        path = tmp_path_factory.mktemp("cubin") / f"{source.stem}.cubin"
        usage = nvcc.compile_cubin(NVCC, source, ARCHITECTURE, path)
        code = cubin.kernels(path.read_bytes())
        assert usage, f"{source} has no kernel"
        for name, used in usage.items():
            found[nvcc.plain_name(name)] = (used, code[name])
    return found


def test_kernels_stay_within_registers_stack_and_spills(compiled):
    beyond = []
    for kernel, (used, _) in compiled.items():
        limit = limits.limit_of(kernel)
        if (
            used.registers > limit.registers
            or used.stack > limit.stack
            or used.spills > limit.spills
        ):
            beyond.append(f"{kernel}: {used}, allowed {limit}")
    assert not beyond, "\n".join(beyond)


def test_every_exception_has_a_reason_and_a_kernel(compiled):
    for pattern, limit in limits.EXCEPTIONS:
        assert len(limit.reason) > 20, f"{pattern}: why?"
        assert any(limits.limit_of(kernel) is limit for kernel in compiled), f"{pattern}: no such"


def test_fused_brightness_draws_a_block_in_few_instructions(compiled):
    costs = [
        loop.all
        for kernel, (_, code) in compiled.items()
        if limits.FUSED_BRIGHTNESS.search(kernel)
        for loop in cubin.drawing_loops(code, ARCHITECTURE)
        if loop.logic <= limits.MOST_LOGIC_WITHOUT_MASKS
    ]
    assert len(costs) >= 3, f"a thread, a warp and a block have such a loop each: {costs}"
    assert max(costs) < limits.MOST_INSTRUCTIONS_A_BLOCK, costs
