# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Result files as other people's readers see them (docs/spec/file_format.md#result-file).

The files are made by the program named in BRINK_WRITE_SAMPLE_FILE. What the tables
must hold is computed here, in NumPy, from the tallies that h5py reads.
"""
import json
import math
import os
import shutil
import subprocess

import h5netcdf
import h5py
import netCDF4
import numpy as np
import pytest
import xarray

from tallies import every_tally, place as place_of, span

CELL = ("classifier", "channels", "n", "bit_depth")
ENGINES = ["h5netcdf", "netcdf4"]
NAMES = ["exact", "Halbraum \u2265 0"]
MISSING = (0, 0, 2, 1)  # not computed
EMPTY = (0, 1, 0, 1)  # no image in the class
SAMPLES = 1000
CONFIDENCE = 0.95


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    program = os.environ.get("BRINK_WRITE_SAMPLE_FILE")
    if program is None:
        pytest.skip("BRINK_WRITE_SAMPLE_FILE is not set: it names the program that makes the files")
    folder = tmp_path_factory.mktemp("sample")
    subprocess.run([program, str(folder)], check=True)
    return folder


@pytest.fixture(scope="session", params=["scaled", "absolute"])
def path(request, folder):
    return folder / f"{request.param}.h5"


@pytest.fixture(params=ENGINES)
def dataset(request, path):
    with xarray.open_dataset(path, engine=request.param) as dataset:
        yield dataset


# As docs/spec/file_format.md#result-file names them; everything else is a pure number.
UNITS = {
    "elapsed": "s",
    "samples": "images",
    "in_class": "images",
    "moved": "images",
    "moved_possible": "images",
    "radius": "intensity",
    "distance_quantile": "intensity",
    "distance_mean": "intensity",
}


def radius_dimension(path):
    return "radius" if path.stem == "absolute" else "radius_scale"


def dimensions_of(path):
    radius = radius_dimension(path)
    dimensions = {name: CELL for name in (
        "samples", "in_class", "coverage", "coverage_lower", "coverage_upper", "coverage_exact",
        "threshold", "elapsed", "common_weight", "weighted_pixels", "range_begin", "range_end")}
    for name in ("tally_begin", "tally_end", "tally_begin_lower", "tally_end_lower"):
        dimensions[name] = CELL + ("p",)
    for name in ("moved", "moved_possible", "moved_fraction", "moved_fraction_lower",
                 "moved_fraction_upper", "moved_fraction_bound", "moved_fraction_bound_form",
                 "robust_fraction_bound", "moved_fraction_exact"):
        dimensions[name] = CELL + ("p", radius)
    dimensions["distance_quantile"] = CELL + ("p", "quantile")
    dimensions["distance_mean"] = CELL + ("p",)
    if radius == "radius_scale":
        dimensions["radius"] = ("n", "p", "radius_scale")
    return dimensions


def coordinates_of(path):
    return {"classifier": NAMES, "channels": [1, 3], "n": [3, 5, 8], "bit_depth": [1, 4],
            "p": [0, 0.5, 1, 2, math.inf], radius_dimension(path): [0, 0.25, 0.5, 1, 3],
            "quantile": [0, 0.05, 0.5, 0.95, 1]}


class Tally:
    """Distances of the images of one class, from their costs."""

    def __init__(self, cost, count, p, b):
        top, cost = 2**b - 1, np.asarray(cost, dtype=float)
        self.cost, self.count, self.p, self.top = cost, count.astype(np.int64), p, top
        if p == 0:
            self.distance = cost
        elif p == math.inf:
            self.distance = cost / top
        else:
            self.distance = (cost / top**p) ** (1 / max(p, 1))

    def within(self, radius):
        power = max(self.p, 1)
        limit = radius * self.top if self.p == math.inf else radius**power * self.top**self.p
        return int(self.count[self.cost <= limit * (1 + 1e-9)].sum())

    def quantile(self, probability):
        images = np.repeat(self.distance, self.count)
        return np.nan if not len(images) else np.sort(images)[
            max(0, math.ceil(probability * len(images)) - 1)]

    def mean(self):
        return np.repeat(self.distance, self.count).mean() if self.count.sum() else np.nan


def cells(path):
    """The place, shape and tallies at each p of every computed cell."""
    coordinates = coordinates_of(path)
    with h5py.File(path, "r") as file:
        found = every_tally(file)
    for place in np.ndindex(2, 2, 3, 2):
        if place == MISSING:
            continue
        h, n, b = (coordinates[name][i] for name, i in zip(CELL[1:], place[1:]))
        tallies = []
        for p in coordinates["p"]:
            cell = (NAMES[place[0]], h, n, b, p)
            upper = Tally(*found[cell + ("",)], p, b)
            lower = Tally(*found[cell + ("_lower",)], p, b) if cell + ("_lower",) in found else upper
            tallies.append((upper, lower))
        yield place, n, tallies


def test_dimensions_and_coordinates(dataset, path):
    coordinates = coordinates_of(path)
    assert set(dataset.dims) == set(coordinates)
    for name, values in coordinates.items():
        assert dataset[name].dims == (name,)
        assert dataset[name].values.tolist() == values
    assert all(isinstance(name, str) for name in dataset["classifier"].values)


def test_variables(dataset, path):
    dimensions = dimensions_of(path)
    assert set(dataset.data_vars) == set(dimensions)
    for name, expected in dimensions.items():
        assert dataset[name].dims == expected, name


def test_every_variable_is_described(dataset):
    for name, variable in dataset.variables.items():
        assert variable.attrs["long_name"], name
        assert variable.attrs["units"] == UNITS.get(name, "1"), name


def test_global_attributes(dataset):
    attributes = dataset.attrs
    assert attributes["Conventions"] == "CF-1.10"
    assert attributes["source"].startswith("brink ")
    assert "git commit" in attributes["source"]
    assert attributes["history"].endswith("Z: brink run sample.toml")
    assert attributes["config"].startswith('# \u00fc\n[run]\nseed = "18446744073709551615"\n')
    assert attributes["stream_version"] >= 1 and attributes["format_version"] >= 1
    assert int(attributes["seed"]) == 2**64 - 1
    assert attributes["sampler"] == "pixels"
    assert attributes["device"] == "cpu: 2 threads"
    assert attributes["backend"] == "cpu (AVX2)"
    assert "Dai & Gifford" in attributes["references"] and attributes["title"]


def test_selection_by_name(dataset):
    chosen = dataset["distance_quantile"].sel(classifier="exact", n=5, bit_depth=4, channels=1,
                                              p=np.inf, quantile=0.5)
    assert chosen.dims == () and chosen > 0


def test_cells_not_computed_are_missing(dataset, path):
    for name, dimensions in dimensions_of(path).items():
        if dimensions[:4] != CELL:
            continue
        missing = np.isnan(dataset[name].values[MISSING])
        assert missing.all(), name
    assert np.isnan(dataset["samples"].values).sum() == 1


def test_tables_follow_from_the_tallies(dataset, path):
    coordinates = coordinates_of(path)
    seen = 0
    for place, n, tallies in cells(path):
        in_class = int(tallies[0][0].count.sum())
        assert dataset["samples"].values[place] == SAMPLES
        assert dataset["in_class"].values[place] == in_class
        assert dataset["coverage"].values[place] == pytest.approx(in_class / SAMPLES)
        for i, (upper, lower) in enumerate(tallies):
            p = coordinates["p"][i]
            assert dataset["distance_mean"].values[place][i] == pytest.approx(
                upper.mean(), nan_ok=True)
            for j, probability in enumerate(coordinates["quantile"]):
                assert dataset["distance_quantile"].values[place][i, j] == pytest.approx(
                    upper.quantile(probability), nan_ok=True)
            for j, radius in enumerate(coordinates[radius_dimension(path)]):
                if path.stem == "scaled":
                    radius *= n ** (1 / max(p, 1))
                    place_n = coordinates["n"].index(n)
                    assert dataset["radius"].values[place_n, i, j] == pytest.approx(radius)
                moved, possible = upper.within(radius), lower.within(radius)
                assert dataset["moved"].values[place][i, j] == moved
                assert dataset["moved_possible"].values[place][i, j] == possible
                expected = moved / in_class if in_class else np.nan
                assert dataset["moved_fraction"].values[place][i, j] == pytest.approx(
                    expected, nan_ok=True)
                seen += moved != possible
    assert seen > 10  # brackets matter in this file


def test_bounds_name_their_form(dataset, path):
    """The form is named as CF flags are, and a bound and its complement name the same form."""
    form = dataset["moved_fraction_bound_form"]
    names = form.attrs["flag_meanings"].split()
    assert names == ["none", "level_isoperimetry", "mcdiarmid", "whole_range", "pixel_isoperimetry",
                     "gaussian_isoperimetry", "mixed_isoperimetry"]
    assert list(form.attrs["flag_values"]) == [0, 1, 2, 3, 4, 5, 6]
    known = ~np.isnan(dataset["moved_fraction_bound"].values)
    assert known.sum() == known.size - known[MISSING].size
    moved = dataset["moved_fraction_bound"].values[known]
    robust = dataset["robust_fraction_bound"].values[known]
    np.testing.assert_allclose(robust, 1 - moved, atol=1e-15)
    forms = form.values[known]
    assert set(forms) == {0, 1, 3, 4, 5, 6}
    assert ((moved == 0) == (forms == 0)).all() and (moved[forms == 3] == 1).all()


def test_exact_curves_stand_where_a_closed_form_exists(dataset, path):
    """`exact` is a brightness class: it has all p at one bit, and otherwise p = 1. The weights of
    the other class differ."""
    exact = dataset["moved_fraction_exact"]
    assert np.isnan(exact.isel(classifier=1)).all()
    known = 0
    for place in np.ndindex(2, 3, 2):
        h, n, b = (coordinates_of(path)[name][i] for name, i in zip(CELL[1:], place))
        cell = exact.values[(0,) + place]
        threshold = dataset["threshold"].values[(0,) + place]
        empty = np.isnan(threshold) or threshold >= h * n * n * (2**b - 1)
        for i, p in enumerate(coordinates_of(path)["p"]):
            expected = not empty and (b == 1 or p == 1)
            assert (np.isnan(cell[i]) != expected).all(), (h, n, b, p)
            known += expected
    assert known > 10


def test_intervals_miss_with_the_stated_probability(dataset, path):
    """The definition of Clopper and Pearson: binomial tails of (1 - confidence)/2 at both ends."""
    tail = (1 - CONFIDENCE) / 2
    checked = 0
    for place, _, tallies in cells(path):
        in_class = int(tallies[0][0].count.sum())
        for i, j in np.ndindex(5, 5):
            moved = int(dataset["moved"].values[place][i, j])
            possible = int(dataset["moved_possible"].values[place][i, j])
            lower = float(dataset["moved_fraction_lower"].values[place][i, j])
            upper = float(dataset["moved_fraction_upper"].values[place][i, j])
            if moved == 0:
                assert lower == 0
            else:
                assert binomial_cdf(in_class - moved, in_class, 1 - lower) == pytest.approx(tail)
            if possible == in_class:
                assert upper == 1
            else:
                assert binomial_cdf(possible, in_class, upper) == pytest.approx(tail)
                checked += 1
    assert checked > 100


def binomial_cdf(k, n, probability):
    logs = [math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1)
            + i * math.log(probability) + (n - i) * math.log1p(-probability)
            for i in range(k + 1)]
    return math.fsum(map(math.exp, logs))


CHOSEN = [(1, 3, 5, 4, 2, True), (1, 1, 3, 1, 0.5, True), (0, 1, 8, 1, math.inf, False)]


@pytest.mark.parametrize("engine", ENGINES)
def test_one_line_of_xarray_reads_a_tally(path, engine):
    """As docs/spec/file_format.md#tallies writes it."""
    with xarray.open_dataset(path, engine=engine) as dataset, h5py.File(path, "r") as file:
        for classifier, h, n, b, p, lower in CHOSEN:
            cell = dict(classifier=NAMES[classifier], channels=h, n=n, bit_depth=b, p=p)
            at = dataset.sel(**cell)
            with xarray.open_dataset(path, engine=engine, group=f"tally/p{p:g}") as group:
                tally = group.isel(entry=slice(int(at.tally_begin), int(at.tally_end)))
                wanted = every_tally(file)[NAMES[classifier], h, n, b, p, ""]
                for name, values in zip(("cost", "count"), wanted):
                    np.testing.assert_array_equal(tally[name].values, values)
                assert len(wanted[0]) > 3 and tally["count"].sum() == at.in_class
            assert np.isnan(at.tally_begin_lower) != lower


