# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Files of `brink sample`: images beside their nearest neighbours outside a class.

One figure row is one image: the image, and for each p its witness and what was changed.
"""
import os
import subprocess
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr

from brink_results import ROOT

NORMS = (0.0, 1.0, 2.0)      # shown where the file has them
CELL_WIDTH, CELL_HEIGHT = 1.24, 1.5  # inches
CHANGES = "bwr_r"            # red went down, blue went up, white stayed
FEW_PIXELS, MARK = 100, 5    # up to so many changed pixels are marked, each that large in points²
MARGIN = 0.03                # of an image's side, so that its frame hides no pixel


def program():
    """The brink program: the environment variable BRINK_PROGRAM, else the build's own."""
    return Path(os.environ.get("BRINK_PROGRAM") or ROOT / "build" / "brink")


def make_sample(config, path, count, **settings):
    """Runs `brink sample` on a config (a path, or the text of one) with settings such as n=64."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    if "\n" in str(config):
        text, config = config, path.with_suffix(".toml")
        config.write_text(text)
    chosen = [f"--set=sweep.{key}=[{value}]" for key, value in settings.items()]
    subprocess.run([program(), "sample", config, "--count", str(count), "-o", path, "--force",
                    "--quiet", *chosen], check=True, stdout=subprocess.DEVNULL)
    return path


def open_sample(path):
    """A sample file with levels as floating-point numbers, NaN where there is no witness."""
    with xr.open_dataset(path, engine="h5netcdf") as file:
        sample = file.load()
    inside = sample["in_class"] == 1
    sample["witness"] = sample["witness"].where(inside)
    return sample.assign(level=sample["level"].astype(float))


def typical_image(sample, classifier):
    """Number of the image of the class whose distances are nearest to the median ones."""
    far = sample["distance"].sel(classifier=classifier)
    far = far.where(sample["in_class"].sel(classifier=classifier) == 1, drop=True)
    if not far.sizes["image"]:
        raise ValueError(f"no image of this file is in the class {classifier!r}; sample more of them")
    off = np.abs(far / far.median("image") - 1).sum("p")
    return far["image"].values[int(off.argmin("image"))]


def witnesses(sample, classifier, image=None, channel=0):
    """One image with its nearest neighbours outside a class; the typical one by default."""
    return gallery([(sample, classifier, image)], channel)


def gallery(rows, channel=0):
    """A row for each (sample, classifier, image) or (sample, classifier)."""
    norms = [p for p in NORMS if all(p in row[0]["p"] for row in rows)] or rows[0][0]["p"].values[:3]
    columns = 1 + 2 * len(norms)
    figure, axes = plt.subplots(len(rows), columns, squeeze=False,
                                figsize=(CELL_WIDTH * columns, CELL_HEIGHT * len(rows) + 0.2))
    for line, (sample, classifier, *image) in zip(axes, rows):
        number = image[0] if image and image[0] is not None else typical_image(sample, classifier)
        _draw_row(line, sample.sel(classifier=classifier, image=number), norms, channel)
    axes[0, 0].set_title("image")
    for k, p in enumerate(norms):
        axes[0, 1 + 2 * k].set_title(f"p = {p:g}: outside")
        axes[0, 2 + 2 * k].set_title("changed")
    return figure


def _draw_row(axes, one, norms, channel):
    depth = one.attrs["bit_depth"]
    top = 2 ** depth - 1
    grey = dict(cmap="gray", vmin=0, vmax=top, interpolation="nearest")
    for ax in axes:
        ax.set(xticks=[], yticks=[])
        ax.grid(False)
        for spine in ax.spines.values():
            spine.set(visible=True, linewidth=0.5, color="0.6")
    axes[0].imshow(one["level"].isel(channel=channel), **grey)
    side = one.sizes["row"]
    bits = "bit" if depth == 1 else "bits"
    axes[0].set_ylabel(f"{str(one['classifier'].values)}, {depth} {bits}")
    for k, p in enumerate(norms):
        at = one.sel(p=p)
        change = (at["witness"] - at["level"]).isel(channel=channel)
        largest = max(1.0, float(np.abs(change).max()))
        axes[1 + 2 * k].imshow(at["witness"].isel(channel=channel), **grey)
        axes[1 + 2 * k].set_xlabel(f"$d_{{{p:g}}}$ = {float(at['distance']):.3g}")
        colours = dict(cmap=CHANGES, vmin=-largest, vmax=largest)
        axes[2 + 2 * k].imshow(change, interpolation="nearest", **colours)
        row, column = np.nonzero(change.values)
        if len(row) <= FEW_PIXELS:
            axes[2 + 2 * k].scatter(column, row, MARK, change.values[row, column], "s", linewidths=0, **colours)
        axes[2 + 2 * k].set(xlim=(-0.5 - MARGIN * side, (1 + MARGIN) * side - 0.5),
                            ylim=((1 + MARGIN) * side - 0.5, -0.5 - MARGIN * side))
        changed = int((at["witness"] != at["level"]).sum())
        pixels, steps = _counted(changed, "pixel"), _counted(int(largest), "step")
        axes[2 + 2 * k].set_xlabel(f"{pixels}\nby up to {steps}" if top > 1 else pixels)


def _counted(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"
