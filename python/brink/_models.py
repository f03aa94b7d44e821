# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Trained models of scikit-learn as classes of a config."""
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tomli_w
from numpy.typing import ArrayLike, NDArray

MOST_WEIGHT = 2**15
"""The largest |w| that a file of weights may hold (docs/spec/config.md#classes-from-a-file)."""

Reals = NDArray[np.float64]
Integers = NDArray[np.int64]
Labels = NDArray[Any]


@dataclass(frozen=True)
class Rounded:
    """A model as integers, written to a folder.

    Attributes:
        path: The config, which `brink.run` takes.
        config: The same as a dict, for changes; its files have absolute paths.
        scale: What weights were multiplied by before they were rounded.
        images: How many images were given.
        changed: How many of them the rounded model puts into another class than the model does.
    """

    path: Path
    config: dict[str, Any]
    scale: float
    images: int
    changed: int


def from_linear(model: Any, folder: str | os.PathLike[str], *, bit_depth: int, images: ArrayLike,
                scale: float | None = None, unit: float = 1, origin: float = 0,
                p: Sequence[float | str] = (0, 0.5, 1, 2, "inf")) -> Rounded:
    """Writes a linear classifier as one class for each label: half-spaces where there are two, and
    `linear` where there are more (docs/spec/classes.md).

    The folder gets `config.toml`, `images.npy` and the weights. The config computes the distances of
    the given images; each class is named `class_` and its label.

    Args:
        model: With `coef_`, `intercept_` and `classes_`, such as LogisticRegression, RidgeClassifier
            or LinearSVC, and its `predict` takes the largest score. Or a pipeline that ends with one,
            after steps that are affine, such as StandardScaler or PCA.
        folder: Where to write; it is made where it is missing.
        bit_depth: The bits b of a level.
        images: Levels, integers below 2^b, of the shape (count, n, n) or (count, h, n, n).
        scale: What weights are multiplied by before they are rounded. By default it is the largest that
            is allowed, which brings the largest |w| to 2^15 - 1.
        unit: What the model sees of one step: it was trained on `origin + unit * level`.
        origin: What the model sees of level 0.
        p: The p of the config.

    Returns:
        Where config and arrays were written, and how many predictions the rounding changed.

    Raises:
        ValueError: The model is not linear, the images are not levels of its size, or the scale is too
            large.
    """
    levels = _levels(images, bit_depth)
    seen = _seen(levels, unit, origin)
    coefficients, intercepts = _scores_of(model, seen)
    intercepts = intercepts + origin * coefficients.sum(axis=1)
    coefficients = unit * coefficients
    largest = np.abs(coefficients).max()
    if scale is None:
        scale = (MOST_WEIGHT - 1) / largest if largest > 0 else 1.0
    if not 0 < scale * largest < MOST_WEIGHT + 0.5:
        raise ValueError(f"a weight becomes {scale * largest:.6g} at the scale {scale:g}; accepted: scales up to "
                         f"{MOST_WEIGHT / largest:.6g}")
    weights = np.rint(scale * coefficients).astype(np.int64)
    offsets = np.rint(scale * intercepts).astype(np.int64)
    found = np.argmax(_flat(levels) @ weights.T + offsets, axis=1)
    labels = model.classes_
    changed = _changed(model, seen, labels[found])
    shape = levels.shape[1:]
    if len(weights) > 2:
        arrays = {"weights.npy": weights.reshape(-1, *shape)}
        classes = [{"type": "linear", "file": "weights.npy", "cell": cell, "offsets": offsets.tolist()}
                   for cell in range(len(weights))]
    else:
        weight, offset = weights[1] - weights[0], int(offsets[1] - offsets[0])
        # 2 (w x + b) > 0 is s > T for the score s = sum of w (2 x - (q-1)).
        threshold = -2 * offset - (2**bit_depth - 1) * int(weight.sum())
        arrays = {"negative.npy": -weight.reshape(shape), "weights.npy": weight.reshape(shape)}
        classes = [{"type": "halfspace", "weights": "file", "file": "negative.npy", "threshold": -threshold - 1},
                   {"type": "halfspace", "weights": "file", "file": "weights.npy", "threshold": threshold}]
    return _written(Path(folder), levels, bit_depth, p, labels, classes, arrays, float(scale), changed)


def from_nearest_centroid(model: Any, folder: str | os.PathLike[str], *, bit_depth: int, images: ArrayLike,
                          scale: float | None = None, unit: float = 1, origin: float = 0,
                          p: Sequence[float | str] = (0, 0.5, 1, 2, "inf")) -> Rounded:
    """Writes a classifier of the nearest centroid as one class for each label, as `from_linear` does.

    Without a scale, centroids are rounded to levels, and the classes are cells of `voronoi`. With one,
    they are `linear` with the scores `scale * (2 c x - |c|^2)`, rounded, which is as fine as one likes.

    Args:
        model: With `centroids_` and `classes_`, such as NearestCentroid with Euclidean distances.
        folder: As in `from_linear`, and so are the other arguments.
        bit_depth: The bits b of a level.
        images: Levels, integers below 2^b, of the shape (count, n, n) or (count, h, n, n).
        scale: None, or what the scores are multiplied by before they are rounded.
        unit: What the model sees of one step.
        origin: What the model sees of level 0.
        p: The p of the config.

    Returns:
        Where config and arrays were written, and how many predictions the rounding changed.

    Raises:
        ValueError: The images are not levels of the model's size, or the scale is too large.
    """
    levels = _levels(images, bit_depth)
    seen = _seen(levels, unit, origin)
    _check_size(model.centroids_.shape[1], seen)
    centroids = (np.asarray(model.centroids_, np.float64) - origin) / unit
    if scale is not None:
        linear = _Scores(2 * centroids, -(centroids**2).sum(axis=1), model, unit, origin)
        return from_linear(linear, folder, bit_depth=bit_depth, images=images, scale=scale, p=p)
    prototypes = np.clip(np.rint(centroids), 0, 2**bit_depth - 1).astype(np.int64)
    squares = ((_flat(levels)[:, None] - prototypes) ** 2).sum(axis=2)
    changed = _changed(model, seen, model.classes_[squares.argmin(axis=1)])
    classes = [{"type": "voronoi", "file": "prototypes.npy", "cell": cell} for cell in range(len(prototypes))]
    arrays = {"prototypes.npy": prototypes.reshape(-1, *levels.shape[1:])}
    return _written(Path(folder), levels, bit_depth, p, model.classes_, classes, arrays, 1.0, changed)


