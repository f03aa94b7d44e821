# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Ctrl-C, SIGTERM and kill -9 at bad moments: nothing finished is lost, no file is torn."""
import random
import re
import signal
import subprocess
import time

import h5py
import numpy as np
import pytest

from invocation import DONE, ENDLESS_SAMPLES, INTERRUPTED, SMALL, Folder, OnTerminal, endless

SOON_SECONDS = 2
ONE_IMAGE_SECONDS = 8  # 2^28 pixels, half-space with unequal weights, on a busy machine
TEMPORARY = re.compile(r"\.r\.h5\.tmp-\d+(-\d+)?")
# Seconds of work and a file of megabytes, so that some kills meet the writing.
BUSY = SMALL.replace("[4, 8]", str(list(range(1, 17)))).replace(
    "[0.5, 1.0]", "{start = 0, stop = 1.5, count = 100}")
KILLS = 10


@pytest.fixture
def folder(program, tmp_path):
    return Folder(program, tmp_path)


def run_until_second_shape(folder, config, *arguments):
    running = OnTerminal(folder, "run", config, "-o", "r.h5", *arguments)
    running.wait_for(b"cells 3-4 of 4")
    return running


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_first_signal_saves_what_is_drawn(folder, number):
    running = run_until_second_shape(folder, folder.config(endless()))
    start = time.monotonic()
    running.send(number)
    code, out = running.finish()
    assert time.monotonic() - start < SOON_SECONDS
    assert code == INTERRUPTED and out == b""
    last_line = running.shown.decode().rstrip().splitlines()[-1]
    assert "brink: interrupted: 2 of 4 cells" in last_line and "saved in r.h5" in last_line
    assert last_line.endswith("-o r.h5 --resume")
    assert "2 of 4 finished, 2 part done" in folder.call("info", "r.h5").succeeded().out
    assert folder.hidden() == []
    with h5py.File(folder.path / "r.h5") as file:
        done, part = np.s_[:, 0, 0, 0], np.s_[:, 0, 1, 0]
        assert (file["samples"][done] == ENDLESS_SAMPLES).all()
        assert (file["moved"][done] <= file["in_class"][0, 0, 0, 0] * 2).all()
        assert (0 < file["samples"][part]).all() and (file["samples"][part] < ENDLESS_SAMPLES).all()
        assert (file["in_class"][part] <= file["samples"][part]).all()
        for classifier in ("brightness", "gauss"):
            assert list(file["tally"][classifier]) == ["h1_n1_b8", "h1_n1024_b8"]


def test_cells_not_begun_hold_the_fill_value(folder):
    text = endless().replace("[1, 1024]", "[1, 1024, 512]")
    running = OnTerminal(folder, "run", folder.config(text), "-o", "r.h5")
    running.wait_for(b"cells 3-4 of 6")
    running.send(signal.SIGINT)
    assert running.finish()[0] == INTERRUPTED
    with h5py.File(folder.path / "r.h5") as file:
        missing = np.s_[:, 0, 2, 0]
        for name in ("samples", "in_class", "moved", "elapsed", "coverage", "moved_fraction",
                     "distance_mean", "threshold"):
            values, fill = file[name][missing], file[name].attrs["_FillValue"][()]
            fill = np.ravel(fill)[0]
            same = np.isnan(values) if np.isnan(fill) else values == fill
            assert same.all(), name
        for classifier in ("brightness", "gauss"):
            assert "h1_n512_b8" not in file["tally"][classifier]


def test_finished_cells_are_those_of_an_undisturbed_run(folder):
    config = folder.config(endless())
    running = run_until_second_shape(folder, config)
    running.send(signal.SIGINT)
    running.finish()
    folder.call("run", config, "-o", "alone.h5", "--set", "sweep.n=[1]").succeeded()
    with h5py.File(folder.path / "r.h5") as cut, h5py.File(folder.path / "alone.h5") as alone:
        assert (cut["moved"][:, :, :1] == alone["moved"][...]).all()
        assert (cut["in_class"][:, :, :1] == alone["in_class"][...]).all()


def test_signal_inside_the_first_cell(folder):
    """A part-done file with no finished cell is worth keeping."""
    config = folder.config(endless(finished=0))
    running = OnTerminal(folder, "run", config, "-o", "r.h5")
    running.wait_for(b"cells 1-2 of 2")
    running.send(signal.SIGINT)
    code, _ = running.finish(SOON_SECONDS)
    assert code == INTERRUPTED
    assert b"0 of 2 cells are finished and 2 part done" in running.shown
    assert folder.hidden() == []
    assert "2 part done" in folder.call("info", "r.h5").succeeded().out


