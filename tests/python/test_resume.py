# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""--resume goes on where a run was interrupted, and ends as if nothing had happened.

BRINK_KILLS=200 makes the test of kill -9 as long as a release wants it.
"""
import os
import random
import re
import shlex
import signal
import subprocess
import time

import h5py
import numpy as np
import pytest

from invocation import BAD_FILE, DONE, INTERRUPTED, SMALL, USAGE, Folder, endless, restore_signals
from same_results import assert_same_results, images_drawn

KILLS = int(os.environ.get("BRINK_KILLS", "12"))
THREADS = [1, 2, 7]
# A second or two of work: brackets, real costs, several shapes and several slices of each.
BUSY = SMALL.replace("[4, 8]", "[33, 64, 128]").replace("[1, 2]", "[1, 8]").replace(
    "samples = 200", "samples = 6000")


@pytest.fixture
def folder(program, tmp_path):
    return Folder(program, tmp_path)


@pytest.fixture(scope="module")
def busy(program, tmp_path_factory):
    """A folder with the file of an undisturbed run, and how long that took."""
    folder = Folder(program, tmp_path_factory.mktemp("busy"))
    folder.config(BUSY, "busy.toml")
    start = time.monotonic()
    folder.call("run", "busy.toml", "-o", "whole.h5", "--quiet").succeeded()
    folder.seconds = time.monotonic() - start
    return folder


def start(folder, *arguments):
    return subprocess.Popen(folder.command("run", "busy.toml", "-o", "r.h5", "--resume", *arguments),
                            cwd=folder.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            text=True, preexec_fn=restore_signals)


def ended_by(process, number, seconds):
    """Whether the run was still going when it got the signal, and what it said."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(number)
    _, err = process.communicate()
    return process.returncode != DONE, err


def test_killed_at_random_moments_and_resumed(busy):
    """State is saved after every slice here; what is saved is never lost."""
    generator = random.Random(2023)
    result, kills, files, longest = busy.path / "r.h5", 0, 0, busy.seconds
    while kills < KILLS:
        drawn = images_drawn(result)
        process = start(busy, "--quiet", "--save-every", "0",
                        "--threads", str(generator.choice(THREADS)))
        killed, err = ended_by(process, signal.SIGKILL, generator.uniform(0, longest))
        assert process.returncode in (DONE, -signal.SIGKILL) and err == ""
        kills += killed
        if not killed:
            assert_same_results(result, busy.path / "whole.h5")
            result.unlink()
            files += 1
            longest *= 0.7  # the machine is faster now, or little was left
            continue
        longest = min(1.1 * longest, busy.seconds)
        assert images_drawn(result) >= drawn
        if result.exists():
            busy.call("info", "r.h5").succeeded()
    busy.call("run", "busy.toml", "-o", "r.h5", "--resume").succeeded()
    assert_same_results(result, busy.path / "whole.h5")
    result.unlink()
    print(f"{kills} kills, {files + 1} files")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_and_resumed_by_the_command_it_prints(busy, number):
    result, process = busy.path / "r.h5", start(busy)
    interrupted, err = ended_by(process, number, busy.seconds / 4)
    interruptions = 0
    while interrupted:
        interruptions += 1
        assert process.returncode == INTERRUPTED, err
        last = err.splitlines()[-1]
        assert re.match(r"brink: interrupted: \d+ of 12 cells are finished.*; to continue: ", last)
        command = shlex.split(last.split("to continue: ")[1])
        assert command == busy.command("run", "busy.toml", "-o", "r.h5", "--resume")
        process = subprocess.Popen(command, cwd=busy.path, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, preexec_fn=restore_signals)
        interrupted, err = ended_by(process, number, busy.seconds / 4)
    assert interruptions >= 1
    assert_same_results(result, busy.path / "whole.h5")
    with h5py.File(result) as file:
        assert len(file.attrs["history"].splitlines()) == interruptions + 1
    result.unlink()


