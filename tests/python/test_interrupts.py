# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Ctrl-C, SIGTERM and kill -9 at bad moments: nothing finished is lost, and no file is damaged."""
import os
import random
import re
import signal
import subprocess

import h5py
import numpy as np
import pytest

from invocation import (DEADLINE_SECONDS, ENDLESS_SAMPLES, ENDLESS_SIDE, INTERRUPTED, ONE_THREAD,
                        SMALL, WORK_FOR_A_DEVICE, OnTerminal, catches, endless, threads, wait_until)
from tallies import every_tally

TEMPORARY = re.compile(r"\.r\.h5\.(tmp-\d+(-\d+)?|lock)")
# 2^28 pixels of a half-space with unequal weights take seconds of work.
LARGEST = SMALL.replace("[4, 8]", "[16384]").replace("[1, 2]", "[16]")
# Many shapes and a file of megabytes, so that saving is a large part of the work.
BUSY = endless().replace(f"[1, {ENDLESS_SIDE}]", f"[1, 2, 3, 4, {ENDLESS_SIDE}]").replace(
    "[0.5, 1.0]", "{start = 0, stop = 1.5, count = 100}")
KILLS = 10


def run_until_second_shape(folder, config, *arguments):
    running = OnTerminal(folder, "run", config, "-o", "r.h5", *ONE_THREAD, *arguments)
    running.wait_for(b"cells 3-4 of 4")
    return running


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_first_signal_saves_what_is_drawn(folder, number):
    running = run_until_second_shape(folder, folder.config(endless()))
    running.send(number)
    code, out = running.finish()
    assert code == INTERRUPTED and out == b""
    last_line = running.shown.decode().rstrip().splitlines()[-1]
    assert "brink: interrupted: 2 of 4 cells" in last_line and "saved in r.h5" in last_line
    assert last_line.endswith("-o r.h5 --threads 1 --resume")
    assert "2 of 4 finished, 2 part done" in folder.call("info", "r.h5").succeeded().out
    assert folder.hidden() == []
    with h5py.File(folder.path / "r.h5") as file:
        done, part = np.s_[:, 0, 0, 0], np.s_[:, 0, 1, 0]
        assert (file["samples"][done] == ENDLESS_SAMPLES).all()
        assert (file["moved"][done] <= file["in_class"][0, 0, 0, 0] * 2).all()
        assert (0 < file["samples"][part]).all() and (file["samples"][part] < ENDLESS_SAMPLES).all()
        assert (file["in_class"][part] <= file["samples"][part]).all()
        assert {key[:4] for key in every_tally(file)} == {
            (classifier, 1, n, 8) for classifier in ("brightness", "gauss")
            for n in (1, ENDLESS_SIDE)}


def test_cells_not_begun_hold_the_fill_value(folder):
    text = endless().replace(f"[1, {ENDLESS_SIDE}]", f"[1, {ENDLESS_SIDE}, 512]")
    running = OnTerminal(folder, "run", folder.config(text), "-o", "r.h5", *ONE_THREAD)
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
        assert not [key for key in every_tally(file) if key[2] == 512]


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
    """A part-done file without a finished cell is worth keeping."""
    config = folder.config(endless(finished=0))
    running = OnTerminal(folder, "run", config, "-o", "r.h5", *ONE_THREAD)
    running.wait_for(b"cells 1-2 of 2")
    running.send(signal.SIGINT)
    code, _ = running.finish()
    assert code == INTERRUPTED
    assert b"0 of 2 cells are finished and 2 part done" in running.shown
    assert folder.hidden() == []
    assert "2 part done" in folder.call("info", "r.h5").succeeded().out


def test_signal_during_the_largest_image(folder):
    """An image that was begun may be finished first."""
    process = folder.start("run", folder.config(LARGEST), "-o", "r.h5", "--quiet", "--threads", "4",
                           stderr=subprocess.PIPE)
    wait_until(lambda: threads(process) >= 5, process)  # one of them only watches
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=DEADLINE_SECONDS)
    assert process.returncode == INTERRUPTED
    assert err.count(b"\n") == 1 and b"interrupted" in err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_second_signal_ends_at_once(folder, number):
    """With repeated signals the run ends by the first or a later one, and no file is damaged."""
    running = run_until_second_shape(folder, folder.config(endless()))

    def pressed_and_ended():
        running.send(number)
        return running.process.poll() is not None
    wait_until(pressed_and_ended, every=0.001)
    code, _ = running.finish()
    assert code in (INTERRUPTED, -number)
    check_nothing_torn(folder)