def test_signal_during_the_largest_image(folder):
    """An image that was begun may be finished first."""
    config = folder.config(SMALL.replace("[4, 8]", "[16384]").replace("[1, 2]", "[16]"))
    process = subprocess.Popen(folder.command("run", config, "-o", "r.h5", "--quiet"),
                               cwd=folder.path, stderr=subprocess.PIPE)
    time.sleep(0.5)
    start = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate()
    assert time.monotonic() - start < ONE_IMAGE_SECONDS
    assert process.returncode == INTERRUPTED
    assert err.count(b"\n") == 1 and b"interrupted" in err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_second_signal_ends_at_once(folder, number):
    """Pressed again and again: it ends by the first or a later one, and no file is torn."""
    running = run_until_second_shape(folder, folder.config(endless()))
    start = time.monotonic()
    while running.process.poll() is None and time.monotonic() - start < SOON_SECONDS:
        running.send(number)
        time.sleep(0.001)
    code, _ = running.finish(SOON_SECONDS)
    assert code in (INTERRUPTED, -number)
    check_nothing_torn(folder)


def check_nothing_torn(folder, earlier=None):
    """The result is absent, `earlier`, or whole; beside it only temporary files."""
    path = folder.path / "r.h5"
    if earlier is not None:
        assert path.exists()
    if path.exists() and path.read_bytes() != earlier:
        folder.call("info", "r.h5").succeeded()
        with h5py.File(path) as file:
            assert file["samples"][...].max() > 0
    for name in folder.hidden():
        assert TEMPORARY.fullmatch(name), name


@pytest.fixture(scope="module")
def busy_seconds(program, tmp_path_factory):
    folder = Folder(program, tmp_path_factory.mktemp("busy"))
    config = folder.config(BUSY)
    start = time.monotonic()
    folder.call("run", config, "-o", "r.h5", "--quiet").succeeded()
    return time.monotonic() - start


def killed_run(folder, config, seconds, *arguments):
    """Whether the run was still going when it was killed."""
    process = subprocess.Popen(folder.command("run", config, "-o", "r.h5", "--quiet", *arguments),
                               cwd=folder.path, stdout=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait() == -signal.SIGKILL


def moments(busy_seconds, seed):
    """Spread over the run, and closer towards its end, where the file is written.

    Twice KILLS: the machine may be faster now than when the run was timed, and some come too late.
    """
    generator = random.Random(seed)
    return [busy_seconds * generator.random() ** 0.5 for _ in range(2 * KILLS)]


def test_killed_at_random_moments(folder, busy_seconds):
    config = folder.config(BUSY)
    killed, hurry = 0, 1
    for seconds in moments(busy_seconds, 1):
        (folder.path / "r.h5").unlink(missing_ok=True)
        in_time = killed_run(folder, config, hurry * seconds)
        killed, hurry = killed + in_time, hurry if in_time else hurry / 2
        check_nothing_torn(folder)
    assert killed >= KILLS // 2
    (folder.path / "r.h5").unlink(missing_ok=True)
    folder.call("run", config, "-o", "r.h5").succeeded()
    folder.call("info", "r.h5").succeeded()
    assert folder.hidden() == []  # what killed ones left is gone


def test_killed_while_replacing_an_earlier_file(folder, busy_seconds):
    folder.call("run", folder.config(), "-o", "r.h5").succeeded()
    earlier = (folder.path / "r.h5").read_bytes()
    config = folder.config(BUSY, "busy.toml")
    killed, hurry = 0, 1
    for seconds in moments(busy_seconds, 2):
        (folder.path / "r.h5").write_bytes(earlier)
        in_time = killed_run(folder, config, hurry * seconds, "--force")
        killed, hurry = killed + in_time, hurry if in_time else hurry / 2
        check_nothing_torn(folder, earlier)
    assert killed >= KILLS // 2


def test_killed_before_it_saves_keeps_the_earlier_file(folder):
    folder.call("run", folder.config(), "-o", "r.h5").succeeded()
    earlier = (folder.path / "r.h5").read_bytes()
    running = OnTerminal(folder, "run", folder.config(endless(finished=0), "long.toml"),
                         "-o", "r.h5", "--force")
    running.wait_for(b"cells 1-2 of 2")
    running.send(signal.SIGKILL)
    assert running.finish()[0] == -signal.SIGKILL
    assert (folder.path / "r.h5").read_bytes() == earlier


def test_interrupt_with_nothing_drawn_keeps_the_earlier_file(folder):
    """An empty table must not replace a good one (nothing lost)."""
    folder.call("run", folder.config(), "-o", "r.h5").succeeded()
    earlier = (folder.path / "r.h5").read_bytes()
    largest = SMALL.replace("[4, 8]", "[16384]").replace("[1, 2]", "[16]")
    process = subprocess.Popen(
        folder.command("run", folder.config(largest, "long.toml"), "-o", "r.h5", "--force"),
        cwd=folder.path, stderr=subprocess.PIPE)
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate()
    assert process.returncode == INTERRUPTED
    assert b"no image is drawn yet, nothing was written" in err
    assert (folder.path / "r.h5").read_bytes() == earlier
    assert folder.hidden() == []


def test_save_at_the_same_time_as_another_run(folder):
    """Two runs with one output: each file is whole, the last one stays."""
    config = folder.config()
    both = [subprocess.Popen(folder.command("run", config, "-o", "r.h5", "--force"),
                             cwd=folder.path, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in both] == [DONE, DONE]
    folder.call("info", "r.h5").succeeded()
    assert folder.hidden() == []
