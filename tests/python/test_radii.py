# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Evenly spaced radii can be found in the file by the decimals that a reader would write."""
from fractions import Fraction

import h5py
import pytest
import xarray

from invocation import SMALL, Folder
from same_results import assert_same_results

RANGE = "{start = 0.1, stop = 0.9, count = 9}"
TENTHS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
# Earlier versions computed them in this way: 0.3 and 0.6 came out as 0.30000000000000004 and
# similar.
EARLIER = [0.1 + i * (0.9 - 0.1) / 8 for i in range(8)] + [0.9]


@pytest.fixture
def folder(program, tmp_path):
    folder = Folder(program, tmp_path)
    folder.config(SMALL.replace("[0.5, 1.0]", RANGE))
    return folder


@pytest.mark.parametrize("key", ["radius_scale", "radius"])
def test_decimals_are_found(folder, key):
    folder.config(SMALL.replace("radius_scale = [0.5, 1.0]", f"{key} = {RANGE}"))
    folder.call("run", "small.toml", "-o", "r.h5").succeeded()
    with xarray.open_dataset(folder.path / "r.h5", engine="h5netcdf") as results:
        assert results[key].values.tolist() == TENTHS
        for value in TENTHS:
            assert results.moved_fraction.sel({key: value}).size == 2 * 2 * 2 * 4


def test_other_values_are_rounded_once(folder):
    setting = "measure.radius_scale={start=0.05,stop=1.3,count=38}"
    folder.call("run", "small.toml", "-o", "r.h5", "--set", setting).succeeded()
    step = (Fraction(13, 10) - Fraction(5, 100)) / 37
    with h5py.File(folder.path / "r.h5") as file:
        assert file["radius_scale"][...].tolist() == [
            float(Fraction(5, 100) + i * step) for i in range(38)]


@pytest.fixture
def earlier(folder):
    """A file of an earlier version, whose values differ in the last bit."""
    assert EARLIER != TENTHS
    folder.call("run", "small.toml", "-o", "r.h5").succeeded()
    with h5py.File(folder.path / "r.h5", "r+") as file:
        file["radius_scale"][...] = EARLIER
    return folder


def test_earlier_values_are_no_change(earlier):
    outcome = earlier.call("run", "small.toml", "-o", "r.h5", "--resume").succeeded()
    assert "nothing to do" in outcome.err
    earlier.call("verify", "r.h5").succeeded()


def test_earlier_file_is_continued(earlier):
    more = ["--set", "run.samples=300"]
    earlier.call("run", "small.toml", "-o", "r.h5", "--resume", *more).succeeded()
    earlier.call("run", "small.toml", "-o", "alone.h5", *more).succeeded()
    assert_same_results(earlier.path / "r.h5", earlier.path / "alone.h5")
    with h5py.File(earlier.path / "r.h5") as file:
        assert file["radius_scale"][...].tolist() == TENTHS


def test_earlier_file_is_merged(earlier):
    earlier.call("run", "small.toml", "-o", "part.h5", "--set", "run.first_image=200").succeeded()
    earlier.call("merge", "r.h5", "part.h5", "-o", "sum.h5").succeeded()
    with h5py.File(earlier.path / "sum.h5") as file:
        assert file["radius_scale"][...].tolist() == TENTHS
        assert (file["samples"][...] == 400).all()
