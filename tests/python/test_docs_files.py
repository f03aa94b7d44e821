# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Compares docs/spec/file_format.md with files that were just written, in both directions."""
import re
import subprocess
import time
import zlib
from functools import lru_cache

import h5netcdf
import h5py
import netCDF4
import numpy as np
import pytest
import xarray as xr

from documentation import SPEC, quoted, table
from invocation import Folder, endless
from tallies import every_tally, image_ranges, place, span, tally

PAGE = SPEC / "file_format.md"
CONFIG = """\
[run]
samples = 40
[sweep]
n = [2, 3]
bit_depth = [1, 4]
channels = [1, 2]
[measure]
p = [0, 0.5, 1, 2, "inf"]
{radii}
"""
TYPES = [kind.strip('"') for kind in quoted(
    next(row for row in table(SPEC / "config.md", "classifier", "key")
         if row["key"] == "`type`")["accepted"]) if kind not in ('"linear"', '"table"')]  # which need weights or scores
MORE = {"halfspace": 'weights = "uniform"'}
SPARSE = '[[classifier]]\nname = "sparse"\ntype = "halfspace"\nweights = "sparse"\n'
CELL = ("classifier", "channels", "n", "bit_depth")
DEADLINE_SECONDS = 1800  # only ends a hang
OF_HDF5 = {"CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST", "_FillValue", "_Netcdf4Dimid",
           "_Netcdf4Coordinates", "_NCProperties"}
DESCRIBED = {"long_name", "units"}
FLAGS = {"flag_values", "flag_meanings"}


def config(radii="radius_scale = [0.1, 2.0]", extra="", **run):
    text = CONFIG.format(radii=radii)
    for key, value in run.items():
        text = text.replace("[run]", f"[run]\n{key} = {value}")
    blocks = [f'[[classifier]]\ntype = "{kind}"\n{MORE.get(kind, "")}\n' for kind in TYPES]
    return text + extra + "".join(blocks) + SPARSE


@pytest.fixture(scope="module")
def written(program, tmp_path_factory):
    """Files of every kind, by name."""
    folder = Folder(program, tmp_path_factory.mktemp("files"))
    run = ["run", "c.toml", "--quiet", "-o"]
    folder.config(config(), "c.toml")
    folder.call(*run, "scaled.h5").succeeded()
    folder.config(config(radii="radius = [0.1, 2.0]"), "c.toml")
    folder.call(*run, "absolute.h5").succeeded()
    folder.config(config(extra="[stop]\nhalf_width = 0.4\n"), "c.toml")
    folder.call(*run, "stopped.h5").succeeded()
    for name, first in (("a.h5", 40), ("b.h5", 120)):
        folder.config(config(first_image=first), "c.toml")
        folder.call(*run, name).succeeded()
    folder.call("merge", "a.h5", "b.h5", "-o", "merged.h5").succeeded()
    folder.config(config(), "c.toml")
    for name, depth in (("sample.h5", 4), ("sample16.h5", 16)):
        folder.call("sample", "c.toml", "--count", "5", "-o", name, "--quiet", "--set", "sweep.n=[3]",
                    "--set", "sweep.channels=[2]", "--set", f"sweep.bit_depth=[{depth}]").succeeded()
    return folder.path


RESULTS = ["scaled", "absolute", "stopped", "merged"]


@pytest.fixture(params=RESULTS)
def result(request, written):
    with h5py.File(written / f"{request.param}.h5") as file:
        yield file


@pytest.fixture(params=["sample", "sample16"])
def sample(request, written):
    with h5py.File(written / f"{request.param}.h5") as file:
        yield file


@lru_cache(maxsize=None)
def rows(title, column):
    return {quoted(row[column])[0]: row for row in table(PAGE, title, column)}


def type_of(item):
    """The type of a data set or an attribute, as the page names it."""
    if h5py.check_string_dtype(item.dtype) is not None or item.dtype.kind in "OSU":
        return "str"
    assert item.dtype.byteorder in "<=|", item.dtype
    return f"{item.dtype.kind}{item.dtype.itemsize}"


