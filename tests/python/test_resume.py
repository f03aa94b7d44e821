# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""--resume continues a run where it was interrupted, and the end is that of an undisturbed run.

BRINK_KILLS=200 makes the test of kill -9 as long as a release needs it.
"""
import os
import random
import re
import resource
import shlex
import signal
import subprocess
import time

import h5py
import numpy as np
import pytest

from invocation import (BAD_FILE, DEADLINE_SECONDS, DONE, ENDLESS_SAMPLES, ENDLESS_SIDE, INTERRUPTED,
                        ONE_THREAD, SMALL, USAGE, Folder, OnTerminal, endless, wait_until)
from parts import move_an_image
from same_results import assert_same_results, images_drawn

KILLS = int(os.environ.get("BRINK_KILLS", "12"))
THREADS = [1, 2, 7]
PROCESSOR_SECONDS = 6
# A second or two of work: brackets, real costs, several shapes and several slices of each.
BUSY = SMALL.replace("[4, 8]", "[33, 64, 128]").replace("[1, 2]", "[1, 8]").replace(
    "samples = 200", "samples = 6000")


@pytest.fixture(scope="module")
def busy(program, tmp_path_factory):
    """A folder with the file of an undisturbed run."""
    folder = Folder(program, tmp_path_factory.mktemp("busy"))
    folder.config(BUSY, "busy.toml")
    folder.call("run", "busy.toml", "-o", "whole.h5", "--quiet").succeeded()
    return folder


def test_killed_at_random_moments_and_resumed(busy):
    """The state is saved after every slice here, and nothing saved is ever lost."""
    generator = random.Random(2023)
    result, kills, files = busy.path / "r.h5", 0, 0
    all_images = images_drawn(busy.path / "whole.h5")
    while kills < KILLS:
        drawn = images_drawn(result)
        more = generator.choice([0, 1, generator.randrange(all_images // 2)])
        process = busy.start("run", "busy.toml", "-o", "r.h5", "--resume", "--quiet", "--save-every",
                             "0", "--threads", str(generator.choice(THREADS)),
                             stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        wait_until(lambda: process.poll() is not None or images_drawn(result) >= drawn + more)
        time.sleep(generator.uniform(0, 0.05))  # how far it gets meanwhile does not matter
        process.kill()
        _, err = process.communicate(timeout=DEADLINE_SECONDS)
        assert process.returncode in (DONE, -signal.SIGKILL) and err == b""
        if process.returncode == DONE:
            assert_same_results(result, busy.path / "whole.h5")
            result.unlink()
            files += 1
            continue
        kills += 1
        assert images_drawn(result) >= drawn
        if result.exists():
            busy.call("info", "r.h5").succeeded()
    busy.call("run", "busy.toml", "-o", "r.h5", "--resume").succeeded()
    assert_same_results(result, busy.path / "whole.h5")
    print(f"{kills} kills, {files + 1} files")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_and_resumed_by_the_command_it_prints(folder, number):
    """The file is always that of a run of as many images as were drawn."""
    result = folder.path / "r.h5"
    arguments = ["run", folder.config(endless(finished=0)), "-o", "r.h5", *ONE_THREAD]
    command, drawn, interruptions = folder.command(*arguments), 0, 3
    for _ in range(interruptions):
        running = OnTerminal(folder, *command[1:])
        running.wait_for(b"cells 1-2 of 2")
        running.send(number)
        assert running.finish() == (INTERRUPTED, b""), running.shown
        last = running.shown.decode().splitlines()[-1]
        assert re.match(r".*brink: interrupted: 0 of 2 cells are finished and 2 part done, saved in "
                        r"r\.h5; to continue: ", last)
        command = shlex.split(last.split("to continue: ")[1])
        assert command == folder.command(*arguments, "--resume")
        assert images_drawn(result) > drawn
        drawn = images_drawn(result)
    with h5py.File(result) as file:
        assert len(file.attrs["history"].splitlines()) == interruptions
    folder.call(*arguments[:2], "-o", "alone.h5", "--set", f"run.samples={drawn // 2}").succeeded()
    assert_same_results(result, folder.path / "alone.h5")


def test_inside_the_first_cell(folder):
    """A part-done cell is worth saving. The file says how far the cell is, and xarray can read
    it."""
    xarray = pytest.importorskip("xarray")
    config = folder.config(endless(finished=0))
    process = folder.start("run", config, "-o", "r.h5", "--quiet", "--save-every", "0")
    wait_until((folder.path / "r.h5").exists, process)
    process.kill()
    process.wait()
    told = folder.call("info", "r.h5").succeeded().out
    drawn = images_drawn(folder.path / "r.h5") // 2
    assert "0 of 2 finished, 2 part done" in told
    assert f"brightness h=1 n={ENDLESS_SIDE} b=8: {drawn} of {ENDLESS_SAMPLES} images" in told
    with xarray.open_dataset(folder.path / "r.h5") as data:
        assert (data["samples"] == drawn).all()
        assert (data["moved_fraction_lower"] <= data["moved_fraction_upper"]).all()
    folder.call("run", config, "-o", "alone.h5", "--set", f"run.samples={drawn}").succeeded()
    assert_same_results(folder.path / "r.h5", folder.path / "alone.h5")


def test_state_is_saved_in_time(folder):
    """With --save-every 1, a file appears and is replaced while one cell takes hours."""
    process = folder.start("run", folder.config(endless(finished=0)), "-o", "r.h5", "--quiet",
                           "--save-every", "1")
    for _ in range(3):
        drawn = images_drawn(folder.path / "r.h5")
        wait_until(lambda: images_drawn(folder.path / "r.h5") > drawn, process, every=0.1)


def test_state_is_saved_as_often_as_asked_for(folder):
    """The run computes for seconds and must not wait the 30 seconds between saves of the
    default."""
    def die_after_seconds():
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    died = folder.call("run", folder.config(endless(finished=0)), "-o", "r.h5", "--quiet",
                       "--save-every", "1", *ONE_THREAD, preexec_fn=die_after_seconds)
    assert died.code == -signal.SIGKILL
    assert images_drawn(folder.path / "r.h5") > 0


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


def test_dry_run_tells_that_there_is_nothing_to_do(folder):
    """Only where neither a tally nor a table would change."""
    folder.config()
    folder.call("run", "small.toml", "-o", "r.h5").succeeded()
    for change, nothing in ([], True), (["--set", "measure.quantiles=[0.25]"], False), (
            ["--set", "run.samples=300"], False):
        shown = folder.call("run", "small.toml", "-o", "r.h5", "--resume", "--dry-run", *change).succeeded()
        assert ("nothing to do" in shown.out.splitlines()) == nothing, change


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
    assert "all 8 cells are finished; there is nothing to do" in again.err
    assert first.out.startswith(again.out) and again.out
    assert folder.files() == before
    quiet = folder.call("run", "small.toml", "-o", "r.h5", "--resume", "--quiet").succeeded()
    assert quiet.err == "" and folder.files() == before


def test_without_a_file_it_starts_anew(folder):
    folder.config()
    said = folder.call("run", "small.toml", "-o", "r.h5", "--resume").succeeded().err
    assert "brink: r.h5: there is no such file yet, so the run starts anew\n" in said
    folder.call("run", "small.toml", "-o", "alone.h5").succeeded()
    assert_same_results(folder.path / "r.h5", folder.path / "alone.h5")


# --- another p

MORE_P = SMALL.replace('[0, 0.5, 1, "inf"]', '[2, 0, 0.5, 1, 3, "inf"]')


@pytest.mark.parametrize("more", ["samples = 200", "samples = 320"], ids=["alone", "and-samples"])
def test_another_p_is_drawn_for(folder, more):
    """As if it had been in the list from the start; the order of the list may change, too."""
    folder.config(MORE_P.replace("samples = 200", more), "more.toml")
    folder.call("run", "more.toml", "-o", "alone.h5", "--quiet").succeeded()
    folder.config()
    folder.call("run", "small.toml", "-o", "r.h5", "--quiet").succeeded()
    said = folder.call("run", "more.toml", "-o", "r.h5", "--resume").succeeded().err
    assert "r.h5: images are drawn again for the p that it lacks" in said
    assert_same_results(folder.path / "r.h5", folder.path / "alone.h5")
    folder.call("run", "more.toml", "-o", "r.h5", "--resume").succeeded()  # nothing to do


def test_another_p_for_a_merged_file(folder):
    folder.config(MORE_P.replace("samples = 200", "samples = 400"), "more.toml")
    folder.call("run", "more.toml", "-o", "alone.h5", "--quiet").succeeded()
    folder.config()
    for first in (0, 200):
        folder.call("run", "small.toml", "-o", f"{first}.h5", "--quiet",
                    "--set", f"run.first_image={first}").succeeded()
    folder.call("merge", "200.h5", "0.h5", "-o", "sum.h5").succeeded()
    folder.call("run", "more.toml", "-o", "sum.h5", "--resume", "--quiet").succeeded()
    assert_same_results(folder.path / "sum.h5", folder.path / "alone.h5")


def test_another_p_notices_a_changed_file(folder):
    folder.config(MORE_P, "more.toml")
    folder.config()
    folder.call("run", "small.toml", "-o", "r.h5", "--quiet").succeeded()
    move_an_image(folder.path / "r.h5", "brightness", 1, 8, 2, 1)
    before = (folder.path / "r.h5").read_bytes()
    folder.call("run", "more.toml", "-o", "r.h5", "--resume", "--quiet").refused(
        BAD_FILE, "brightness h=1 n=8 b=2", "p=1: ", "does not hold what its images give")
    assert (folder.path / "r.h5").read_bytes() == before


def test_another_p_with_stop_is_refused(folder):
    """There p decide where cells end."""
    stop = "[stop]\nhalf_width = 0.1\n"
    folder.config(SMALL + stop)
    folder.config(MORE_P + stop, "more.toml")
    folder.call("run", "small.toml", "-o", "r.h5", "--quiet").succeeded()
    folder.call("run", "more.toml", "-o", "r.h5", "--resume").refused(USAGE, "measure.p")


# --- what is refused

CHANGES = [
    ("seed", "samples = 200", "samples = 200\nseed = 2", ["run.seed is 1", "2 in the config"]),
    ("first_image", "samples = 200", "samples = 200\nfirst_image = 7", ["run.first_image is 0"]),
    ("fewer", "samples = 200", "samples = 199", ["run.samples is 200", "199"]),
    ("sampler", "samples = 200", 'samples = 200\nsampler = "exhaustive"', ["run.sampler"]),
    ("n", "n = [4, 8]", "n = [4]", ["sweep.n is [4, 8] in the file and [4]"]),
    ("p", '[0, 0.5, 1, "inf"]', '[0, 0.5, 2, "inf"]', ["measure.p", "[0.0, 0.5, 1.0, inf]"]),
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
