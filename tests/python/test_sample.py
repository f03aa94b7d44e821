# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Checks `brink sample`, witness by witness, in NumPy and integers that share nothing with the
program."""
import math
from collections import Counter

import h5py
import netCDF4
import numpy as np
import pytest
import xarray as xr

from invocation import Folder
from reference import classifiers, images, program as brink
from reference.classifiers import Definition
from reference.compare import RELATIVE_TOLERANCE
from reference.exhaustive import true_costs
from reference.images import Shape
from reference.powers import as_number, is_integer, power_sum

P_VALUES = (0, 0.5, 1, 1.5, 2, 3, math.inf)
NO_WITNESS = 65535
EXACT_INTEGERS = 2**53  # a cost beyond is stored as the nearest double
BIG_SEED = 2**63 - 1
LARGEST_RARE_DEPTH = 8  # above it the reference takes long to find a threshold that is not 0

# (n, h, b): images
SHAPES = {Shape(*key): count for key, count in {
    (1, 1, 1): 12, (5, 1, 1): 30, (6, 3, 1): 20, (5, 1, 2): 30, (4, 3, 2): 20, (5, 1, 3): 30,
    (3, 3, 3): 20, (6, 1, 8): 30, (4, 3, 8): 20, (1, 1, 16): 12, (3, 1, 16): 20, (3, 3, 16): 12,
    (32, 1, 1): 6, (20, 1, 8): 6, (12, 1, 16): 4}.items()}
# All q^N images.
TINY = [Shape(*key) for key in ((1, 1, 3), (2, 1, 1), (2, 1, 2), (1, 3, 3), (3, 1, 1), (2, 2, 1), (1, 1, 10))]


def definitions(coverage=0.5, seed=7):
    """Every type, and every kind of weights."""
    made = [Definition(kind, kind, coverage, seed) for kind in
            ("brightness", "majority_bit", "hamming_ball", "dictator", "parity")]
    for weights in ("rademacher", "binomial", "uniform", "sparse"):
        made.append(Definition("halfspace", weights, coverage, seed, weights, density=0.6))
    made.append(Definition("halfspace", "narrow", coverage, seed, "uniform", max_weight=1))
    if coverage == 0.5:  # the reference has no quick way to the other thresholds
        made.append(Definition("halfspace", "wide", coverage, seed, "uniform", max_weight=900))
    return made


def sample_of(program, folder, run, count, *options):
    """The path of a sample file of a run's config."""
    (folder / "sample.toml").write_text(run.toml())
    Folder(program, folder).call("sample", "sample.toml", "--count", count, "-o", "sample.h5",
                                 *options).succeeded()
    return folder / "sample.h5"


def run_of(shape, coverage=0.5, seed=3, first_image=0, samples=1):
    return brink.Run(n=[shape.n], bit_depth=[shape.b], channels=[shape.h], p=P_VALUES, seed=seed,
                     samples=samples, first_image=first_image, classifiers=definitions(coverage))


def exact_cost(steps, p):
    """The cost of a perturbation, from its definition, as the file holds it."""
    cost = int(steps.max()) if p == math.inf else power_sum(steps, p)
    return float(as_number(cost, p))


def distance(cost, p, levels):
    """The distance as docs/spec/model.md#distances defines it."""
    if p == math.inf:
        return cost / (levels - 1)
    return (cost / (levels - 1.0) ** p) ** (1 / max(p, 1))


