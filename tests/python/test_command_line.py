# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The command line as a user meets it (docs/spec/command_line.md#exit-codes)."""
import json
import re

import h5py
import pytest

from invocation import FAILED, SMALL, SMALL_CELLS, USAGE, WORK_FOR_A_DEVICE


def text_only(value):
    """Names a case by its texts only."""
    if isinstance(value, str):
        return value
    return " ".join(value) if isinstance(value, list) and len(value) < 3 else ""


def attribute(file, name):
    """A fixed-length text as a Python string."""
    return file.attrs[name].decode()


# --- commands that inform

RUN_OPTIONS = ["-o", "--output", "--device", "--threads", "--force", "--set", "--dry-run",
               "--quiet", "--json", "--help"]


@pytest.mark.parametrize("arguments, words", [
    (["--help"], ["brink run CONFIG", "brink info", "--version", "130", "exit codes"]),
    (["-h"], ["brink run CONFIG"]),
    (["run", "--help"], RUN_OPTIONS),
    (["run", "-h"], RUN_OPTIONS),
    (["info", "--help"], ["brink info [FILE]"]),
    (["info"], ["brink ", "cpu", "SCALAR"]),
], ids=text_only)
def test_information_is_on_stdout(folder, arguments, words):
    outcome = folder.call(*arguments).succeeded()
    assert outcome.err == "" and outcome.out.endswith("\n")
    for word in words:
        assert word in outcome.out
    assert "\033" not in outcome.out
    assert folder.files() == {}


def test_version_is_one_line(folder):
    outcome = folder.call("--version").succeeded()
    assert re.fullmatch(r"brink \d+\.\d+\.\d+ \([^()\n]+\)\n", outcome.out)
    assert outcome.err == ""


# --- what is refused

REFUSED = [
    ([], ["no command", "run", "info"]),
    (["rnu"], ["'rnu'", ' did you mean "run"?',
               "accepted: run, sample, report, merge, verify, info"]),
    (["inof", "x.h5"], ["'inof'", ' did you mean "info"?']),
    (["xyzzy"], ["'xyzzy'", "accepted"]),
    (["--hlep"], ["--hlep", 'did you mean "--help"?']),
    (["--verison"], ["--verison", 'did you mean "--version"?']),
    (["run"], ["no config", "CONFIG"]),
    (["run", "small.toml", "small.toml"], ["several configs"]),
    (["run", "small.toml", "--dyr-run"], ["--dyr-run", ' did you mean "--dry-run"?']),
    (["run", "small.toml", "--thread=2"], ["--thread", ' did you mean "--threads"?']),
    (["run", "small.toml", "--xyzzy"], ["--xyzzy", "accepted", "--output"]),
    (["run", "small.toml", "-x"], ["x", "--help"]),
    (["run", "small.toml", "--resume", "--force"], ["--resume", "--force", "one of them"]),
    (["run", "small.toml", "-o"], ["missing"]),
    (["run", "small.toml", "--output"], ["output", "missing"]),
    (["run", "small.toml", "--threads"], ["threads", "missing"]),
    (["run", "small.toml", "--device"], ["device", "missing"]),
    (["run", "small.toml", "--set"], ["set", "missing"]),
    (["run", "small.toml", "--threads", "4097"], ["--threads: 4097 is", "1 to 4096"]),
    (["run", "small.toml", "--threads", "2.5"], ["--threads: 2.5 is not an integer", "1 to 4096"]),
    (["run", "small.toml", "--threads="], ["--threads", "integers"]),
    (["run", "small.toml", "--device", "gpu"], ["--device gpu", "cpu", "cuda:k"]),
    (["run", "small.toml", "--device", "cuda:"], ["--device cuda:", "cuda:k"]),
    (["run", "small.toml", "--device", "cuda:one"], ["cuda:one", "cuda:k"]),
    (["run", "small.toml", "--device", ""], ["--device", "accepted"]),
    (["run", "none.toml"], ["none.toml", "No such file"]),
    (["run", "."], [".", "is a folder"]),
    (["run", "small.toml", "-o", ""], ["-o", "empty"]),
    (["run", ""], ["cannot be opened"]),
    (["info", "--hepl"], ["--hepl", ' did you mean "--help"?']),
    (["info", "-x"], ["x", "--help"]),
    (["info", "a.h5", "b.h5"], ["several files"]),
]
REFUSED += [(["run", "small.toml", "--threads", wrong], [f"--threads: {wrong} is", "accepted"])
            for wrong in ("0", "-1", "x", "1e9", "1e-1", "0x2", " 2", "18446744073709551617")]
REFUSED += [(["run", "small.toml", "--save-every", wrong], [f"--save-every: {wrong} is", "accepted"])
            for wrong in ("-1", "x", "nan", "inf", "86401", "1s", "")]


@pytest.mark.parametrize("arguments, words", REFUSED, ids=[" ".join(a) for a, _ in REFUSED])
def test_wrong_command_line(folder, arguments, words):
    folder.config()
    before = folder.files()
    folder.call(*arguments).refused(USAGE, *words)
    assert folder.files() == before


