# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Files of format 1 and 2 open, report, verify, go on and merge like today's."""
import h5py
import pytest

from invocation import BAD_FILE, SMALL, Folder
from old_files import make_old
from parts import assert_same_datasets, move_an_image

SAMPLES = 200


@pytest.fixture(scope="module", params=[1, 2], ids=["format1", "format2"])
def old(request, program, tmp_path_factory):
    """A file `old.h5` of that format, and today's `new.h5` that holds the same."""
    folder = Folder(program, tmp_path_factory.mktemp("old"))
    folder.config(SMALL.replace("p = [0, 0.5, 1, ", "p = [0, 0.5, 1, 2, "))
    folder.call("run", "small.toml", "-o", "new.h5", "--quiet").succeeded()
    make_old(folder.path / "new.h5", folder.path / "old.h5", request.param)
    return folder


def go_on(folder, name, *arguments):
    folder.call("run", "small.toml", "-o", name, "--quiet", "--resume", *arguments).succeeded()


def test_they_are_shown(old):
    shown = {name: old.call("info", name).succeeded().out.split("\n", 1)[1]
             for name in ("old.h5", "new.h5")}
    assert shown["old.h5"] == shown["new.h5"]
    reports = {name: old.call("report", name).succeeded().out.replace(name, "")
               for name in ("old.h5", "new.h5")}
    assert reports["old.h5"] == reports["new.h5"]


def test_they_are_verified(old):
    assert "all equal" in old.call("verify", "old.h5", "--quiet").succeeded().out
    changed = old.path / "changed.h5"
    changed.write_bytes((old.path / "new.h5").read_bytes())
    move_an_image(changed, "gauss", 1, 8, 2, 2, end="_lower")
    make_old(changed, old.path / "moved.h5", 2)
    found = old.call("verify", "moved.h5", "--quiet")
    assert found.code == BAD_FILE and "gauss h=1 n=8 b=2: p=2: " in found.out
    assert "at lower cost" in found.out


def test_they_go_on(old):
    (old.path / "more.h5").write_bytes((old.path / "old.h5").read_bytes())
    go_on(old, "more.h5", "--set", "run.samples=300")
    old.call("run", "small.toml", "-o", "whole.h5", "--quiet", "--force",
             "--set", "run.samples=300").succeeded()
    assert_same_datasets(old.path / "more.h5", old.path / "whole.h5")
    with h5py.File(old.path / "more.h5") as file:
        assert file.attrs["format_version"] == 3


def test_they_are_merged(old):
    old.call("run", "small.toml", "-o", "rest.h5", "--quiet", "--force", "--set",
             f"run.first_image={SAMPLES}", "--set", "run.samples=100").succeeded()
    old.call("merge", "old.h5", "rest.h5", "-o", "sum.h5", "--force").succeeded()
    old.call("run", "small.toml", "-o", "whole.h5", "--quiet", "--force",
             "--set", "run.samples=300").succeeded()
    assert_same_datasets(old.path / "sum.h5", old.path / "whole.h5")


def test_a_damaged_one_is_refused(old):
    data = bytearray((old.path / "old.h5").read_bytes())
    data[len(data) // 2] ^= 1
    (old.path / "damaged.h5").write_bytes(data)
    old.call("info", "damaged.h5").refused(BAD_FILE, "damaged.h5", "checksum")