def attributes(item):
    return set(item.attrs) - OF_HDF5


def check_attributes(item, documented, path):
    assert attributes(item) == set(documented), path
    for name, row in documented.items():
        identity = item.attrs.get_id(name)
        found = "str" if identity.dtype.kind in "OSU" else type_of(identity)
        assert found == quoted(row["type"])[0], f"{path}@{name}"
        assert (len(identity.shape) == 1) == ("list" in row["type"]), f"{path}@{name}"


def dimensions_of(dataset):
    """The names of the scales of a data set's dimensions, or its own name if it is a scale."""
    if dataset.attrs.get("CLASS") == b"DIMENSION_SCALE":
        return (dataset.name.split("/")[-1],)
    return tuple(next(iter(axis.values())).name.split("/")[-1] for axis in dataset.dims)


def expected_dimensions(cell, radius):
    names = []
    for name in cell.split(", "):
        names += CELL if name == "cell" else [radius if name == "r" else name]
    return tuple(names)


def check_variable(dataset, row, radius=None, extra=frozenset()):
    path = dataset.name
    assert dimensions_of(dataset) == expected_dimensions(row["dimensions"], radius), path
    assert type_of(dataset) in quoted(row["type"]), path
    assert dataset.attrs["units"].decode() == row["units"], path
    assert attributes(dataset) == DESCRIBED | extra, path
    fill = row.get("fill value", "none")
    if "_FillValue" in dataset.attrs:
        assert str(np.asarray(dataset.attrs["_FillValue"])).lower() == fill.lower(), path
    else:
        assert fill == "none" or dataset.dtype.kind == "i" or dataset.dtype.kind == "u", path


def radius_of(file):
    return "radius_scale" if "radius_scale" in file else "radius"


def datasets(group):
    return {name for name, item in group.items() if isinstance(item, h5py.Dataset)}


def groups(group):
    return {name for name, item in group.items() if isinstance(item, h5py.Group)}


def test_root_of_result_files(result):
    dimensions, variables = rows("Result dimensions", "dimension"), rows("Result variables", "variable")
    check_attributes(result, rows("Result attributes", "attribute"), "/")
    assert groups(result) == {"tally", "classifiers", "images"}
    absent = {"radius_scale"} if radius_of(result) == "radius" else set()
    if "[stop]" not in result.attrs["config"].decode():
        absent.add("stopped_early")
    # test_bounded_tallies.py has those.
    absent |= {"resolution_bits", "resolution_bits_lower", "refined"}
    assert datasets(result) == (set(dimensions) | set(variables)) - absent


def test_dimensions_of_result_files(result):
    for name, row in rows("Result dimensions", "dimension").items():
        if name not in result or (name == "radius" and radius_of(result) == "radius_scale"):
            continue
        assert result[name].attrs["CLASS"] == b"DIMENSION_SCALE"
        check_variable(result[name], {**row, "dimensions": name})


def test_variables_of_result_files(result):
    checked = 0
    for name, row in rows("Result variables", "variable").items():
        if name not in result or result[name].attrs.get("CLASS") == b"DIMENSION_SCALE":
            continue
        extra = FLAGS if name.endswith("_form") else set()
        check_variable(result[name], row, radius_of(result), frozenset(extra))
        checked += 1
    assert checked >= 19


def test_meanings_of_the_forms(result):
    row = rows("Result variables", "variable")["moved_fraction_bound_form"]
    words = re.findall(r"(\d) `(\w+)`", row["meaning"])
    form = result["moved_fraction_bound_form"]
    assert [int(value) for value, _ in words] == form.attrs["flag_values"].tolist()
    assert [word for _, word in words] == form.attrs["flag_meanings"].decode().split()