def check_nothing_torn(folder, earlier=None):
    """The result is missing, equal to `earlier`, or complete. Beside it there are only temporary
    files."""
    path = folder.path / "r.h5"
    if earlier is not None:
        assert path.exists()
    if path.exists() and path.read_bytes() != earlier:
        folder.call("info", "r.h5").succeeded()
        with h5py.File(path) as file:
            assert file["samples"][...].max() > 0
    for name in folder.hidden():
        assert TEMPORARY.fullmatch(name), name


def killed_run(folder, saves, saving, *arguments):
    """Kills a run that saves all the time: after so many saves, and during another save."""
    result = folder.path / "r.h5"
    process = folder.start("run", folder.config(BUSY, "busy.toml"), "-o", "r.h5", "--quiet",
                           "--save-every", "0", *arguments)

    def file_number():
        return result.stat().st_ino if result.exists() else None
    for _ in range(saves):
        wait_until(lambda before=file_number(): file_number() != before, process)
    if saving:
        wait_until(lambda: any(f"tmp-{process.pid}" in name for name in folder.hidden()), process,
                   every=0.001)
    process.kill()
    assert process.wait() == -signal.SIGKILL


def moments(seed):
    """How many saves come before each kill, and whether the kill comes while the next save is
    made."""
    generator = random.Random(seed)
    return [(generator.randrange(5), kill % 2 == 0) for kill in range(KILLS)]


def test_killed_at_random_moments(folder):
    for saves, saving in moments(1):
        (folder.path / "r.h5").unlink(missing_ok=True)
        killed_run(folder, saves, saving)
        assert (folder.path / "r.h5").exists() or saves == 0
        check_nothing_torn(folder)
    folder.call("run", folder.config(), "-o", "r.h5", "--force").succeeded()
    folder.call("info", "r.h5").succeeded()
    assert folder.hidden() == []  # the files of killed runs are gone


def test_killed_while_replacing_an_earlier_file(folder):
    folder.call("run", folder.config(), "-o", "r.h5").succeeded()
    earlier = (folder.path / "r.h5").read_bytes()
    for saves, saving in moments(2):
        (folder.path / "r.h5").write_bytes(earlier)
        killed_run(folder, saves, saving, "--force")
        check_nothing_torn(folder, earlier)


def test_killed_before_it_saves_keeps_the_earlier_file(folder):
    folder.call("run", folder.config(), "-o", "r.h5").succeeded()
    earlier = (folder.path / "r.h5").read_bytes()
    running = OnTerminal(folder, "run", folder.config(endless(finished=0), "long.toml"),
                         "-o", "r.h5", "--force", "--save-every", "86400")
    running.wait_for(b"cells 1-2 of 2")
    running.send(signal.SIGKILL)
    assert running.finish()[0] == -signal.SIGKILL
    assert (folder.path / "r.h5").read_bytes() == earlier


def full_pipe():
    """A pipe that is full: its reading and its writing end. A writer waits until somebody reads."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        while True:
            os.write(writer, b" " * 4096)
    except BlockingIOError:
        os.set_blocking(writer, True)
    return reader, writer


def test_interrupt_with_nothing_drawn_keeps_the_earlier_file(folder):
    """An empty table must not replace a good one.

    The signal comes while the run waits to say what computes, before the first image.
    """
    folder.call("run", folder.config(), "-o", "r.h5").succeeded()
    earlier = (folder.path / "r.h5").read_bytes()
    reader, writer = full_pipe()
    process = folder.start("run", "small.toml", "-o", "r.h5", "--force", *WORK_FOR_A_DEVICE, stderr=writer)
    os.close(writer)
    wait_until(lambda: catches(process, signal.SIGTERM), process)
    process.send_signal(signal.SIGTERM)
    with os.fdopen(reader, "rb") as shown:
        err = shown.read()
    assert process.wait(DEADLINE_SECONDS) == INTERRUPTED
    assert b"no image was drawn, nothing was written" in err
    assert (folder.path / "r.h5").read_bytes() == earlier
    assert folder.hidden() == []
