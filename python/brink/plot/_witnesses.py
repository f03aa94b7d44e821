# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Images of `brink.sample` beside their nearest neighbours outside a class."""
from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

NORMS = (0.0, 1.0, 2.0)      # shown where the file has them
CELL_WIDTH, CELL_HEIGHT = 1.24, 1.5  # inches
CHANGES = "bwr_r"            # red went down, blue went up, white stayed
FEW_PIXELS, MARK = 100, 5    # up to so many changed pixels are marked, each that large in points²
MARGIN = 0.03                # of an image's side, so that its frame hides no pixel


def typical_image(sample: xr.Dataset, classifier: str) -> int:
    """Number of the image of the class whose distances are nearest to the median ones.

    Args:
        sample: What `brink.sample` returned.
        classifier: Name of the class.

    Returns:
        A value of the dimension `image`.

    Raises:
        ValueError: No image of the file is in the class.
    """
    far = sample["distance"].sel(classifier=classifier)
    far = far.where(sample["in_class"].sel(classifier=classifier) == 1, drop=True)
    if not far.sizes["image"]:
        raise ValueError(f"no image of this file is in the class {classifier!r}; sample more of them")
    off = abs(far / far.median("image") - 1).sum("p")
    return int(far["image"].values[int(off.argmin("image"))])


def witnesses(sample: xr.Dataset, classifier: str, image: int | None = None, *, channel: int = 0) -> Figure:
    """One image with its nearest neighbours outside a class.

    Args:
        sample: What `brink.sample` returned.
        classifier: Name of the class.
        image: Number of the image; the typical one by default.
        channel: Which channel is shown.

    Returns:
        A figure of its own, as many axes belong to one image.
    """
    return gallery([(sample, classifier, image)], channel=channel)


def gallery(rows: Sequence[tuple[Any, ...]], *, channel: int = 0) -> Figure:
    """Images beside their nearest neighbours outside a class, one in a row.

    A row has the image, and for each p of 0, 1 and 2 its witness and what was changed: red
    went down, blue went up.

    Args:
        rows: (sample, classifier, image) each, or (sample, classifier) for the typical image.
        channel: Which channel is shown.

    Returns:
        A figure of its own.
    """
    import matplotlib.pyplot as plt
    norms = [p for p in NORMS if all(p in row[0]["p"] for row in rows)] or rows[0][0]["p"].values[:3]
    columns = 1 + 2 * len(norms)
    figure, axes = plt.subplots(len(rows), columns, squeeze=False, layout="constrained",
                                figsize=(CELL_WIDTH * columns, CELL_HEIGHT * len(rows) + 0.2))
    for line, (sample, classifier, *image) in zip(axes, rows):
        number = image[0] if image and image[0] is not None else typical_image(sample, classifier)
        _draw_row(line, sample.sel(classifier=classifier, image=number), norms, channel)
    axes[0, 0].set_title("image")
    for k, p in enumerate(norms):
        axes[0, 1 + 2 * k].set_title(f"p = {p:g}: outside")
        axes[0, 2 + 2 * k].set_title("changed")
    return figure


def _draw_row(axes: Sequence[Axes], one: xr.Dataset, norms: Sequence[float], channel: int) -> None:
    depth = one.attrs["bit_depth"]
    top = 2 ** depth - 1
    grey: dict[str, Any] = {"cmap": "gray", "vmin": 0, "vmax": top, "interpolation": "nearest"}
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
        colours: dict[str, Any] = {"cmap": CHANGES, "vmin": -largest, "vmax": largest}
        axes[2 + 2 * k].imshow(change, interpolation="nearest", **colours)
        row, column = np.nonzero(change.values)
        if len(row) <= FEW_PIXELS:
            axes[2 + 2 * k].scatter(
                column, row, s=MARK, c=change.values[row, column], marker="s", linewidths=0, **colours)
        axes[2 + 2 * k].set(xlim=(-0.5 - MARGIN * side, (1 + MARGIN) * side - 0.5),
                            ylim=((1 + MARGIN) * side - 0.5, -0.5 - MARGIN * side))
        changed = int((at["witness"] != at["level"]).sum())
        pixels, steps = _counted(changed, "pixel"), _counted(int(largest), "step")
        axes[2 + 2 * k].set_xlabel(f"{pixels}\nby up to {steps}" if top > 1 else pixels)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