@pytest.mark.parametrize("open_file", [lambda path: h5py.File(path, "r"),
                                       lambda path: h5netcdf.File(path, "r"), netCDF4.Dataset],
                         ids=["h5py", "h5netcdf", "netCDF4"])
def test_one_line_of_other_libraries_reads_a_tally(path, open_file):
    with h5py.File(path, "r") as file:
        wanted = every_tally(file)
        places = {cell: place_of(file, NAMES[cell[0]], *cell[1:5]) for cell in CHOSEN}
    with open_file(path) as file:
        for cell in CHOSEN:
            at, p = places[cell], cell[4]
            cost = file[f"tally/p{p:g}/cost"][int(file["tally_begin"][at]):int(file["tally_end"][at])]
            np.testing.assert_array_equal(cost, wanted[(NAMES[cell[0]],) + cell[1:5] + ("",)][0])


def test_tallies_lie_one_behind_the_other(path):
    """In the order of the cells, without gaps, in the smallest types that hold them."""
    with h5py.File(path, "r") as file:
        for i, p in enumerate(coordinates_of(path)["p"]):
            group = file[f"tally/p{p:g}"]
            for end in ("", "_lower"):
                if "count" + end not in group:
                    assert end == "_lower" and p not in (0.5, 2)
                    continue
                begin, stop = (file[f"tally_{name}{end}"][..., i].ravel() for name in ("begin", "end"))
                known = begin != 2**64 - 1
                assert known.sum() == (23 if end == "" else 12)
                assert begin[known][0] == 0 and (begin[known][1:] == stop[known][:-1]).all()
                assert stop[known][-1] == group["count" + end].shape[0]
                for name in ("cost", "count"):
                    kind = group[name + end].dtype
                    smallest = np.min_scalar_type(group[name + end][...].max())
                    assert kind == (np.float64 if p == 0.5 and name == "cost" else smallest), name


