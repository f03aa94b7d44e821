# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The figures and the table of docs/theory.md#how-near-they-are: the largest median distance that the
bounds allow, beside that of the best class. `python docs/figures/bounds.py` prints the table."""
from pathlib import Path

import matplotlib
import numpy as np
import xarray as xr

import brink
from brink._theory import median_distance
from brink.plot._axes import in_logarithms

RESULTS = Path(__file__).resolve().parents[2] / "results" / "figures"
# The sampler that is quickest for a class, and its classes.
CLASSES = {"multinomial": ["brightness", "majority_bit"], "pixels": ["dictator", "corner"]}
MARKERS = dict(zip(sum(CLASSES.values(), []), "os^D"))
STEP = 10 ** (1 / 400)  # between radii, 0.6 %
SHOWN = 0, 1, 2, np.inf
HALF = 0.5 - 1e-12  # `dictator` moves exactly half at its median


def computed(sampler):
    scales = [round(2 * STEP**x, 9) for x in range(-1400, 1)]
    config = {"run": {"samples": 40_000, "sampler": sampler},
              "sweep": {"n": [64, 256, 1024], "bit_depth": [1, 2, 4, 8, 16]},
              "measure": {"p": [0, 0.5, 1, 2, "inf"], "radius_scale": scales},
              "classifier": [{"type": name} for name in CLASSES[sampler]]}
    return brink.run(config, RESULTS / f"bounds_{sampler}.h5", resume=True).isel(channels=0)


def halved(results, share):
    """The least radius within which `share` says that half is moved; NaN where it never does.

    At p = 0, 1 and inf distances lie on a lattice, to which the file's radius is brought down."""
    radius, share = xr.broadcast(results["radius"], share.fillna(0))
    found = radius.where(share >= HALF).min("radius_scale")
    spacing = xr.where(results["p"] == 0, 1, 1 / (2.0 ** results["bit_depth"] - 1))
    on_lattice = np.floor(found / spacing * (1 + 1e-9)) * spacing
    return xr.where(results["p"].isin([0, 1, np.inf]), on_lattice, found)


def medians():
    """The bound on the median (least radius that moves half of every class), and the medians of the
    classes, from the exact curve where there is one."""
    parts = [computed(sampler) for sampler in CLASSES]
    bound = halved(parts[0], parts[0]["moved_fraction_bound"].isel(classifier=0))
    measured = [halved(part, part["moved_fraction_exact"]).fillna(median_distance(part)) for part in parts]
    return bound, xr.concat(measured, "classifier")


def against_bit_depth():
    """Bound and best class against b, a panel for each p."""
    import matplotlib.pyplot as plt
    bound, median = medians()
    figure, axes = plt.subplots(1, len(SHOWN), figsize=(10.5, 3))
    for ax, p in zip(axes, SHOWN):
        for n, colour in zip(median["n"].values, ("#332288", "#CC6677", "#117733")):
            limit, own = bound.sel(p=p, n=n), median.sel(p=p, n=n)
            ax.plot(own["bit_depth"], limit, "--", color=colour)
            ax.plot(own["bit_depth"], own.max("classifier"), "-", color=colour, label=f"n = {n}")
            for name, marker in MARKERS.items():
                leads = own.sel(classifier=name).where(own.argmax("classifier") == list(MARKERS).index(name))
                ax.plot(own["bit_depth"], leads, marker, color=colour)
        ax.set(title=f"p = {p:g}")
        in_logarithms(ax.yaxis)
        in_bits(ax)
    axes[0].set_ylabel("median distance  (p = 0: pixels)")
    lines = axes[0].get_legend_handles_labels()[0] + [
        axes[0].plot([], [], marker, color="black", label=name)[0] for name, marker in MARKERS.items()
        if name != "corner"] + axes[0].plot([], [], "--", color="black", label="bound")
    figure.legend(handles=lines, loc="outside right center")
    return figure


def ratios():
    """The best class over the bound, a panel for each n."""
    import matplotlib.pyplot as plt
    bound, median = medians()
    ratio = median.max("classifier") / bound
    figure, axes = plt.subplots(1, ratio.sizes["n"], figsize=(9, 3), sharey=True)
    for ax, n in zip(axes, ratio["n"].values):
        for p, marker in zip(ratio["p"].values, "osD^v"):
            ax.plot(ratio["bit_depth"], ratio.sel(n=n, p=p), marker + "-", label=f"p = {p:g}")
        ax.set(title=f"n = {n}", ylim=(0, 1.05))
        in_bits(ax)
    axes[0].set_ylabel("median of the best class / bound")
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside right center")
    return figure


def in_bits(ax):
    ax.set(xscale="log", xlabel="bit depth b  (bits)")
    ax.set_xticks([1, 2, 4, 8, 16], ["1", "2", "4", "8", "16"])
    ax.xaxis.minorticks_off()


def table():
    """Each p and n a row, each b a column: ratio and class."""
    bound, median = medians()
    lines = []
    for p in bound["p"].values:
        for n in bound["n"].values:
            cells = []
            for b in bound["bit_depth"].values:
                own = median.sel(p=p, n=n, bit_depth=b)
                best = own.isel(classifier=int(own.argmax("classifier")))
                ratio = float(best / bound.sel(p=p, n=n, bit_depth=b))
                cells.append(f"{ratio:.2f} {str(best.classifier.values)}")
            lines.append(f"| {p:g} | {n} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    matplotlib.use("agg")
    print(table())