def test_inside_the_first_cell(folder):
    """A part-done cell is worth saving; the file says how far it is, and xarray reads it."""
    xarray = pytest.importorskip("xarray")
    config = folder.config(endless(finished=0))
    process = subprocess.Popen(
        folder.command("run", config, "-o", "r.h5", "--quiet", "--save-every", "0"),
        cwd=folder.path, preexec_fn=restore_signals)
    deadline = time.monotonic() + 30
    while not (folder.path / "r.h5").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.kill()
    process.wait()
    told = folder.call("info", "r.h5").succeeded().out
    drawn = images_drawn(folder.path / "r.h5") // 2
    assert "0 of 2 finished, 2 part done" in told
    assert f"brightness h=1 n=1024 b=8: {drawn} of 300000 images" in told
    with xarray.open_dataset(folder.path / "r.h5") as data:
        assert (data["samples"] == drawn).all()
        assert (data["moved_fraction_lower"] <= data["moved_fraction_upper"]).all()
    folder.call("run", config, "-o", "alone.h5", "--set", f"run.samples={drawn}").succeeded()
    assert_same_results(folder.path / "r.h5", folder.path / "alone.h5")


def test_state_is_saved_in_time(folder):
    """--save-every 1: a file appears, and is replaced, while one cell takes hours."""
    config = folder.config(endless(finished=0))
    process = subprocess.Popen(
        folder.command("run", config, "-o", "r.h5", "--quiet", "--save-every", "1"),
        cwd=folder.path)
    drawn, deadline = [0], time.monotonic() + 30
    while len(drawn) < 4 and time.monotonic() < deadline:
        time.sleep(0.1)
        if images_drawn(folder.path / "r.h5") > drawn[-1]:
            drawn.append(images_drawn(folder.path / "r.h5"))
    process.kill()
    process.wait()
    assert len(drawn) == 4


# --- more work

GROWTH = [
    ("samples", "samples = 200", "samples = 333"),
    ("n", "n = [4, 8]", "n = [8, 6, 4]"),
    ("bit_depth", "bit_depth = [1, 2]", "bit_depth = [1, 2, 9]"),
    ("channels", "[measure]", "channels = [1, 2]\n[measure]"),
    ("classifier", '[[classifier]]\ntype = "brightness"',
     '[[classifier]]\ntype = "parity"\n[[classifier]]\ntype = "brightness"'),
    ("quantiles", "[measure]", "[measure]\nquantiles = [0.1, 0.9]"),
    ("radii", "[0.5, 1.0]", "[0.25, 0.5, 0.75]"),
    ("absolute", "radius_scale", "radius"),
    ("confidence", "samples = 200", "samples = 200\nconfidence = 0.5"),
    ("p_order", '[0, 0.5, 1, "inf"]', '["inf", 0, 1, 0.5]'),
]


@pytest.mark.parametrize("piece, by", [case[1:] for case in GROWTH], ids=[c[0] for c in GROWTH])
def test_more_is_added_to_a_finished_file(folder, piece, by):
    folder.config()
    folder.call("run", "small.toml", "-o", "r.h5").succeeded()
    folder.config(SMALL.replace(piece, by), "more.toml")
    folder.call("run", "more.toml", "-o", "r.h5", "--resume").succeeded()
    folder.call("run", "more.toml", "-o", "alone.h5").succeeded()
    assert_same_results(folder.path / "r.h5", folder.path / "alone.h5")
    with h5py.File(folder.path / "r.h5") as file:
        assert file.attrs["config"].decode() == (folder.path / "more.toml").read_text()


def test_dry_run_tells_what_is_left(folder):
    folder.config()
    folder.call("run", "small.toml", "-o", "r.h5").succeeded()
    before = folder.files()
    more = ["run", "small.toml", "-o", "r.h5", "--set", "run.samples=300", "--dry-run"]
    # 100 images of 16 and of 64 pixels, at two bit depths
    assert "1.6e+04 pixels left to draw" in folder.call(*more, "--resume").succeeded().out
    assert folder.files() == before


