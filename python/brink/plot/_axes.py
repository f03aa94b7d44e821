# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""What the figures have in common: style, panels, and which cells they show."""
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.axis import Axis, XAxis
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, NullLocator

from .._theory import median_distance

# Paul Tol's "muted" scheme, told apart also by the colour-blind.
COLOURS = ["#332288", "#CC6677", "#117733", "#DDCC77", "#88CCEE", "#882255", "#44AA99",
           "#999933", "#AA4499"]
MARKERS = "osD^vP*Xh"
THEORY: dict[str, Any] = {"color": "black", "linestyle": "--", "linewidth": 1.4, "zorder": 3}
PANEL_WIDTH, PANEL_HEIGHT = 3.1, 3.0  # inches
DOTS_PER_INCH = 110                   # keeps a figure below 120 kB


class Draw(Protocol):
    """A function of this module that draws one p."""

    def __call__(self, results: xr.Dataset, ax: Axes | None = None, *, p: float | None = None,
                 legend: bool = True, **options: Any) -> Axes: ...


def use_style() -> None:
    """Sets matplotlib's defaults as in the figures of the documentation."""
    import matplotlib.pyplot as plt
    plt.rcParams.update({
        "figure.dpi": DOTS_PER_INCH, "savefig.dpi": DOTS_PER_INCH, "figure.constrained_layout.use": True,
        "font.size": 9, "axes.grid": True, "grid.alpha": 0.25, "lines.markersize": 4,
        "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False})


def save(figure: Figure, name: str) -> Path:
    """Writes `name`.png into the folder that the environment variable BRINK_FIGURES names.

    Args:
        figure: A figure, such as `ax.figure` or what `panels` returned.
        name: The name of the file, without its ending.

    Returns:
        The path of the file; in results/figures where BRINK_FIGURES is not set.
    """
    folder = Path(os.environ.get("BRINK_FIGURES") or "results/figures")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    figure.savefig(path)
    return path


def panels(draw: Draw, results: xr.Dataset, *, p: Iterable[float] | None = None, sharey: bool = False,
           **options: Any) -> Figure:
    """One panel for each p, side by side, with one legend.

    Args:
        draw: A function of this module that takes `p`, such as `brink.plot.moved_fraction`.
        results: What it draws.
        p: The norms; by default 0, 1 and 2 as far as measured, else the first three.
        sharey: Whether all panels have one y axis.
        **options: For `draw`, such as `n` and `bit_depth`.

    Returns:
        The figure.
    """
    measured = np.atleast_1d(results["p"].values)
    norms = list(p) if p is not None else [q for q in (0.0, 1.0, 2.0) if q in measured] or list(measured[:3])
    figure, row = new_axes(len(norms), sharey)
    for norm, ax in zip(norms, row):
        draw(results, ax, p=norm, legend=False, **options)
        ax.set_title(f"p = {norm:g}")
    labels = [ax.get_ylabel() for ax in row]
    for ax, label, left in zip(row[1:], labels[1:], labels):
        ax.set_ylabel("" if label == left else label)
    return with_legend(figure)


def new_axes(columns: int, sharey: bool) -> tuple[Figure, list[Axes]]:
    """A figure of one row."""
    import matplotlib.pyplot as plt
    figure, axes = plt.subplots(1, columns, squeeze=False, sharey=sharey, layout="constrained",
                                figsize=(PANEL_WIDTH * columns + 0.4, PANEL_HEIGHT))
    return figure, list(axes[0])


def axes_or_new(ax: Axes | None) -> Axes:
    """The axes given, else those of a new figure."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt
    return plt.subplots(layout="constrained")[1]


def with_legend(figure: Figure) -> Figure:
    """Adds the legend of the first axes beside all of them, if it names anything."""
    handles, labels = figure.axes[0].get_legend_handles_labels()
    if handles:
        figure.legend(handles, labels, loc="outside right center")
    return figure


class _PlainSteps(LogLocator):
    """Ticks at 1, 2, 5, 10; over many decades at powers of ten."""

    def tick_values(self, vmin: float, vmax: float) -> Any:
        self.set_params(subs=(1, 2, 5) if vmax < 500 * vmin else (1,))
        return super().tick_values(vmin, vmax)


def in_logarithms(axis: Axis) -> None:
    """A logarithmic axis with plain numbers."""
    (axis.axes.set_xscale if isinstance(axis, XAxis) else axis.axes.set_yscale)("log")
    axis.set_major_locator(_PlainSteps())
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.set_minor_formatter(NullFormatter())


def image_sides(ax: Axes, n: xr.DataArray) -> None:
    """A logarithmic x axis with ticks at the sizes of the file, at most six of them."""
    ax.set_xscale("log")
    ticks = n.values[::-1][::max(1, -(-len(n) // 6))][::-1]
    ax.set_xticks(ticks, [str(tick) for tick in ticks])
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xlabel("image side n  (pixels)")


def finished(ax: Axes, legend: bool, title: str, **labels: Any) -> Axes:
    """Axes with their labels, and with title and legend where they stand alone."""
    ax.set(**labels)
    if legend:
        ax.set_title(title)
        ax.legend(fontsize="small")
    return ax


def cell_of(results: xr.Dataset, n: int | str | None, bit_depth: int | str | None,
            channels: int | None) -> xr.Dataset:
    """The cells at these values; None takes the largest (of channels the first), "all" keeps the dimension."""
    for dimension, wanted, default in (("n", n, -1), ("bit_depth", bit_depth, -1), ("channels", channels, 0)):
        if wanted is None and dimension in results.dims:
            order = np.argsort(results[dimension].values, kind="stable")
            results = results.isel({dimension: int(order[default]) if default else 0})
        elif wanted == "all":
            results = results.sortby(dimension) if dimension in results.dims else results.expand_dims(dimension)
        elif wanted is not None and dimension in results.dims:
            results = results.sel({dimension: wanted})
    return results if "classifier" in results.dims else results.expand_dims("classifier")


def norm_of(results: xr.Dataset, p: float | None) -> tuple[xr.Dataset, float]:
    """The tables at one p, and that p."""
    there = np.atleast_1d(results["p"].values)
    if p is None:
        p = float(2.0 if 2.0 in there else there[0])
    if p not in there:
        raise ValueError(f"p = {p:g} is not there; accepted: {', '.join(f'{q:g}' for q in there)}")
    return (results.sel(p=p) if "p" in results.dims else results), p


def styles(count: int) -> list[dict[str, Any]]:
    """`count` styles of line, marker and colour."""
    return [{"color": COLOURS[i % len(COLOURS)], "marker": MARKERS[i % len(MARKERS)], "linewidth": 1}
            for i in range(count)]


def classifier_styles(results: xr.Dataset) -> list[tuple[str, dict[str, Any]]]:
    """Every classifier with its style, the same in every figure of a file."""
    names = [str(name) for name in results["classifier"].values]
    return [(name, style | {"label": name}) for name, style in zip(names, styles(len(names)))]


def medians_of(results: xr.Dataset, intervals: bool) -> xr.Dataset:
    """`median`, and `lower` and `upper` where intervals are wanted."""
    measured: xr.Dataset = (results.brink.medians() if intervals else
                            xr.Dataset({"median": median_distance(results)}))
    return measured


def errors_of(measured: xr.Dataset) -> Any:
    """What errorbar takes; None without intervals. Of an interval without an end no bar is drawn."""
    if "lower" not in measured:
        return None
    bounded = measured.where(np.isfinite(measured["upper"]))
    return np.clip([bounded["median"] - bounded["lower"], bounded["upper"] - bounded["median"]], 0, None)


def unit_of(p: float) -> str:
    """What a distance at p is measured in."""
    return "pixels" if p == 0 else "intensity"


def shape_of(cell: xr.Dataset) -> str:
    """ "n = 64, b = 8", of the dimensions that are a single value."""
    letters = {"n": "n", "bit_depth": "b", "channels": "h"}
    return ", ".join(f"{letter} = {int(cell[name])}" for name, letter in letters.items()
                     if cell[name].ndim == 0 and (name != "channels" or int(cell[name]) > 1))