def test_fill_values_of_cells_not_begun(program, tmp_path):
    """The file is read while a run is busy with its second shape."""
    folder = Folder(program, tmp_path)
    text = endless() + "[stop]\nhalf_width = 1e-6\n"
    folder.config(text, "c.toml")
    process = subprocess.Popen(folder.command("run", "c.toml", "--quiet", "-o", "r.h5"),
                               cwd=folder.path, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + DEADLINE_SECONDS
        while not (folder.path / "r.h5").exists():
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)
        file = h5py.File(folder.path / "r.h5")
    finally:
        process.kill()
        process.wait()
    checked = 0
    with file:
        for name, row in rows("Result variables", "variable").items():
            if name not in file:
                continue
            dataset = file[name]
            if "cell" in row["dimensions"]:
                assert str(dataset.attrs["_FillValue"]).lower() == row["fill value"].lower(), name
                missing = dataset[:, :, 1]
                assert (np.isnan(missing) if row["fill value"] == "NaN"
                        else missing == dataset.attrs["_FillValue"]).all(), name
                checked += 1
    assert checked >= 20


def test_tallies(result):
    documented = rows("Tallies", "variable")
    assert set(result["tally"]) == {f"p{p:g}" for p in result["p"]}
    lower = {"cost_lower", "count_lower", "entry_lower"}
    expected = set(documented) - {"cost_integer", "cost_integer_lower"} | {"entry"}
    for p, group in result["tally"].items():
        assert set(group) - lower == expected - lower, p
        for name in set(group) & set(documented):
            check_variable(group[name], documented[name])
    bracketed = {(name, end) for name, h, n, b, p, end in every_tally(result)}
    assert ("brightness", "_lower") not in bracketed and ("voronoi", "_lower") in bracketed
    begin = result["tally_begin"][...], result["tally_begin_lower"][...]
    missing = begin[1] == 2**64 - 1
    assert missing[:, ...].any() and not missing.all() and not (begin[0] == 2**64 - 1).any()
    in_class = result["in_class"][...]
    for (name, h, n, b, p, end), (cost, count) in every_tally(result).items():
        assert count.sum() == in_class[place(result, name, h, n, b)]
        assert (np.diff(cost.astype(float)) > 0).all()


READERS = {"h5py": lambda path: h5py.File(path, "r"), "netCDF4": netCDF4.Dataset,
           "h5netcdf": lambda path: h5netcdf.File(path, "r"), "xarray": xr.open_dataset}


@pytest.mark.parametrize("library", READERS)
def test_one_line_reads_a_tally(written, library):
    (line,) = [quoted(row["the costs of a tally"])[0] for row in table(PAGE, "Tallies", "with")
               if library in row["with"].split(", ")]
    path, cell = written / "scaled.h5", ("halfspace", 2, 3, 4, 2)
    with h5py.File(path) as file:
        at, expected = place(file, *cell), tally(file, *cell)[0]
    with READERS[library](path) as file:
        names = {"file": file, "path": path, "xr": xr, "place": at}
        if library == "xarray":
            names["at"] = file.sel(dict(zip((*CELL, "p"), cell)))
        found = eval(line, names)
        costs = found["cost"] if library == "xarray" else found
        assert len(expected) > 1 and np.asarray(costs).tolist() == expected.tolist()


def test_costs_of_both_kinds(program, tmp_path):
    """At p = 5 and b = 16 the costs of an image of one pixel are integers, of more they are not."""
    folder = Folder(program, tmp_path)
    text = config().replace("n = [2, 3]", "n = [1, 2]").replace("bit_depth = [1, 4]", "bit_depth = [16]")
    text = text.replace('p = [0, 0.5, 1, 2, "inf"]', "p = [4]")
    folder.config(text[:text.index("[[classifier]]")] + '[[classifier]]\ntype = "brightness"\n', "c.toml")
    folder.call("run", "c.toml", "-o", "r.h5", "--quiet").succeeded()
    with h5py.File(folder.path / "r.h5") as file:
        documented = rows("Tallies", "variable")
        group = file["tally/p4"]
        assert set(group) == {"entry", "cost", "count", "cost_integer"}
        check_variable(group["cost"], documented["cost"])
        check_variable(group["cost_integer"], documented["cost_integer"])
        whole = span(file, "brightness", 1, 1, 16, 4)
        real = span(file, "brightness", 2, 2, 16, 4)
        integers = group["cost_integer"][whole].tolist()
        assert max(integers) > 2**53 and [float(cost) for cost in integers] == group["cost"][whole].tolist()
        assert (group["cost_integer"][real] == 2**64 - 1).all()
    folder.call("verify", "r.h5", "--quiet").succeeded()
    before = (folder.path / "r.h5").read_bytes()
    folder.call("run", "c.toml", "-o", "r.h5", "--quiet", "--resume").succeeded()
    assert (folder.path / "r.h5").read_bytes() == before