class _Scores:
    """Linear scores of levels in place of a model that sees something else."""

    def __init__(self, coefficients: Reals, intercepts: Reals, model: Any, unit: float, origin: float):
        self.coef_, self.intercept_, self.classes_ = coefficients, intercepts, model.classes_
        self._model, self._unit, self._origin = model, unit, origin

    def predict(self, levels: Reals) -> Labels:
        return np.asarray(self._model.predict(self._origin + self._unit * levels))


def _levels(images: ArrayLike, bit_depth: int) -> Integers:
    levels = np.asarray(images)
    if levels.ndim not in (3, 4) or levels.shape[-1] != levels.shape[-2] or not levels.size:
        raise ValueError(f"images of the shape {levels.shape}; accepted: (count, n, n) or (count, h, n, n)")
    whole: Integers = np.rint(levels).astype(np.int64)
    if (whole != levels).any() or whole.min() < 0 or whole.max() >= 2**bit_depth:
        raise ValueError(f"images with values from {levels.min()} to {levels.max()}; accepted: integers 0 to "
                         f"{2**bit_depth - 1} at {bit_depth} bits")
    return whole


def _flat(levels: Integers) -> Integers:
    return levels.reshape(len(levels), -1)


def _seen(levels: Integers, unit: float, origin: float) -> Reals:
    """What the model sees, (count, N)."""
    return np.asarray(origin + unit * _flat(levels), np.float64)


def _check_size(pixels: int, seen: Reals) -> None:
    if seen.shape[1] != pixels:
        raise ValueError(f"the model takes {pixels} values, and an image has {seen.shape[1]}")


def _scores_of(model: Any, seen: Reals) -> tuple[Reals, Reals]:
    """The coefficients (k, N) and intercepts (k) of a score for each label."""
    before, last = (model[:-1], model[-1]) if hasattr(model, "steps") else (None, model)
    if not hasattr(last, "coef_") or not hasattr(last, "classes_"):
        raise ValueError(f"{type(last).__name__} has no coef_ or no classes_; accepted: a trained linear classifier")
    coefficients = np.atleast_2d(np.asarray(last.coef_, np.float64))
    intercepts = np.broadcast_to(np.asarray(last.intercept_, np.float64), len(coefficients))
    if before is not None and len(before):
        # An affine map is known from the zero vector and the unit vectors.
        size = seen.shape[1]
        zero = np.asarray(before.transform(np.zeros((1, size))))
        matrix = np.asarray(before.transform(np.eye(size))) - zero
        if not np.allclose(before.transform(seen[:16]), seen[:16] @ matrix + zero, rtol=1e-6, atol=1e-9):
            raise ValueError("the steps before the classifier are not affine")
        intercepts = intercepts + coefficients @ zero[0]
        coefficients = coefficients @ matrix.T
    _check_size(coefficients.shape[1], seen)
    if len(coefficients) == 1:  # of two labels: the second one where this score is above 0
        coefficients = np.concatenate([np.zeros_like(coefficients), coefficients])
        intercepts = np.concatenate([np.zeros(1), intercepts])
    if len(coefficients) != len(last.classes_):
        raise ValueError(f"{len(coefficients)} scores for {len(last.classes_)} labels")
    return coefficients, intercepts


def _changed(model: Any, seen: Reals, found: Labels) -> int:
    return int((np.asarray(model.predict(seen)) != found).sum())


def _written(folder: Path, levels: Integers, bit_depth: int, p: Sequence[float | str], labels: Labels,
             classes: list[dict[str, Any]], arrays: dict[str, Integers], scale: float, changed: int) -> Rounded:
    folder = folder.expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        np.save(folder / name, array.astype(np.int32))
    np.save(folder / "images.npy", levels.astype(np.uint16 if bit_depth > 8 else np.uint8))
    for label, keys in zip(labels, classes, strict=True):
        keys["name"] = f"class_{label}"
    config: dict[str, Any] = {
        "run": {"sampler": "images", "images": "images.npy", "image_bits": bit_depth},
        "sweep": {"bit_depth": [bit_depth], "n": [levels.shape[-1]],
                  "channels": [levels.shape[1] if levels.ndim == 4 else 1]},
        "measure": {"p": list(p)}, "classifier": classes}
    path = folder / "config.toml"
    path.write_text(tomli_w.dumps(config))
    config["run"]["images"] = str((folder / "images.npy").resolve())
    for keys in classes:
        keys["file"] = str((folder / keys["file"]).resolve())
    return Rounded(path, config, scale, len(levels), changed)
