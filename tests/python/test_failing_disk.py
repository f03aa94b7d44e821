# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""A disk fails at any call while a file is saved: the run goes on, and nothing saved is lost."""
import errno
import os
import shutil
import signal

import pytest

from invocation import FAILED, INTERRUPTED, SMALL, Folder, OnTerminal, endless, without_notice
from same_results import assert_same_results, images_drawn

ALWAYS = 0
SAVES = "--save-every", "0"
# Several slices in a cell, so that state is saved more than once.
TEXT = SMALL.replace("[4, 8]", "[64, 128]").replace("[1, 2]", "[8]").replace("= 200", "= 5000")
GOES_ON = "computing goes on, and saving is tried again in "


@pytest.fixture
def folder(program, tmp_path):
    folder = Folder(program, tmp_path)
    folder.config(TEXT)
    return folder


@pytest.fixture(scope="module")
def whole(program, tmp_path_factory):
    """The file of an undisturbed run."""
    folder = Folder(program, tmp_path_factory.mktemp("whole"))
    folder.call("run", folder.config(TEXT), "-o", "whole.h5").succeeded()
    return folder.path / "whole.h5"


@pytest.fixture
def begun(folder):
    """A finished file of 1000 samples, and the call that continues it."""
    folder.call("run", "small.toml", "-o", "r.h5", "--set", "run.samples=1000").succeeded()
    return ["run", "small.toml", "-o", "r.h5", "--resume", "--quiet", *SAVES]


# A save opens a file, writes twice (the file and its seal), flushes file and folder to the disk,
# and renames. The first file is only opened, to see whether that can be done. Each fault is a
# call with its number in the first save and in the next. There are at least two saves.
FAULTS = [("write", errno.ENOSPC, 1, 3), ("write", errno.EDQUOT, 2, 4), ("write", errno.EIO, 1, 4),
          ("fsync", errno.EIO, 1, 2), ("rename", errno.EIO, 1, 2), ("open", errno.EROFS, 2, 3),
          ("open", errno.ESTALE, 2, 3)]
NAMES = [f"{call}-{errno.errorcode[number]}" for call, number, _, _ in FAULTS]
faults = pytest.mark.parametrize("call, number, first, second", FAULTS, ids=NAMES)


@faults
def test_a_save_that_fails_once_is_tried_again(folder, begun, whole, failing, call, number, first,
                                               second):
    earlier = (folder.path / "r.h5").read_bytes()
    for at in (first, second):
        (folder.path / "r.h5").write_bytes(earlier)
        outcome = folder.call(*begun, env=failing(call, number, at)).succeeded()
        if at == first or outcome.err:  # the second may be the last, which is silent
            assert outcome.err.startswith(f"brink: cannot write r.h5: {os.strerror(number)}; ")
            assert GOES_ON in outcome.err
        assert folder.hidden() == []
        assert_same_results(folder.path / "r.h5", whole)


@faults
@pytest.mark.parametrize("of", ["first", "second"])
def test_a_disk_that_stays_bad_ends_the_run(folder, begun, whole, failing, call, number, first,
                                            second, of):
    result = folder.path / "r.h5"
    before, earlier = images_drawn(result), result.read_bytes()
    at = first if of == "first" else second
    outcome = folder.call(*begun, env=failing(call, number, at, ALWAYS))
    assert outcome.code == FAILED and outcome.out == ""
    assert of == "second" or GOES_ON in outcome.err
    last = outcome.err.splitlines()[-1]
    assert last.startswith(f"brink: cannot write r.h5: {os.strerror(number)}; lost: ")
    assert folder.hidden() == []
    folder.call("info", "r.h5").succeeded()
    assert (result.read_bytes() == earlier) == (of == "first")
    if of == "first":
        assert "all that this run computed" in last
    else:
        assert f" of {4 * 5000} images" in last and images_drawn(result) > before
    folder.call(*begun).succeeded()
    assert_same_results(result, whole)


@pytest.mark.parametrize("call, number", [("open", errno.EACCES), ("open", errno.ENOSPC),
                                          ("open_lock", errno.EACCES), ("open_lock", errno.EROFS)])
