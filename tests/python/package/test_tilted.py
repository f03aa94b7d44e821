# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Files of the sampler `tilted`: their tables, the tally of a stratum, the figure and the page."""
import numpy as np
import pytest

import brink
from test_plot import line, theory_lines

CONFIG = {
    "run": {"samples": 300, "sampler": "tilted", "tail": 1e-12},
    "sweep": {"n": [8, 16], "bit_depth": [1, 4]},
    "measure": {"p": [0, 1, 2], "radius_scale": [0.0, 1.0, 2.0, 4.0]},
    "classifier": [{"type": "brightness"}, {"type": "hamming_ball"}],
}


@pytest.fixture(scope="module")
def tails(program):
    return brink.run(CONFIG)


def test_tables(tails):
    whole = ("classifier", "channels", "n", "bit_depth", "p")
    assert tails.robust_fraction.dims == (*whole, "radius_scale") and tails.tail_distance.dims == (*whole, "tail")
    assert tails.in_class.dims == ("classifier", "stratum", "channels", "n", "bit_depth")
    assert tails.sizes["stratum"] == 21 and list(tails.classifier.values) == ["brightness", "hamming_ball"]
    at = tails.sel(classifier="brightness", channels=1, n=16, bit_depth=1, p=1)
    assert float(at.robust_fraction.sel(radius_scale=2)) == pytest.approx(
        float(at.robust_fraction_exact.sel(radius_scale=2)), rel=0.6)
    with pytest.raises(ValueError, match="tail_distance"):
        tails.brink.medians()


def test_the_tally_of_a_stratum(tails):
    cell = {"classifier": "brightness", "n": 16, "bit_depth": 4, "stratum": 3}
    tally = tails.brink.distances(p=1, **cell)
    assert int(tally["count"].sum()) == int(tails.in_class.isel(channels=0).sel(cell))
    with pytest.raises(ValueError, match="stratum"):
        tails.brink.distances(p=1, classifier="brightness", n=16, bit_depth=4)


def test_the_figure_reaches_the_tail(tails):
    ax = brink.plot.robust_fraction(tails, p=1, n=16, bit_depth=1)
    own = tails.isel(channels=0).sel(classifier="brightness", n=16, bit_depth=1, p=1)
    assert np.allclose(line(ax, "brightness"), np.c_[own.tail_distance / 16, own["tail"]])
    assert ax.get_yscale() == "log" and ax.get_ylim()[0] < 1e-12 and len(theory_lines(ax)) == 1


def test_report_and_page(tails, tmp_path):
    assert brink.report(tails)["S1"]["verdict"] == "holds"
    page = brink.html(tails, tmp_path / "page.html").read_text()
    assert "1e-12 beyond, p = 1" in page and "share that stays" in page and "moved fraction (" not in page
