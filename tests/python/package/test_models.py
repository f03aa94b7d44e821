# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""brink.from_linear, from_nearest_centroid and to_onnx against the models themselves."""
import numpy as np
import pytest
from scipy.optimize import linprog
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.neighbors import NearestCentroid
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import brink

DIGITS = load_digits()
LEVELS = DIGITS.images.clip(0, 15).astype(int)
FLAT = LEVELS.reshape(len(LEVELS), -1)
TEST = slice(1500, 1600)


def classes_of(results, count):
    """The label of each class and how many images it holds; the classes share out all images."""
    held = results.in_class.squeeze().to_series()
    assert held.sum() == count
    return {int(name.removeprefix("class_")): int(number) for name, number in held.items()}


def test_a_linear_model_keeps_its_predictions(program, tmp_path):
    model = LogisticRegression(max_iter=300).fit(FLAT[:600], DIGITS.target[:600])
    rounded = brink.from_linear(model, tmp_path, bit_depth=4, images=LEVELS[TEST])
    predicted = model.predict(FLAT[TEST])
    assert (rounded.images, rounded.changed) == (100, 0)
    held = classes_of(brink.run(rounded.path, progress=False), 100)
    assert held == {label: int((predicted == label).sum()) for label in range(10)}


def test_distances_are_those_of_the_models_weights(program, tmp_path):
    """At p = 1 the real relaxation of the rounded model's program is at most one step below."""
    model = RidgeClassifier().fit(FLAT[:600], DIGITS.target[:600])
    rounded = brink.from_linear(model, tmp_path, bit_depth=4, images=LEVELS[TEST], p=[1])
    sample = brink.sample(rounded.path, count=6, progress=False, export=tmp_path / "truth")
    weight, offset = np.load(tmp_path / "weights.npy").reshape(10, -1), rounded.config["classifier"][0]["offsets"]
    for number, x in enumerate(FLAT[TEST][:6]):
        label = int(np.argmax(weight @ x + offset))
        found = sample.distance.sel(classifier=f"class_{label}", p=1).isel(image=number).item() * 15
        best = np.inf
        for other in set(range(10)) - {label}:
            v = weight[label] - weight[other]
            goal = v @ x + offset[label] - offset[other]
            # Steps down where v > 0 and up where v < 0.
            caps = np.where(v > 0, x, 15 - x)
            solved = linprog(np.ones(64), A_ub=[-np.abs(v)], b_ub=[-goal], bounds=list(zip(np.zeros(64), caps)))
            best = min(best, solved.fun if solved.success else np.inf)
        assert best - 1e-6 <= found <= best + 1 + 1e-6


def test_two_labels_become_two_half_spaces(program, tmp_path):
    chosen = DIGITS.target < 2
    model = make_pipeline(StandardScaler(), PCA(20), LogisticRegression()).fit(
        FLAT[chosen] / 15 - 0.5, np.where(DIGITS.target[chosen] == 0, 7, 3))
    rounded = brink.from_linear(model, tmp_path, bit_depth=4, images=LEVELS[TEST], unit=1 / 15, origin=-0.5)
    assert [keys["type"] for keys in rounded.config["classifier"]] == ["halfspace"] * 2
    predicted = model.predict(FLAT[TEST] / 15 - 0.5)
    assert rounded.changed == 0
    held = classes_of(brink.run(rounded.config, progress=False), 100)
    assert held == {label: int((predicted == label).sum()) for label in (3, 7)}


def test_a_coarse_scale_changes_predictions_and_says_how_many(program, tmp_path):
    model = LogisticRegression(max_iter=300).fit(FLAT[:600], DIGITS.target[:600])
    rounded = brink.from_linear(model, tmp_path, bit_depth=4, images=LEVELS[TEST], scale=3)
    weight = np.rint(3 * model.coef_).astype(int)
    found = (FLAT[TEST] @ weight.T + np.rint(3 * model.intercept_)).argmax(axis=1)
    assert rounded.changed == (found != model.predict(FLAT[TEST])).sum() > 0
    held = classes_of(brink.run(rounded.path, progress=False), 100)
    assert held == {label: int((found == label).sum()) for label in range(10)}


def test_nearest_centroids(program, tmp_path):
    model = NearestCentroid().fit(FLAT[:600], DIGITS.target[:600])
    predicted = model.predict(FLAT[TEST])
    coarse = brink.from_nearest_centroid(model, tmp_path / "a", bit_depth=4, images=LEVELS[TEST])
    centroids = np.rint(model.centroids_)
    nearest = ((FLAT[TEST][:, None] - centroids) ** 2).sum(axis=2).argmin(axis=1)
    assert coarse.changed == (nearest != predicted).sum()
    results = brink.run(coarse.path, progress=False)
    assert 98 <= results.in_class.sum() <= 100  # but for images as near to two prototypes
    fine = brink.from_nearest_centroid(model, tmp_path / "b", bit_depth=4, images=LEVELS[TEST], scale=500)
    assert fine.changed == 0
    held = classes_of(brink.run(fine.path, progress=False), 100)
    assert held == {label: int((predicted == label).sum()) for label in range(10)}


def test_an_onnx_model_is_the_class(program, tmp_path):
    onnx = pytest.importorskip("onnx")
    from onnx.reference import ReferenceEvaluator
    model = LogisticRegression(max_iter=300).fit(FLAT[:600], DIGITS.target[:600])
    rounded = brink.from_linear(model, tmp_path, bit_depth=4, images=LEVELS[TEST])
    brink.sample(rounded.path, count=50, export=tmp_path / "truth", progress=False)
    brink.to_onnx(tmp_path / "truth/classes/class_3.npz", tmp_path / "truth/images.npz", tmp_path / "m.onnx")
    evaluator = ReferenceEvaluator(onnx.load(tmp_path / "m.onnx"))
    scores, = evaluator.run(None, {"image": LEVELS[TEST][:50, None] / 15})
    inside = np.load(tmp_path / "truth/classes/class_3.npz")["in_class"]
    assert ((scores.argmax(axis=1) == 3) == inside).all() and 0 < inside.sum() < 50


@pytest.mark.parametrize("keys, words", [
    ({"images": LEVELS[TEST] + 1}, "accepted: integers 0 to 15"), ({"images": LEVELS[TEST] / 2}, "integers 0 to 15"),
    ({"images": FLAT[TEST]}, "(count, n, n)"), ({"images": LEVELS[TEST, :4, :4]}, "takes 64 values"),
    ({"scale": 1e9}, "accepted: scales up to")])
def test_what_cannot_be_used_is_refused(tmp_path, keys, words):
    model = LogisticRegression(max_iter=100).fit(FLAT[:300], DIGITS.target[:300])
    with pytest.raises(ValueError, match=words.replace("(", r"\(").replace(")", r"\)")):
        brink.from_linear(model, tmp_path / "out", **{"bit_depth": 4, "images": LEVELS[TEST]} | keys)
    assert not (tmp_path / "out").exists()
    with pytest.raises(ValueError, match="no coef_"):
        brink.from_linear(NearestCentroid(), tmp_path / "out", bit_depth=4, images=LEVELS[TEST])
