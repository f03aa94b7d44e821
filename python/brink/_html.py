# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""One page about a result file, which needs nothing but itself."""
import base64
import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from . import plot
from ._files import open, path_of
from ._report import report
from ._theory import median_distance

FIGURE_DOTS_PER_INCH = 150
NAMES = {"bit_depth": "b", "lower": "from", "upper": "to"}


class Picture(NamedTuple):
    """A figure of the page."""

    title: str
    caption: str
    alternative: str
    data: str  # PNG in base 64


def html(results: xr.Dataset | str | os.PathLike[str], path: str | os.PathLike[str]) -> Path:
    """Writes one self-contained page about a result file: no script, no network.

    It holds the verdicts S1 to S4 with their numbers, the figures, a table of all cells, the
    config and the provenance. The whole file is shown, also where `results` is a selection.

    Args:
        results: A result file: its path, or what `brink.run` and `brink.open` returned.
        path: The page. It is replaced where it exists.

    Returns:
        The path of the page.

    Raises:
        Error: The file is damaged or not a result file.
    """
    source, path = path_of(results), Path(path).expanduser()
    judged = report(source)
    whole = open(source)
    environment = jinja2.Environment(loader=jinja2.PackageLoader("brink", "."), autoescape=True,
                                     trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    text = environment.get_template("report.html").render(
        name=source.name, attributes=whole.attrs, provenance=_provenance(whole),
        verdicts=judged.verdicts, tables={name: _tables(judged[name]) for name in judged.verdicts},
        pictures=_pictures(whole), cells=_cells(whole))
    _replace(path, text)
    return path


def _replace(path: Path, text: str) -> None:
    """The file as a whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _number(value: Any) -> str:
    """Four digits of a number, as many as its interval allows to believe; other values as they are."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | np.floating):
        return "" if np.isnan(value) else f"{value:.4g}"
    if isinstance(value, dict) and set(value) == {"value", "lower", "upper"}:
        return f"{_number(value['value'])} ({_number(value['lower'])} to {_number(value['upper'])})"
    if isinstance(value, list):
        return ", ".join(map(_number, value))
    return "" if value is None else str(value)


def _heading(key: str) -> str:
    return NAMES.get(key, key.replace("_", " "))


def _tables(verdict: dict[str, Any]) -> list[dict[str, Any]]:
    """Every list of objects of a verdict, as a table with a caption, heads and rows."""
    return [{"caption": _heading(key), "heads": list(map(_heading, value[0])),
             "rows": [[_number(item) for item in row.values()] for row in value]}
            for key, value in verdict.items()
            if isinstance(value, list) and value and isinstance(value[0], dict)]


def _cells(results: xr.Dataset) -> dict[str, Any]:
    """One row a cell: its place, images, coverage, and the median distance at each p."""
    names = ["classifier", "channels", "n", "bit_depth"]
    if "stratum" in results.dims:
        return _tails(results, names)
    shown = ["samples", "in_class", "coverage", "coverage_lower", "coverage_upper"]
    norms = list(results["p"].values) if 0.5 in results["quantile"] else []
    columns = {name: results[name] for name in shown}
    columns |= {f"median, p = {p:g}": median_distance(results).sel(p=p, drop=True) for p in norms}
    table = xr.Dataset({name: column.transpose(*names) for name, column in columns.items()}).to_dataframe()
    table = table.reset_index()[[*names, *columns]]
    rows = [[_number(int(item) if name in ("samples", "in_class") and np.isfinite(item) else item)
             for name, item in zip(table.columns, row)] for row in table.itertuples(index=False)]
    return {"heads": list(map(_heading, table.columns)), "rows": rows}


def _tails(results: xr.Dataset, names: list[str]) -> dict[str, Any]:
    """The same of a file of the sampler `tilted`: the distances beyond which some shares of each class are."""
    shares = [share for share in (1e-2, 1e-6, 1e-12, 1e-30) if share in results["tail"]]
    columns = {f"{share:g} beyond, p = {p:g}": results["tail_distance"].sel(tail=share, p=p, drop=True)
               for p in results["p"].values for share in shares}
    table = xr.Dataset({name: column.transpose(*names) for name, column in columns.items()}).to_dataframe()
    table = table.reset_index()[[*names, *columns]]
    return {"heads": list(map(_heading, table.columns)),
            "rows": [[_number(item) for item in row] for row in table.itertuples(index=False)]}


def _provenance(results: xr.Dataset) -> dict[str, str]:
    shown = ["source", "device", "backend", "seed", "sampler", "interval_method", "stream_version", "format_version",
             "references"]
    return {_heading(name): str(results.attrs[name]) for name in shown if name in results.attrs}


def _pictures(results: xr.Dataset) -> list[Picture]:
    """Those figures that the file has the cells for."""
    largest = int(results["n"].max())
    depth = int(results["bit_depth"].max())
    at, classes = f"n = {largest}, b = {depth}", ", ".join(map(str, results["classifier"].values))
    several, depths = results.sizes["n"] > 1, results.sizes["bit_depth"] > 1
    tilted = "stratum" in results.dims
    medians = 0.5 in results["quantile"] and not tilted
    wanted: list[tuple[bool, str, Callable[..., Any], str]] = [
        (not tilted, f"S1: moved fraction ({at})", plot.moved_fraction,
         "The share of each class that perturbations up to the radius r move out of it, with intervals. "
         "The dashed line is what every class must lose."),
        (True, f"S1: share that stays ({at})", plot.robust_fraction,
         "The share that stays in each class, in logarithms, with intervals. The dashed line is the most that can stay."),
        (several and medians, f"S2: growth of the median distance (b = {depth})", plot.growth,
         "The median distance out of each class against the image side, with intervals. No class lies above the dashed line for long, "
         "and none grows faster than the dotted line for long."),
        (several and medians, "S2: the most robust class and the bound", plot.ratio_to_bound,
         "The median distance of the most robust class over the largest that any class can have, for each bit depth, with intervals."),
        (depths and medians, f"S3: bit depth (n = {largest})", plot.bit_depth,
         "The median distance out of each class against the bits per pixel, with intervals and the prediction for brightness."),
    ]
    pictures = [Picture(title, caption, _alternative(title, draw, results, classes), _png(plot.panels(draw, results)))
                for possible, title, draw, caption in wanted if possible]
    for p, title, share, caption in [
            (0.0, "S4: columns of pixels", plot.columns,
             "The median number of changed pixels in columns of n: it tends to a constant or falls."),
            (2.0, "S4: share of the diameter", plot.diameter,
             "The median Euclidean distance as a share of the diameter of the set of images: it falls.")]:
        if several and medians and p in results["p"]:
            pictures.append(Picture(f"{title} (b = {depth})", caption,
                                    f"{title} for the classes {classes}; the table of cells has the medians.",
                                    _png(share(results).figure)))
    return pictures


def _alternative(title: str, draw: Callable[..., Any], results: xr.Dataset, classes: str) -> str:
    """What a reader who does not see the figure can know of it."""
    text = f"{title} for the classes {classes}; one panel for each of p = 0, 1 and 2 that was measured."
    if draw is plot.moved_fraction and "radius_scale" in results.dims:
        cell = results.isel(channels=0).sel(n=results["n"].max(), bit_depth=results["bit_depth"].max())
        at = cell.sel(radius_scale=1, method="nearest")
        for p in [p for p in (0.0, 1.0, 2.0) if p in results["p"]]:
            moved = "; ".join(f"{name} {_number(float(value))}" for name, value in
                              zip(results["classifier"].values, at["moved_fraction"].sel(p=p).values))
            text += f" Moved at c = {_number(float(at.radius_scale))}, p = {p:g}: {moved}."
        return text
    return f"{text} The table of cells has the medians."


def _png(figure: Any) -> str:
    """The figure as PNG in base 64; it is closed."""
    import matplotlib.pyplot as plt
    assert isinstance(figure, Figure)
    with io.BytesIO() as file:
        figure.savefig(file, format="png", dpi=FIGURE_DOTS_PER_INCH)
        plt.close(figure)
        return base64.b64encode(file.getvalue()).decode()