def test_a_class_without_images(path):
    with h5py.File(path, "r") as file, xarray.open_dataset(path, engine="h5netcdf") as dataset:
        for p in (0, 0.5, 2):
            where = span(file, NAMES[0], 3, 3, 4, p)
            assert where.start == where.stop
        assert dataset["in_class"].values[EMPTY] == 0
        assert np.isnan(dataset["moved_fraction"].values[EMPTY]).all()
        assert (dataset["moved_fraction_lower"].values[EMPTY] == 0).all()
        assert (dataset["moved_fraction_upper"].values[EMPTY] == 1).all()


@pytest.mark.parametrize("engine", ENGINES)
def test_classifier_groups(path, engine):
    with xarray.open_dataset(path, engine=engine, group=f"classifiers/{NAMES[1]}") as group:
        assert group.attrs["type"] == "halfspace"
        assert group.attrs["proof"] == "x -> negative of x"
        assert group.attrs["weights"] == "binomial"
        assert group.attrs["coverage"] == 0.5
        assert group.attrs["seed"] == 1
    name = f"classifiers/{NAMES[1]}/h3_n5_b4"
    with xarray.open_dataset(path, engine=engine, group=name) as group:
        weights = group["weights"]
        assert weights.dims == ("channel", "row", "column") and weights.shape == (3, 5, 5)
        assert weights.dtype == np.int32 and abs(weights).max() <= 16 and len(np.unique(weights)) > 9
        assert not group.coords


