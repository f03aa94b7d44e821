# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Result files and sample files as xarray datasets."""
import builtins
import os
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from ._intervals import medians
from ._program import BAD_FILE, Error
from ._tallies import read_tally
from ._theory import distance


def open(path: str | os.PathLike[str]) -> xr.Dataset:
    """The tables of a result file, or the images of a sample file (docs/spec/file_format.md).

    All of it is read, and the file is closed: a run may go on with it.

    Args:
        path: A file of `brink run`, `brink merge` or `brink sample`.

    Returns:
        A dataset, of which `brink.run` and `brink.sample` say more. It knows its file:
        `results.brink.path`.

    Raises:
        FileNotFoundError: There is no such file.
        Error: It is not a file of Brink.
    """
    path = Path(path).expanduser().absolute()
    with builtins.open(path, "rb"):  # one plain error for what cannot be read
        pass
    try:
        with xr.open_dataset(path, engine="h5netcdf", decode_timedelta=False, phony_dims="access") as file:
            read = file.load()
    except (OSError, ValueError) as error:
        raise Error(f"{path}: cannot be read as HDF5: {error}", BAD_FILE) from error
    if not str(read.attrs.get("source", "")).startswith("brink"):
        raise Error(f"{path}: this is not a file of brink; accepted: result files and sample files", BAD_FILE)
    if "witness" in read:
        inside = read["in_class"] == 1
        read["witness"] = read["witness"].where(inside).assign_attrs(read["witness"].attrs)
        read["level"] = read["level"].astype(float)
    return read


def path_of(results: xr.Dataset | str | os.PathLike[str]) -> Path:
    """The file that a dataset was read from, or the path itself."""
    if not isinstance(results, xr.Dataset):
        return Path(results).expanduser()
    source = results.encoding.get("source")
    if source is None:
        raise ValueError("this dataset does not know its file; accepted: a path, or what brink.run or "
                         "brink.open returned, selected from or not")
    return Path(source)


@xr.register_dataset_accessor("brink")  # type: ignore[no-untyped-call, unused-ignore]
class Accessor:
    """What a result dataset gives beyond its tables, as `results.brink`."""

    def __init__(self, results: xr.Dataset) -> None:
        self._results = results

    @property
    def path(self) -> Path:
        """The result file."""
        return path_of(self._results)

    @property
    def config(self) -> dict[str, Any]:
        """The config that made the file, overrides applied."""
        return tomllib.loads(self._results.attrs["config"])

    def distances(self, *, classifier: str | None = None, n: int | None = None, bit_depth: int | None = None,
                  p: float | None = None, channels: int | None = None, stratum: int | None = None) -> xr.Dataset:
        """The whole distribution of one cell: how many images stand at each distance.

        What is not named must have a single value in the dataset, as after `sel`.

        Args:
            classifier: Name of the class.
            n: Image side.
            bit_depth: Bits per pixel and channel.
            p: Of the norm; may be infinity.
            channels: Channels; the first of the file by default.
            stratum: Number of the stratum, in a file of the sampler `tilted`.

        Returns:
            `count(cost)` in images, with the coordinate `distance`, ascending, in intensity
            (pixels at p = 0). Where the distance is only bracketed these are the upper ends,
            and `count_lower(cost_lower)` with `distance_lower` has the lower ones. The sum of
            the counts is `in_class`.

        Raises:
            ValueError: The dataset holds no such value, or several.
            LookupError: The cell is not begun.
        """
        first = self._results["channels"].values.flat[0] if channels is None else channels
        at: dict[str, Any] = {
            "classifier": str(self._one("classifier", classifier)), "channels": int(self._one("channels", first)),
            "n": int(self._one("n", n)), "bit_depth": int(self._one("bit_depth", bit_depth)),
            "p": float(self._one("p", p))}
        if "stratum" in self._results.coords:
            at["stratum"] = int(self._one("stratum", stratum))
        tally = read_tally(self.path, **at)
        units = "pixels" if at["p"] == 0 else "intensity"
        for cost in sorted(map(str, tally.dims)):
            name = cost.replace("cost", "distance")
            values = distance(tally[cost].values.astype(float), at["p"], at["bit_depth"])
            end = ", lower end" if name.endswith("lower") else ""
            tally = tally.assign_coords({name: (cost, values, {
                "long_name": f"distance out of the class{end}", "units": units})})
        return tally.assign_attrs(at)

    def medians(self) -> xr.Dataset:
        """The median distance of every cell in the dataset, with its interval.

        The interval holds whatever the law of the distances is: its ends are two of the distances
        drawn (docs/theory.md#intervals-of-medians). Of bracketed distances it reaches from the lower end of
        the median of the lower ends to the upper end of that of the upper ones.

        Returns:
            `median`, `lower` and `upper` over the cells and `p`, in intensity (pixels at p = 0), and
            the attribute `confidence`, that of the file. With very few images the ends are 0 and
            infinity; where there is no median all are NaN.

        Raises:
            ValueError: The file holds no median, or has changed since it was read.
        """
        return medians(self._results, self.path, self.config)

    def _one(self, dimension: str, wanted: Any) -> Any:
        """The value wanted, or the only one of the dataset."""
        there = np.atleast_1d(self._results[dimension].values)
        if wanted is None and len(there) == 1:
            return there[0]
        if wanted is None or wanted not in there:
            asked = "not named" if wanted is None else f"{wanted!r} is not there"
            raise ValueError(f"{dimension}: {asked}; accepted: {', '.join(map(str, there.tolist()))}")
        return wanted
