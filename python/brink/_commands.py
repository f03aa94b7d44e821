# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The commands of the program that write files or check them."""
import atexit
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import xarray as xr

from ._config import Config, overrides, source
from ._files import open, path_of
from ._program import call

Where = str | os.PathLike[str]
_numbers = itertools.count(1)


def run(config: Config, path: Where | None = None, *, resume: bool = False, force: bool = False,
        settings: Mapping[str, Any] | None = None, device: str = "auto", threads: int | None = None,
        save_every: float | None = None, progress: bool = True) -> xr.Dataset:
    """Computes every cell of a sweep and returns the tables of its result file.

    A named file is a cache: where it is finished and of the same config, it is opened at once.
    Without a name the file lies in a temporary folder until Python ends.

    Args:
        config: A dict with the sections and keys of docs/spec/config.md, the path of a TOML
            file, or the text of one.
        path: The result file.
        resume: Continues the file where it exists, as `brink run --resume` does: with more
            samples, sizes, bit depths or classifiers, too.
        force: Replaces the file where it exists.
        settings: Keys of the config to override, such as `{"run.samples": 1000}`.
        device: Where to compute: "auto", "cpu", "cuda", "cuda:k" or "cuda:all".
        threads: CPU threads; as many as the process may use by default.
        save_every: Seconds between saves, at most; the program's default is 30.
        progress: Whether a bar is shown once the run takes a moment.

    Returns:
        A dataset with the dimensions `classifier`, `channels`, `n`, `bit_depth`, `p`,
        `radius_scale` or `radius`, and `quantile`. Each variable has a `long_name` and `units`;
        distances and radii are intensities, and numbers of pixels at p = 0.

    Raises:
        Error: The config is wrong, the file exists and is another run's or unfinished, or the
            run failed.
        Interrupted: Ctrl-C. What was drawn is saved in `error.path`.
    """
    place = _scratch("run") if path is None else Path(path).expanduser()
    name, given = source(config)
    arguments = ["run", name, "-o", str(place), *overrides(settings or {})]
    if place.exists() and not resume and not force:
        planned = call([*arguments, "--resume", "--dry-run"], given=given)
        if "nothing to do" in planned.splitlines():
            return open(place)
    arguments += ["--device", device, *_option("--threads", threads), *_option("--save-every", save_every),
                  *["--resume"] * resume, *["--force"] * force]
    call(arguments, given=given, path=place, progress=progress)
    return open(place)


def sample(config: Config, path: Where | None = None, *, count: int, force: bool = False, n: int | None = None,
           bit_depth: int | None = None, channels: int | None = None, export: Where | None = None,
           progress: bool = True) -> xr.Dataset:
    """Draws images of one shape, and for each class and p the nearest image outside.

    Args:
        config: As in `brink.run`.
        path: The sample file; one in a temporary folder by default.
        count: How many images, from `run.first_image` on.
        force: Replaces the file where it exists.
        n: Image side, where the sweep holds several.
        bit_depth: Bits per pixel and channel, where the sweep holds several.
        channels: Channels, where the sweep holds several.
        export: A new folder for the same as NumPy archives (docs/spec/program.md#exported-samples).
        progress: Whether a bar is shown once it takes a moment.

    Returns:
        A dataset with `level(image, channel, row, column)` in steps of 1/(q-1), `in_class`,
        `score(classifier, image)`, `distance(classifier, image, p)` and
        `witness(classifier, image, p, channel, row, column)`. Levels are floating-point
        numbers; a witness is NaN where the image is not in the class.

    Raises:
        Error: The config is wrong, the file exists, or the sweep holds several shapes.
        Interrupted: Ctrl-C; nothing is written.
    """
    place = _scratch("sample") if path is None else Path(path).expanduser()
    name, given = source(config)
    shape = {"sweep.n": n, "sweep.bit_depth": bit_depth, "sweep.channels": channels}
    call(["sample", name, "--count", str(count), "-o", str(place), *["--force"] * force,
          *([] if export is None else ["--export", str(Path(export).expanduser())]),
          *overrides({key: [value] for key, value in shape.items() if value is not None})],
         given=given, path=place, progress=progress)
    return open(place)


def merge(parts: Iterable[xr.Dataset | Where], path: Where | None = None, *, force: bool = False) -> xr.Dataset:
    """Adds up result files of one sweep that hold disjoint ranges of images.

    Args:
        parts: Two result files or more: paths, or what `brink.run` and `brink.open` returned.
        path: The file of the sum; one in a temporary folder by default.
        force: Replaces the file where it exists.

    Returns:
        The tables that a single run over all these images would have given.

    Raises:
        Error: Images overlap, configs differ, a file is damaged, or `path` exists.
    """
    place = _scratch("merge") if path is None else Path(path).expanduser()
    call(["merge", *map(str, map(path_of, parts)), "-o", str(place), *["--force"] * force], path=place)
    return open(place)


def verify(results: xr.Dataset | Where, *, cells: int | None = None, seed: int | None = None,
           device: str = "auto", threads: int | None = None, progress: bool = True) -> str:
    """Recomputes a result file from the config inside it and compares every number.

    Args:
        results: A result file: its path, or what `brink.run` and `brink.open` returned.
        cells: Only so many cells, chosen at random.
        seed: The seed of that choice.
        device: Where to compute: "auto", "cpu", "cuda", "cuda:k" or "cuda:all".
        threads: CPU threads; as many as the process may use by default.
        progress: Whether a bar is shown once it takes a moment.

    Returns:
        What the program says was compared.

    Raises:
        Error: Something differs (code 3), or the file is damaged.
        Interrupted: Ctrl-C.
    """
    return call(["verify", str(path_of(results)), "--device", device, *_option("--cells", cells),
                 *_option("--seed", seed), *_option("--threads", threads)], progress=progress)


def _option(name: str, value: float | None) -> list[str]:
    return [] if value is None else [name, str(value)]


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="brink-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _scratch(kind: str) -> Path:
    """A new path in the folder that lasts as long as this process."""
    return _folder() / f"{kind}_{next(_numbers)}.h5"
