# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Runs pytest in the virtual environment, with the Python package of the source tree:

    python3 tests/python/in_environment.py [pytest's arguments]

Where there is no environment, CI fails; elsewhere ctest says that the test was skipped.
"""
import os
import sys
from pathlib import Path

from virtual_environment import Unavailable, python_of_environment

ROOT = Path(__file__).resolve().parents[2]


def main():
    try:
        python = python_of_environment()
    except Unavailable as why:
        print(f"no environment here: {why}")
        sys.exit(1 if os.environ.get("CI") else 0)
    changes = {"PYTHONPATH": str(ROOT / "python"), "MPLCONFIGDIR": str(python.parents[1] / "matplotlib"),
               "MPLBACKEND": "agg"}
    os.execve(python, [str(python), "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", *sys.argv[1:]],
              os.environ | changes)


if __name__ == "__main__":
    main()
