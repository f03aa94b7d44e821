# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Fixtures that the tests of the built program share."""
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # for the package `reference`

from invocation import end_started  # noqa: E402 (in this folder)


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
