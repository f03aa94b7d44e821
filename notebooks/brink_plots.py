# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The figures of the notebooks: one function each, which returns the figure.

`results` is what `brink_results.open_results` gives; S1 to S4 are the claims of
docs/theory.md. Cells that a file does not hold are left out.
"""
import os
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from brink_results import (ROOT, largest_possible_median, median_distance, open_tally,
                           predicted_median, radius_axis, robust_fraction_bound)

# Paul Tol's "muted" scheme, told apart also by the colour-blind.
COLOURS = ["#332288", "#CC6677", "#117733", "#DDCC77", "#88CCEE", "#882255", "#44AA99",
           "#999933", "#AA4499"]
MARKERS = "osD^vP*Xh"
THEORY = dict(color="black", linestyle="--", linewidth=1.4, zorder=3)
PANEL_WIDTH, PANEL_HEIGHT = 3.1, 3.0  # inches
DOTS_PER_INCH = 110                   # keeps a figure below 120 kB
FEW_DISTANCES = 40                    # up to here each distance is drawn, above it bins


def use_style():
    """Sets matplotlib's defaults for all figures below."""
    plt.rcParams.update({
        "figure.dpi": DOTS_PER_INCH, "savefig.dpi": DOTS_PER_INCH, "figure.constrained_layout.use": True,
        "font.size": 9, "axes.grid": True, "grid.alpha": 0.25, "lines.markersize": 4,
        "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False})


def save(figure, name):
    """Writes `name`.png into the folder BRINK_FIGURES (default results/figures); returns its path."""
    folder = Path(os.environ.get("BRINK_FIGURES") or ROOT / "results" / "figures")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    figure.savefig(path)
    return path


def moved_fraction(results, n=None, bit_depth=None):
    """S1: the moved fraction against the radius, with the bound that holds for every class.

    Points are measured, with their intervals; lines are exact where a closed form is in the
    file, else they join the points. Largest image and bit depth by default.
    """
    cell = _cell(results, n, bit_depth)
    axis = radius_axis(cell)
    figure, axes = _panels(cell, f"moved fraction  (n = {int(cell.n)}, b = {int(cell.bit_depth)})")
    for p, ax in axes.items():
        at = cell.sel(p=p)
        for name, style in _styles(results):
            own = at.sel(classifier=name)
            low, middle, high = (own["moved_fraction" + end] for end in ("_lower", "", "_upper"))
            ax.errorbar(own[axis], middle, np.clip([middle - low, high - middle], 0, None),
                        **style | {"linestyle": "none"})
            exact = own.get("moved_fraction_exact")
            line = middle if exact is None or exact.isnull().any() else exact
            ax.plot(own[axis], line, color=style["color"], linewidth=0.9)
        ax.plot(at[axis], at["moved_fraction_bound"].min("classifier"), **THEORY,
                label="every class: at least")
        ax.set(xlabel=_radius_label(axis, p), ylim=(-0.02, 1.02))
    return _with_legend(figure)


def robust_tail(results, n=None, bit_depth=None):
    """S1 in the tail: the share that stays, in logarithms, and the most that can stay."""
    cell = _cell(results, n, bit_depth)
    axis = radius_axis(cell)
    figure, axes = _panels(cell, f"share that stays  (n = {int(cell.n)}, b = {int(cell.bit_depth)})")
    lowest = 0.3 / float(cell["in_class"].max())  # below what one image would show
    for p, ax in axes.items():
        at = cell.sel(p=p)
        for name, style in _styles(results):
            stays = 1 - at["moved_fraction"].sel(classifier=name)
            ax.semilogy(at[axis], stays.where(stays > 0), **style)
        bound = robust_fraction_bound(at).max("classifier")
        ax.semilogy(at[axis], bound.where(bound > 0), **THEORY, label="every class: at most")
        ax.set(xlabel=_radius_label(axis, p), ylim=(lowest, 1.5))
    return _with_legend(figure)


def distance_growth(results, bit_depth=None):
    """S2: the median distance against n, beside the slope 1/max(p,1), the largest that can last."""
    cells = _cell(results, "all", bit_depth)
    figure, axes = _panels(cells, f"median distance  (b = {int(cells.bit_depth)})")
    for p, ax in axes.items():
        at = median_distance(cells).sel(p=p)
        for name, style in _styles(results):
            ax.loglog(at["n"], at.sel(classifier=name), **style)
        top = at.isel(n=-1).max()
        slope = 1 / max(p, 1) if np.isfinite(p) else 0
        ax.loglog(at["n"], 1.4 * top * (at["n"] / at["n"][-1]) ** slope, **THEORY,
                  label="slope 1/max(p, 1)")
        ax.set(xlabel="image side n")
    return _with_legend(figure)


def measured_over_bound(results):
    """S2: the median distance of the most robust class, over the largest that any class can have."""
    cells = _cell(results, "all", "all")
    figure, axes = _panels(cells, "median distance / largest possible")
    ratio = (median_distance(cells) / largest_possible_median(cells)).max("classifier")
    depths = np.atleast_1d(cells["bit_depth"])
    for p, ax in axes.items():
        for depth, style in zip(depths, _cycle(len(depths))):
            ax.semilogx(ratio["n"], ratio.sel(p=p, bit_depth=depth), label=f"b = {depth}", **style)
        ax.axhline(1, **THEORY, label="as robust as can be")
        ax.set(xlabel="image side n", ylim=(0, 1.25))
    return _with_legend(figure)


def distance_by_bit_depth(results, n=None):
    """S3: the median distance against the bit depth, with the prediction for `brightness`."""
    cells = _cell(results, n, "all")
    figure, axes = _panels(cells, f"median distance  (n = {int(cells.n)})")
    depths = np.atleast_1d(cells["bit_depth"])
    pixels = int(cells["channels"]) * int(cells["n"]) ** 2
    for p, ax in axes.items():
        at = median_distance(cells).sel(p=p)
        for name, style in _styles(results):
            ax.semilogy(depths, at.sel(classifier=name), **style)
        ax.semilogy(depths, [predicted_median(pixels, int(b), p) for b in depths], **THEORY,
                    label="brightness, predicted")
        ax.set(xlabel="bit depth b")
    return _with_legend(figure)


def columns_and_diameter(results, bit_depth=None):
    """S4: the median of d_0 in columns of n pixels, and of d_2 as a share of the diameter n sqrt(h)."""
    cells = _cell(results, "all", bit_depth)
    figure, (left, right) = plt.subplots(1, 2, figsize=(2.3 * PANEL_WIDTH, PANEL_HEIGHT))
    median = median_distance(cells)
    norms = median["p"].values
    for name, style in _styles(results):
        own = median.sel(classifier=name)
        if 0 in norms:
            left.loglog(own["n"], own.sel(p=0) / own["n"], **style)
        if 2 in norms:
            diameter = own["n"] * np.sqrt(float(cells["channels"]))
            right.loglog(own["n"], own.sel(p=2) / diameter, **style)
    depth = int(cells["bit_depth"])
    left.set(xlabel="image side n", ylabel="columns of pixels", title=f"p = 0, b = {depth}")
    right.set(xlabel="image side n", ylabel="share of the diameter", title=f"p = 2, b = {depth}")
    return _with_legend(figure)


def cell_distribution(path, classifier, n, bit_depth, p, channels=1):
    """One cell's whole distribution of distances, from its tally, and its running share."""
    tally = open_tally(path, classifier, n, bit_depth, p, channels)
    figure, (left, right) = plt.subplots(1, 2, figsize=(2.3 * PANEL_WIDTH, PANEL_HEIGHT))
    ends = [("", "distance", COLOURS[0])]
    if "count_lower" in tally:
        ends = [("_lower", "lower end", COLOURS[1]), ("", "upper end", COLOURS[0])]
    for end, label, colour in ends:
        far, images = tally["distance" + end].values, tally["count" + end].values.astype(float)
        if len(far) <= FEW_DISTANCES:
            left.vlines(far, 0, images, color=colour, linewidth=2, label=label)
        else:
            left.hist(far, FEW_DISTANCES, weights=images, color=colour, alpha=0.6, label=label)
        right.step(far, np.cumsum(images) / images.sum(), where="post", color=colour, label=label)
    left.set(xlabel="distance out of the class", ylabel="images")
    right.set(xlabel="distance out of the class", ylabel="share of the class", ylim=(0, 1.02))
    figure.suptitle(f"{classifier}, n = {n}, b = {bit_depth}, p = {p:g}")
    return _with_legend(figure)


def compare_classifiers(results, n=None, bit_depth=None):
    """The distances of all classifiers in one cell: the median, and the outermost quantiles as a bar."""
    cell = _cell(results, n, bit_depth)
    figure, axes = _panels(cell, "", sharey=True)
    low, high = (cell["distance_quantile"].isel(quantile=end, drop=True) for end in (0, -1))
    middle = median_distance(cell)
    for p, ax in axes.items():
        for row, (name, style) in enumerate(_styles(results)):
            at = dict(classifier=name, p=p)
            ax.plot([low.sel(at), high.sel(at)], [row, row], color=style["color"], linewidth=3, alpha=0.5)
            ax.plot(middle.sel(at), row, marker=style["marker"], color=style["color"], markersize=6)
        ax.set(xscale="log", xlabel="distance out of the class")
        ax.set_yticks(range(results.sizes["classifier"]), results["classifier"].values)
    figure.suptitle(f"n = {int(cell.n)}, b = {int(cell.bit_depth)}: "
                    f"quantiles {float(results['quantile'][0]):g} to {float(results['quantile'][-1]):g}")
    return figure


def _cell(results, n, bit_depth):
    """The cells at n and bit_depth; None takes the largest, "all" keeps the dimension."""
    for dimension, wanted in (("n", n), ("bit_depth", bit_depth)):
        if wanted is None:
            results = results.isel({dimension: -1})
        elif not isinstance(wanted, str):
            results = results.sel({dimension: wanted})
    return results


def _panels(cell, ylabel, **options):
    """A figure with one panel a norm: p = 0, 1, 2 as far as measured, else the file's first three."""
    measured = cell["p"].values
    norms = [p for p in (0.0, 1.0, 2.0) if p in measured] or list(measured[:3])
    figure, axes = plt.subplots(1, len(norms), squeeze=False, **options,
                                figsize=(PANEL_WIDTH * len(norms) + 0.4, PANEL_HEIGHT))
    axes[0, 0].set_ylabel(ylabel)
    for p, ax in zip(norms, axes[0]):
        ax.set_title(f"p = {p:g}")
    return figure, dict(zip(norms, axes[0]))


def _cycle(count):
    """`count` styles of line, marker and colour."""
    return [dict(color=COLOURS[i % len(COLOURS)], marker=MARKERS[i % len(MARKERS)], linewidth=1)
            for i in range(count)]


def _styles(results):
    """Every classifier with its style, the same in every figure of a file."""
    names = [str(name) for name in results["classifier"].values]
    return [(name, style | {"label": name}) for name, style in zip(names, _cycle(len(names)))]


def _radius_label(axis, p):
    if axis == "radius":
        return "radius r"
    unit = {0: "n", 1: "n", 2: "√n"}.get(p, f"n^{1 / max(p, 1):.2g}" if np.isfinite(p) else "1")
    return f"c = r / {unit}"


def _with_legend(figure):
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside right center")
    return figure