NO_GPU = {"CUDA_VISIBLE_DEVICES": ""}  # also where there is one


@pytest.mark.parametrize("device", ["cuda", "cuda:0", "cuda:7"])
def test_cuda_is_not_there(folder, device):
    """The command line is right, but there is no device, so the exit code is not that of wrong
    usage."""
    folder.config()
    before = folder.files()
    folder.call("run", "small.toml", "--device", device, env=NO_GPU).refused(
        FAILED, f"--device {device}: ", "--device cpu")
    assert folder.files() == before


@pytest.mark.parametrize("device", ["auto", "cpu"])
def test_devices_that_are_there(folder, device):
    outcome = folder.call("run", folder.config(), "--device", device, "-o", "r.h5",
                          *WORK_FOR_A_DEVICE, env=NO_GPU).succeeded()
    with h5py.File(folder.path / "r.h5") as file:
        assert attribute(file, "device").startswith("cpu")
        assert attribute(file, "backend").startswith("cpu (")
    told = re.findall(r"^brink: computing on the CPU: \S.*\n", outcome.err)
    assert len(told) == (1 if device == "auto" else 0), outcome.err
    quiet = folder.call("run", "small.toml", "--device", device, "-o", "q.h5", "--quiet",
                        env=NO_GPU).succeeded()
    assert quiet.err == ""


def test_info_says_why_there_is_no_device(folder):
    out = folder.call("info", env=NO_GPU).succeeded().out
    assert re.search(r"^cuda: +no device: \S", out, re.MULTILINE), out


def test_unknown_instruction_set(folder):
    folder.config()
    before = folder.files()
    folder.call("run", "small.toml", env={"BRINK_SIMD": "MMX"}).refused(
        USAGE, "BRINK_SIMD=MMX", "SCALAR")
    assert folder.files() == before


# --- --set

@pytest.mark.parametrize("settings, shapes", [
    (["sweep.n=[8,16,32]"], {(n, b) for n in (8, 16, 32) for b in (1, 2)}),
    (["sweep.n=[8, 16]", "sweep.bit_depth=[3,5]"], {(n, b) for n in (8, 16) for b in (3, 5)}),
    (["sweep.n=[8]", "sweep.n=[5]"], {(5, 1), (5, 2)}),
    (["sweep.n = [ 7 ]"], {(7, 1), (7, 2)}),
], ids=text_only)
@pytest.mark.parametrize("joined", [False, True], ids=["apart", "joined"])
def test_set_replaces_keys(folder, settings, shapes, joined):
    arguments = []
    for setting in settings:
        arguments += [f"--set={setting}"] if joined else ["--set", setting]
    outcome = folder.call("run", folder.config(), "--dry-run", *arguments).succeeded()
    found = {tuple(map(int, pair)) for pair in re.findall(r"n=(\d+) b=(\d+)", outcome.out)}
    assert found == shapes


def test_set_reaches_the_result_and_its_history(folder):
    folder.call("run", folder.config(), "-o", "r.h5", "--set", "run.samples=37",
                "--set", 'measure.p=[2,"inf"]', "--set", "classifier.gauss.weights=sparse",
                "--set", "classifier.0.coverage=0.25", "--set", "run.seed=12").succeeded()
    with h5py.File(folder.path / "r.h5") as file:
        assert (file["samples"][...] == 37).all()
        assert file["p"][...].tolist() == [2, float("inf")]
        assert int(file.attrs["seed"]) == 12
        assert "sparse" in attribute(file, "config") and "0.25" in attribute(file, "config")
        assert "--set run.samples=37" in attribute(file, "history")


@pytest.mark.parametrize("setting, words", [
    ("sweep.m=[8]", ["sweep.m", "unknown key", "bit_depth"]),
    ("swep.n=[8]", ["swep", ' did you mean "sweep"?']),
    ("sweep.n", ["sweep.n", "KEY=VALUE"]),
    ("sweep.n=", ["sweep.n"]),
    ("sweep.n=[8", ["sweep.n"]),
    ("sweep.n=[8,0]", ["sweep.n[1]", "1 to 16384"]),
    ("sweep.n=[]", ["sweep.n", "empty"]),
    ("=3", ["KEY=VALUE"]),
    ("run.samples=many", ["run.samples", "many", "integer"]),
    ("classifier.gaus.seed=3", ["classifier.gaus", ' did you mean "gauss"?']),
    ("classifier.2.seed=3", ["classifier.2", "0 to 1"]),
    ("classifier.brightness.coverage=0.51", ["coverage", "0.5"]),
], ids=text_only)
def test_wrong_set(folder, setting, words):
    folder.config()
    before = folder.files()
    folder.call("run", "small.toml", "--set", setting).refused(USAGE, *words)
    assert folder.files() == before


# --- --dry-run, --json, where the file goes

