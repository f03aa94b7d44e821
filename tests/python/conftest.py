# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Fixtures that the tests of the built program share."""
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # for the package `reference`

from invocation import Folder, end_started  # noqa: E402 (in this folder)


@pytest.fixture(autouse=True)
def nothing_outlives_its_test():
    yield
    end_started()


@pytest.fixture(scope="session")
def program():
    """Path of the program under test, from BRINK_PROGRAM."""
    path = os.environ.get("BRINK_PROGRAM")
    if path is None:
        pytest.skip("BRINK_PROGRAM is not set: it names the brink program to test")
    assert os.access(path, os.X_OK), f"BRINK_PROGRAM={path} is not a program"
    return path


@pytest.fixture
def folder(program, tmp_path):
    """An empty folder in which to call the program. Tests that need files there have their own."""
    return Folder(program, tmp_path)


@pytest.fixture(scope="session")
def failing(tmp_path_factory):
    """Makes the environment in which system calls of the program fail, through failing_calls.c: which
    call, with which error number, and which of its calls."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler")
    library = tmp_path_factory.mktemp("preload") / "failing_calls.so"
    source = Path(__file__).with_name("failing_calls.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"],
                   check=True)

    def environment(call, number, at=1, times=1, condition=None):
        made = {"LD_PRELOAD": str(library), "BRINK_FAIL_CALL": call, "BRINK_FAIL_AT": str(at),
                "BRINK_FAIL_TIMES": str(times), "BRINK_FAIL_ERROR": str(number)}
        if condition is not None:
            made["BRINK_FAIL_WHILE"] = str(condition)
        return made
    return environment


@pytest.fixture
def ranks(folder):
    """The folder in which to call the program, where there is MPI."""
    if "mpi:      not built in" in folder.call("info").out:
        pytest.skip("no MPI here: brink was built without it")
    if shutil.which("mpirun") is None:
        pytest.skip("no MPI here: mpirun is missing")
    return folder
