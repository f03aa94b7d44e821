# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Figures: what is drawn is what the tables say, where it was asked for, with units."""
import subprocess
import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.container import ErrorbarContainer

import brink
from brink import _theory
from brink.plot._axes import THEORY
from conftest import CONFIG
from documentation import ROOT

OF_ONE_P = [brink.plot.moved_fraction, brink.plot.robust_fraction, brink.plot.growth, brink.plot.ratio_to_bound,
            brink.plot.bit_depth, brink.plot.classifiers]
ALONE = [brink.plot.columns, brink.plot.diameter]


def line(ax, label):
    """The points of the line of a label, or of the error bars."""
    for container in ax.containers:
        if container.get_label() == label:
            return container.lines[0].get_xydata()
    return next(drawn.get_xydata() for drawn in ax.lines if drawn.get_label() == label)


def theory_lines(ax):
    return [drawn for drawn in ax.lines if drawn.get_color() == THEORY["color"]]


@pytest.mark.parametrize("draw", OF_ONE_P + ALONE, ids=lambda draw: draw.__name__)
def test_draws_into_the_axes_given_and_returns_them(results, draw):
    _, ax = plt.subplots()
    assert draw(results, ax) is ax and ax.has_data()
    assert all("(" in label or "/" in label or "median" in label for label in (ax.get_xlabel(), ax.get_ylabel()))
    assert draw(results).figure is not ax.figure


@pytest.mark.parametrize("p", [0, 1, 2, np.inf])
def test_units_follow_p(results, p):
    unit = "pixels" if p == 0 else "intensity"
    for draw, label in ((brink.plot.moved_fraction, "xlabel"), (brink.plot.growth, "ylabel"),
                        (brink.plot.bit_depth, "ylabel"), (brink.plot.classifiers, "xlabel")):
        assert unit in getattr(draw(results, p=p), f"get_{label}")(), draw


def test_medians_against_a_parameter(results):
    """In the order of the parameter, whatever that of the runs; a class has one style everywhere."""
    runs = {4: brink.run(CONFIG, settings={"run.sampler": "blocks", "run.block": 4}), 1: results}
    ax = brink.plot.parameter(runs, name="side of a block", p=1, n=16, bit_depth=4)
    for name in ("brightness", "gaussian"):
        medians = [float(runs[m].brink.medians()["median"].isel(channels=0).sel(
            classifier=name, p=1, n=16, bit_depth=4)) for m in (1, 4)]
        assert np.allclose(line(ax, name), np.c_[[1, 4], medians])
        assert name == "gaussian" or medians[1] > 1.5 * medians[0]
    assert ax.get_xlabel() == "side of a block" and "intensity" in ax.get_ylabel()
    bare = brink.plot.parameter(runs, intervals=False, legend=False)
    assert bare.get_legend() is None and "p = 2" not in bare.get_title()
    with pytest.raises(ValueError, match="runs is empty"):
        brink.plot.parameter({})


def test_moved_fractions_with_intervals_and_bound(results):
    cell = results.isel(channels=0).sel(n=16, bit_depth=4, p=1)
    ax = brink.plot.moved_fraction(results, p=1, n=16, bit_depth=4)
    own = cell.sel(classifier="gaussian")
    assert np.allclose(line(ax, "gaussian"), np.c_[own.radius_scale, own.moved_fraction])
    (bars,) = next(c for c in ax.containers if c.get_label() == "gaussian").lines[2]
    ends = np.array([segment[:, 1] for segment in bars.get_segments()])
    assert np.allclose(ends, np.c_[own.moved_fraction_lower, own.moved_fraction_upper])
    assert np.allclose(line(ax, "every class: at least")[:, 1], cell.moved_fraction_bound.min("classifier"))
    bare = brink.plot.moved_fraction(results, p=1, bounds=False, intervals=False)
    assert not theory_lines(bare) and not any(c.lines[2] for c in bare.containers)


def test_shares_that_stay(results):
    own = results.isel(channels=0).sel(n=32, bit_depth=4, p=2, classifier="brightness")
    ax = brink.plot.robust_fraction(results)  # the largest n and b, p = 2
    drawn = line(ax, "brightness")
    stays = 1 - own.moved_fraction.values
    assert np.allclose(drawn[:, 1][stays > 0], stays[stays > 0]) and np.isnan(drawn[:, 1][stays == 0]).all()
    assert ax.get_yscale() == "log" and len(theory_lines(ax)) == 1
    assert not theory_lines(brink.plot.robust_fraction(results, bounds=False))


def test_growth_and_its_bounds(results):
    at = results.isel(channels=0).sel(bit_depth=1, p=1)
    ax = brink.plot.growth(results, p=1, bit_depth=1)
    assert np.allclose(line(ax, "brightness"), np.c_[at.n, at.distance_quantile.sel(classifier="brightness", quantile=0.5)])
    assert np.allclose(line(ax, "every class: at most")[:, 1], _theory.largest_possible_median(at).max("classifier"))
    slope = np.log(line(ax, "slope 1/max(p, 1)"))
    assert np.allclose(np.diff(slope[:, 1]) / np.diff(slope[:, 0]), 1)
    assert not theory_lines(brink.plot.growth(results, bounds=False))


