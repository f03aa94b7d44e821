# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Makes system calls of the program fail, through failing_calls.c."""
import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def failing(tmp_path_factory):
    """Makes the environment in which calls fail: which call, with which error number, and which of
    its calls."""
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