def test_ranges_of_images(written):
    with h5py.File(written / "merged.h5") as merged, h5py.File(written / "scaled.h5") as plain:
        documented = rows("Images", "variable")
        for name, dataset in merged["images"].items():
            if name in documented:
                check_variable(dataset, documented[name])
        assert set(merged["images"]) == set(documented) | {"range"}
        assert image_ranges(merged, "parity", 1, 3, 4) == [(40, 40), (120, 40)]
        assert image_ranges(plain, "parity", 1, 3, 4) == [(0, 40)]


def test_many_weights_are_left_out(program, tmp_path):
    """What classes are made of is kept up to 4096 images of all shapes and classes."""
    folder = Folder(program, tmp_path)
    text = ('[run]\nsamples = 1\n[sweep]\nn = {}\nbit_depth = {}\n[measure]\np = [0]\n'
            'radius_scale = [0.5]\n')
    for count, kept in ((2, True), (257, False)):
        classes = "".join(f'[[classifier]]\nname = "c{i}"\ntype = "halfspace"\n' for i in range(count))
        folder.config(text.format([1], list(range(1, 17))) + classes, "c.toml")
        folder.call("run", "c.toml", "-o", "r.h5", "--quiet", "--force").succeeded()
        with h5py.File(folder.path / "r.h5") as file:
            assert bool(len(file["classifiers/c0"])) == kept


def of_type(row, kind, weights):
    return row["of type"] == "every" or kind in quoted(row["of type"]) and all(
        "=" not in text or text == f'weights = "{weights}"' for text in quoted(row["of type"]))


def test_classifiers(result):
    attributes_of, variables = rows("Classifiers", "attribute"), rows("Classifiers", "variable")
    assert set(result["classifiers"]) == set(TYPES) | {"sparse"}
    for name, group in result["classifiers"].items():
        kind, weights = group.attrs["type"].decode(), group.attrs.get("weights", b"").decode()
        expected = {key: row for key, row in attributes_of.items() if of_type(row, kind, weights)}
        check_attributes(group, expected, group.name)
        stored = {key for key, row in variables.items() if kind in quoted(row["of type"])}
        assert bool(len(group)) == bool(stored), name
        for shape in group.values():
            assert set(shape) == stored | {"channel", "row", "column"}
            for key in stored:
                check_variable(shape[key], variables[key])


def test_sample_files(sample):
    dimensions, variables = rows("Sample dimensions", "dimension"), rows("Sample variables", "variable")
    check_attributes(sample, {**rows("Result attributes", "attribute"),
                              **rows("Sample file", "attribute")}, "/")
    assert set(sample) == set(dimensions) | set(variables)
    for name, row in dimensions.items():
        check_variable(sample[name], {**row, "dimensions": name})
    for name, row in variables.items():
        extra = {"in_class": FLAGS, "witness": {"comment"}}.get(name, set())
        if name == "witness":
            deep = sample.attrs["bit_depth"] == 16
            assert ("_FillValue" in sample[name].attrs) != deep
            row = {**row, "fill value": "none"} if deep else row
        check_variable(sample[name], row, extra=frozenset(extra))


def test_checksum(written):
    """By the page: CRC-32 over everything before the line."""
    data = (written / "sample.h5").read_bytes()
    label = b"\nbrink-crc32 "
    end = data.rindex(label)
    assert data[end:] == label + f"{zlib.crc32(data[:end]):08x}\n".encode()


def test_versions(result):
    text = (SPEC / "README.md").read_text()
    for name in ("stream_version", "format_version"):
        (number,) = re.findall(rf"`{name}` .*?The number is (\d+) now", text, re.DOTALL)
        assert int(result.attrs[name]) == int(number)
