# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The virtual environment of the build folder, filled from PyPI once, and shared by all tests that
want more than Debian's packages: those of the Python package and of the notebooks."""
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from invocation import DEADLINE_SECONDS

REQUIREMENTS = Path(__file__).resolve().parents[2] / "python" / "requirements.txt"


class Unavailable(Exception):
    """A machine may reach Debian's packages and not PyPI: why there is no environment, in one line."""


def python_of_environment():
    """The Python of the environment in the folder BRINK_VENV, made where it is missing or stale.

    Tests that want it at once wait for each other."""
    place = os.environ.get("BRINK_VENV")
    if place is None:
        raise Unavailable("BRINK_VENV is not set: it names the folder for the virtual environment")
    place = Path(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{place}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _made(place)


def _made(place):
    python, stamp = place / "bin" / "python", place / "installed"
    wanted = sys.version + hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return python
    shutil.rmtree(place, ignore_errors=True)
    _run("a virtual environment (package python3-venv) cannot be made",
         sys.executable, "-m", "venv", place)
    name = f"{REQUIREMENTS.parent.name}/{REQUIREMENTS.name}"
    _run(f"{name} cannot be installed; is PyPI within reach?",
         python, "-m", "pip", "install", "--quiet", "--no-input", "--retries", "2",
         "--timeout", "30", "--only-binary", ":all:", "-r", REQUIREMENTS)
    stamp.write_text(wanted)
    return python


def _run(failure, *command):
    """Runs a command; where it fails: `failure` and the last line that it said."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE_SECONDS)
    except subprocess.TimeoutExpired:
        raise Unavailable(f"{failure} (no end after {DEADLINE_SECONDS} s)") from None
    if done.returncode != 0:
        said = (done.stderr + done.stdout).strip().splitlines() or ["nothing said"]
        raise Unavailable(f"{failure} ({said[-1]})")
