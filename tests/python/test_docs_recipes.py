# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Runs every line of docs/results.md on files made here, and the configs of docs/first_run.md.

The section on trees wants a newer xarray than Debian's: it runs in the virtual environment.
"""
import json
import os
import subprocess
import sys

import numpy as np
import pytest

from documentation import DOCS, ROOT, code_blocks, quoted, section, tables
from invocation import Folder
from tallies import tally
from virtual_environment import Unavailable, python_of_environment

PAGE = DOCS / "results.md"
SETUP = "Open a file"
TREES = "Everything at once"
SECTIONS = ["I want ...", "The whole distribution", TREES, "h5py", "netCDF4", "Images and witnesses"]
# Runs the lines one by one and prints the result of each.
RUNNER = """\
import contextlib, io, json, sys
setup, lines = json.load(sys.stdin)
names = {}
exec(setup, names)
shown = []
for line in lines:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        value = eval(line, names)
    shown.append(str(value) + printed.getvalue())
print(json.dumps(shown))
"""


def lines_of(title):
    return [quoted(row["this line"])[0] for rows in tables(section(PAGE, title)) for row in rows]


@pytest.fixture(scope="module")
def results(program, tmp_path_factory):
    """The folder in which the lines of the guide are run."""
    folder = Folder(program, tmp_path_factory.mktemp("recipes"))
    folder.call("run", ROOT / "configs/quickstart.toml", "--quiet", "--set", "run.samples=400",
                "--set", "sweep.n=[16, 64]").succeeded()
    folder.call("sample", ROOT / "configs/gallery.toml", "--quiet", "--count", "25",
                "--set", "sweep.bit_depth=[8]").succeeded()
    return folder.path


def tried(python, results, title):
    setup = code_blocks(section(PAGE, SETUP), "python")
    if title != "I want ...":
        setup += code_blocks(section(PAGE, title), "python")
    lines = lines_of(title)
    done = subprocess.run([python, "-c", RUNNER], cwd=results, capture_output=True, text=True,
                          input=json.dumps(["\n".join(setup), lines]))
    assert done.returncode == 0, done.stderr
    return dict(zip(lines, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("title", [title for title in SECTIONS if title != TREES])
def test_every_line_gives_something(results, title):
    shown = tried(sys.executable, results, title)
    assert len(shown) >= 5
    for line, text in shown.items():
        assert text and text != "None" or "to_csv" in line, line


def test_every_line_on_trees_gives_something(results):
    try:
        python = python_of_environment()
    except Unavailable as why:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(why))
    for line, text in tried(python, results, TREES).items():
        assert text, line


def test_no_table_is_left_out():
    rows = [row for rows in tables(PAGE.read_text()) for row in rows]
    assert len(rows) == sum(len(lines_of(title)) for title in SECTIONS) > 40


def test_lines_say_what_they_promise(results):
    """Compares some lines with the numbers of the same file, found in another way."""
    import h5py
    shown = {title: tried(sys.executable, results, title) for title in SECTIONS if title != TREES}
    with h5py.File(results / "results/quickstart.h5") as file:
        at_p1 = list(file["p"][:]).index(1)
        medians = file["distance_quantile"][0, 0, :, 1, at_p1, 1]
        line = 'file["distance_quantile"][0, 0, :, 1, list(file["p"]).index(1), 1]'
        assert shown["h5py"][line] == str(medians)
        cost, count = tally(file, "brightness", 1, 64, 8, 1)
        share = count[cost <= 12.5 * 255].sum() / count.sum()
    line = next(line for line in shown["The whole distribution"] if "12.5" in line)
    assert float(shown["The whole distribution"][line]) == pytest.approx(share)
    with h5py.File(results / "results/gallery_sample.h5") as file:
        inside = file["in_class"][0] == 1
        moved = file["witness"][0, inside, 2].astype(int) - file["level"][inside]
    line = next(line for line in shown["Images and witnesses"] if "astype" in line)
    assert str(moved.shape[0]) in shown["Images and witnesses"][line] and np.abs(moved).max() > 0


def test_the_configs_of_the_guide_run(program, tmp_path):
    folder = Folder(program, tmp_path)
    code, of_images, of_smooth_images = code_blocks((DOCS / "first_run.md").read_text(), "toml")
    folder.config(code, "mine.toml")
    folder.call("run", "mine.toml", "--dry-run").succeeded()
    folder.call("run", "mine.toml", "--set", "run.samples=10", "--set", "sweep.n=[8]",
                "-o", "small.h5").succeeded()
    random = np.random.default_rng(1)  # in place of scikit-learn's digits
    np.save(tmp_path / "digits.npy", random.integers(0, 17, (20, 8, 8), np.uint8))
    folder.config(of_images, "digits.toml")
    folder.call("run", "digits.toml", "-o", "digits.h5").succeeded()
    folder.config(code.replace("[run]\nsamples = 20_000", of_smooth_images), "smooth.toml")
    folder.call("run", "smooth.toml", "--set", "run.samples=10", "--set", "sweep.n=[8]",
                "-o", "smooth.h5").succeeded()