def check_every_witness(path, run, shape, drawn, made):
    """Asserts everything that the file says about its images. Returns the number of its
    witnesses."""
    with h5py.File(path, "r") as file:
        level, witness, in_class, score, cost, cost_lower, far, far_lower, threshold = (
            file[name][...] for name in ("level", "witness", "in_class", "score", "cost", "cost_lower",
                                         "distance", "distance_lower", "threshold"))
    assert level.dtype == witness.dtype == np.uint16 and in_class.dtype == score.dtype == np.int64
    assert (level.reshape(len(drawn), -1) == drawn).all()
    witness = witness.reshape(len(made), len(drawn), len(run.p), -1).astype(np.int64)
    checked = 0
    for c, classifier in enumerate(made):
        assert (score[c] == classifier.score(drawn)).all(), classifier.definition
        inside = classifier.contains(drawn)
        assert (in_class[c] == inside).all(), classifier.definition
        if classifier.threshold is not None:
            assert threshold[c] == classifier.threshold
        assert (witness[c][~inside] == NO_WITNESS).all()
        for table in (cost, cost_lower, far, far_lower):
            assert np.isnan(table[c][~inside]).all() and not np.isnan(table[c][inside]).any()
        for i in np.flatnonzero(inside):
            moved = witness[c, i]
            assert moved.min() >= 0 and moved.max() < shape.levels
            assert not classifier.contains(moved).any(), (classifier.definition, i)
            for k, p in enumerate(run.p):
                here = (classifier.definition, i, p)
                found, lower = cost[c, i, k], cost_lower[c, i, k]
                wanted = exact_cost(np.abs(moved[k] - drawn[i]), p)
                tolerance = 0 if is_integer(p) and wanted < EXACT_INTEGERS else RELATIVE_TOLERANCE
                assert abs(found - wanted) <= tolerance * wanted, here
                assert 0 < lower <= found, here
                if not is_bracket(classifier, p):
                    assert lower == found, here
                assert far[c, i, k] == pytest.approx(distance(found, p, shape.levels), rel=1e-12)
                assert far_lower[c, i, k] == pytest.approx(distance(lower, p, shape.levels), rel=1e-12)
                checked += 1
    return checked


def is_bracket(classifier, p):
    """Whether the distance may be known by its ends only."""
    if classifier.type != "halfspace" or p in (0, 1, math.inf):
        return False
    return len(np.unique(np.abs(classifier.weights[classifier.weights != 0]))) > 1


@pytest.mark.parametrize("shape, coverage", [
    pytest.param(shape, coverage, id=f"{shape}-c{coverage}") for shape in SHAPES
    for coverage in (0.5, 0.3) if coverage == 0.5 or shape.b <= LARGEST_RARE_DEPTH])
def test_every_witness(program, tmp_path, shape, coverage):
    first, count = 2**33 + 5, SHAPES[shape]
    run = run_of(shape, coverage, BIG_SEED, first)
    path = sample_of(program, tmp_path, run, count)
    drawn = np.array([images.image(shape, BIG_SEED, first + i) for i in range(count)])
    made = [classifiers.build(d, shape) for d in run.classifiers]
    checked = check_every_witness(path, run, shape, drawn, made)
    assert checked >= 4 * len(P_VALUES)
    with h5py.File(path, "r") as file:
        assert file["image"][...].tolist() == list(range(first, first + count))


@pytest.mark.parametrize("shape", TINY, ids=str)
def test_nothing_is_closer_in_tiny_spaces(program, tmp_path, shape):
    """For all images of the space, exact costs must be the least costs, and brackets must contain
    the least cost."""
    run = run_of(shape, samples=None)
    total = shape.levels ** shape.pixels
    path = sample_of(program, tmp_path, run, total)
    numbers = np.arange(total)
    # Pixel i of image e is (e >> b i) & (q-1): the first pixel varies fastest.
    drawn = np.stack([numbers >> shape.b * i & shape.levels - 1 for i in range(shape.pixels)], axis=1)
    made = [classifiers.build(d, shape) for d in run.classifiers]
    check_every_witness(path, run, shape, drawn, made)
    with h5py.File(path, "r") as file:
        cost, lower = file["cost"][...], file["cost_lower"][...]
    for c, classifier in enumerate(made):
        inside = classifier.contains(drawn)
        cube = inside.reshape((shape.levels,) * shape.pixels)
        for k, p in enumerate(P_VALUES):
            truth = true_costs(cube, p).ravel()[inside]
            slack = 0 if is_integer(p) else RELATIVE_TOLERANCE
            found, least = cost[c, inside, k], lower[c, inside, k]
            if is_bracket(classifier, p):
                assert (least <= truth * (1 + slack)).all() and (truth <= found * (1 + slack)).all()
            else:
                assert (np.abs(found - truth) <= slack * truth).all(), (classifier.definition, p)


# Classes that see images whole, as configs name them.
WHOLE_IMAGE = {"hash": "seed = 5", "voronoi": "seed = 5\nprototypes = 6", "network": "seed = 5"}


