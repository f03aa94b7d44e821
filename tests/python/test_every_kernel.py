# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The tests that run under compute-sanitizer on a GPU (tests/device/every_kernel_test.cpp) launch
every kernel. Here the executor runs them and tells which kernels are launched."""
import os
import re
import subprocess
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "cuda"
SECONDS = 900  # only ends a hang
ONLY_IN_BENCHMARKS = {"draw_raw"}  # bench.gpu_smoke launches it


def kernels():
    """The names of all kernels, from their definitions."""
    definition = re.compile(r"__global__\s+void\s+(?:__launch_bounds__\([^)]*\)\s*)?(\w+)\(")
    return {name for path in SOURCES.rglob("*.cu") for name in definition.findall(path.read_text())}


def test_every_kernel_is_launched():
    program = os.environ.get("BRINK_TEST_DEVICE")
    if program is None:
        pytest.skip("BRINK_TEST_DEVICE is not set: it names test_device_plain")
    done = subprocess.run([program, "--gtest_filter=EveryKernel.*"], capture_output=True, text=True,
                          env=os.environ | {"BRINK_SIMT_LAUNCHES": "1"}, timeout=SECONDS)
    assert done.returncode == 0, done.stdout
    launched = set(re.findall(r"^SIMT executor: brink::device::(\w+)\(", done.stderr, re.MULTILINE))
    assert len(kernels()) > 20
    assert kernels() - launched == ONLY_IN_BENCHMARKS
    # The tests of large shapes cover more than 48 KiB of shared memory and several blocks for an
    # image.
    assert launched - kernels() == set(), "kernels that the sources do not define?"