def test_what_cannot_be_written_at_the_start_ends_the_run_at_once(folder, begun, failing, call,
                                                                 number):
    before = folder.files()
    folder.call(*begun, env=failing(call, number)).refused(
        FAILED, "cannot write r.h5", os.strerror(number))
    assert folder.files() == before


def test_a_disk_that_is_full_for_a_while(folder, failing):
    """The run says that the disk is full, goes on, and says when it can save again. Its pauses
    grow."""
    full = folder.path / "full"
    full.touch()
    config = folder.config(endless(finished=0))
    running = OnTerminal(folder, "run", config, "-o", "r.h5", *SAVES,
                         env=failing("write", errno.ENOSPC, 1, ALWAYS, full))
    for pause in (b"0.5", b"1", b"2"):
        running.wait_for(b"No space left on device; " + GOES_ON.encode() + pause + b" s")
    assert not (folder.path / "r.h5").exists()
    full.unlink()
    running.wait_for(b"r.h5: saving works again")
    assert images_drawn(folder.path / "r.h5") > 0
    running.send(signal.SIGINT)
    assert running.finish()[0] == INTERRUPTED


def test_a_folder_that_is_removed_while_the_run_goes_on(folder):
    """The next save makes the folder again, with the lock."""
    running = OnTerminal(folder, "run", folder.config(endless(finished=0)), "-o", "new/r.h5", *SAVES)
    running.wait_for(b"cells 1-2 of 2")
    shutil.rmtree(folder.path / "new", ignore_errors=True)
    running.wait_until((folder.path / "new" / "r.h5").exists)
    folder.call("run", "small.toml", "-o", "new/r.h5", "--resume").refused(
        FAILED, f"process {running.process.pid} on host ")
    running.send(signal.SIGINT)
    assert running.finish()[0] == INTERRUPTED
    assert images_drawn(folder.path / "new" / "r.h5") > 0
    assert folder.hidden() == []


@pytest.mark.parametrize("call, number", [
    ("fsync_folder", errno.EIO), ("fsync_folder", errno.EACCES), ("fsync_folder", errno.EBADF),
    ("fsync_folder", errno.ENOSYS), ("open_folder", errno.EACCES), ("open_folder", errno.ENFILE),
    ("fsync", errno.EINVAL)])
def test_what_cannot_be_synced_is_a_warning_once(folder, whole, failing, call, number):
    outcome = folder.call("run", "small.toml", "-o", "r.h5", *SAVES,
                          env=failing(call, number, 1, ALWAYS)).succeeded()
    said = without_notice(outcome.err)
    assert said.count("\n") == 1 and said.startswith("brink: r.h5: written, but ")
    assert os.strerror(number) in said
    assert_same_results(folder.path / "r.h5", whole)


def test_a_folder_that_knows_no_sync(folder, whole, failing):
    outcome = folder.call("run", "small.toml", "-o", "r.h5", *SAVES,
                          env=failing("fsync_folder", errno.EINVAL, 1, ALWAYS)).succeeded()
    assert without_notice(outcome.err) == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_a_folder_that_may_be_written_but_not_read(folder):
    closed = folder.path / "closed"
    closed.mkdir()
    closed.chmod(0o300)
    said = folder.call("run", "small.toml", "-o", "closed/r.h5").succeeded().err
    closed.chmod(0o700)
    assert "Permission denied" in said
    folder.call("info", "closed/r.h5").succeeded()


@pytest.mark.parametrize("call", ["fchmod", "fchown"])
def test_a_file_system_without_owners_and_modes(folder, begun, whole, failing, call):
    folder.call(*begun, env=failing(call, errno.EPERM, 1, ALWAYS)).succeeded()
    assert_same_results(folder.path / "r.h5", whole)


def test_without_a_fault_all_goes_well(folder, failing):
    """The library that makes calls fail breaks nothing by itself: the failures above come from the
    faults."""
    outcome = folder.call("run", "small.toml", "-o", "r.h5", *SAVES,
                          env=failing("write", errno.EIO, 10**6)).succeeded()
    assert without_notice(outcome.err) == ""
