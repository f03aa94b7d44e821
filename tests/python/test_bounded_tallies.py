# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Cells with more different costs than a tally holds are rounded by one rule, and exact at the
radii."""
import json

import h5py
import numpy as np
import pytest

import mpirun
from invocation import BAD_FILE, USAGE, Folder
from old_files import make_old
from same_results import assert_same_results
from tallies import place, tally

MOST_COSTS = 65536
SAMPLES = 180_000
PARTS = 3  # each of fewer images in a class than MOST_COSTS: exact
TEXT = f"""\
[run]
samples = {SAMPLES}
[sweep]
n = [4]
bit_depth = [16]
[measure]
p = [0.5, 2, "inf"]
radius_scale = [0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0]
quantiles = [0.0, 0.05, 0.5, 0.95, 1.0]
[[classifier]]
type = "brightness"
[[classifier]]
type = "halfspace"
weights = "uniform"
"""
# Which end of which tally has more costs than it may hold.
ROUNDED = [("brightness", 1, 4, 16, 0.5, ""), ("halfspace", 1, 4, 16, 0.5, "_lower"),
           ("halfspace", 1, 4, 16, 2, ""), ("halfspace", 1, 4, 16, 2, "_lower")]


@pytest.fixture(scope="module")
def folder(program, tmp_path_factory):
    folder = Folder(program, tmp_path_factory.mktemp("bounded"))
    folder.config(TEXT, "whole.toml")
    return folder


def run(folder, name, *arguments, env=None):
    folder.call("run", "whole.toml", "-o", name, "--quiet", *arguments, env=env).succeeded()
    return folder.path / name


@pytest.fixture(scope="module")
def whole(folder):
    return run(folder, "whole.h5", "--threads", 1)


@pytest.fixture(scope="module")
def parts(folder):
    count = SAMPLES // PARTS
    return [run(folder, f"part{i}.h5", "--set", f"run.samples={count}",
                "--set", f"run.first_image={i * count}") for i in range(PARTS)]


def costs(path, end):
    """Costs and counts of one end of a tally, and its bits; 64 where they are exact."""
    with h5py.File(path) as file:
        name = "resolution_bits" + end[-1]
        bits = int(file[name][place(file, *end[:-1])]) if name in file else 64
        return (*tally(file, *end), bits)


@pytest.mark.parametrize("end", ROUNDED, ids=str)
def test_rounded_tallies_say_so(whole, end):
    cost, count, bits = costs(whole, end)
    assert MOST_COSTS // 2 < len(cost) <= MOST_COSTS + len(QUANTILES)
    assert 10 < bits < 40
    with h5py.File(whole) as file:
        for table in ("distance_quantile", "distance_mean"):
            assert "resolution_bits" in file[table].attrs["comment"].decode()


def test_exact_tallies_do_not(whole, parts):
    assert costs(whole, ("brightness", 1, 4, 16, np.inf, ""))[2] == 64
    with h5py.File(parts[0]) as file:
        assert "resolution_bits" not in file and "resolution_bits_lower" not in file
        assert "comment" not in file["distance_mean"].attrs


@pytest.mark.parametrize("end", ROUNDED, ids=str)
def test_costs_are_those_of_exact_parts_rounded_down(whole, parts, end):
    found = [costs(part, end)[:2] for part in parts]
    exact = np.repeat(np.concatenate([cost for cost, _ in found]),
                      np.concatenate([count for _, count in found]).astype(int))
    exact.sort()
    cost, count, bits = costs(whole, end)
    kept = np.repeat(cost, count.astype(int))
    assert len(kept) == len(exact)
    assert np.all(kept <= exact)
    assert np.all(exact - kept <= exact * 2.0 ** -bits)


def test_what_was_moved_is_exact(whole, parts):
    with h5py.File(whole) as file:
        for name in ("in_class", "moved", "moved_possible"):
            total = np.zeros(file[name].shape, np.uint64)
            for part in parts:
                with h5py.File(part) as other:
                    total += other[name][...]
            assert np.array_equal(file[name][...], total), name
        moved = file["moved"][...]
        assert ((moved > 0) & (moved < file["in_class"][...].max())).sum() > 20


QUANTILES = (0, 0.05, 0.5, 0.95, 1)


def exact_costs(parts, end):
    """The cost of every image, from tallies that are exact."""
    found = [costs(part, end)[:2] for part in parts]
    return np.sort(np.repeat(np.concatenate([cost for cost, _ in found]),
                             np.concatenate([count for _, count in found]).astype(int)))


def of_quantiles(cost):
    return cost[[max(0, int(np.ceil(q * len(cost))) - 1) for q in QUANTILES]]


@pytest.mark.parametrize("end", [ROUNDED[0], ROUNDED[2]], ids=str)
def test_quantiles_and_means_are_exact(whole, parts, end):
    with h5py.File(whole) as file:
        at = place(file, *end[:-1])
        quantiles, mean = file["distance_quantile"][at], file["distance_mean"][at]
        assert file["refined"][at] == 1
    level, p = 2**16 - 1, end[4]
    exact = exact_costs(parts, end)
    distance = exact / level**p if p < 1 else exact ** (1 / p) / level
    assert mean == pytest.approx(distance.mean(), rel=1e-12)
    assert quantiles == pytest.approx(of_quantiles(distance), rel=1e-15)


@pytest.mark.parametrize("end", ROUNDED, ids=str)
def test_quantiles_are_costs_of_the_tally(whole, parts, end):
    cost, count, _ = costs(whole, end)
    exact = of_quantiles(exact_costs(parts, end))
    assert np.array_equal(of_quantiles(np.repeat(cost, count.astype(int))), exact)


@pytest.mark.parametrize("threads", [2, 7])
def test_every_thread_count_gives_the_same(folder, whole, threads):
    assert_same_results(run(folder, f"threads{threads}.h5", "--threads", threads), whole)


def test_the_plainest_instructions_give_the_same(folder, whole):
    assert_same_results(run(folder, "scalar.h5", env={"BRINK_SIMD": "SCALAR"}), whole)


def test_merged_parts_give_the_same(folder, whole, parts):
    names = [part.name for part in parts]
    folder.call("merge", *reversed(names), "-o", "merged.h5").succeeded()
    with h5py.File(folder.path / "merged.h5") as file:
        assert np.all(file["refined"][...] <= 0)
    run(folder, "merged.h5", "--resume")
    assert_same_results(folder.path / "merged.h5", whole)
    folder.call("merge", names[0], names[2], "-o", "ends.h5").succeeded()
    folder.call("merge", "ends.h5", names[1], "-o", "merged.h5", "--force").succeeded()
    run(folder, "merged.h5", "--resume")
    assert_same_results(folder.path / "merged.h5", whole)


def test_other_quantiles_are_looked_up_again(folder, whole):
    other = ["--set", "measure.quantiles=[0.1, 0.5]"]
    fresh = run(folder, "fresh.h5", *other)
    (folder.path / "other.h5").write_bytes(whole.read_bytes())
    assert_same_results(run(folder, "other.h5", "--resume", *other), fresh)
    assert_same_results(run(folder, "other.h5", "--resume"), whole)


def test_another_p_comes_with_exact_quantiles(folder, whole):
    fewer = run(folder, "fewer.h5", "--set", 'measure.p=[0.5, "inf"]')
    assert_same_results(run(folder, fewer.name, "--resume"), whole)


def test_more_samples_later_give_the_same(folder, whole):
    for samples in (1000, 150_000, 160_000):  # exact, then rounded
        run(folder, "later.h5", "--resume", "--set", f"run.samples={samples}")
    run(folder, "later.h5", "--resume")
    assert_same_results(folder.path / "later.h5", whole)


def test_ranks_give_the_same(folder, whole):
    try:
        done = mpirun.call(folder, 2, "run", "whole.toml", "-o", "ranks.h5", "--quiet",
                           env={"BRINK_MPI_BLOCK": "5000"})
    except FileNotFoundError:
        pytest.skip("no mpirun here")
    done.succeeded()
    assert_same_results(folder.path / "ranks.h5", whole)


def test_other_radii_are_refused_for_rounded_costs_only(folder, whole, parts):
    before = whole.read_bytes()
    radii = "measure.radius_scale=[0.2, 0.4]"
    folder.call("run", "whole.toml", "-o", whole.name, "--resume", "--set", radii).refused(
        USAGE, "radii", "brightness h=1 n=4 b=16", "p=0.5", "accepted")
    assert whole.read_bytes() == before
    part = parts[0].name
    again = ["run", "whole.toml", "-o", part, "--quiet", "--resume",
             "--set", f"run.samples={SAMPLES // PARTS}"]
    folder.call(*again, "--set", radii).succeeded()
    folder.call(*again).succeeded()  # and back
    folder.call("verify", part, "--quiet").succeeded()


def test_verify_agrees_and_finds_a_change(folder, whole):
    done = folder.call("verify", whole.name, env={"BRINK_PROGRESS": "json"}).succeeded()
    # Its second look is part of what it says it will draw.
    told = [json.loads(line) for line in done.err.splitlines() if line.startswith("{")]
    assert all(line["pixels"] <= line["pixels_total"] for line in told), told[-1]
    changed = folder.path / "changed.h5"
    changed.write_bytes(whole.read_bytes())
    with h5py.File(changed, "r+") as file:
        bits = file["resolution_bits"]
        bits[place(file, *ROUNDED[0][:-1])] += 1
    done = folder.call("verify", changed.name, "--quiet")
    assert done.code == BAD_FILE and "bits" in done.out + done.err, done


def test_older_files_are_rounded_when_they_go_on(folder, whole, parts):
    """A file of format 1 contains an exact tally of any size. The test makes one by hand."""
    end = ROUNDED[0]
    found = [costs(part, end)[:2] for part in parts]
    cost, inverse = np.unique(np.concatenate([cost for cost, _ in found]), return_inverse=True)
    count = np.bincount(inverse, np.concatenate([c for _, c in found])).astype(np.uint64)
    assert len(cost) > MOST_COSTS
    old = folder.path / "old.h5"
    make_old(whole, old, 1, exact={end: (cost, count)})
    folder.call("merge", old.name, old.name, "-o", "twice.h5").refused(BAD_FILE, "holds images")
    folder.config(TEXT.replace("n = [4]", "n = [1, 4]"), "more.toml")
    folder.call("run", "more.toml", "-o", old.name, "--resume", "--quiet").succeeded()
    for now, right in zip(costs(old, end), costs(whole, end)):
        assert np.array_equal(now, right)
    with h5py.File(old) as file:
        assert file.attrs["format_version"] == 3
