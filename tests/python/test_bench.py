# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The benchmarks run and report what they measured. The test never checks times."""
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"
SHORT = {"BRINK_BENCH_SLICE": "1e-5", "BRINK_BENCH_ROUND": "1e-3"}  # seconds
# Left out are those that compute for seconds whatever the slice is.
FILTER = "-(rest/|bit_depth|thousand|all_cores|raw_in_flight|/n2048/|counts/binomial/n4096)"
GOALS = {  # name of a row with a goal -> the goal
    "cell/brightness/n1024/b1": 0.85, "cell/majority_bit/n1024/b8": 0.85,
    "cell/brightness/n1024/b16": 0.6, "cell/brightness/n1024/b3": 0.6,
    "cell/halfspace_binomial/n1024/b1": 0.3, "cell/halfspace_binomial/n1024/b8": 0.3,
    "cell/brightness/n8/b1": 40, "cell/two_threads/n1024/b8": 1.9,
    "cell/three_classes/level_counts/n1024/b8": 1.5,
    "sampler/multinomial/n4096/b1": 1000, "sampler/multinomial/n1024/b8": 5,
    "sampler/counts/brightness/n1024/b8": 40, "sampler/counts/brightness/n4096/b16": 500,
    "sampler/counts/binomial/n1024/b8": 3, "sampler/counts/hamming_ball/n1024/b8": 100,
    "solver/brightness/n256/b8": 0.05, "program/info": 20, "program/run/one_image": 20}


def bench_folder():
    path = os.environ.get("BRINK_BENCH_FOLDER")
    if path is None:
        pytest.skip("BRINK_BENCH_FOLDER is not set: it names the folder of the bench_* programs")
    return path


def run(*arguments):
    return subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, text=True,
                          env=os.environ | SHORT)


@pytest.fixture(scope="module")
def benchmarks(tmp_path_factory):
    """The file and the table that bench/run.py writes."""
    path = tmp_path_factory.mktemp("bench") / "bench.json"
    done = run(BENCH / "run.py", bench_folder(), "-o", path, "--min-time", "1e-6", "--rounds", "1",
               f"--filter={FILTER}")
    assert done.returncode == 0, done.stderr
    return path, done.stdout


def rows_of(path):
    return {row["name"]: row for row in json.loads(path.read_text())["benchmarks"]}


def test_every_program_reports_numbers(benchmarks):
    rows = rows_of(benchmarks[0])
    kinds = {name.split("/")[0] for name in rows}
    assert kinds - {"gpu"} == {"generator", "kernel", "cell", "solver", "sampler", "writer", "program",
                               "cost", "compare"}
    assert "gpu" in kinds or "\nskipped: gpu: " in benchmarks[1]
    for name, row in rows.items():
        for key in ("measured", "median", "images_per_s", "pixels_per_s", "GB_per_s", "raw_GB_per_s"):
            assert key not in row or (math.isfinite(row[key]) and row[key] > 0), (name, key)
        assert row["measured"] > 0, name


def test_rows_carry_the_goals(benchmarks):
    rows = rows_of(benchmarks[0])
    for name, goal in GOALS.items():
        assert rows[name]["goal"] == goal, name
    assert [row["goal"] for name, row in rows.items()
            if name.startswith("compare/numpy/") and "goal" in row] == [80, 80, 25, 25]


def test_a_share_of_raw_follows_from_the_rates(benchmarks):
    for name, row in rows_of(benchmarks[0]).items():
        if "raw_GB_per_s" in row:
            assert row["measured"] == pytest.approx(row["GB_per_s"] / row["raw_GB_per_s"]), name


def test_the_table_shows_each_row_and_its_verdict(benchmarks):
    path, table = benchmarks
    lines = {line.split()[0]: line for line in table.splitlines() if "/" in line}
    for name, row in rows_of(path).items():
        assert name in lines, name
        if "goal" in row:
            met = row["measured"] <= row["goal"] if row["at_most"] else row["measured"] >= row["goal"]
            assert (" met " if met else " missed ") in lines[name], name


def test_the_results_section_names_the_machine(benchmarks):
    done = run(BENCH / "table.py", benchmarks[0], "--markdown", "--goals")
    assert done.returncode == 0, done.stderr
    context = json.loads(benchmarks[0].read_text())["context"]
    heading = done.stdout.splitlines()[0]
    assert context["date"][:10] in heading and context["processor"] in heading
    assert context["compiler"] in done.stdout and context["instruction_set"] in done.stdout
    rows = [line for line in done.stdout.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == sum("goal" in row for row in rows_of(benchmarks[0]).values())


def test_the_law_of_costs_is_fitted(benchmarks):
    done = run(BENCH / "costs.py", benchmarks[0])
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines() if line.startswith("b=")] == [
        "b=1", "b=2", "b=4", "b=8", "b=16"]


def test_a_failing_program_ends_the_run(tmp_path):
    done = run(BENCH / "run.py", tmp_path, "--only", "cells", "-o", tmp_path / "bench.json")
    assert done.returncode != 0 and not (tmp_path / "bench.json").exists()
