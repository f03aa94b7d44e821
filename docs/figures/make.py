# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Makes the figures of the README, of docs/findings.md and of docs/theory.md with the Python package:

    python docs/figures/make.py [FOLDER]

It runs the sweeps behind them into results/figures/ (minutes to an hour), and continues there
what it finds. FOLDER is docs/figures by default. cost_per_image.png is made by bench/.
"""
import sys
from pathlib import Path

import matplotlib

import bounds
import brink
import pictures

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "results" / "figures"
DEPTHS = 1, 8  # of the gallery


def computed(name):
    """The tables of one of the configs."""
    return brink.run(ROOT / "configs" / f"{name}.toml", RESULTS / f"{name}.h5", resume=True)


def columns_and_diameter(results):
    import matplotlib.pyplot as plt
    figure, (left, right) = plt.subplots(1, 2, figsize=(7.1, 3))
    brink.plot.columns(results, left, legend=False)
    brink.plot.diameter(results, right, legend=False)
    handles, labels = left.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside right center")
    return figure


def gallery():
    samples = [brink.sample(ROOT / "configs" / "gallery.toml", count=25, bit_depth=depth) for depth in DEPTHS]
    return brink.plot.gallery([(one, str(name)) for one in samples for name in one.classifier.values])


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    matplotlib.use("agg")
    brink.plot.use_style()
    RESULTS.mkdir(parents=True, exist_ok=True)
    bounds.against_bit_depth().savefig(folder / "bounds.png")
    bounds.ratios().savefig(folder / "bounds_ratio.png")
    gallery().savefig(folder / "gallery.png")
    pictures.medians(RESULTS).savefig(folder / "pictures_medians.png")
    pictures.images().savefig(folder / "pictures.png")
    few = computed("tail")
    brink.plot.panels(brink.plot.robust_fraction, few, p=[0, 1], bit_depth=8).savefig(folder / "tail.png")
    depths = computed("bit_depth")
    brink.plot.panels(brink.plot.bit_depth, depths).savefig(folder / "distance_by_bit_depth.png")
    limits = computed("limits")
    few_bits = int(limits.bit_depth[:2][-1])
    brink.plot.panels(brink.plot.moved_fraction, limits, bit_depth=few_bits).savefig(folder / "moved_fraction.png")
    brink.plot.panels(brink.plot.growth, limits).savefig(folder / "distance_growth.png")
    columns_and_diameter(limits).savefig(folder / "columns_and_diameter.png")


if __name__ == "__main__":
    main()