def netcdf_groups(group):
    yield group
    for child in group.groups.values():
        yield from netcdf_groups(child)


@pytest.mark.parametrize("open_file", [lambda path: h5netcdf.File(path, "r"), netCDF4.Dataset],
                         ids=["h5netcdf", "netCDF4"])
def test_netcdf_libraries_read_everything(path, open_file):
    with open_file(path) as file:
        assert list(file.dimensions) == list(coordinates_of(path))
        assert list(file.groups) == ["classifiers", "tally", "images"]
        variables = 0
        for group in netcdf_groups(file):
            for variable in group.variables.values():
                assert len(variable.dimensions) == len(variable.shape)
                np.asarray(variable[...])
                variables += 1
        assert variables > 45
        assert list(file["tally"].groups) == [f"p{p:g}" for p in coordinates_of(path)["p"]]


def test_all_dimensions_have_scales(path):
    """By HDF5's own functions, for every data set except the scales themselves."""
    seen = []

    def visit(name, item):
        if isinstance(item, h5py.Dataset) and item.attrs.get("CLASS") != b"DIMENSION_SCALE":
            seen.append(name)
            assert all(len(dimension) == 1 for dimension in item.dims), name

    with h5py.File(path, "r") as file:
        file.visititems(visit)
    assert len(seen) > 40


