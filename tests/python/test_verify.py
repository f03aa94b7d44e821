# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""brink verify computes the contents of a file once more and compares them."""
import shutil

import h5py
import numpy as np
import pytest
from invocation import BAD_FILE, SMALL, USAGE
from parts import move_an_image

CONFIG = SMALL.replace('p = [0, 0.5, 1, "inf"]', 'p = [0, 0.5, 1, 2, "inf"]')


@pytest.fixture
def result(folder):
    folder.config(CONFIG)
    folder.call("run", "small.toml", "-o", "a.h5", "--quiet").succeeded()
    return folder


def verify(folder, *arguments):
    return folder.call("verify", "--quiet", *arguments)


def differs(outcome, *words):
    """One clear line on stderr, the differences on stdout, and exit code 3."""
    assert outcome.code == BAD_FILE, outcome
    assert outcome.err.startswith("brink: ") and outcome.err.count("\n") == 1, outcome
    for word in words:
        assert word in outcome.out + outcome.err, (word, outcome)
    return outcome


def test_an_honest_file_agrees(result):
    out = verify(result, "a.h5").succeeded().out
    assert "recomputed: 8 of 8 cells" in out and "1600 images" in out and "all equal" in out
    assert verify(result, "a.h5", "--threads", 3).succeeded().out == out


@pytest.mark.parametrize("cell, name", [
    (("brightness", 1, 8, 2, 1), "brightness h=1 n=8 b=2: p=1: "),
    (("brightness", 1, 4, 1, 0.5), "brightness h=1 n=4 b=1: p=0.5: "),
    (("gauss", 1, 8, 2, 0), "gauss h=1 n=8 b=2: p=0: "),
])
def test_one_image_at_another_cost_is_caught(result, cell, name):
    cost = move_an_image(result.path / "a.h5", *cell)
    outcome = differs(verify(result, "a.h5"), name, f"cost {cost:g} in the file",
                      "1 of 8 cells", "recomputed")
    assert "all equal" not in outcome.out


def test_the_lower_end_of_a_bracket_is_compared(result):
    move_an_image(result.path / "a.h5", "gauss", 1, 8, 2, 2, end="_lower")
    differs(verify(result, "a.h5"), "gauss h=1 n=8 b=2: p=2: ", "lower cost")


@pytest.mark.parametrize("name, change", [
    ("threshold", 1), ("in_class", 1), ("samples", -1),
    ("moved", 1), ("moved_possible", -1), ("coverage", 1e-6), ("coverage_upper", 1e-6),
    ("moved_fraction", 1e-6), ("moved_fraction_lower", -1e-6), ("distance_quantile", 0.1),
    ("distance_mean", 0.01), ("coverage_exact", 1e-6), ("moved_fraction_bound_form", -1),
    ("common_weight", 1), ("weighted_pixels", 1),
])
def test_one_changed_number_is_caught(result, name, change):
    with h5py.File(result.path / "a.h5", "r+") as file:
        values = file[name][...]
        at = np.unravel_index(np.flatnonzero(np.isfinite(values))[-1], values.shape)
        values[at] = values[at].item() + change
        file[name][...] = values
    differs_or_damaged = verify(result, "a.h5")
    assert differs_or_damaged.code == BAD_FILE, differs_or_damaged
    assert differs_or_damaged.err.count("\n") == 1


def test_another_seed_in_the_config_is_caught(result):
    # verify recomputes the config inside the file: with another seed nothing agrees.
    with h5py.File(result.path / "a.h5", "r+") as file:
        text = file.attrs["config"].decode().replace("samples = 200", "samples = 200\nseed = 2")
        del file.attrs["config"]
        file.attrs["config"] = np.bytes_(text.encode())
        file.attrs.modify("seed", np.uint64(2))
    differs(verify(result, "a.h5"), "8 of 8 cells")


def test_some_cells_are_chosen_by_a_seed(result):
    chosen = verify(result, "a.h5", "--cells", 3, "--seed", 5).succeeded().out
    assert "recomputed: 3 of 8 cells" in chosen and "--seed 5" in chosen
    assert verify(result, "a.h5", "--cells", 3, "--seed", 5).succeeded().out == chosen
    names = {line.strip() for seed in range(12)
             for line in verify(result, "a.h5", "--cells", 3, "--seed", seed).succeeded().out.split("\n")
             if line.startswith("  ")}
    assert len(names) == 8, "every cell comes up"
    assert "recomputed: 8 of 8" in verify(result, "a.h5", "--cells", 99).succeeded().out
    # A changed cell is found if and only if it is among the chosen cells.
    move_an_image(result.path / "a.h5", "brightness", 1, 8, 2, 1)
    for seed in range(6):
        outcome = verify(result, "a.h5", "--cells", 3, "--seed", seed)
        hit = "  brightness h=1 n=8 b=2\n" in outcome.out
        assert ("brightness h=1 n=8 b=2: p=1" in outcome.out) == hit


def test_exhaustive_and_stopped_files(folder):
    text = CONFIG.replace("samples = 200", 'sampler = "exhaustive"').replace("[4, 8]", "[2, 3]")
    folder.config(text, "all.toml")
    folder.call("run", "all.toml", "-o", "all.h5", "--quiet").succeeded()
    assert "all equal" in verify(folder, "all.h5").succeeded().out
    folder.config(CONFIG.replace("samples = 200", "samples = 20_000\n[stop]\nhalf_width = 0.1"))
    folder.call("run", "small.toml", "-o", "stop.h5", "--quiet").succeeded()
    with h5py.File(folder.path / "stop.h5") as file:
        assert (file["stopped_early"][...] == 1).all()
        assert len(set(file["samples"][...].ravel())) > 1
    assert "all equal" in verify(folder, "stop.h5").succeeded().out
    move_an_image(folder.path / "stop.h5", "gauss", 1, 8, 2, 1)
    differs(verify(folder, "stop.h5"), "gauss h=1 n=8 b=2: p=1: ")


def test_command_line(result):
    verify(result).refused(USAGE, "no file")
    verify(result, "none.h5").refused(BAD_FILE, "no such file")
    verify(result, "small.toml").refused(BAD_FILE, "not an HDF5 file")
    for cells in ("0", "-1", "two", "1.5"):
        verify(result, "a.h5", f"--cells={cells}").refused(USAGE, "--cells", "accepted")
    verify(result, "a.h5", "--cell", "2").refused(USAGE, "--cells")
    shutil.copy(result.path / "a.h5", result.path / "cut.h5")
    with open(result.path / "cut.h5", "r+b") as file:
        file.truncate(4000)
    verify(result, "cut.h5").refused(BAD_FILE, "cut.h5", "truncated")
