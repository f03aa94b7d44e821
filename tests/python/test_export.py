# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""`brink sample --export`: the archives say what the sample file says, and each linear layer is the class."""
import h5py
import numpy as np
import pytest

from invocation import USAGE, Folder

CONFIG = """\
[run]
samples = 60
[sweep]
n = [4]
bit_depth = [3]
channels = [2]
[measure]
p = [0, 0.5, 2, "inf"]
[[classifier]]
type = "brightness"
coverage = 0.4
[[classifier]]
type = "halfspace"
weights = "uniform"
[[classifier]]
type = "voronoi"
prototypes = 6
[[classifier]]
name = "given"
type = "voronoi"
file = "prototypes.npy"
cell = 1
[[classifier]]
name = "side"
type = "halfspace"
weights = "file"
file = "weights.npy"
threshold = 3
[[classifier]]
type = "linear"
file = "scores.npy"
cell = 2
offsets = [1, 0, -1]
[[classifier]]
type = "parity"
"""
LINEAR = ("brightness", "halfspace", "voronoi", "given", "side", "linear")


@pytest.fixture
def folder(program, tmp_path):
    random = np.random.default_rng(5)
    np.save(tmp_path / "prototypes.npy", random.integers(0, 8, (3, 2, 4, 4)))
    np.save(tmp_path / "weights.npy", random.integers(-2000, 2001, (2, 4, 4)))
    np.save(tmp_path / "scores.npy", random.integers(-2, 3, (3, 2, 4, 4)))
    made = Folder(program, tmp_path)
    made.config(CONFIG, "c.toml")
    return made


def test_archives_say_what_the_sample_file_says(folder):
    done = folder.call("sample", "c.toml", "--count", 60, "-o", "s.h5", "--export", "truth").succeeded()
    assert "exported: truth" in done.out
    shared = np.load(folder.path / "truth/images.npz")
    levels = shared["level"]
    assert int(shared["bit_depth"]) == 3 and levels.shape == (60, 2, 4, 4)
    assert shared["p"].tolist() == [0, 0.5, 2, np.inf]
    with h5py.File(folder.path / "s.h5") as file:
        assert (file["level"][...] == levels).all()
        names = [name.decode() for name in file["classifier"][...].astype("S")]
        assert sorted(path.stem for path in (folder.path / "truth/classes").iterdir()) == sorted(names)
        for k, name in enumerate(names):
            archive = np.load(folder.path / f"truth/classes/{name}.npz")
            inside = archive["in_class"].astype(bool)
            assert 0 < inside.sum() < 60
            assert (file["in_class"][k].astype(bool) == inside).all()
            for end in ("distance", "distance_lower"):
                np.testing.assert_array_equal(archive[end], file[end][k])
            assert ("weight" in archive) == (name in LINEAR)
            if name not in LINEAR:
                continue
            assert archive["weight"].shape[1:] == (2, 4, 4)
            matrix = archive["weight"].reshape(len(archive["weight"]), -1)
            chosen = levels.reshape(60, -1).astype(int) @ matrix.T + archive["offset"]
            assert ((chosen.argmax(axis=1) == archive["inside"]) == inside).all()
            witnesses = file["witness"][k][inside].reshape(-1, 32).astype(int)
            assert ((witnesses @ matrix.T + archive["offset"]).argmax(axis=1) != archive["inside"]).all()


def test_a_folder_is_not_overwritten(folder):
    (folder.path / "truth").mkdir()
    before = folder.files()
    arguments = ["sample", "c.toml", "--count", 2, "-o", "s.h5", "--export", "truth"]
    folder.call(*arguments).refused(USAGE, "--export truth", "--force")
    assert folder.files() == before
    folder.call(*arguments, "--force").succeeded()
    folder.config("text", "file")
    folder.call(*arguments[:-1], "file", "--force").refused(USAGE, "--export file")
