# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Memory, and the same integers on every instruction set, number of threads and division of a
run."""
import itertools
import json
import math
import subprocess
import sys
from collections import Counter

import h5py
import numpy as np
import pytest

from invocation import Folder
from tallies import every_tally, tally

LIMIT_KIB = 200 * 1024
THREADS = [1, 2, 5]
TYPES = {
    "brightness": {"type": "brightness"},
    "majority_bit": {"type": "majority_bit"},
    "hamming_ball": {"type": "hamming_ball", "seed": 3},
    "dictator": {"type": "dictator"},
    "parity": {"type": "parity"},
    "rademacher": {"type": "halfspace", "weights": "rademacher", "seed": 4},
    "binomial": {"type": "halfspace", "weights": "binomial", "seed": 5},
    "uniform": {"type": "halfspace", "weights": "uniform", "seed": 6},
    "sparse": {"type": "halfspace", "weights": "sparse", "seed": 7},
}
RARE = ("brightness", "majority_bit", "hamming_ball", "rademacher", "binomial")


def config(run, n, bit_depth, names, p=(0, 0.5, 1, 2, "inf"), channels=(1,), coverage=None):
    """A config as text. JSON's numbers, strings and lists are also TOML's."""
    lines = ["[run]"] + [f"{key} = {json.dumps(value)}" for key, value in run.items()]
    lines += ["[sweep]", f"n = {list(n)}", f"bit_depth = {list(bit_depth)}",
              f"channels = {list(channels)}", "[measure]", f"p = {json.dumps(list(p))}",
              "radius_scale = [0.25, 1.0]"]
    for name in names:
        lines += ["[[classifier]]", f'name = "{name}"']
        lines += [f"{key} = {json.dumps(value)}" for key, value in TYPES[name].items()]
        if coverage is not None:
            lines.append(f"coverage = {coverage}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def folder(program, tmp_path_factory):
    return Folder(program, tmp_path_factory.mktemp("resources"))


def run(folder, text, name, *arguments, env=None):
    folder.config(text, f"{name}.toml")
    folder.call("run", f"{name}.toml", "-o", f"{name}.h5", "--quiet", "--force",
                *arguments, env=env).succeeded()
    return folder.path / f"{name}.h5"


def tallies(path):
    """Every data set below `tally` as bytes, and the tables that do not depend on the clock."""
    found = {}

    def keep(name, item):
        if isinstance(item, h5py.Dataset) and name != "elapsed" and item.shape is not None:
            values = item[...]
            kept = values.tolist() if values.dtype.kind == "O" else values.tobytes()
            found[name] = (str(values.dtype), values.shape, kept)
    with h5py.File(path) as file:
        file.visititems(keep)
    assert any(name.startswith("tally/") for name in found)
    return found


# --- memory

# A small process comes between, because Linux includes the parent's memory in what it reports for
# a child.
PEAK_OF_COMMAND = """\
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def peak_kib(folder, text, name, *arguments):
    folder.config(text, f"{name}.toml")
    command = folder.command("run", f"{name}.toml", "-o", f"{name}.h5", "--quiet", *arguments)
    done = subprocess.run([sys.executable, "-S", "-c", PEAK_OF_COMMAND, *command],
                          cwd=folder.path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.parametrize("classifier", TYPES)
def test_images_are_never_held(folder, classifier):
    """Two images at n = 8192, b = 8, of 64 MiB each."""
    text = config({"samples": 2}, [8192], [8], [classifier])
    peak = peak_kib(folder, text, f"large-{classifier}")
    print(f"{classifier}: {peak / 1024:.1f} MiB")
    assert peak < LIMIT_KIB


def test_memory_with_many_threads(folder):
    text = config({"samples": 8}, [8192], [8], ["brightness", "hamming_ball", "parity"])
    assert peak_kib(folder, text, "threads", "--threads", "64") < LIMIT_KIB


def test_memory_of_rare_classes(folder):
    """The thresholds of a smaller coverage come from laws of 2^26 pixels."""
    text = config({"samples": 1}, [8192], [8], RARE, coverage=0.3)
    assert peak_kib(folder, text, "rare") < LIMIT_KIB


SLACK_KIB = 8 * 1024  # longer slices, and what is freed in another order


def test_memory_does_not_grow_with_the_images(folder):
    """Nearly every image has a cost of its own, and in both runs there are more costs than a tally
    holds."""
    text = config({"samples": 300_000}, [4], [16], ["brightness"], p=[0.5, 1.5])
    peak = peak_kib(folder, text, "many", "--threads", "2")
    more = peak_kib(folder, text, "more", "--threads", "2", "--set", "run.samples=2_400_000")
    print(f"{peak / 1024:.1f} and {more / 1024:.1f} MiB")
    assert more < peak + SLACK_KIB


FORESEEN = {
    "little": config({"samples": 10}, [3], [1], ["brightness"]),
    "many costs": config({"samples": 150_000}, [4], [16], ["brightness", "uniform"], p=[0.5, 1.5]),
    "many cells": config({"samples": 100}, range(1, 33), [1, 2, 4], ["brightness", "binomial"]),
    "large weights": config({"samples": 2}, [512, 1024], [8], ["hamming_ball", "uniform"]),
    "counts": config({"samples": 1000, "sampler": "multinomial"}, [16384], [1], ["brightness"]),
}


@pytest.mark.parametrize("name", FORESEEN)
@pytest.mark.parametrize("threads", [1, 8])
def test_a_dry_run_foretells_the_memory(folder, name, threads):
    folder.config(FORESEEN[name], "foreseen.toml")
    said = folder.call("run", "foreseen.toml", "--dry-run", "--threads", threads).succeeded().out
    line, = (line for line in said.splitlines() if line.startswith("memory: at most "))
    number, unit = line.split()[3:5]
    assert f"({threads} thread" in line and unit == "MiB", line
    peak = peak_kib(folder, FORESEEN[name], "foreseen", "--threads", str(threads), "--force") / 1024
    print(f"{name}, {threads} threads: {peak:.1f} of {number} MiB")
    assert peak <= float(number) <= 2.5 * peak


# --- the same integers

MIXED = config({"samples": 150, "seed": 2**62 + 1, "first_image": 2**32 - 70}, [5, 67],
               [1, 3, 8, 10, 16], TYPES)


def instruction_sets(folder):
    line = next(line for line in folder.call("info").out.splitlines() if "vectors" in line)
    return line[line.index("(of ") + len("(of "):].rstrip(")").split(", ")


@pytest.fixture(scope="module")
def plain(folder):
    return tallies(run(folder, MIXED, "plain", "--threads", "1"))


def test_every_instruction_set_gives_the_same(folder, plain):
    names = instruction_sets(folder)
    assert "SCALAR" in names
    for name in names:
        path = run(folder, MIXED, f"simd-{name}", env={"BRINK_SIMD": name})
        with h5py.File(path) as file:
            assert name in file.attrs["backend"].decode()
        assert tallies(path) == plain, name


@pytest.mark.parametrize("threads", THREADS[1:])
def test_every_thread_count_gives_the_same(folder, plain, threads):
    assert tallies(run(folder, MIXED, f"threads-{threads}", "--threads", threads)) == plain


def test_another_seed_gives_something_else(folder, plain):
    assert tallies(run(folder, MIXED, "seed", "--set", "run.seed=3")) != plain


def summed(paths):
    """Counts by cost, images, and images in the class, added up over the files."""
    total = Counter()

    for path in paths:
        with h5py.File(path) as file:
            for cell, (costs, counts) in every_tally(file).items():
                for cost, count in zip(costs.tolist(), counts.tolist()):
                    total[cell, cost] += count
            for name in ("samples", "in_class"):
                for place, count in np.ndenumerate(file[name][...]):
                    total[name, place] += int(count)
    assert sum(count for (name, *_), count in total.items() if name == "samples") > 0
    return total


def test_parts_of_a_run_add_up(folder):
    def part(first, count):
        text = config({"samples": count, "first_image": first}, [5, 16], [1, 4, 9], TYPES)
        return run(folder, text, f"part-{first}-{count}")
    whole = summed([part(0, 100)])
    assert summed([part(0, 50), part(50, 50)]) == whole
    assert summed([part(0, 33), part(33, 1), part(34, 66)]) == whole
    assert summed([part(0, 50), part(49, 50)]) != whole


# --- the sampler "exhaustive"

SIDE, DEPTH = 2, 2
LEVELS = 2**DEPTH
MIDDLE = LEVELS // 2
INSIDE = {
    "brightness": lambda x: sum(2 * level - (LEVELS - 1) for level in x) > 0,
    "majority_bit": lambda x: 2 * sum(level >= MIDDLE for level in x) > len(x),
    "dictator": lambda x: x[0] >= MIDDLE,
    "parity": lambda x: sum(x) % 2 == 1,
}
COSTS = {
    0: lambda steps: sum(step != 0 for step in steps),
    1: sum,
    2: lambda steps: sum(step**2 for step in steps),
    0.5: lambda steps: sum(math.sqrt(step) for step in steps),
    math.inf: max,
}


@pytest.mark.parametrize("classifier", INSIDE)
def test_exhaustive_counts_every_image(folder, classifier):
    """All 256 images, with the least cost to all images outside the class for each."""
    text = config({"sampler": "exhaustive"}, [SIDE], [DEPTH], [classifier])
    path = run(folder, text, f"exhaustive-{classifier}")
    images = list(itertools.product(range(LEVELS), repeat=SIDE * SIDE))
    members = [x for x in images if INSIDE[classifier](x)]
    others = [x for x in images if not INSIDE[classifier](x)]
    with h5py.File(path) as file:
        assert file["samples"][...].item() == len(images)
        assert file["in_class"][...].item() == len(members)
        for p, cost in COSTS.items():
            costs, counts = tally(file, classifier, 1, SIDE, DEPTH, p)
            found = dict(zip(costs.round(9).tolist(), counts.tolist()))
            truth = Counter(
                round(min(cost([abs(a - b) for a, b in zip(x, y)]) for y in others), 9)
                for x in members)
            assert found == truth, p