@pytest.mark.parametrize("kind", WHOLE_IMAGE)
@pytest.mark.parametrize("shape", [shape for shape in TINY if shape.pixels > 1 or shape.b < 4], ids=str)
def test_classes_of_whole_images_in_tiny_spaces(program, tmp_path, shape, kind):
    """With every image in the file, its own flags tell which images are outside and how far that
    is."""
    run = run_of(shape, samples=None)
    run.classifiers = []
    (tmp_path / "whole.toml").write_text(
        run.toml() + f'[[classifier]]\ntype = "{kind}"\n{WHOLE_IMAGE[kind]}\n')
    total = shape.levels ** shape.pixels
    folder = Folder(program, tmp_path)
    folder.call("sample", "whole.toml", "--count", total, "-o", "whole.h5").succeeded()
    with h5py.File(tmp_path / "whole.h5", "r") as file:
        level = file["level"][...].reshape(total, -1).astype(np.int64)
        witness = file["witness"][0].reshape(total, len(P_VALUES), -1).astype(np.int64)
        inside, cost, lower = file["in_class"][0] == 1, file["cost"][0], file["cost_lower"][0]
    assert inside.sum() <= total / 2
    assert inside.any() or shape.pixels == 1  # where prototypes may coincide
    number = (witness << shape.b * np.arange(shape.pixels)).sum(axis=-1)
    cube = inside.reshape((shape.levels,) * shape.pixels)  # the last pixel varies slowest
    for k, p in enumerate(P_VALUES):
        truth = true_costs(cube, p).ravel()
        slack = 0 if is_integer(p) else RELATIVE_TOLERANCE
        for i in np.flatnonzero(inside):
            assert witness[i, k].max() < shape.levels and not inside[number[i, k]]
            wanted = exact_cost(np.abs(witness[i, k] - level[i]), p)
            assert abs(cost[i, k] - wanted) <= slack * wanted, (i, p)
            assert lower[i, k] <= truth[i] * (1 + slack) <= cost[i, k] * (1 + 2 * slack), (i, p)


@pytest.mark.parametrize("kind", WHOLE_IMAGE)
def test_costs_of_whole_images_are_those_of_a_run(program, tmp_path, kind):
    shape = Shape(7, 2, 3)
    run = run_of(shape, samples=50)
    run.classifiers = []
    config = run.toml() + f'[[classifier]]\ntype = "{kind}"\n{WHOLE_IMAGE[kind]}\n'
    folder = Folder(program, tmp_path)
    folder.config(config, "whole.toml")
    folder.call("sample", "whole.toml", "--count", run.samples, "-o", "sample.h5").succeeded()
    folder.call("run", "whole.toml", "-o", "run.h5", "--quiet").succeeded()
    cell = brink.read_cell(tmp_path / "run.h5", kind, shape, P_VALUES)
    with h5py.File(tmp_path / "sample.h5", "r") as file:
        inside, cost, lower = file["in_class"][0] == 1, file["cost"][0], file["cost_lower"][0]
    assert cell.in_class == inside.sum() > 0
    for k, p in enumerate(P_VALUES):
        assert Counter(cost[inside, k].tolist()) == cell.tallies[p].upper
        assert Counter(lower[inside, k].tolist()) == (cell.tallies[p].lower or cell.tallies[p].upper)


@pytest.mark.parametrize("shape", [Shape(6, 1, 2), Shape(5, 3, 8)], ids=str)
def test_costs_are_those_of_a_run(program, tmp_path, shape):
    """The tally of a run over the same images is the histogram of the sample's costs."""
    run = run_of(shape, first_image=100, samples=60)
    sample = sample_of(program, tmp_path, run, run.samples)
    result = brink.execute(program, run, tmp_path)
    with h5py.File(sample, "r") as file:
        in_class, cost, lower = (file[name][...] for name in ("in_class", "cost", "cost_lower"))
    for c, definition in enumerate(run.classifiers):
        cell = brink.read_cell(result, definition.name, shape, P_VALUES)
        inside = in_class[c] == 1
        assert cell.in_class == inside.sum() > 0
        for k, p in enumerate(P_VALUES):
            assert Counter(cost[c, inside, k].tolist()) == cell.tallies[p].upper
            wanted = cell.tallies[p].lower or cell.tallies[p].upper
            assert Counter(lower[c, inside, k].tolist()) == wanted


