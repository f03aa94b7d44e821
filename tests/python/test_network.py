# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The classifier `network`: its members, its brackets, and what it refuses."""
import math
import subprocess

import h5py
import numpy as np
import pytest

from reference.exhaustive import all_images, true_costs
from reference.images import Shape, image
from reference.network import Network
from tallies import tally

P_VALUES = (0, 0.5, 1, 1.5, 2, 3, math.inf)
NETWORKS = {"default": (2, 8, 1), "narrow": (3, 4, 2**63 - 1), "wide": (3, 16, 12345)}
ROUNDING = 1e-12  # of sums of doubles


def config(run, n, bit_depth, channels, p=P_VALUES):
    norms = ", ".join('"inf"' if value == math.inf else repr(value) for value in p)
    text = f"[run]\n{run}\n[sweep]\nn = {n}\nbit_depth = {bit_depth}\nchannels = {channels}\n"
    text += f"[measure]\np = [{norms}]\nradius_scale = [0.5]\n"
    for name, (layers, width, seed) in NETWORKS.items():
        text += f'[[classifier]]\nname = "{name}"\ntype = "network"\n'
        text += f"layers = {layers}\nwidth = {width}\nseed = {seed}\n"
    return text


def run(program, folder, text):
    (folder / "run.toml").write_text(text)
    command = [program, "run", str(folder / "run.toml"), "-o", str(folder / "run.h5"), "--quiet"]
    return subprocess.run(command, capture_output=True, text=True)


def costs(file, cell, end):
    """All costs of a tally, ascending."""
    cost, count = tally(file, *cell, end)
    return np.repeat(cost, count.astype(np.int64))


def test_members_are_those_of_the_reference(program, tmp_path):
    """Compares every image of a run, at several shapes."""
    samples, seed = 60, 77
    done = run(program, tmp_path, config(f"samples = {samples}\nseed = {seed}", [3, 8], [1, 5],
                                         [1, 2], p=(1,)))
    assert done.returncode == 0, done.stderr
    with h5py.File(tmp_path / "run.h5", "r") as file:
        for k, name in enumerate(NETWORKS):
            for c, i, d in np.ndindex(2, 2, 2):
                shape = Shape((3, 8)[i], (1, 2)[c], (1, 5)[d])
                network = Network(shape, *NETWORKS[name])
                drawn = np.array([image(shape, seed, number) for number in range(samples)])
                expected = int((network.score(drawn) > 0).sum())
                assert file["in_class"][k, c, i, d] == expected, f"{name} {shape}"


@pytest.mark.parametrize("n, h, b", [(2, 1, 2), (1, 3, 3), (3, 1, 1), (1, 2, 5)])
def test_brackets_hold_the_true_distances(program, tmp_path, n, h, b):
    shape = Shape(n, h, b)
    done = run(program, tmp_path, config('sampler = "exhaustive"', [n], [b], [h]))
    assert done.returncode == 0, done.stderr
    images = all_images(shape)
    with h5py.File(tmp_path / "run.h5", "r") as file:
        for name, parameters in NETWORKS.items():
            inside = (Network(shape, *parameters).score(images) > 0)
            if not inside.any():
                continue
            cube = inside.reshape((shape.levels,) * shape.pixels)
            for p in P_VALUES:
                truth = np.sort(true_costs(cube, p).ravel()[inside])
                cell = (name, h, n, b, p)
                upper, lower = costs(file, cell, ""), costs(file, cell, "_lower")
                assert len(upper) == len(lower) == len(truth)
                # After sorting, each lower end is still at most, and each upper end at least, the
                # true cost.
                assert (lower <= truth * (1 + ROUNDING)).all(), f"{name} p={p}"
                assert (upper >= truth * (1 - ROUNDING)).all(), f"{name} p={p}"


def test_what_does_not_fit_memory_is_refused_by_name(program, tmp_path):
    done = run(program, tmp_path, config("samples = 1", [16384], [8], [3]))
    assert done.returncode == 2
    assert not (tmp_path / "run.h5").exists()
    assert 'network "wide" of width 16 needs 17.5' in done.stderr
    assert ("GiB a thread at n = 16384, 3 channels; accepted: up to 16 GiB, which here means n up "
            "to 1") in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
