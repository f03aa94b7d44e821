# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""What brink.open gives, and the distribution of one cell against the tables of the same file."""
import math

import h5py
import numpy as np
import pytest
import xarray as xr

import brink
from brink import _theory
from conftest import CONFIG
from invocation import BAD_FILE

NORMS = (0, 0.5, 1, 2, math.inf)
MEDIAN_SAMPLES = 20_000
# The relative standard error of a median of half of them: 0.5/sqrt(m) over the density
# of |Z| there (0.6355), over the median (0.6745) itself. Five of them: 6e-7 a comparison.
MEDIAN_ERROR = 5 * 0.5 / math.sqrt(MEDIAN_SAMPLES / 2) / 0.6355 / 0.6745


@pytest.fixture(scope="module")
def depths(program):
    return brink.run(CONFIG | {"run": {"samples": MEDIAN_SAMPLES}, "sweep": {"n": [32], "bit_depth": [1, 2, 4, 7, 9]}})


def test_every_variable_has_name_and_units(results):
    for name, variable in results.variables.items():
        assert variable.attrs["long_name"], name
        assert variable.attrs["units"], name
    assert results.elapsed.dtype == float and results.samples.dtype == np.uint64


def test_the_file_is_closed(results):
    """A run may replace it, and h5py may open it for writing."""
    with h5py.File(results.brink.path, "r+"):
        pass


@pytest.mark.parametrize("classifier", ["brightness", "gaussian"])
@pytest.mark.parametrize("p", NORMS)
def test_the_distances_of_a_cell_give_its_tables(results, classifier, p):
    """Images within a radius are `moved`, and with the lower ends `moved_possible`."""
    cell = dict(classifier=classifier, n=16, bit_depth=4, p=p)
    table, tally = results.sel(cell).isel(channels=0), results.brink.distances(**cell)
    assert int(tally["count"].sum()) == int(table.in_class)
    assert tally.distance.attrs["units"] == ("pixels" if p == 0 else "intensity")
    assert (np.diff(tally.distance) > 0).all()
    ends = [("", "moved")] + [("_lower", "moved_possible")] * ("count_lower" in tally)
    for end, moved in ends:
        far, images = tally["distance" + end].values, tally["count" + end].values
        within = [images[far <= float(radius) * (1 + 1e-9)].sum() for radius in table.radius]
        assert within == table[moved].values.tolist()
    assert ("count_lower" in tally) == (classifier == "gaussian" and p in (0.5, 2))  # where it is bracketed


def test_what_is_selected_need_not_be_named(results):
    named = results.brink.distances(classifier="gaussian", n=8, bit_depth=1, p=2)
    selected = results.sel(classifier="gaussian", bit_depth=1).isel(n=[0]).brink
    xr.testing.assert_identical(selected.distances(p=2), named)
    assert selected.path == results.brink.path


@pytest.mark.parametrize("cell,words", [
    (dict(n=16, bit_depth=4, p=2), "classifier: not named; accepted: brightness, majority_bit, gaussian"),
    (dict(classifier="gaussian", n=17, bit_depth=4, p=2), "n: 17 is not there; accepted: 8, 16, 32"),
    (dict(classifier="gaussian", n=16, bit_depth=4, p=3), "p: 3 is not there; accepted: 0.0, 0.5, 1.0, 2.0, inf")])
def test_a_cell_that_is_not_there(results, cell, words):
    with pytest.raises(ValueError) as caught:
        results.brink.distances(**cell)
    assert str(caught.value) == words


def test_a_cell_that_is_not_begun(begun):
    cell = dict(classifier="gauss", bit_depth=8, p=0)
    assert int(begun.brink.distances(n=1, **cell)["count"].sum()) > 0
    if not np.isfinite(begun.samples.sel(classifier="gauss", n=4096).item()):
        with pytest.raises(LookupError, match="not begun"):
            begun.brink.distances(n=4096, **cell)


def test_files_of_others(tmp_path):
    with pytest.raises(FileNotFoundError):
        brink.open(tmp_path / "none.h5")
    text, foreign = tmp_path / "text.h5", tmp_path / "foreign.h5"
    text.write_text("no HDF5")
    with h5py.File(foreign, "w") as file:
        file["x"] = [1]
    for path in (text, foreign):
        with pytest.raises(brink.Error, match=path.name) as caught:
            brink.open(path)
        assert caught.value.code == BAD_FILE


# --- the formulas that figures draw beside the measurement

@pytest.mark.parametrize("b", [1, 2, 4, 7, 9])
@pytest.mark.parametrize("p", [0, 0.5, 1, 2])
def test_the_prediction_is_what_is_measured(depths, b, p):
    """False alarms: 1e-5 over all cells, apart from the lattice of distances, allowed for by a step."""
    median = _theory.median_distance(depths.isel(channels=0))
    measured = float(median.sel(classifier="brightness", n=32, bit_depth=b, p=p))
    predicted = _theory.predicted_median(32 * 32, b, p)
    pixels = 32 * _theory.HALF_NORMAL_MEDIAN / math.sqrt(12)  # that go to 0 at p < 1, many bits
    lattice = (1.5 if p == 0 or b == 1 else 0.5) / pixels
    assert measured == pytest.approx(predicted, rel=MEDIAN_ERROR + lattice)


def test_the_prediction_has_the_closed_forms_of_many_bits():
    """docs/theory.md: d_1 = m sqrt((q+1)/(12 (q-1))) n (S2); far above q = 5 n, d_2 = m/sqrt(12) (S3)."""
    m, n = 0.6744897501960817, 64
    for b in (1, 3, 8, 16):
        q = 2 ** b
        assert _theory.predicted_median(n * n, b, 1) == pytest.approx(
            m * n * math.sqrt((q + 1) / (12 * (q - 1))), rel=1e-9)
    assert _theory.predicted_median(n * n, 16, 2) == pytest.approx(m / math.sqrt(12), rel=0.01)
    assert _theory.predicted_median(n * n, 4, math.inf) == 1 / 15


def test_no_median_exceeds_the_largest_possible(depths):
    """Also tight: at p = 1 `brightness` reaches it."""
    tables = depths.isel(channels=0)
    ratio = (_theory.median_distance(tables) / _theory.largest_possible_median(tables)).isel(n=0)
    finite = ratio.sel(p=[0.5, 1, 2])
    assert float(finite.max()) <= 1 + MEDIAN_ERROR + 0.1  # coarse steps: largest_possible_median
    assert float(finite.sel(p=1, classifier="brightness").min()) >= 1 - MEDIAN_ERROR - 0.1
