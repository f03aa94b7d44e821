# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Results that the tests of the Python package share: small runs, made once."""
import importlib.util
import os

import pytest

# Only in the virtual environment (in_environment.py): Debian's Python lacks what the package needs.
if not importlib.util.find_spec("tqdm") or not importlib.util.find_spec("brink"):
    collect_ignore_glob = ["test_*.py"]

CONFIG = {"run": {"samples": 400}, "sweep": {"n": [8, 16, 32], "bit_depth": [1, 4]},
          "measure": {"p": [0, 0.5, 1, 2, "inf"]},
          "classifier": [{"type": "brightness"}, {"type": "majority_bit"},
                         {"name": "gaussian", "type": "halfspace", "weights": "binomial"}]}


@pytest.fixture(scope="session")
def results(program, tmp_path_factory):
    """A finished file of CONFIG, opened."""
    import brink
    return brink.run(CONFIG, tmp_path_factory.mktemp("results") / "r.h5")


@pytest.fixture(scope="session")
def begun(program, tmp_path_factory):
    """A file whose last cells are not begun: the state of a run while it goes on."""
    import signal
    import subprocess

    import brink
    from invocation import ONE_THREAD, endless, wait_until
    folder = tmp_path_factory.mktemp("begun")
    (folder / "c.toml").write_text(endless())
    process = subprocess.Popen([program, "run", "c.toml", "-o", "b.h5", "--quiet", *ONE_THREAD], cwd=folder,
                               start_new_session=True)
    try:
        wait_until((folder / "b.h5").exists, process)
        process.send_signal(signal.SIGINT)
        process.wait()
    finally:
        process.kill()
    return brink.open(folder / "b.h5")


@pytest.fixture(autouse=True)
def figures_are_closed():
    yield
    import matplotlib.pyplot as plt
    plt.close("all")


@pytest.fixture
def without_program(monkeypatch):
    monkeypatch.delenv("BRINK_PROGRAM", raising=False)
    assert "BRINK_PROGRAM" not in os.environ