def test_types_on_disk(path):
    with h5py.File(path, "r") as file:
        for name in ("samples", "in_class", "moved", "moved_possible"):
            assert file[name].dtype == "<u8", name
            assert file[name].attrs["_FillValue"] == np.uint64(2**64 - 1)
        assert file["threshold"].dtype == "<i8"
        assert file["threshold"].attrs["_FillValue"] == -(2**63)
        for name in ("coverage", "radius", "distance_mean"):
            assert file[name].dtype == "<f8", name
        assert np.isnan(file["coverage"].attrs["_FillValue"])
        assert file.attrs["seed"].dtype == np.uint64
        assert file["moved"].compression == "gzip" and file["moved"].shuffle
        assert file["moved"].fletcher32


def test_ncdump(path):
    ncdump = shutil.which("ncdump")
    if ncdump is None:
        pytest.skip("ncdump is not installed")
    done = subprocess.run([ncdump, "-h", str(path)], capture_output=True, text=True, check=True)
    assert "uint64 moved(classifier, channels, n, bit_depth, p, " in done.stdout
    assert "group: tally {" in done.stdout
    subprocess.run([ncdump, str(path)], stdout=subprocess.DEVNULL, check=True)  # the data too


def test_json_summary_says_the_same(folder):
    def refuse(text):
        raise AssertionError(f"{text} is not JSON")

    summary = json.loads((folder / "scaled.json").read_text(), parse_constant=refuse)
    path = folder / "scaled.h5"
    coordinates = coordinates_of(path)
    rows = {(row["classifier"], row["channels"], row["bit_depth"], float(row["p"])): row
            for row in summary["rows"]}
    assert len(rows) == 2 * 2 * 2 * 5
    with xarray.open_dataset(path, engine="h5netcdf") as dataset:
        for (classifier, h, b, p), row in rows.items():
            assert [cell["n"] for cell in row["cells"]] == coordinates["n"]
            for cell in row["cells"]:
                chosen = dataset.sel(classifier=classifier, channels=h, bit_depth=b, n=cell["n"],
                                     p=p)
                if np.isnan(chosen["samples"]):
                    assert cell["samples"] is None and cell["median"] is None
                    continue
                median = float(chosen["distance_quantile"].sel(quantile=0.5))
                assert cell["median"] == (None if np.isnan(median) else median)
                assert cell["in_class"] == chosen["in_class"]
                for j, moved in enumerate(cell["moved"]):
                    assert moved["radius"] == chosen["radius"].values[j]
                    fraction = float(chosen["moved_fraction"].values[j])
                    assert moved["fraction"] == (None if np.isnan(fraction) else fraction)
                    assert moved["upper"] == chosen["moved_fraction_upper"].values[j]
            known = [(cell["n"], cell["median"]) for cell in row["cells"] if cell["median"]]
            slope = np.polyfit(*np.log(np.array(known)).T, 1)[0]
            assert row["exponent"] == pytest.approx(slope, abs=1e-9)
            assert row["theory_exponent"] == 1 / max(p, 1)
