#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Runs every benchmark, prints one table and writes one JSON file.

    bench/run.py BUILD_FOLDER [-o FILE] [--only NAME]... [--filter REGEX] [--min-time S] [--rounds K]

`make bench` calls it. The JSON is {"context": ..., "benchmarks": [...], "skipped": {...}}, rows as Google
Benchmark writes them and those of bench/compare/; "skipped" has the reason for each program of which
rows could not be measured here.
"""
import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import table  # noqa: E402
from compare import compare  # noqa: E402

PROGRAMS = ["generator", "kernels", "cells", "solver", "samplers", "writer", "program", "costs", "gpu"]
SKIPPED = "skipped: "  # begins the message of a row that cannot be measured here


def processor():
    """The processor's name as lscpu says it."""
    try:
        text = subprocess.run(["lscpu", "--json"], capture_output=True, text=True, check=True).stdout
        fields = {row["field"]: row["data"] for row in json.loads(text)["lscpu"]}
        return (f'{fields["Model name:"]} (family {fields["CPU family:"]}, model {fields["Model:"]})'
                if "Model:" in fields else fields["Model name:"])
    except (OSError, KeyError, subprocess.CalledProcessError):
        return platform.processor() or "unknown"


def run_program(build, name, arguments):
    """The JSON that build/bench_NAME prints."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.json"
        command = [build / f"bench_{name}", f"--benchmark_out={path}",
                   f"--benchmark_min_time={arguments.min_time}",
                   f"--benchmark_filter={arguments.filter}"]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
        text = path.read_text()
        return json.loads(text) if text else {"context": {}, "benchmarks": []}  # none matched


def has_cuda(build):
    """Whether bench_gpu belongs to the build, which makes it where CUDA was found."""
    return (build / "bench_gpu").exists()


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="folder of the bench_* programs")
    parser.add_argument("-o", "--output", type=Path, default=Path("results/bench.json"))
    parser.add_argument("--only", action="append", choices=PROGRAMS + ["compare"],
                        help="may be repeated; default: all")
    parser.add_argument("--filter", default=".", help="of the names of benchmarks, a regular expression")
    parser.add_argument("--min-time", type=float, default=0.3, help="seconds for each benchmark")
    parser.add_argument("--rounds", type=int, default=5, help="of bench/compare/, in turn")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    load = os.getloadavg()[0]
    merged = {"context": {}, "benchmarks": [], "skipped": {}}
    for name in arguments.only or PROGRAMS + ["compare"]:
        print(f"{name} ...", file=sys.stderr, flush=True)
        if name == "compare":
            merged["benchmarks"] += compare.rows(arguments.build, arguments.rounds)
            continue
        if name == "gpu" and not has_cuda(arguments.build):
            merged["skipped"][name] = "this build is without CUDA"
            continue
        found = run_program(arguments.build, name, arguments)
        merged["context"] |= found["context"]
        for row in found["benchmarks"]:
            if row.get("error_occurred"):
                message = row.get("error_message", "")
                if not message.startswith(SKIPPED):
                    sys.exit(f'error: {row["name"]}: {message}')
                merged["skipped"][name] = message.removeprefix(SKIPPED)
                continue
            row["name"] = row["name"].removesuffix("/manual_time")
            merged["benchmarks"].append(row)
    merged["context"] |= {
        "date": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
        "processor": processor(), "load_before": load,
        "python": platform.python_version(), "numpy": compare.numpy_version()}
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(merged, indent=1) + "\n")
    print(table.text(merged))
    print(f"\nwritten: {arguments.output}")


if __name__ == "__main__":
    main()
