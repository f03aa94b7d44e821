# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Two processes never write one file. Reading one needs no lock, whatever flock() says."""
import errno
import fcntl
import os
import re
import signal
import socket
import subprocess
import time

import h5py
import pytest

from invocation import (BAD_FILE, DEADLINE_SECONDS, DONE, FAILED, INTERRUPTED, USAGE, Folder,
                        OnTerminal, endless, restore_signals, with_environment, without_notice)
from same_results import images_drawn

ALWAYS = 0
ENOTSUPP = 524  # of the kernel; NFS and Lustre return it
NO_LOCKS = [errno.ENOLCK, errno.EOPNOTSUPP, ENOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EAGAIN]
no_locks = pytest.mark.parametrize("number", NO_LOCKS)
WORDS = " has been writing it since "


@pytest.fixture
def folder(program, tmp_path):
    folder = Folder(program, tmp_path)
    folder.config()
    folder.config(endless(finished=0), "long.toml")
    return folder


@pytest.fixture
def start():
    """Starts a run on a terminal, and kills it at the end of the test."""
    started = []

    def run(folder, *arguments, env=None):
        running = OnTerminal(folder, "run", "long.toml", *arguments, "--save-every", "0", env=env)
        started.append(running)
        running.wait_for(b"cells 1-2 of 2")
        return running
    yield run
    for running in started:
        running.process.kill()
        running.process.wait()


def refused_by_name(running, outcome):
    return outcome.refused(FAILED, f"process {running.process.pid} on host {socket.gethostname()}",
                           re.search(WORDS + r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", outcome.err)[0])


@pytest.mark.parametrize("arguments", [
    ["run", "small.toml", "--resume"], ["run", "long.toml", "--resume"],
    ["run", "small.toml", "--force"], ["merge", "a.h5", "b.h5", "--force"],
    ["sample", "small.toml", "--set", "sweep.n=[4]", "--set", "sweep.bit_depth=[1]", "--count", "3",
     "--force"]], ids=lambda arguments: " ".join(arguments[:2]) + arguments[-1])
def test_second_writer_is_refused_by_name(folder, start, arguments):
    folder.call("run", "small.toml", "-o", "a.h5").succeeded()
    folder.call("run", "small.toml", "-o", "b.h5", "--set", "run.first_image=200").succeeded()
    running = start(folder, "-o", "r.h5")
    running.wait_until((folder.path / "r.h5").exists)
    before = images_drawn(folder.path / "r.h5")
    refused_by_name(running, folder.call(*arguments, "-o", "r.h5"))
    running.wait_until(lambda: images_drawn(folder.path / "r.h5") > before)  # it goes on
    running.send(signal.SIGINT)
    assert running.finish()[0] == INTERRUPTED
    assert folder.hidden() == []
    folder.call("info", "r.h5").succeeded()


def test_every_name_of_a_file_is_known(folder, start):
    (folder.path / "real").mkdir()
    (folder.path / "alias").symlink_to("real")
    (folder.path / "link.h5").symlink_to("real/r.h5")
    running = start(folder, "-o", "link.h5", "--force")
    for name in ("real/r.h5", "alias/r.h5", "./alias/../real/r.h5", folder.path / "real/r.h5"):
        refused_by_name(running, folder.call("run", "small.toml", "--force", "-o", name))


def test_what_does_not_write_is_not_refused(folder, start):
    running = start(folder, "-o", "r.h5")
    running.wait_until((folder.path / "r.h5").exists)
    folder.call("info", "r.h5").succeeded()
    folder.call("report", "r.h5")
    folder.call("run", "long.toml", "-o", "r.h5", "--resume", "--dry-run").succeeded()
    folder.call("run", "small.toml", "-o", "other.h5").succeeded()
    assert folder.hidden() == [".r.h5.lock"]


def started_at_once(folder, *arguments, env=None):
    """Four equal runs of hours. Returns the one that goes on once three have ended, and those
    three."""
    four = [subprocess.Popen(
        folder.command("run", "long.toml", "-o", "r.h5", "--quiet", "--threads", "1", *arguments),
        cwd=folder.path, env=with_environment(env), stderr=subprocess.PIPE, text=True,
        preexec_fn=restore_signals) for _ in range(4)]
    deadline = time.monotonic() + DEADLINE_SECONDS
    while (living := sum(process.poll() is None for process in four)) > 1:
        assert time.monotonic() < deadline or [process.kill() for process in four] == []
        time.sleep(0.01)
    assert living == 1, [process.communicate()[1] for process in four]
    first = next(process for process in four if process.poll() is None)
    first.send_signal(signal.SIGTERM)
    return first, [process for process in four if process is not first]


@pytest.mark.parametrize("how", ["", "--resume", "--force"])
def test_one_of_four_that_start_at_once_goes_on(folder, how):
    first, others = started_at_once(folder, *how.split())
    first.communicate()
    assert first.returncode == INTERRUPTED
    for process in others:
        said = process.communicate()[1]
        if process.returncode == USAGE:  # it began after the first had saved
            assert how == "" and "r.h5: exists already" in said
        else:
            assert process.returncode == FAILED
            assert f"process {first.pid} on host" in said and said.count("\n") == 1
    assert folder.hidden() == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_dead_process_blocks_nobody(folder, start, number):
    running = start(folder, "-o", "r.h5")
    running.wait_until((folder.path / "r.h5").exists)
    running.send(number)
    running.finish()
    folder.call("run", "small.toml", "-o", "r.h5", "--force").succeeded()
    assert folder.hidden() == []


def test_a_stopped_process_keeps_its_file(folder, start):
    running = start(folder, "-o", "r.h5")
    running.send(signal.SIGSTOP)
    refused_by_name(running, folder.call("run", "small.toml", "-o", "r.h5", "--force"))


# --- file systems without locks

@no_locks
def test_without_locks_one_writes_and_says_so(folder, start, failing, number):
    env = failing("flock", number, 1, ALWAYS)
    running = start(folder, "-o", "r.h5", env=env)
    assert running.shown.count(b"file locks do not work there") == 1
    for arguments in (["--force"], ["--resume"]):
        refused_by_name(running, folder.call("run", "small.toml", "-o", "r.h5", *arguments, env=env))
    # A process that finds locks does not take away the file of one that found none, either.
    refused_by_name(running, folder.call("run", "small.toml", "-o", "r.h5", "--force"))
    running.wait_until((folder.path / "r.h5").exists)
    running.send(signal.SIGKILL)
    running.finish()
    assert ".r.h5.lock" in folder.hidden()
    outcome = folder.call("run", "small.toml", "-o", "r.h5", "--force", env=env).succeeded()
    assert without_notice(outcome.err).count("file locks do not work there") == 1
    assert folder.hidden() == []


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EAGAIN])
def test_without_locks_one_of_four_goes_on(folder, failing, number):
    env = failing("flock", number, 1, ALWAYS)
    first, others = started_at_once(folder, "--resume", env=env)
    first.communicate()
    assert first.returncode == INTERRUPTED
    for process in others:
        assert f"process {first.pid} on host" in process.communicate()[1]
        assert process.returncode == FAILED
    assert folder.hidden() == []