def test_finished_file_is_left_alone(folder):
    folder.config()
    first = folder.call("run", "small.toml", "-o", "r.h5").succeeded()
    before = folder.files()
    again = folder.call("run", "small.toml", "-o", "r.h5", "--resume").succeeded()
    assert "all 8 cells are finished already, nothing to do" in again.err
    assert first.out.startswith(again.out) and again.out
    assert folder.files() == before
    quiet = folder.call("run", "small.toml", "-o", "r.h5", "--resume", "--quiet").succeeded()
    assert quiet.err == "" and folder.files() == before


def test_without_a_file_it_starts_anew(folder):
    folder.config()
    said = folder.call("run", "small.toml", "-o", "r.h5", "--resume").succeeded().err
    assert "brink: r.h5: no such file yet, starting anew\n" in said
    folder.call("run", "small.toml", "-o", "alone.h5").succeeded()
    assert_same_results(folder.path / "r.h5", folder.path / "alone.h5")


# --- what is refused

CHANGES = [
    ("seed", "samples = 200", "samples = 200\nseed = 2", ["run.seed is 1", "2 in the config"]),
    ("first_image", "samples = 200", "samples = 200\nfirst_image = 7", ["run.first_image is 0"]),
    ("fewer", "samples = 200", "samples = 199", ["run.samples is 200", "199"]),
    ("sampler", "samples = 200", 'samples = 200\nsampler = "exhaustive"', ["run.sampler"]),
    ("n", "n = [4, 8]", "n = [4]", ["sweep.n is [4, 8] in the file and [4]"]),
    ("p", '[0, 0.5, 1, "inf"]', '[0, 0.5, 1, 2, "inf"]', ["measure.p", "[0.0, 0.5, 1.0, inf]"]),
    ("coverage", 'type = "brightness"', 'type = "brightness"\ncoverage = 0.25',
     ["classifier.brightness.coverage is 0.5", "0.25"]),
    ("weights", '"binomial"', '"rademacher"', ["classifier.gauss.weights", '"rademacher"']),
    ("renamed", '"gauss"', '"Gauss"', ['classifier.gauss is "halfspace" in the file and missing']),
    ("two", "samples = 200", "samples = 100\nseed = 3", ["run.seed is 1", "run.samples is 200"]),
]


@pytest.mark.parametrize("piece, by, words", [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_changed_config_is_refused_by_its_keys(folder, piece, by, words):
    folder.config()
    folder.call("run", "small.toml", "-o", "r.h5").succeeded()
    text = SMALL.replace(piece, by)
    if "exhaustive" in by:
        text = text.replace("[4, 8]", "[1, 2]")
        words = words + ["sweep.n"]
    folder.config(text, "other.toml")
    before = folder.files()
    for extra in ([], ["--dry-run"]):
        folder.call("run", "other.toml", "-o", "r.h5", "--resume", *extra).refused(
            USAGE, "r.h5 cannot be continued", "accepted", *words)
    assert folder.files() == before


def change_attribute(name, value):
    def change(path):
        with h5py.File(path, "r+") as file:
            if value is None:
                del file.attrs[name]
            else:
                file.attrs[name] = value
    return change


FOREIGN = [
    ("text", lambda path: path.write_text("[run]\n"), ["not an HDF5 file"]),
    ("cut", lambda path: path.write_bytes(path.read_bytes()[:5000]), ["truncated or damaged"]),
    ("other", change_attribute("source", "gimp 2.10"), ["not one of Brink's"]),
    ("streams", change_attribute("stream_version", np.uint64(7)), ["stream_version 7"]),
    ("older", change_attribute("stream_version", None), ["kept no stream_version"]),
    ("format", change_attribute("format_version", np.uint64(7)), ["format_version 7"]),
]


@pytest.mark.parametrize("spoil, words", [case[1:] for case in FOREIGN],
                         ids=[case[0] for case in FOREIGN])
def test_foreign_file_is_refused_and_kept(folder, spoil, words):
    folder.config()
    folder.call("run", "small.toml", "-o", "r.h5").succeeded()
    spoil(folder.path / "r.h5")
    before = folder.files()
    folder.call("run", "small.toml", "-o", "r.h5", "--resume").refused(BAD_FILE, "r.h5", *words)
    assert folder.files() == before
