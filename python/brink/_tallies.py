# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The tally of one cell, as the file stores it: the only place that knows how."""
from pathlib import Path
from typing import Any

import h5py
import xarray as xr


def read_ends(file: h5py.File, cell: xr.Dataset) -> dict[str, tuple[Any, Any]]:
    """Costs, ascending, and the images at each: under "", and under "_lower" where the distance is only bracketed.

    For whoever reads many tallies: much quicker than `read_tally`.

    Args:
        file: A result file.
        cell: One begun cell of its tables, at one p.

    Raises:
        LookupError: The file holds no such tally.
    """
    at_p = "p" + repr(float(cell["p"])).removesuffix(".0")
    if "tally_begin" in cell:  # format 3
        group = file[f"tally/{at_p}"]
        spans = {end: (cell["tally_begin" + end], cell["tally_end" + end]) for end in ("", "_lower")
                 if "tally_begin" + end in cell and cell["tally_begin" + end].notnull()}
        places = {end: slice(int(begin), int(stop)) for end, (begin, stop) in spans.items()}
    else:
        shape = f"h{int(cell['channels'])}_n{int(cell['n'])}_b{int(cell['bit_depth'])}"
        group = file[f"tally/{cell['classifier'].item()}/{shape}/{at_p}"]
        places = {end: slice(None) for end in ("", "_lower") if "cost" + end in group}
    return {end: (group["cost" + end][place], group["count" + end][place]) for end, place in places.items()}


def read_tally(path: Path, classifier: str, channels: int, n: int, bit_depth: int, p: float,
               **stratum: int) -> xr.Dataset:
    """`count(cost)`, and `count_lower(cost_lower)` where the distance is only bracketed.

    Raises:
        LookupError: The file holds no such tally (yet).
    """
    at_p = "p" + repr(float(p)).removesuffix(".0")
    with xr.open_dataset(path, engine="h5netcdf") as file:
        if int(file.attrs["format_version"]) < 3:  # a group for each cell
            return _read_group(path, f"tally/{classifier}/h{channels}_n{n}_b{bit_depth}/{at_p}")
        here = file.sel({"classifier": classifier, "channels": channels, "n": n, "bit_depth": bit_depth, "p": p} | stratum)
        places = {end: (here["tally_begin" + end], here["tally_end" + end])
                  for end in ("", "_lower") if "tally_begin" + end in here}
        if places[""][0].isnull():
            raise LookupError(f"{path}: holds no tally of {classifier} h={channels} n={n} b={bit_depth}: "
                              "this cell is not begun")
        spans = {end: slice(int(begin), int(stop)) for end, (begin, stop) in places.items()
                 if not begin.isnull()}
    with xr.open_dataset(path, engine="h5netcdf", group=f"tally/{at_p}") as file:
        return xr.merge([
            file[["cost" + end, "count" + end]].isel({"entry" + end: span}).load()
            .set_coords("cost" + end).swap_dims({"entry" + end: "cost" + end})
            for end, span in spans.items()])


def _read_group(path: Path, group: str) -> xr.Dataset:
    """The same from a file of format 1 or 2."""
    try:
        with xr.open_dataset(path, engine="h5netcdf", group=group) as file:
            return file.load()
    except OSError as error:
        raise LookupError(f"{path}: holds no {group}: this cell is not begun") from error
