# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Classes from a file: weights, thresholds, centres, prototypes and linear scores that the user gives.

Tallies are those of the independent reference, and in tiny spaces the distances are the true ones."""
import math
import os
from dataclasses import replace

import h5py
import numpy as np
import pytest

import mpirun
from invocation import DONE, FAILED, USAGE, Folder
from reference import classifiers, distances
from reference.cells import cells_of_images, sampled_cells
from reference.classifiers import Definition
from reference.compare import at_most, expanded, same_cell
from reference.exhaustive import all_images, true_costs
from reference.images import Shape
from reference.powers import as_number
from reference.program import Run, read_cell
from same_results import assert_same_results

P_VALUES = (0, 0.5, 1, 1.5, 2, math.inf)
EXACT = (0, 1, math.inf)  # without a search, but for `table` at p = 1
MEASURED = ("voronoi", "linear", "table")


def definitions(shape, seed):
    """Classes of every type that takes a file, at one shape, with their arrays."""
    random = np.random.default_rng(seed)
    sides = (shape.h, shape.n, shape.n) if shape.h > 1 else (shape.n, shape.n)
    q, pixels = shape.levels, shape.pixels

    def weights(most, *first):
        return random.integers(-most, most + 1, (*first, *sides))

    def made(kind, name, array, **keys):
        return Definition(kind, name, file=f"{name}.npy", array=array, **keys)

    one_size = 5 * random.choice([-1, 0, 1], sides, p=[.4, .2, .4])
    levels = random.integers(0, q, (3, *sides))
    spread = int(np.sqrt(pixels) * q)
    return [
        made("halfspace", "small", weights(9), threshold=0),
        made("halfspace", "wide", weights(1 << 15), threshold=spread),
        made("halfspace", "by_coverage", weights(20), coverage=0.3),
        made("halfspace", "one_size", one_size, threshold=3),
        made("hamming_ball", "ball", random.integers(0, q, sides), coverage=0.4),
        with_a_small_cell(made("voronoi", "nearest", levels), shape),
        with_a_small_cell(made("voronoi", "two", levels[:2]), shape),
        with_a_small_cell(made("linear", "plain", weights(40, 4)), shape),
        with_a_small_cell(made("linear", "shifted", weights(3, 3), offsets=(0, -q, 2)), shape),
        table(Definition("table", "listed", scores=tuple(random.integers(-9, 10, q).tolist())), shape)
        if q <= 256 else table(made("table", "square", (np.arange(q) - q // 2) ** 2), shape),
        table(made("table", "scores", random.integers(-10**6, 10**6, q)), shape),
    ]


def table(definition, shape):
    """With a threshold that fewer than half of the images exceed."""
    images = np.random.default_rng(0).integers(0, shape.levels, (1000, shape.pixels))
    scores = classifiers.build(definition, shape).score(images)
    return replace(definition, threshold=int(np.quantile(scores, 0.6, method="higher")))


def with_a_small_cell(definition, shape):
    """With the cell of most images among those that surely cover less than half."""
    images = np.random.default_rng(0).integers(0, shape.levels, (1000, shape.pixels))
    cells = [replace(definition, cell=cell) for cell in range(len(definition.array))]
    built = [classifiers.build(one, shape) for one in cells]
    whole = [one.type == "linear" and not one.score_differences() for one in built]  # all images
    shares = [1 if all_of_them else one.contains(images).mean()
              for one, all_of_them in zip(built, whole)]
    small = [share if share < 0.45 else -share for share in shares]
    return cells[int(np.argmax(small))]


def write_arrays(folder, made):
    for k, definition in enumerate(made):
        if not definition.file:
            continue
        types = (np.int16, np.int64, ">i4", np.int32)
        unsigned = definition.type in ("hamming_ball", "voronoi")
        np.save(folder.path / definition.file,
                definition.array.astype(np.uint16 if unsigned else types[k % 4]))


def run(folder, made, shape, *arguments, name="r.h5", p=P_VALUES, **keys):
    job = Run(n=[shape.n], bit_depth=[shape.b], channels=[shape.h], p=p, classifiers=made, **keys)
    folder.config(job.toml(), "c.toml")
    folder.call("run", "c.toml", "-o", name, "--quiet", *arguments).succeeded()
    return folder.path / name


def at_most_half(shape, made):
    """Without the measured classes that cover more than half, which the program refuses."""
    space = all_images(shape)
    kept = []
    for definition in made:
        inside = classifiers.build(definition, shape).contains(space)
        if definition.type not in MEASURED or inside.mean() <= 0.5:
            kept.append(definition)
    return kept


TINY = [Shape(*s) for s in ((1, 2, 4), (2, 1, 1), (2, 1, 2), (1, 3, 3), (3, 1, 1))]


@pytest.mark.parametrize("shape", TINY, ids=str)
def test_distances_are_true_in_tiny_spaces(folder, shape):
    space = all_images(shape)
    made = at_most_half(shape, definitions(shape, 2))
    write_arrays(folder, made)
    path = run(folder, made, shape)
    expected = cells_of_images(shape, made, space, P_VALUES)
    for definition in made:
        here = f"{shape}, {definition.name}"
        found = read_cell(path, definition.name, shape, P_VALUES)
        same_cell(found, expected[definition.name], here)
        inside = classifiers.build(definition, shape).contains(space)
        assert found.in_class == inside.sum()
        inside = inside.reshape((shape.levels,) * shape.pixels)
        for p in P_VALUES if found.in_class else ():
            truth = np.sort(true_costs(inside, p)[inside])
            upper, lower = found.tallies[p].upper, found.tallies[p].lower
            assert lower is None or p not in EXACT or definition.type == "table"
            assert lower in (None, upper), f"{here}, p = {p:g}"  # the search always ends here
            at_most(truth, expanded(upper), p, f"{here}, p = {p:g}")
            at_most(expanded(upper), truth, p, here)


SHAPES = [Shape(8, 1, 4), Shape(5, 2, 8), Shape(3, 1, 12), Shape(12, 3, 1)]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_tallies_are_those_of_the_reference(folder, shape):
    made = definitions(shape, 5)
    write_arrays(folder, made)
    # At 12 bits some searches give up, most of all at p = 0.5, where the reference takes minutes.
    p_values = [p for p in P_VALUES if p != 0.5 or shape.b < 12]
    samples = 30 if shape.b < 12 else 10
    path = run(folder, made, shape, seed=9, first_image=3, samples=samples, p=p_values)
    expected = sampled_cells(shape, made, 9, 3, samples, p_values)
    given_up = 0
    for definition in made:
        found, truth = read_cell(path, definition.name, shape, p_values), expected[definition.name]
        for p in p_values:
            upper, lower = found.tallies[p].upper, found.tallies[p].lower
            if lower in (None, upper):
                continue
            given_up += 1
            at_most(expanded(lower), expanded(truth.tallies[p].upper), p, definition.name)
            at_most(expanded(truth.tallies[p].upper), expanded(upper), p, definition.name)
            truth.tallies[p] = found.tallies[p]
        same_cell(found, truth, f"{shape}, {definition.name}")
    assert given_up <= (8 if shape.b == 12 else 0)
    assert sum(cell.in_class for cell in expected.values()) > 30
    with h5py.File(path) as file:
        names = [name.decode() for name in file["classifier"][...].astype("S")]
        for definition in made:
            group = file["classifiers"][definition.name]
            measured = definition.type in MEASURED
            assert (group.attrs["threshold_method"] in ("measured", b"measured")) == measured
            exact = file["coverage_exact"][names.index(definition.name)].item()
            assert np.isnan(exact) == (measured or definition.name == "wide")
            assert "seed" not in group.attrs
            assert not definition.file or len(group.attrs["file_sha256"]) == 64


def test_images_of_a_file(folder):
    """Any threshold is allowed there, and any cell, because the theorem is not tested."""
    shape = Shape(8, 1, 4)
    made = definitions(shape, 6) + [
        Definition("halfspace", "most", file="most.npy", threshold=-900,
                   array=np.random.default_rng(1).integers(-40, 41, (8, 8)))]
    write_arrays(folder, made)
    images = np.random.default_rng(3).integers(0, 16, (60, 8, 8)).astype(np.uint8)
    np.save(folder.path / "set.npy", images)
    job = Run(n=[8], bit_depth=[4], p=P_VALUES, classifiers=made, samples=60, sampler="images")
    folder.config(job.toml().replace("[run]", '[run]\nimages = "set.npy"\n'
                                     "image_bits = 4"), "c.toml")
    folder.call("run", "c.toml", "-o", "r.h5", "--quiet").succeeded()
    expected = cells_of_images(shape, made, images.reshape(60, -1).astype(int), P_VALUES)
    for definition in made:
        same_cell(read_cell(folder.path / "r.h5", definition.name, shape, P_VALUES),
                  expected[definition.name], definition.name)


def test_threads_parts_ranks_and_resumed_runs_agree(folder):
    shape = Shape(9, 1, 3)
    made = definitions(shape, 7)
    write_arrays(folder, made)
    whole = run(folder, made, shape, "--threads", 1, samples=300, name="whole.h5")
    again = run(folder, made, shape, "--threads", 7, samples=300, name="seven.h5")
    assert_same_results(again, whole)
    run(folder, made, shape, samples=100, name="a.h5")
    run(folder, made, shape, samples=200, first_image=100, name="b.h5")
    folder.call("merge", "b.h5", "a.h5", "-o", "merged.h5").succeeded()
    assert_same_results(folder.path / "merged.h5", whole)
    run(folder, made, shape, "--resume", samples=300, name="a.h5")
    assert_same_results(folder.path / "a.h5", whole)
    folder.call("verify", "whole.h5", "--cells", "4").succeeded()
    folder.call("report", "whole.h5").succeeded()
    try:
        done = mpirun.call(folder, 2, "run", "c.toml", "-o", "ranks.h5", "--quiet",
                           env={"BRINK_MPI_BLOCK": "17"})
    except FileNotFoundError:
        pytest.skip("no mpirun here")
    assert done.code == DONE, done
    assert_same_results(folder.path / "ranks.h5", whole)


@pytest.mark.skipif("BRINK_SIMT_PROGRAM" not in os.environ, reason="no program with the executor")
@pytest.mark.parametrize("shape", [Shape(7, 1, 4), Shape(70, 1, 2)], ids=str)
def test_a_device_agrees(folder, tmp_path, shape):
    made = definitions(shape, 8)
    write_arrays(folder, made)
    samples = 30 if shape.n < 10 else 3
    whole = run(folder, made, shape, samples=samples, name="cpu.h5")
    simt = Folder(os.environ["BRINK_SIMT_PROGRAM"], tmp_path)
    device = run(simt, made, shape, "--device", "cuda", samples=samples, name="device.h5")
    assert_same_results(device, whole)


def test_samples_have_witnesses(folder):
    """`brink sample` checks each witness itself; its costs are those of the reference."""
    shape = Shape(6, 1, 4)
    made = definitions(shape, 9)
    write_arrays(folder, made)
    run(folder, made, shape, samples=30)
    folder.call("sample", "c.toml", "--count", 20, "-o", "s.h5").succeeded()
    with h5py.File(folder.path / "s.h5") as file:
        levels = file["level"][...].reshape(20, -1).astype(int)
        for k, definition in enumerate(made):
            built = classifiers.build(definition, shape)
            assert (file["in_class"][k].astype(bool) == built.contains(levels)).all()
            assert (file["score"][k] == built.score(levels)).all()
            for image in np.flatnonzero(built.contains(levels)):
                for i, p in enumerate(P_VALUES):
                    cost = distances.leave(built, levels[image], p)
                    assert math.isclose(file["cost"][k, image, i], as_number(cost.upper, p))


def test_a_dataset_is_as_good_as_a_numpy_file(folder):
    shape = Shape(5, 2, 4)
    made = definitions(shape, 3)
    write_arrays(folder, made)
    run(folder, made, shape, samples=30, name="npy.h5")
    with h5py.File(folder.path / "all.h5", "w") as file:
        for definition in made:
            if definition.file:
                file.create_dataset(f"deep/{definition.name}", data=definition.array, compression="gzip")
    datasets = [replace(definition, file=f"all.h5:/deep/{definition.name}") if definition.file
                else definition for definition in made]
    run(folder, datasets, shape, samples=30, name="dataset.h5")
    for name in (definition.name for definition in made):
        cells = [read_cell(folder.path / f"{kind}.h5", name, shape, P_VALUES) for kind in ("npy", "dataset")]
        assert cells[0] == cells[1]


def test_another_file_is_refused(folder):
    shape = Shape(4, 1, 4)
    made = definitions(shape, 2)[:1]
    write_arrays(folder, made)
    run(folder, made, shape, samples=10)
    (folder.path / "moved").mkdir()
    (folder.path / "small.npy").rename(folder.path / "moved/small.npy")
    text = (folder.path / "c.toml").read_text().replace("small.npy", "moved/small.npy")
    folder.config(text, "c.toml")
    folder.call("run", "c.toml", "-o", "r.h5", "--resume", "--set", "run.samples=20",
                "--quiet").succeeded()
    array = made[0].array.copy()
    array[0, 0] += 1
    np.save(folder.path / "moved/small.npy", array)
    before = folder.files()
    folder.call("run", "c.toml", "-o", "r.h5", "--resume").refused(USAGE, "classifier.small.file")
    folder.call("verify", "r.h5").refused(FAILED, "classifier.small.file", "SHA-256")
    assert folder.files() == before


W = np.arange(16).reshape(4, 4) - 7
WRONG = {  # name: (array, or what makes the file; keys of the class; words of the refusal)
    "missing": (None, 'type = "halfspace"\nweights = "file"\nfile = "w.npy"', ["w.npy does not exist"]),
    "no_file": (None, 'type = "halfspace"\nweights = "file"', ["classifier[0].file", ".npy"]),
    "no_file_linear": (None, 'type = "linear"', ["classifier[0].file", ".npy"]),
    "float": (W / 2, "halfspace", ["<f8", "integers of 8 to 64 bits"]),
    "not_a_number": (W * np.nan, "halfspace", ["<f8"]),
    "pickle": (np.array([[{}]], object), "halfspace", ["pickle"]),
    "shape": (W.reshape(2, 8), "halfspace", ["(2, 8)", "(n, n)"]),
    "n": (np.ones((5, 5), int), "halfspace", ["n = 5", "n = [5]"]),
    "channels": (np.ones((2, 4, 4), int), "halfspace", ["channels = 2"]),
    "heavy": (W * 10000, "halfspace", ["-70000", "-32768 to 32768"]),
    "huge": (W * 10**12, "halfspace", ["-32768 to 32768"]),
    "seed": (W, "halfspace\nseed = 3", ["classifier[0].seed"]),
    "two": (W, "halfspace\ncoverage = 0.3\nthreshold = 2", ["classifier[0].coverage", "threshold"]),
    "law": (W * 1000, "halfspace\ncoverage = 0.3", ["coverage", "1023"]),
    "half": (W, "halfspace\nthreshold = -5", ["threshold", "-5", "threshold = 4", "negative"]),
    "level": (W + 20, "hamming_ball", ["28", "0 to 15"]),
    "negative": (W, "hamming_ball", ["-7", "0 to 15"]),
    "one": (W[None] + 7, "voronoi", ["1 of an image's shape", "2 to"]),
    "cell": (np.stack([W + 7, 8 - W]), "voronoi\ncell = 2", ["classifier[0].cell", "0 to 1"]),
    "prototypes": (np.stack([W + 7, 8 - W]), "voronoi\nprototypes = 4", ["classifier[0].prototypes"]),
    "cell_alone": (None, 'type = "voronoi"\ncell = 1', ["classifier[0].cell", "file"]),
    "offsets": (np.stack([W, -W]), "linear\noffsets = [1]", ["classifier[0].offsets", "2 integers"]),
    "large": (np.stack([W, W + 1]), "linear\ncell = 1", ["more than half", "another cell"]),
    "table": (W, "table\nthreshold = 1", ["(4, 4)", "(16)"]),
    "table_high": (np.arange(16) * 10**9, "table\nthreshold = 1", ["-1073741824 to 1073741824"]),
    "table_half": (np.arange(16), "table\nthreshold = 99", ["more than half", "threshold = -100"]),
    "table_whole": (np.arange(16), "table\nthreshold = -1", ["every image"]),
    "table_open": (np.arange(16), "table", ["classifier[0].threshold"]),
    "table_alone": (None, 'type = "table"\nthreshold = 3', ["classifier[0].scores"]),
    "table_short": (None, 'type = "table"\nthreshold = 3\nscores = [1]', ["1 items", "16 integers"]),
    "table_twice": (np.arange(16), "table\nthreshold = 199\nscores = [1]", ["classifier[0].scores"]),
    "whole": (np.stack([W, W + 1]), "linear\ncell = 1\noffsets = [0, 99]", ["every image"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_used_is_refused(folder, name):
    array, keys, words = WRONG[name]
    if array is not None:
        np.save(folder.path / "w.npy", array, allow_pickle=True)
        kind, _, more = keys.partition("\n")
        keys = f'type = "{kind}"\nfile = "w.npy"\n{more}'
        if kind == "halfspace":
            keys += '\nweights = "file"'
    folder.config("[run]\nsamples = 9\n[sweep]\nn = [4]\nbit_depth = [4]\n[measure]\np = [1]\n"
                  f"[[classifier]]\n{keys}\n", "c.toml")
    before = folder.files()
    folder.call("run", "c.toml", "-o", "r.h5", "--quiet").refused(USAGE, *words)
    assert folder.files() == before


def test_a_file_that_changes_after_its_config_was_read(folder):
    """The config of a result names the file by its SHA-256; a run of that config needs that file."""
    np.save(folder.path / "w.npy", W)
    text = ("[run]\nsamples = 9\n[sweep]\nn = [4]\nbit_depth = [4]\n[measure]\np = [1]\n"
            '[[classifier]]\ntype = "halfspace"\nweights = "file"\nfile = "w.npy"\n')
    folder.config(text, "c.toml")
    folder.call("run", "c.toml", "-o", "r.h5", "--quiet").succeeded()
    with h5py.File(folder.path / "r.h5") as file:
        stored = file.attrs["config"] if "config" in file.attrs else file["config"][()]
    folder.config(stored if isinstance(stored, str) else stored.decode(), "stored.toml")
    folder.call("run", "stored.toml", "-o", "again.h5", "--quiet").succeeded()
    assert_same_results(folder.path / "again.h5", folder.path / "r.h5")
    np.save(folder.path / "w.npy", W + 1)
    before = folder.files()
    folder.call("run", "stored.toml", "-o", "other.h5", "--quiet").refused(FAILED, "SHA-256")
    assert folder.files() == before


def test_bounds_need_a_coverage_of_at_most_half(folder):
    """A measured class has bounds where its interval lies below one half, and none elsewhere."""
    i, j = np.indices((4, 4))
    signs = [np.where(bit, 3, -3) for bit in (i % 2, j % 2, (i + j) % 2, i // 2)]
    small = np.stack(signs)  # each of the four is as good as the others: a quarter of the images
    half = np.stack([signs[0], -signs[0]])  # half but for ties
    for name, array, bounded in (("small", small, True), ("half", half, False)):
        np.save(folder.path / f"{name}.npy", array)
        folder.config("[run]\nsamples = 4000\n[sweep]\nn = [4]\nbit_depth = [4]\n[measure]\n"
                      f'p = [0, 1]\n[[classifier]]\ntype = "linear"\nfile = "{name}.npy"\ncell = 1\n',
                      "c.toml")
        folder.call("run", "c.toml", "-o", f"{name}.h5", "--quiet").succeeded()
        with h5py.File(folder.path / f"{name}.h5") as file:
            assert (file["moved_fraction_bound"][...] > 0).any() == bounded
            assert (file["moved_fraction_bound_form"][...] != 0).any() == bounded
        report = folder.call("report", f"{name}.h5").succeeded().out
        assert ("holds" in report) == bounded
