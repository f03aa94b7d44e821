# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The benchmarks of a GPU run on the SIMT executor, in bench/run.py's table, and report what they
measured. The test never checks times."""
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"
SHORT = {"BRINK_BENCH_SLICE": "1e-9", "BRINK_BENCH_BATCH": "2"}  # seconds, images
BLOCK_BYTES = 16
MULTINOMIAL = {"gpu/multinomial/n4096/b1", "gpu/multinomial/n1024/b8"}
DRAWN = {f"gpu/{name}" for name in (
    "brightness/n1024/b1", "brightness/n1024/b2", "brightness/n1024/b4", "brightness/n1024/b8",
    "brightness/n1024/b16", "brightness/n8/b1", "majority_bit/n1024/b8",
    "halfspace_rademacher/n1024/b1", "halfspace_rademacher/n1024/b8",
    "halfspace_binomial/n1024/b1", "halfspace_binomial/n1024/b8",
    "hamming_ball/n1024/b1", "hamming_ball/n1024/b8", "four_classes/n1024/b1",
    "four_classes/n1024/b8", "hash/n256/b8", "voronoi/n64/b8", "network/n32/b8",
    "philox/n1024/b1", "engine_brightness/n1024/b8", "brightness_p0.5/n64/b8",
    "engine_brightness_p0.5/n64/b8")}
# The executor's device has its own clock. A multiprocessor issues 128 lanes a clock, multiplies 64
# (or 32 to 64 bits) and counts the bits of 16; a block takes 48 instructions, 18 and 4 of them such.
MULTIPROCESSORS, CLOCK_HZ = 3, 1.98e9
CLOCKS_PER_BLOCK = {"ceiling_GB_per_s": max(48 / 128, 18 / 64, 4 / 16),
                    "ceiling_if_wide_GB_per_s": max(48 / 128, 18 / 32, 4 / 16)}


def run_table(folder, **environment):
    """Runs bench/run.py on a build folder that has only the executor's bench_gpu."""
    program = os.environ.get("BRINK_BENCH_GPU_SIMT")
    if program is None:
        pytest.skip("BRINK_BENCH_GPU_SIMT is not set: it names bench_gpu_simt")
    (folder / "bench_gpu").symlink_to(program)
    path = folder / "bench.json"
    done = subprocess.run(
        [sys.executable, str(BENCH / "run.py"), str(folder), "--only", "gpu", "-o", str(path),
         "--min-time", "1e-9"], capture_output=True, text=True, env=os.environ | SHORT | environment)
    assert done.returncode == 0, done.stderr
    return json.loads(path.read_text()), done.stdout


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    results, table = run_table(tmp_path_factory.mktemp("bench"), BRINK_SIMT_SMS=str(MULTIPROCESSORS))
    return {row["name"]: row for row in results["benchmarks"]}, table, results


def test_every_row_has_positive_rates(measured):
    rows, _, results = measured
    assert rows.keys() == MULTINOMIAL | DRAWN and results["skipped"] == {}
    for name, row in rows.items():
        keys = ["measured", "median", "images_per_s", "pixels_per_s", "cpu_images_per_s"]
        keys += ["GB_per_s", "ceiling_GB_per_s"] if name in DRAWN else []
        for key in keys:
            assert math.isfinite(row[key]) and row[key] > 0, (name, key)
        assert name not in DRAWN or row["measured"] < 1, name  # otherwise nothing was launched
        assert row["median"] <= row["measured"] * (1 + 1e-9), name  # of the least time


def test_rates_belong_together(measured):
    rows = measured[0]
    for name, row in rows.items():
        n, b = (int(part[1:]) for part in name.split("/")[2:])
        assert row["pixels_per_s"] == pytest.approx(n * n * row["images_per_s"]), name
        if name in DRAWN:
            words = math.ceil(n * n / (32 // b))
            image_bytes = math.ceil(words / 4) * BLOCK_BYTES
            assert row["GB_per_s"] == pytest.approx(1e-9 * image_bytes * row["images_per_s"]), name
            assert row["measured"] == pytest.approx(row["GB_per_s"] / row["ceiling_GB_per_s"]), name
        else:
            assert row["measured"] == pytest.approx(1e-6 * row["images_per_s"]), name


def test_the_ceiling_is_that_of_the_device(measured):
    for key, clocks in CLOCKS_PER_BLOCK.items():
        expected = 1e-9 * MULTIPROCESSORS * CLOCK_HZ * BLOCK_BYTES / clocks
        for name in DRAWN:
            assert measured[0][name][key] == pytest.approx(expected), name


def test_the_table_shows_each_row(measured):
    rows, table, _ = measured
    assert {line.split()[0] for line in table.splitlines() if line.startswith("gpu/")} == rows.keys()


def test_without_a_device_the_table_says_why(tmp_path):
    results, table = run_table(tmp_path, BRINK_SIMT_DEVICES="0")
    assert results["benchmarks"] == []
    assert "there is no" in results["skipped"]["gpu"]
    assert f'\nskipped: gpu: {results["skipped"]["gpu"]}\n' in table


def test_without_cuda_the_table_says_so(tmp_path):
    path = tmp_path / "bench.json"
    done = subprocess.run([sys.executable, str(BENCH / "run.py"), str(tmp_path), "--only", "gpu", "-o",
                           str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "\nskipped: gpu: this build is without CUDA\n" in done.stdout
