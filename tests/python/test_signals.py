# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Signals of closed terminals and batch systems: what is drawn is saved, and after some signals
the run goes on."""
import os
import resource
import signal
import subprocess
import sys
import time

import h5py
import pytest

from invocation import (DEADLINE_SECONDS, DONE, ENDLESS_SAMPLES, INTERRUPTED, ONE_THREAD, SMALL,
                        OnTerminal, catches, endless, restore_signals, started,
                        wait_until)
from same_results import assert_same_results, images_drawn

ENDING = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGXCPU, signal.SIGUSR2]
# One image takes seconds.
LARGEST = SMALL.replace("[4, 8]", "[16384]").replace("[1, 2]", "[16]")
SAVED = rb"brink: SIGUSR1: 2 of 4 cells are finished and 2 part done, saved in r.h5\r\n"


def run_into_second_shape(folder, *arguments):
    running = OnTerminal(folder, "run", folder.config(endless()), "-o", "r.h5", *ONE_THREAD, *arguments)
    running.wait_for(b"cells 3-4 of 4")
    return running


@pytest.mark.parametrize("number", ENDING)
def test_saves_and_ends(folder, number):
    running = run_into_second_shape(folder)
    running.send(number)
    assert running.finish()[0] == INTERRUPTED
    assert b"brink: interrupted: 2 of 4 cells are finished and 2 part done" in running.shown
    assert "2 of 4 finished, 2 part done" in folder.call("info", "r.h5").succeeded().out
    assert folder.hidden() == []


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGXCPU, signal.SIGUSR2])
def test_what_comes_in_series_does_not_end_the_last_save(folder, number):
    """The kernel and the shell both report that a terminal is gone, and a limit is reported every
    second."""
    running = run_into_second_shape(folder)

    def ended_by_the_first():
        running.send(number)
        return running.process.poll() is not None
    wait_until(ended_by_the_first, every=0.001)
    assert running.finish()[0] == INTERRUPTED
    assert images_drawn(folder.path / "r.h5") > 2 * ENDLESS_SAMPLES


def test_processor_time_runs_out(folder):
    def limited():
        restore_signals()
        resource.setrlimit(resource.RLIMIT_CPU, (1, resource.RLIM_INFINITY))
    done = subprocess.run(
        folder.command("run", folder.config(endless(finished=0)), "-o", "r.h5", "--quiet", *ONE_THREAD),
        cwd=folder.path, preexec_fn=limited, capture_output=True, timeout=DEADLINE_SECONDS)
    assert done.returncode == INTERRUPTED
    assert images_drawn(folder.path / "r.h5") > 0


# --- the process that started the program ends

START = """\
import os, subprocess, sys
subprocess.run(sys.argv[1:], env={**os.environ, "BRINK_PARENT": str(os.getpid())})
"""


def test_a_killed_parent_takes_the_run_along(folder):
    command = folder.command("run", folder.config(endless()), "-o", "r.h5", *ONE_THREAD)
    parent = subprocess.Popen([sys.executable, "-c", START, *command], cwd=folder.path, text=True,
                              env={**os.environ, "BRINK_PROGRESS": "json"}, stderr=subprocess.PIPE)
    started.append(parent)
    for line in parent.stderr:
        if "cells 3-4 of 4" in line:
            break
    parent.kill()
    said = parent.stderr.read()  # ends with the run
    assert "brink: interrupted: 2 of 4 cells are finished and 2 part done" in said
    assert "2 of 4 finished, 2 part done" in folder.call("info", "r.h5").succeeded().out
    assert folder.hidden() == []


def test_another_process_is_no_parent(folder):
    """As where a script or a container stands between."""
    for other in str(os.getppid()), "", "x":
        folder.call("run", folder.config(), "-o", "r.h5", "--force", env={"BRINK_PARENT": other}).succeeded()


# --- save, and go on

def test_saves_and_goes_on(folder):
    running = run_into_second_shape(folder)
    result = folder.path / "r.h5"
    for times in (1, 2, 3):
        running.send(signal.SIGUSR1)
        running.wait_for(SAVED, times)
        assert images_drawn(result) > 2 * ENDLESS_SAMPLES
    first = images_drawn(result)

    def more_is_saved():
        running.send(signal.SIGUSR1)
        return images_drawn(result) > first
    wait_until(more_is_saved, running.process)
    running.send(signal.SIGTERM)
    assert running.finish()[0] == INTERRUPTED


def test_results_do_not_depend_on_it(folder):
    config = folder.config(SMALL.replace("[4, 8]", "[64, 128]").replace("= 200", "= 20000"))
    folder.call("run", config, "-o", "alone.h5", "--quiet").succeeded()
    process = folder.start("run", config, "-o", "r.h5", "--quiet", stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)

    def ended():
        process.send_signal(signal.SIGUSR1)
        return process.poll() is not None
    wait_until(lambda: process.poll() is not None or catches(process, signal.SIGUSR1))
    wait_until(ended, every=0.001)
    assert process.returncode == DONE
    assert_same_results(folder.path / "r.h5", folder.path / "alone.h5")
    assert folder.hidden() == []


def test_nothing_is_drawn_yet(folder):
    folder.call("run", folder.config(), "-o", "r.h5").succeeded()
    earlier = (folder.path / "r.h5").read_bytes()
    process = folder.start("run", folder.config(LARGEST, "large.toml"), "-o", "r.h5", "--force",
                           "--quiet", *ONE_THREAD, stderr=subprocess.PIPE, text=True)
    wait_until(lambda: catches(process, signal.SIGUSR1), process)
    process.send_signal(signal.SIGUSR1)
    assert process.stderr.readline() == "brink: SIGUSR1: nothing was drawn yet that could be saved\n"
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=DEADLINE_SECONDS)
    assert process.returncode == INTERRUPTED
    assert (folder.path / "r.h5").read_bytes() == earlier


def test_other_commands_take_no_notice(folder):
    folder.call("run", folder.config(), "-o", "r.h5").succeeded()
    for arguments in (["verify", "r.h5"], ["merge", "r.h5", "r.h5", "-o", "c.h5"], ["info", "r.h5"]):
        expected = folder.call(*arguments).code
        process = folder.start(*arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(lambda: process.poll() is not None or catches(process, signal.SIGUSR1))
        process.send_signal(signal.SIGUSR1)
        assert process.wait(DEADLINE_SECONDS) == expected


# --- ignored at the start: nohup, a shell's &

@pytest.mark.parametrize("number", [*ENDING, signal.SIGUSR1])
def test_what_was_ignored_stays_ignored(folder, number):
    result = folder.path / "r.h5"
    process = folder.start("run", folder.config(endless(finished=0)), "-o", "r.h5", *ONE_THREAD,
                           "--save-every", "0", "--quiet", ignored=number, stderr=subprocess.PIPE)
    wait_until(result.exists, process)
    process.send_signal(number)
    for _ in range(2):
        drawn = images_drawn(result)
        wait_until(lambda before=drawn: images_drawn(result) > before, process)
    process.send_signal(signal.SIGINT if number == signal.SIGTERM else signal.SIGTERM)
    _, err = process.communicate(timeout=DEADLINE_SECONDS)
    assert process.returncode == INTERRUPTED
    assert err.count(b"\n") == 1 and b"interrupted" in err


# --- a reader that goes away

@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_closed_pipe_ends_no_run(folder, stream):
    reader, writer = os.pipe()
    process = folder.start("run", folder.config(endless(finished=0)), "-o", "r.h5", *ONE_THREAD,
                           "--save-every", "0", **{"stdout": subprocess.DEVNULL,
                                                   "stderr": subprocess.DEVNULL, stream: writer})
    os.close(writer)
    wait_until((folder.path / "r.h5").exists, process)
    os.close(reader)
    process.send_signal(signal.SIGUSR1)  # is answered on stderr
    for _ in range(2):
        drawn = images_drawn(folder.path / "r.h5")
        wait_until(lambda before=drawn: images_drawn(folder.path / "r.h5") > before, process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(DEADLINE_SECONDS) == INTERRUPTED


# --- commands that write a file at their end

PARTS = 40


def test_merge_leaves_nothing_half_written(folder):
    config = folder.config()
    parts = [f"{part}.h5" for part in range(PARTS)]
    for part, name in enumerate(parts):
        folder.call("run", config, "-o", name, "--set", f"run.first_image={200 * part}").succeeded()
    for number in (signal.SIGTERM, signal.SIGHUP):
        for _ in range(100):  # some may come too late
            process = folder.start("merge", *parts, "-o", "c.h5", stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
            wait_until(lambda: process.poll() is not None or catches(process, number))
            process.send_signal(number)
            _, err = process.communicate(timeout=DEADLINE_SECONDS)
            assert process.returncode in (DONE, INTERRUPTED), err
            assert folder.hidden() == []
            assert (folder.path / "c.h5").exists() == (process.returncode == DONE)
            (folder.path / "c.h5").unlink(missing_ok=True)
            if process.returncode == INTERRUPTED:
                break
        assert err == "brink: interrupted: nothing was written\n"


def test_sample_leaves_nothing_half_written(folder):
    config = folder.config(SMALL.replace("[4, 8]", "[512]").replace("[1, 2]", "[8]"))
    process = folder.start("sample", config, "--count", "200", "-o", "s.h5", "--quiet",
                           stderr=subprocess.PIPE, text=True)
    wait_until(lambda: catches(process, signal.SIGHUP), process)
    process.send_signal(signal.SIGHUP)
    _, err = process.communicate(timeout=DEADLINE_SECONDS)
    assert (process.returncode, err) == (INTERRUPTED, "brink: interrupted: nothing was written\n")
    assert not (folder.path / "s.h5").exists() and folder.hidden() == []


# --- a run that is stopped for a while

PAUSE_SECONDS = 4  # more than a crowded machine keeps a thread waiting


def state(process):
    with open(f"/proc/{process.pid}/stat") as file:
        return file.read().rsplit(")", 1)[1].split()[0]


def save(process):
    """Asks for the state until there is some to be saved."""
    answer = ""
    while "saved in r.h5" not in answer:
        process.send_signal(signal.SIGUSR1)
        answer = process.stderr.readline()
        assert answer, "it ended too early"


def test_pause_is_no_time_of_the_run(folder):
    """Like Ctrl-Z, which tests cannot send, because no shell would continue the run."""
    start = time.monotonic()
    process = folder.start("run", folder.config(endless(finished=0)), "-o", "r.h5", *ONE_THREAD,
                           "--quiet", stderr=subprocess.PIPE, text=True)
    wait_until(lambda: catches(process, signal.SIGUSR1), process)
    save(process)
    process.send_signal(signal.SIGSTOP)
    wait_until(lambda: state(process) == "T", process)
    stopped = time.monotonic()
    time.sleep(PAUSE_SECONDS)
    pause = time.monotonic() - stopped
    process.send_signal(signal.SIGCONT)
    drawn = images_drawn(folder.path / "r.h5")
    while images_drawn(folder.path / "r.h5") == drawn:
        save(process)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=DEADLINE_SECONDS)
    ran = time.monotonic() - start - pause
    with h5py.File(folder.path / "r.h5") as file:
        assert 0 < file["elapsed"][0, 0, 0, 0] <= ran