def test_dry_run_tells_and_touches_nothing(folder):
    config = folder.config()
    before, touched = folder.files(), folder.path.stat().st_mtime_ns
    outcome = folder.call("run", config, "--dry-run").succeeded()
    assert outcome.err == ""
    assert folder.path.stat().st_mtime_ns == touched  # nor made and removed
    assert f"{SMALL_CELLS} cells" in outcome.out
    assert "results/small.h5" in outcome.out
    pixels = 200 * 2 * (4 * 4 + 8 * 8)
    found = re.search(r"([\d.e+]+) pixels in all", outcome.out)
    assert float(found.group(1)) == pytest.approx(pixels, rel=5e-3)
    assert folder.files() == before


def test_dry_run_leaves_an_existing_result_alone(folder):
    config = folder.config()
    (folder.path / "mine.h5").write_text("mine")
    before = folder.files()
    folder.call("run", config, "--dry-run", "--force", "-o", "mine.h5").succeeded()
    assert folder.files() == before


def test_dry_run_of_a_year_computes_nothing(folder):
    config = folder.config(SMALL.replace("200", "1_000_000_000").replace("[4, 8]", "[16384]"))
    folder.call("run", config, "--dry-run").succeeded()


def test_json_holds_what_the_file_holds(folder):
    outcome = folder.call("run", folder.config(), "--json", "-o", "r.h5").succeeded()
    assert outcome.out.endswith("\n")
    summary = json.loads(outcome.out, parse_constant=not_json)
    with h5py.File(folder.path / "r.h5") as file:
        for row in summary["rows"]:
            c = [name.decode() for name in file["classifier"][...]].index(row["classifier"])
            b = file["bit_depth"][...].tolist().index(row["bit_depth"])
            for i, cell in enumerate(row["cells"]):
                assert cell["n"] == file["n"][i]
                assert cell["in_class"] == file["in_class"][c, 0, i, b]
        assert len(summary["rows"]) == file["p"].size * file["bit_depth"].size * 2


@pytest.mark.parametrize("seed", range(6))
def test_json_of_empty_cells_is_json(folder, seed):
    """One image of one pixel is in the class or not: medians and fits may not exist."""
    config = folder.config(SMALL.replace("[4, 8]", "[1]").replace("200", "1"))
    outcome = folder.call("run", config, "--json", "--set", f"run.seed={seed}").succeeded()
    json.loads(outcome.out, parse_constant=not_json)


def not_json(constant):
    raise AssertionError(f"{constant} is not JSON")


def test_results_folder_is_the_default(folder):
    (folder.path / "configs").mkdir()
    folder.config(name="configs/small.toml")
    outcome = folder.call("run", "configs/small.toml").succeeded()
    assert "results/small.h5" in outcome.out
    assert set(folder.files()) == {
        "configs", "configs/small.toml", "results", "results/small.h5"}


def test_missing_folders_of_the_output_are_made(folder):
    folder.call("run", folder.config(), "-o", "new/deep/r.h5").succeeded()
    assert set(folder.files()) == {"small.toml", "new", "new/deep", "new/deep/r.h5"}


@pytest.mark.parametrize("content", ["not even HDF5", ""])
def test_existing_file_is_kept_unless_forced(folder, content):
    config = folder.config()
    (folder.path / "r.h5").write_text(content)
    before = folder.files()
    folder.call("run", config, "-o", "r.h5").refused(USAGE, "r.h5", "exists", "--force")
    assert folder.files() == before and (folder.path / "r.h5").read_text() == content
    folder.call("run", config, "-o", "r.h5", "--force").succeeded()
    folder.call("info", "r.h5").succeeded()
    assert folder.hidden() == []


@pytest.mark.parametrize("switch", ["--force=false", "--force=no", "--force=0"])
def test_a_switch_does_not_mean_its_opposite(folder, switch):
    config = folder.config()
    (folder.path / "r.h5").write_text("mine")
    folder.call("run", config, "-o", "r.h5", switch).refused(USAGE)
    assert (folder.path / "r.h5").read_text() == "mine"


def test_dangling_link_counts_as_existing(folder):
    config = folder.config()
    (folder.path / "r.h5").symlink_to("elsewhere.h5")
    folder.call("run", config, "-o", "r.h5").refused(USAGE, "r.h5", "exists")
    assert not (folder.path / "elsewhere.h5").exists()


@pytest.mark.parametrize("path", ["d", "d/", ".", ".."])
@pytest.mark.parametrize("force", [[], ["--force"]], ids=["", "force"])
def test_output_is_a_folder(folder, path, force):
    config = folder.config()
    (folder.path / "d").mkdir()
    before = folder.files()
    folder.call("run", config, "-o", path, *force).refused(USAGE, "folder", "-o")
    assert folder.files() == before


def test_info_tells_what_a_file_holds(folder):
    folder.call("run", folder.config(), "-o", "r.h5").succeeded()
    outcome = folder.call("info", "r.h5").succeeded()
    assert outcome.err == ""
    for word in ("r.h5", "brightness, gauss", "4, 8", "1, 2", "0, 0.5, 1, inf", "pixels",
                 f"{SMALL_CELLS} of {SMALL_CELLS}"):
        assert word in outcome.out
