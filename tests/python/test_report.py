# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""`brink report` as a user meets it: its verdicts, its exit codes, its JSON."""
import json
import math
import re
import shutil

import h5py
import numpy as np
import pytest

from documentation import DOCS
from invocation import BAD_FILE, DONE, FAILED, USAGE, Folder

CONFIG = """\
[run]
samples = 10_000
[sweep]
n = [16, 32, 64]
bit_depth = [1, 2]
[measure]
p = [0, 1, 2, "inf"]
radius_scale = [0.25, 0.5, 1.0]
[[classifier]]
type = "brightness"
[[classifier]]
type = "majority_bit"
[[classifier]]
name = "gauss"
type = "halfspace"
weights = "binomial"
"""


@pytest.fixture(scope="module")
def result(program, tmp_path_factory):
    folder = Folder(program, tmp_path_factory.mktemp("report"))
    folder.call("run", folder.config(CONFIG), "-o", "r.h5", "--quiet").succeeded()
    return folder


def report_of(folder, name="r.h5", code=DONE):
    outcome = folder.call("report", name, "--json")
    assert outcome.code == code, outcome

    def refuse(text):
        raise AssertionError(f"{text} is not JSON")

    return json.loads(outcome.out, parse_constant=refuse)


def test_every_claim_holds(result):
    report = report_of(result)
    assert report["contradicts"] is False
    assert {report[name]["verdict"] for name in ("S1", "S2", "S3", "S4")} == {"holds"}
    text = result.call("report", "r.h5").succeeded().out
    for name in ("S1", "S2", "S3", "S4"):
        assert f"\n{name}  holds: " in "\n" + text
    assert max(map(len, text.splitlines())) <= 140


def test_json_holds_what_the_contract_lists(result):
    """And claims and text are those that people read."""
    report = report_of(result)
    of_all, of_each = (set(re.findall("`(.*?)`", column)) for column in table_columns("## Reporting"))
    assert of_all == set(report) and all(of_each <= set(report[name]) for name in ("S1", "S2", "S3", "S4"))
    assert result.call("report", "r.h5").succeeded().out == report["text"]
    for name in ("S1", "S2", "S3", "S4"):
        assert f"{name}  {report[name]['verdict']}: {report[name]['claim']}\n" in report["text"]
        assert f"\n    {report[name]['reason']}\n" in report["text"]


def table_columns(heading):
    """The first columns of the tables of a section of program.md, each as text."""
    section = (DOCS / "spec/program.md").read_text().partition(heading + "\n")[2].partition("\n## ")[0]
    for table in section.split("| key |")[1:]:
        yield "".join(row.split("|")[1] for row in table.splitlines()[2:] if row.startswith("|"))


def test_counts_every_comparison_with_the_bound(result):
    """With h5py: counts the points of the cells at which the bound claims anything."""
    with h5py.File(result.path / "r.h5", "r") as file:
        claims = file["robust_fraction_bound"][...] < 1
        moved = file["moved_fraction"][...]
    s1 = report_of(result)["S1"]
    assert s1["comparisons"] == claims.sum()
    assert s1["cells"] == claims.any(axis=(4, 5)).sum()
    least = {(row["bit_depth"], float(row["p"])): row["moved"]["value"] for row in s1["unit_scale"]}
    for i, b in enumerate((1, 2)):
        for j, p in enumerate((0, 1, 2, math.inf)):
            assert least[b, p] == pytest.approx(moved[:, 0, :, i, j, 2].min())


def test_exponents_are_those_of_the_medians(result):
    """Where steps are many and fine, p = 1 at two bits, an unweighted fit gives nearly the same."""
    rows = report_of(result)["S2"]["exponents"]
    assert len(rows) == 3 * 2 * 4
    with h5py.File(result.path / "r.h5", "r") as file:
        medians = file["distance_quantile"][:, 0, :, 1, 1, 1]
    for i, name in ((0, "brightness"), (2, "gauss")):
        row, = [r for r in rows if (r["classifier"], r["bit_depth"], r["p"]) == (name, 2, 1)]
        slope = np.polyfit(np.log([16, 32, 64]), np.log(medians[i]), 1)[0]
        assert row["exponent"] == pytest.approx(slope, abs=0.06)
        assert row["lower"] < row["exponent"] < row["upper"]
        assert row["sizes"] == [16, 32, 64] and row["theory"] == 1


def rewritten(folder, name, change):
    """A copy that another program has changed, without its seal."""
    path = folder.path / name
    shutil.copy(folder.path / "r.h5", path)
    with h5py.File(path, "r+") as file:
        change(file)
    return name


