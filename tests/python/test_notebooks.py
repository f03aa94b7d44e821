# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The notebooks, run from top to bottom on result files made here, and the numbers under them.

Needs PyPI once: notebooks/requirements.txt is installed into BRINK_NOTEBOOK_VENV, a folder of the
build, and installed again only when it changes.
"""
import hashlib
import json
import math
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from invocation import Folder

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
REQUIREMENTS = NOTEBOOKS / "requirements.txt"
sys.path.insert(0, str(NOTEBOOKS))

import brink_results  # noqa: E402 (in the folder just named)

INSTALL_SECONDS, NOTEBOOK_SECONDS = 400, 150  # idle: 30 and 6
FIGURES = {
    "limits": ["moved_fraction", "robust_tail", "distance_growth", "measured_over_bound",
               "distance_by_bit_depth", "columns_and_diameter"],
    "explore": ["cell_distribution", "compare_classifiers", "witnesses"],
}
CONFIG = """\
[run]
samples = {samples}
[sweep]
n = {n}
bit_depth = {bit_depth}
[measure]
p = [0, 0.5, 1, 2, "inf"]
radius_scale = {{ start = 0.0, stop = 1.5, count = 31 }}
[[classifier]]
type = "brightness"
[[classifier]]
type = "majority_bit"
[[classifier]]
name = "gaussian"
type = "halfspace"
weights = "binomial"
[[classifier]]
type = "dictator"
"""
MEDIAN_SAMPLES = 20_000
# The relative standard error of a median of half of them: 0.5/sqrt(m) over the density
# of |Z| there (0.6355), over the median (0.6745) itself. Five of them: 6e-7 a comparison.
MEDIAN_ERROR = 5 * 0.5 / math.sqrt(MEDIAN_SAMPLES / 2) / 0.6355 / 0.6745


@pytest.fixture(scope="module")
def results(program, tmp_path_factory):
    """A folder that holds limits.h5 and bit_depth.h5, small ones."""
    folder = Folder(program, tmp_path_factory.mktemp("results"))
    for name, sweep in {"limits": dict(n=[8, 16, 32], bit_depth=[1, 4], samples=300),
                        "bit_depth": dict(n=[32], bit_depth=[1, 2, 4, 7, 9], samples=MEDIAN_SAMPLES),
                        }.items():
        config = folder.config(CONFIG.format(**sweep), f"{name}.toml")
        folder.call("run", config, "-o", f"{name}.h5", "--quiet").succeeded()
    return folder.path


@pytest.fixture(scope="module")
def python():
    """The Python of the notebooks' virtual environment, made where it is missing or stale."""
    place = os.environ.get("BRINK_NOTEBOOK_VENV")
    if place is None:
        pytest.skip("BRINK_NOTEBOOK_VENV is not set: it names the folder for the virtual environment")
    place = Path(place)
    python, stamp = place / "bin" / "python", place / "installed"
    wanted = sys.version + hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return python
    shutil.rmtree(place, ignore_errors=True)
    install("a virtual environment (package python3-venv) cannot be made",
            sys.executable, "-m", "venv", place)
    install("notebooks/requirements.txt cannot be installed; is PyPI within reach?",
            python, "-m", "pip", "install", "--quiet", "--no-input", "--retries", "2",
            "--timeout", "30", "--only-binary", ":all:", "-r", REQUIREMENTS)
    stamp.write_text(wanted)
    return python


def install(failure, *command):
    """Runs a command; where it fails, CI fails with one line: `failure` and the last one said.

    Elsewhere the test is skipped, visibly: a machine may reach Debian's packages and not PyPI.
    """
    give_up = pytest.fail if os.environ.get("CI") else pytest.skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_SECONDS)
    except subprocess.TimeoutExpired:
        give_up(f"{failure} (no end after {INSTALL_SECONDS} s)")
    if done.returncode != 0:
        said = (done.stderr + done.stdout).strip().splitlines() or ["nothing said"]
        give_up(f"{failure} ({said[-1]})")