def test_bit_depths_and_the_prediction(results):
    at = results.isel(channels=0).sel(n=32, p=2)
    ax = brink.plot.bit_depth(results)
    assert np.allclose(line(ax, "gaussian"), np.c_[at.bit_depth, at.distance_quantile.sel(classifier="gaussian", quantile=0.5)])
    assert np.allclose(line(ax, "brightness, predicted")[:, 1], [_theory.predicted_median(1024, b, 2) for b in (1, 4)])


def test_medians_have_their_intervals(results):
    for draw, at in ((brink.plot.growth, {"bit_depth": 4}), (brink.plot.bit_depth, {"n": 32})):
        own = results.isel(channels=0).sel(p=[1], classifier=["gaussian"], **at).brink.medians().squeeze()
        (bars,) = next(c for c in draw(results, p=1).containers if c.get_label() == "gaussian").lines[2]
        assert np.allclose([segment[:, 1] for segment in bars.get_segments()], np.c_[own.lower, own.upper])
        assert (own.lower <= own["median"]).all() and (own["median"] <= own.upper).all() and (own.lower < own.upper).all()
    share = brink.plot.columns(results).containers[0].lines[2][0].get_segments()
    own = results.isel(channels=0).sel(p=0, bit_depth=4, classifier="brightness").brink.medians()
    assert np.allclose([segment[:, 1] for segment in share], np.c_[own.lower / own.n, own.upper / own.n])
    for draw in [*OF_ONE_P, *ALONE]:
        bare = draw(results, intervals=False)
        assert not any(container.lines[2] for container in bare.containers if isinstance(container, ErrorbarContainer)), draw


def test_the_most_robust_class_has_its_own_interval(results):
    at = results.isel(channels=0).sel(p=1, bit_depth=4)
    largest = _theory.largest_possible_median(at)
    measured = at.brink.medians() / largest
    ax = brink.plot.ratio_to_bound(results, p=1)
    (bars,) = next(c for c in ax.containers if c.get_label() == "b = 4").lines[2]
    for i, segment in enumerate(bars.get_segments()):
        best = measured.isel(n=i).isel(classifier=int(measured["median"].isel(n=i).argmax("classifier")))
        assert np.allclose(segment[:, 1], [best.lower, best.upper])


def test_columns_and_diameter(results):
    for draw, p in ((brink.plot.columns, 0), (brink.plot.diameter, 2)):
        at = results.isel(channels=0).sel(bit_depth=4, p=p, classifier="brightness")
        assert np.allclose(line(draw(results), "brightness")[:, 1], at.distance_quantile.sel(quantile=0.5) / at.n)
        with pytest.raises(ValueError, match="is not there; accepted: 1"):
            draw(results.sel(p=[1.0]))


def test_one_cell_s_distances(results):
    cell = dict(classifier="gaussian", n=32, bit_depth=4, p=2)
    tally = results.brink.distances(**cell)
    counted = sum(patch.get_height() for patch in brink.plot.distances(results, **cell).patches)
    assert counted == int(tally["count"].sum()) + int(tally.get("count_lower", np.zeros(1)).sum())
    running = brink.plot.running_share(results, **cell).lines[-1].get_xydata()
    assert running[-1, 1] == 1 and np.allclose(running[:, 0], tally.distance)


def test_panels_have_one_p_each_and_one_legend(results):
    for draw in OF_ONE_P:
        figure = brink.plot.panels(draw, results)
        assert [ax.get_title() for ax in figure.axes] == ["p = 0", "p = 1", "p = 2"]
        assert not any(ax.get_legend() for ax in figure.axes)
        assert len(figure.legends) == (draw is not brink.plot.classifiers)
    assert len(brink.plot.panels(brink.plot.growth, results, p=[np.inf]).axes) == 1


def test_selections_are_drawn(results):
    """As xarray users hand them over: without a dimension, or with one value."""
    for part in (results.isel(channels=0), results.sel(p=1), results.sel(classifier="gaussian"), results.sel(n=[8]),
                 results.sel(n=8, bit_depth=1, p=[2.0])):
        for draw in OF_ONE_P:
            assert draw(part).has_data(), draw


def test_cells_that_are_not_computed_are_left_out(begun):
    for draw in OF_ONE_P:
        brink.plot.panels(draw, begun, p=[0, 1])


def test_absolute_radii_are_drawn():
    measure = {"p": [2], "radius": [0.1, 0.2, 0.5]}
    ax = brink.plot.moved_fraction(brink.run(CONFIG | {"measure": measure, "run": {"samples": 50}}))
    assert ax.get_xlabel() == "radius r  (intensity)" and line(ax, "brightness")[:, 0].tolist() == [0.1, 0.2, 0.5]


def test_witnesses_show_image_and_change():
    sample = brink.sample(CONFIG, count=6, n=8, bit_depth=4)
    number = brink.plot.typical_image(sample, "brightness")
    at = sample.sel(classifier="brightness", image=number)
    figure = brink.plot.witnesses(sample, "brightness")
    image, witness, change = (figure.axes[i].images[0].get_array() for i in (0, 1, 2))
    assert (image == at.level[0]).all() and (witness == at.witness.sel(p=0)[0]).all()
    assert (change == witness - image).all() and (change != 0).sum() == int(at.cost.sel(p=0))
    with pytest.raises(ValueError, match="no image of this file is in the class"):
        brink.plot.typical_image(sample.assign(in_class=0 * sample.in_class), "brightness")


def test_types():
    """mypy, strictly (pyproject.toml)."""
    done = subprocess.run([sys.executable, "-m", "mypy", "--cache-dir", f"{sys.prefix}/mypy"], cwd=ROOT,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