def test_large_images_are_written_piece_by_piece(program, tmp_path):
    """One witness is larger than a chunk of the file."""
    shape = Shape(400, 2, 8)
    run = brink.Run(n=[400], bit_depth=[8], channels=[2], p=[0, 2], samples=1, seed=3,
                    classifiers=[Definition("brightness", "bright"),
                                 Definition("halfspace", "gauss", weights="binomial")])
    path = sample_of(program, tmp_path, run, 3)
    drawn = np.array([images.image(shape, 3, i) for i in range(3)])
    made = [classifiers.build(d, shape) for d in run.classifiers]
    assert check_every_witness(path, run, shape, drawn, made) >= 2
    with h5py.File(path, "r") as file:
        assert file["witness"].chunks < file["witness"].shape
        assert np.prod(file["witness"].chunks) * 2 <= 2**19


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
@pytest.mark.parametrize("depth", [8, 16])
def test_opens_as_images(program, tmp_path, engine, depth):
    path = sample_of(program, tmp_path, run_of(Shape(3, 3, depth)), 10)
    with xr.open_dataset(path, engine=engine) as file:
        sample = file.load()
    assert sample["witness"].dims == ("classifier", "image", "p", "channel", "row", "column")
    assert sample["level"].dims == ("image", "channel", "row", "column")
    for name, variable in sample.variables.items():
        assert variable.attrs["long_name"] and variable.attrs["units"], name
    assert list(sample["p"]) == list(P_VALUES) and list(sample["row"]) == [0, 1, 2]
    assert sample.attrs["Conventions"] == "CF-1.10" and sample.attrs["n"] == 3
    assert sample.attrs["bit_depth"] == depth and "sweep" in sample.attrs["config"]
    inside = sample["in_class"] == 1
    one = sample.sel(classifier="brightness", p=2.0).where(inside.sel(classifier="brightness"), drop=True)
    steps = np.abs(one["witness"] - one["level"])
    assert (steps ** 2).sum(("channel", "row", "column")).values == pytest.approx(one["cost"].values)
    outside = sample["witness"].where(~inside, drop=True).values
    outside = outside[~np.isnan(outside)]
    # Up to 15 bits missing witnesses are masked. At 16 bits, where 65535 is a level, none is
    # masked.
    assert (outside == NO_WITNESS).all() and len(outside) == (0 if depth < 16 else outside.size)
    assert bool(sample["witness"].where(inside).isnull().any()) == bool((~inside).any())


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
def test_top_level_survives_at_16_bits(program, tmp_path, engine):
    """At 16 bits 65535 is a level and must not be masked. Below 16 bits it always means
    "missing"."""
    run = run_of(Shape(1, 1, 16), samples=None)
    run.classifiers = [Definition("parity", "parity")]
    with xr.open_dataset(sample_of(program, tmp_path, run, 65536), engine=engine) as file:
        level, witness = file["level"], file["witness"]
        assert level.dtype == witness.dtype == np.uint16
        assert level[-1].item() == 65535 and (witness[0, -1] == 65534).all()
    with netCDF4.Dataset(sample_of(program, tmp_path, run_of(Shape(2, 1, 8)), 9, "--force")) as file:
        missing = np.ma.getmaskarray(file["witness"][...])
        assert not np.ma.is_masked(file["level"][...])
        assert (missing.all(axis=(2, 3, 4, 5)) == (file["in_class"][...] == 0)).all()


def test_a_longer_sample_begins_like_a_shorter_one(program, tmp_path):
    with h5py.File(sample_of(program, tmp_path, run_of(Shape(4, 1, 3)), 7), "r") as file:
        few = {name: file[name][...] for name in ("level", "witness", "cost")}
    with h5py.File(sample_of(program, tmp_path, run_of(Shape(4, 1, 3)), 900, "--force"), "r") as file:
        assert (file["level"][:7] == few["level"]).all()
        assert (file["witness"][:, :7] == few["witness"]).all()
        assert np.array_equal(file["cost"][:, :7], few["cost"], equal_nan=True)