def run_notebook(python, name, results, folder):
    """Executes a notebook; returns the finished one. Nothing is written outside `folder`."""
    finished = folder / f"{name}.ipynb"
    environment = {**os.environ, "BRINK_RESULTS": str(results), "BRINK_FIGURES": str(folder / "figures"),
                   "IPYTHONDIR": str(folder / "ipython"), "JUPYTER_CONFIG_DIR": str(folder / "jupyter"),
                   "JUPYTER_RUNTIME_DIR": str(folder / "runtime"), "JUPYTER_DATA_DIR": str(folder / "data"),
                   "MPLCONFIGDIR": str(python.parents[1] / "matplotlib"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [python, "-m", "jupyter", "execute", NOTEBOOKS / f"{name}.ipynb", "--output", finished],
        env=environment, capture_output=True, text=True, timeout=NOTEBOOK_SECONDS)
    assert done.returncode == 0, done.stderr
    return json.loads(finished.read_text())


def coloured_shares(python, images):
    """Share of each PNG's pixels that have a colour: axes and text are grey, data are not."""
    code = ("import sys, matplotlib.image as m\n"
            "for path in sys.argv[1:]:\n"
            "    a = m.imread(path)[..., :3]; print((a.max(-1) - a.min(-1) > 0.2).mean())")
    done = subprocess.run([python, "-c", code, *images], capture_output=True, text=True, check=True)
    return [float(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("name", FIGURES)
def test_runs_from_top_to_bottom_and_saves_its_figures(name, python, results, tmp_path):
    finished = run_notebook(python, name, results, tmp_path)
    code = [cell for cell in finished["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert not [out for cell in code for out in cell["outputs"] if out.get("name") == "stderr"]
    images = sorted((tmp_path / "figures").iterdir())
    assert [image.stem for image in images] == sorted(FIGURES[name])
    for image, share in zip(images, coloured_shares(python, images), strict=True):
        assert image.read_bytes().startswith(b"\x89PNG\r\n\x1a\n"), image
        assert share > 0.002, f"{image} is blank"


def test_runs_on_one_file_for_everything(python, results, tmp_path):
    run_notebook(python, "limits", results / "limits.h5", tmp_path)
    assert len(list((tmp_path / "figures").iterdir())) == len(FIGURES["limits"])


@pytest.mark.parametrize("name", FIGURES)
def test_is_committed_without_outputs(name):
    cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text())["cells"]
    for cell in cells:
        assert not cell.get("outputs") and cell.get("execution_count") is None, cell["id"]


def test_every_requirement_is_pinned():
    lines = [line for line in REQUIREMENTS.read_text().splitlines() if not line.startswith("#")]
    assert lines and all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines), lines


@pytest.mark.parametrize("b", [1, 2, 4, 7, 9])
@pytest.mark.parametrize("p", [0, 0.5, 1, 2])
def test_the_prediction_is_what_is_measured(results, b, p):
    """False alarms: 1e-5 over all cells, apart from the lattice of distances, allowed for by a step."""
    tables = brink_results.open_results(results / "bit_depth.h5")
    median = brink_results.median_distance(tables)
    measured = float(median.sel(classifier="brightness", n=32, bit_depth=b, p=p))
    predicted = brink_results.predicted_median(32 * 32, b, p)
    pixels = 32 * brink_results.HALF_NORMAL_MEDIAN / math.sqrt(12)  # that go to 0 at p < 1, many bits
    lattice = (1.5 if p == 0 or b == 1 else 0.5) / pixels
    assert measured == pytest.approx(predicted, rel=MEDIAN_ERROR + lattice)


def test_the_prediction_has_the_closed_forms_of_many_bits():
    """docs/theory.md: d_1 = m sqrt((q+1)/(12 (q-1))) n (S2); far above q = 5 n, d_2 = m/sqrt(12) (S3)."""
    m, n = 0.6744897501960817, 64
    for b in (1, 3, 8, 16):
        q = 2 ** b
        assert brink_results.predicted_median(n * n, b, 1) == pytest.approx(
            m * n * math.sqrt((q + 1) / (12 * (q - 1))), rel=1e-9)
    assert brink_results.predicted_median(n * n, 16, 2) == pytest.approx(m / math.sqrt(12), rel=0.01)
    assert brink_results.predicted_median(n * n, 4, math.inf) == 1 / 15


def test_the_tally_of_a_cell_gives_its_table(results):
    path = results / "limits.h5"
    tables = brink_results.open_results(path)
    for p in (0, 0.5, 1, 2, math.inf):
        cell = dict(classifier="gaussian", n=16, bit_depth=4, p=p)
        tally = brink_results.open_tally(path, **cell)
        radius = float(tables.radius.sel(n=16, p=p)[8])
        within = float(tally["count"].values[tally["distance"].values <= radius * (1 + 1e-9)].sum())
        assert within == float(tables.moved.sel(cell)[8]), p


def test_no_median_exceeds_the_largest_possible(results):
    """Also tight: at p = 1 `brightness` reaches it."""
    tables = brink_results.open_results(results / "bit_depth.h5")
    ratio = (brink_results.median_distance(tables) / brink_results.largest_possible_median(tables)).isel(n=0)
    finite = ratio.sel(p=[0.5, 1, 2])
    assert float(finite.max()) <= 1 + MEDIAN_ERROR + 0.1  # coarse steps: largest_possible_median
    assert float(finite.sel(p=1, classifier="brightness").min()) >= 1 - MEDIAN_ERROR - 0.1
