# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Names of classes: other programs can read every name that a config may use."""
import shutil
import subprocess

import h5py
import netCDF4
import pytest
import xarray

from invocation import BAD_FILE, SMALL, USAGE
from tallies import tally

OLD = "it's \\ 100 %"  # what earlier versions accepted
ACCEPTED = ["16bit", "_", "a-b.c+d", "größe", "σ", "шум", "画像", "x" * 255]
REFUSED = ["", ".", "..", "-rf", " a", "a ", "a b", "a/b", "a\\\\b", "a\\nb", "\\u0000", "it's",
           "$HOME", "*", "gro\u0308sse", "x" * 256, "\u202ea"]


def named(name):
    return SMALL.replace('name = "gauss"', f'name = "{name}"')


@pytest.mark.parametrize("name", ACCEPTED, ids=lambda name: name[:9])
def test_accepted_name(folder, name):
    folder.call("run", folder.config(named(name)), "-o", "r.h5").succeeded()
    path = folder.path / "r.h5"
    with xarray.open_dataset(path, engine="h5netcdf") as results:
        assert (results.sel(classifier=name).samples == 200).all()
        count = int(results.in_class.sel(classifier=name, channels=1, n=4, bit_depth=1))
    with h5py.File(path) as file:
        assert int(tally(file, name, 1, 4, 1, 1)[1].sum()) == count
    for engine in ("h5netcdf", "netcdf4"):
        with xarray.open_dataset(path, engine=engine, group=f"classifiers/{name}") as group:
            assert group.attrs["type"] == "halfspace"
    with netCDF4.Dataset(path) as file:
        assert file[f"classifiers/{name}"].type == "halfspace"
    if shutil.which("ncdump"):
        shown = subprocess.run(["ncdump", "-h", "r.h5"], cwd=folder.path, capture_output=True,
                               text=True, check=True).stdout
        assert f"group: {name} {{" in shown.replace("\\", "")
    # A shell takes the name without quotes, and --set finds it.
    setting = f"classifier.{name}.seed=5" if "." not in name else f"classifier.'{name}'.seed=5"
    folder.call("run", "small.toml", "--dry-run", "--set", setting).succeeded()


@pytest.mark.parametrize("name", REFUSED, ids=lambda name: repr(name)[:9])
def test_refused_name(folder, name):
    folder.config(named(name))
    folder.call("run", "small.toml").refused(
        USAGE, "small.toml:12:8: classifier[1].name: ", "accepted: up to 255 bytes of letters")
    assert sorted(folder.files()) == ["small.toml"]


@pytest.fixture
def old(folder):
    """A file whose class has a name of an earlier version, and its config."""
    folder.call("run", folder.config(), "-o", "old.h5").succeeded()
    with h5py.File(folder.path / "old.h5", "r+") as file:
        file.move("classifiers/gauss", f"classifiers/{OLD}")
        names = [OLD if name.decode() == "gauss" else name for name in file["classifier"][...]]
        file["classifier"][...] = names
        text = file.attrs["config"].decode().replace('"gauss"', f'"""{OLD}"""'.replace("\\", "\\\\"))
        del file.attrs["config"]
        file.attrs["config"] = text
    (folder.path / "old.toml").write_text(text)
    return folder


@pytest.mark.parametrize("call", [["info"], ["report"], ["verify"]], ids=lambda call: call[0])
def test_old_name_is_read(old, call):
    outcome = old.call(*call, "old.h5").succeeded()
    if call == ["info"]:
        assert OLD in outcome.out and "8 of 8 finished" in outcome.out


def test_old_name_is_merged(old):
    old.call("merge", "old.h5", "old.h5", "-o", "sum.h5").refused(BAD_FILE, "old.h5")  # overlap
    old.call("info", "old.h5").succeeded()


def test_old_name_is_continued(old):
    more = ["--set", "run.samples=300"]
    old.call("run", "old.toml", "-o", "new.h5").refused(USAGE, "classifier[1].name")
    old.call("run", "old.toml", "-o", "new.h5", "--resume").refused(USAGE, "classifier[1].name")
    old.call("run", "old.toml", "-o", "old.h5", "--resume", *more).succeeded()
    with h5py.File(old.path / "old.h5") as file:
        assert (file["samples"][...] == 300).all()
        assert OLD in file["classifiers"]


def test_no_such_name_is_added(old):
    text = (old.path / "old.toml").read_text() + '[[classifier]]\ntype = "parity"\nname = "a b"\n'
    (old.path / "old.toml").write_text(text)
    before = old.files()
    outcome = old.call("run", "old.toml", "-o", "old.h5", "--resume")
    assert outcome.code == USAGE and 'classifier."a b": ' in outcome.err, outcome
    assert old.files() == before


def test_finished_file_of_an_old_name_is_done(old):
    outcome = old.call("run", "old.toml", "-o", "old.h5", "--resume").succeeded()
    assert "nothing to do" in outcome.err