@no_locks
def test_reading_needs_no_lock(folder, failing, number):
    env = failing("flock", number, 1, ALWAYS)
    folder.call("run", "small.toml", "-o", "a.h5").succeeded()
    folder.call("run", "small.toml", "-o", "b.h5", "--set", "run.first_image=200").succeeded()
    for arguments in (["info", "a.h5"], ["verify", "a.h5"], ["report", "a.h5"],
                      ["merge", "a.h5", "b.h5", "-o", "c.h5"],
                      ["run", "small.toml", "-o", "a.h5", "--resume", "--set", "run.samples=300"]):
        folder.call(*arguments, env=env).succeeded()


@pytest.mark.parametrize("wish", [None, "TRUE", "FALSE", "BEST_EFFORT"])
def test_a_file_that_somebody_holds_is_read(folder, wish):
    """The variable that configures HDF5's locks must not matter."""
    folder.call("run", "small.toml", "-o", "r.h5").succeeded()
    with open(folder.path / "r.h5", "rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        for command in ("info", "report", "verify"):
            folder.call(command, "r.h5", env={"HDF5_USE_FILE_LOCKING": wish}).succeeded()


def test_a_file_that_somebody_is_changing_is_not_called_damaged(folder):
    folder.call("run", "small.toml", "-o", "r.h5").succeeded()
    with h5py.File(folder.path / "r.h5", "r+") as file:
        file.attrs["comment"] = "mine"
        file.flush()
        outcome = folder.call("info", "r.h5")
    assert outcome.code == DONE or "another program holds it and may be changing it" in outcome.err
    assert "damaged" not in outcome.err
    folder.call("info", "r.h5").succeeded()


def test_a_file_that_is_half_changed_is_not_called_damaged(folder):
    folder.call("run", "small.toml", "-o", "r.h5").succeeded()
    content = bytearray((folder.path / "r.h5").read_bytes())
    content[len(content) // 2] ^= 1
    with open(folder.path / "r.h5", "wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.write(content)
        held.flush()
        outcome = folder.call("info", "r.h5")
        outcome.refused(BAD_FILE, "r.h5: cannot be read: another program holds it and may be")
        assert "damaged" not in outcome.err
    folder.call("info", "r.h5").refused(BAD_FILE, "r.h5: truncated or damaged: ")


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES, errno.ESTALE])
def test_a_file_that_cannot_be_read_is_not_called_damaged(folder, failing, number):
    folder.call("run", "small.toml", "-o", "r.h5").succeeded()
    for at in (1, 2):
        outcome = folder.call("info", "r.h5", env=failing("read", number, at, ALWAYS))
        outcome.refused(BAD_FILE, "r.h5: cannot be read: " + os.strerror(number))
    folder.call("info", "r.h5", env=failing("read", errno.EINTR)).succeeded()
    folder.call("info", "r.h5", env=failing("read", errno.ESTALE)).succeeded()


# --- modes

@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_a_file_keeps_its_mode(folder, mode):
    for name, first in ("a.h5", 0), ("b.h5", 200):
        folder.call("run", "small.toml", "-o", name, "--set", f"run.first_image={first}").succeeded()
    path = folder.path / "r.h5"
    path.touch()
    for arguments in (["run", "small.toml", "--force"],
                      ["run", "small.toml", "--resume", "--set", "run.samples=300"],
                      ["merge", "a.h5", "b.h5", "--force"]):
        path.chmod(mode)
        before = path.read_bytes()
        folder.call(*arguments, "-o", "r.h5").succeeded()
        assert path.stat().st_mode & 0o7777 == mode and path.read_bytes() != before


@pytest.mark.parametrize("how", ["--force", "--resume"])
def test_a_read_only_file_is_refused(folder, how):
    folder.call("run", "small.toml", "-o", "r.h5").succeeded()
    (folder.path / "r.h5").chmod(0o444)
    before = folder.files()
    more = ["run", "small.toml", "-o", "r.h5", how, "--set", "run.samples=300"]
    folder.call(*more).refused(FAILED, "cannot write r.h5: the file is read-only")
    assert folder.files() == before
