# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The notebooks, run from top to bottom on result files made here."""
import json
import os
import re
import subprocess
import sys

import pytest
from matplotlib.image import imread

import brink
from documentation import ROOT
from invocation import DEADLINE_SECONDS
from virtual_environment import REQUIREMENTS

NOTEBOOKS = ROOT / "notebooks"

FIGURES = {
    "limits": ["moved_fraction", "robust_fraction", "growth", "ratio_to_bound", "bit_depth", "columns_and_diameter"],
    "explore": ["distances", "classifiers", "witnesses"],
    "digits": ["digits_attack", "digits_distances", "digits_nearest"],
}
CLASSIFIERS = [{"type": "brightness"}, {"type": "majority_bit"},
               {"name": "gaussian", "type": "halfspace", "weights": "binomial"}, {"type": "dictator"}]


@pytest.fixture(scope="module")
def results(program, tmp_path_factory):
    """A folder that holds limits.h5 and bit_depth.h5, small ones."""
    folder = tmp_path_factory.mktemp("results")
    for name, sweep in {"limits": {"n": [8, 16, 32], "bit_depth": [1, 4]},
                        "bit_depth": {"n": [32], "bit_depth": [1, 2, 4, 7, 9]}}.items():
        brink.run({"run": {"samples": 300}, "sweep": sweep, "measure": {"p": [0, 0.5, 1, 2, "inf"]},
                   "classifier": CLASSIFIERS}, folder / f"{name}.h5")
    return folder


def run_notebook(name, results, folder):
    """Executes a notebook; returns the finished one. Nothing is written outside `folder`."""
    finished = folder / f"{name}.ipynb"
    environment = {**os.environ, "BRINK_RESULTS": str(results), "BRINK_FIGURES": str(folder / "figures"),
                   "IPYTHONDIR": str(folder / "ipython"), "JUPYTER_CONFIG_DIR": str(folder / "jupyter"),
                   "JUPYTER_RUNTIME_DIR": str(folder / "runtime"), "JUPYTER_DATA_DIR": str(folder / "data"), "PYTHONDONTWRITEBYTECODE": "1"}
    del environment["MPLBACKEND"]  # the kernel has its own
    done = subprocess.run(
        [sys.executable, "-m", "jupyter", "execute", NOTEBOOKS / f"{name}.ipynb", "--output", finished,
         f"--startup_timeout={DEADLINE_SECONDS}"],
        env=environment, capture_output=True, text=True, timeout=DEADLINE_SECONDS)
    assert done.returncode == 0, done.stderr
    return json.loads(finished.read_text())


def coloured_share(path):
    """Share of a PNG's pixels that have a colour: axes and text are grey, data are not."""
    pixels = imread(path)[..., :3]
    return (pixels.max(-1) - pixels.min(-1) > 0.2).mean()


@pytest.mark.parametrize("name", FIGURES)
def test_runs_from_top_to_bottom_and_saves_its_figures(name, results, tmp_path):
    finished = run_notebook(name, results, tmp_path)
    code = [cell for cell in finished["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert not [out for cell in code for out in cell["outputs"] if out.get("name") == "stderr"]
    images = sorted((tmp_path / "figures").iterdir())
    assert [image.stem for image in images] == sorted(FIGURES[name])
    for image in images:
        assert image.read_bytes().startswith(b"\x89PNG\r\n\x1a\n"), image
        assert coloured_share(image) > 0.002, f"{image} is blank"


def test_runs_on_one_file_for_everything(results, tmp_path):
    run_notebook("limits", results / "limits.h5", tmp_path)
    assert len(list((tmp_path / "figures").iterdir())) == len(FIGURES["limits"])


@pytest.mark.parametrize("name", FIGURES)
def test_is_committed_without_outputs(name):
    cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text())["cells"]
    for cell in cells:
        assert not cell.get("outputs") and cell.get("execution_count") is None, cell["id"]


def test_every_requirement_is_pinned():
    lines = [line for line in REQUIREMENTS.read_text().splitlines() if not line.startswith("#")]
    assert lines and all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines), lines
