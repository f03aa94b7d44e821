# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""A disk that fails at any call while a file is saved: the last good file survives."""
import errno
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from invocation import FAILED, SMALL, Folder
from same_results import assert_same_results, images_drawn

SAVES = "--save-every", "0"
# Several slices in a cell, so that state is saved more than once.
TEXT = SMALL.replace("[4, 8]", "[64, 128]").replace("[1, 2]", "[8]").replace("= 200", "= 5000")


@pytest.fixture(scope="module")
def failing_calls(tmp_path_factory):
    """The library that lets calls fail, made from failing_calls.c."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler")
    library = tmp_path_factory.mktemp("preload") / "failing_calls.so"
    source = Path(__file__).with_name("failing_calls.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"],
                   check=True)
    return library


@pytest.fixture
def folder(program, tmp_path):
    folder = Folder(program, tmp_path)
    folder.config(TEXT)
    return folder


@pytest.fixture(scope="module")
def whole(program, tmp_path_factory):
    """The file of a run that nothing disturbs."""
    folder = Folder(program, tmp_path_factory.mktemp("whole"))
    folder.call("run", folder.config(TEXT), "-o", "whole.h5").succeeded()
    return folder.path / "whole.h5"


def environment(library, call, at, number):
    return {"LD_PRELOAD": str(library), "BRINK_FAIL_CALL": call, "BRINK_FAIL_AT": str(at),
            "BRINK_FAIL_ERROR": str(number)}


# The first file is opened to see whether that can be done. A save then opens the next,
# writes twice (the file and its seal), brings file and folder to the disk, and renames.
CALLS = [("write", 1, errno.ENOSPC), ("write", 2, errno.EIO), ("write", 3, errno.ENOSPC),
         ("write", 4, errno.ENOSPC), ("fsync", 1, errno.EIO), ("fsync", 2, errno.EIO),
         ("fsync", 3, errno.ENOSPC), ("fsync", 4, errno.EIO), ("rename", 1, errno.EIO),
         ("rename", 2, errno.ENOSPC), ("open", 1, errno.EIO), ("open", 2, errno.ENOSPC),
         ("open", 3, errno.ENOSPC)]
NOTHING_SAVED = {("write", 1), ("write", 2), ("fsync", 1), ("rename", 1), ("open", 1), ("open", 2)}


@pytest.mark.parametrize("call, at, number", CALLS,
                         ids=[f"{call}-{at}-{errno.errorcode[number]}" for call, at, number in CALLS])
def test_the_last_good_file_survives(folder, whole, failing_calls, call, at, number):
    """Each call fails once while a finished file of 1000 samples is continued."""
    result = folder.path / "r.h5"
    folder.call("run", "small.toml", "-o", "r.h5", "--set", "run.samples=1000").succeeded()
    before, earlier = images_drawn(result), result.read_bytes()
    more = ["run", "small.toml", "-o", "r.h5", "--resume", "--quiet", *SAVES]
    outcome = folder.call(*more, env=environment(failing_calls, call, at, number))
    outcome.refused(FAILED, "cannot write r.h5", os.strerror(number))
    assert folder.hidden() == []
    folder.call("info", "r.h5").succeeded()
    assert images_drawn(result) >= before
    if (call, at) in NOTHING_SAVED:
        assert result.read_bytes() == earlier
    folder.call(*more).succeeded()
    assert_same_results(result, whole)


def test_without_a_fault_all_goes_well(folder, failing_calls):
    """The library itself breaks nothing: what fails above fails for the fault."""
    folder.call("run", "small.toml", "-o", "r.h5", *SAVES,
                env=environment(failing_calls, "write", 10**6, errno.EIO)).succeeded()