def test_a_contradiction_is_exit_code_1(result):
    def keep_everything(file):
        file["moved_possible"][...] = 0

    name = rewritten(result, "kept.h5", keep_everything)
    report = report_of(result, name, FAILED)
    assert report["contradicts"] is True and report["S1"]["verdict"] == "contradicted"
    assert report["S1"]["violations"] > 50
    outcome = result.call("report", name)
    assert outcome.code == FAILED and "S1  contradicted" in outcome.out
    assert outcome.err == f"brink: {name}: a verdict contradicts the theorem\n"


def test_too_little_to_judge_is_no_contradiction(result):
    text = CONFIG.replace("[16, 32, 64]", "[8]").replace("[1, 2]", "[3]").replace("p = [0, ", "p = [")
    result.call("run", result.config(text, "one.toml"), "-o", "one.h5", "--quiet").succeeded()
    report = report_of(result, "one.h5")
    assert report["S1"]["verdict"] == "holds"
    for name in ("S2", "S3", "S4"):
        assert report[name]["verdict"] == "not testable"
        assert report[name]["reason"].startswith("needs ")


def test_few_images_contradict_nothing(result):
    text = CONFIG.replace("samples = 10_000", "samples = 3")
    result.call("run", result.config(text, "few.toml"), "-o", "few.h5", "--quiet").succeeded()
    assert report_of(result, "few.h5")["S2"]["verdict"] == "not testable"


def test_all_images_of_a_tiny_space(result):
    text = CONFIG.replace("samples = 10_000", 'sampler = "exhaustive"').replace(
        "[16, 32, 64]", "[1, 2]").replace("[1, 2]\n[measure]", "[1, 3]\n[measure]")
    result.call("run", result.config(text, "all.toml"), "-o", "all.h5", "--quiet").succeeded()
    report = report_of(result, "all.h5")
    assert report["S1"]["verdict"] == "holds" and report["S1"]["violations"] == 0
    assert report["S1"]["comparisons"] > 20


@pytest.mark.parametrize("damage", [
    lambda file: file.__delitem__("moved_possible"),
    lambda file: file.__delitem__("tally/p2"),
    lambda file: file["tally/p1/count"].__setitem__(Ellipsis, 0),
    lambda file: file["tally_end"].__setitem__((0, 0, 0, 0, 0), 10**9),
    lambda file: file["moved_possible"].__setitem__(Ellipsis, 10**6),
    lambda file: file["n"].__setitem__(0, -4)])
def test_what_does_not_belong_together_is_refused(result, damage):
    name = rewritten(result, "damaged.h5", damage)
    result.call("report", name).refused(BAD_FILE, name, "truncated or damaged")


def test_other_files_are_refused(result):
    (result.path / "text.h5").write_text("no result\n")
    result.call("report", "text.h5").refused(BAD_FILE, "text.h5", "not an HDF5 file")
    result.call("report", "none.h5").refused(BAD_FILE, "none.h5", "no such file")
    with h5py.File(result.path / "foreign.h5", "w") as file:
        file["x"] = 1
    result.call("report", "foreign.h5").refused(BAD_FILE, "not one of Brink's")


def test_wrong_command_lines(result):
    result.call("report").refused(USAGE, "no file was given")
    result.call("report", "a.h5", "b.h5").refused(USAGE, "several files")
    result.call("report", "r.h5", "--jsn").refused(USAGE, "--jsn", "--json")
    assert "usage: brink report FILE" in result.call("report", "--help").succeeded().out


@pytest.mark.parametrize("seed", [1, 4, 6, 7])
def test_one_class_that_gains_with_more_bits_contradicts_nothing(program, tmp_path, seed):
    """The weights depend on b: the median rises, and stays below the bound of every class."""
    folder = Folder(program, tmp_path)
    text = (f"[run]\nseed = {seed}\nsamples = 40_000\n[sweep]\nn = [8]\nbit_depth = [5, 6]\n"
            "[measure]\np = [1]\nradius_scale = [1.0]\n"
            '[[classifier]]\ntype = "halfspace"\nweights = "binomial"\n')
    folder.call("run", folder.config(text), "-o", "r.h5", "--quiet").succeeded()
    report = report_of(folder)
    step, = report["S3"]["steps"]
    assert step["most_robust"]["lower"] > 1.05
    assert report["S3"]["verdict"] == "holds"
    assert report["S3"]["violations"] == 0
    assert step["bound_to"] <= step["bound_from"]
