# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""What somebody tries first after installing the package: every function once, into an empty folder."""
import tempfile
from pathlib import Path

import matplotlib

matplotlib.use("agg")

import brink  # noqa: E402

config = {"run": {"samples": 500}, "sweep": {"n": [8, 16], "bit_depth": [1, 8]},
          "measure": {"p": [0, 1, 2, "inf"]}, "classifier": [{"type": "brightness"}]}
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "old.h5"
    results = brink.run(config, path)
    moved = results.moved_fraction.sel(classifier="brightness", p=2)
    assert {"n", "bit_depth"} <= set(moved.dims) and moved.attrs["long_name"] and results.n.attrs["long_name"]
    tally = results.brink.distances(classifier="brightness", n=16, bit_depth=8, p=2)
    inside = results.in_class.sel(classifier="brightness", n=16, bit_depth=8)
    assert int(tally["count"].sum()) == int(inside.item()) > 0
    for draw in brink.plot.moved_fraction, brink.plot.growth, brink.plot.bit_depth:
        assert draw(results).has_data()
    assert set(brink.report(results).verdicts) == {"S1", "S2", "S3", "S4"}
    assert brink.sample(config, count=4, n=8, bit_depth=8).sizes["image"] == 4
    assert int(brink.open(path).attrs["seed"]) == int(results.attrs["seed"])
    parts = [brink.run(config, settings={"run.first_image": first, "run.samples": 250}) for first in (0, 250)]
    assert (brink.merge(parts).moved == results.moved).all()
    assert "all equal" in brink.verify(path)
    assert brink.html(results, Path(folder) / "report.html").stat().st_size > 0
print("all of it works")
