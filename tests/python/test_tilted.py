# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The sampler `tilted` as a user meets it: shares down to 1e-30 against closed forms, small spaces against all of
their images, other samplers where they see something, and the same file however it came about.

Intervals are asked for at a confidence of 1 - 1e-6, so a comparison gives a false alarm once in a million; there are
some thousand, of fixed seeds.
"""
import json
from fractions import Fraction
from math import comb

import h5py
import numpy as np
import pytest

from documentation import ROOT, SPEC, table, quoted

CONFIG = """\
[run]
samples = {samples}
sampler = "tilted"
tail = {tail}
confidence = 0.999999
seed = 3
[sweep]
n = {n}
bit_depth = {b}
[measure]
p = {p}
{radii}
"""
CLASSES = """
[[classifier]]
type = "brightness"
[[classifier]]
type = "majority_bit"
[[classifier]]
type = "hamming_ball"
[[classifier]]
name = "rademacher"
type = "halfspace"
[[classifier]]
name = "gaussian"
type = "halfspace"
weights = "binomial"
"""
NAMES = ["brightness", "majority_bit", "hamming_ball", "rademacher", "gaussian"]
ALL_P = '[0, 0.5, 1, 2, "inf"]'
RUN_TABLES = {"elapsed"}


def config(samples=1000, n="[4]", b="[2]", p=ALL_P, tail="1e-30", classes=CLASSES,
           radii="radius_scale = { start = 0.0, stop = 1.5, count = 16 }"):
    return CONFIG.format(samples=samples, n=n, b=b, p=p, tail=tail, radii=radii) + classes


def run(folder, text, name, *more):
    folder.config(text, "c.toml")
    folder.call("run", "c.toml", "-o", name, "--quiet", *more).succeeded()
    return h5py.File(folder.path / name)


def names_of(file):
    return [name.decode() for name in file["classifier"]]


def tail_above(trials, threshold, zeros=1):
    """The images of `trials` pixels of 1 + zeros levels of which at least `threshold` pixels have the first one."""
    return sum(comb(trials, k) * zeros ** (trials - k) for k in range(threshold, trials + 1))


def test_thirty_decades_against_binomials(folder):
    """At b = 1, and of a Hamming ball, everything is a binomial tail, summed here in integers."""
    n, N = 32, 1024
    file = run(folder, config(8000, f"[{n}]", "[1, 3]", '[0, 1, "inf"]', radii="radius = [" + ", ".join(
        str(5 * i) for i in range(40)) + "]"), "deep.h5")
    radius = file["radius"][...]
    checked, least = 0, 1
    for k, name in enumerate(names_of(file)):
        for i, b in enumerate([1, 3]):
            ball = name == "hamming_ball"
            if name == "gaussian" or (b > 1 and name not in ("hamming_ball", "majority_bit")):
                continue
            zeros = 2 ** b - 1 if ball else 1
            threshold = int(file["threshold"][k, 0, 0, 0, i])
            edge = N - threshold if ball else (N + threshold) // 2 + 1
            whole = tail_above(N, edge, zeros)
            moves = radius * (2 ** b - 1) if ball and b > 1 else radius  # one step is that far at p = 1
            for p in (0, 1) if b == 1 else (0,):
                for j, r in enumerate(radius):
                    count = int(r) if p == 0 or b == 1 else int(moves[j])
                    truth = float(Fraction(tail_above(N, edge + count, zeros), whole))
                    at = (k, 0, 0, i, p, j)
                    value, error = file["robust_fraction"][at], file["robust_fraction_error"][at]
                    if truth < 1e-33:
                        continue
                    exact = file["robust_fraction_exact"][at]
                    assert abs(exact / truth - 1) < 1e-9, (name, b, p, r)
                    assert file["robust_fraction_lower"][at] <= truth * (1 + 1e-9), (name, b, p, r)
                    assert file["robust_fraction_upper"][at] >= truth * (1 - 1e-9), (name, b, p, r)
                    assert file["robust_fraction_lower"][at] <= file["robust_fraction_bound"][at] * (1 + 1e-9)
                    if truth > 1e-30:
                        least = min(least, truth)
                        assert abs(value / truth - 1) <= 0.3 and abs(value - truth) <= 6 * error + 1e-9 * truth
                        assert error <= 0.07 * truth, (name, b, p, r)
                        assert file["robust_fraction_upper"][at] <= 2 * truth
                        checked += 1
    assert checked > 150 and least < 1e-27
    # The distances beyond which shares are follow from the same tails.
    k, tails = names_of(file).index("majority_bit"), file["tail"][...]
    assert tails.tolist() == [float(f"1e-{i}") for i in range(1, 31)]
    whole, moves = tail_above(N, N // 2 + 1), 0
    for j, share in enumerate(tails):
        while tail_above(N, N // 2 + 1 + moves) > whole * Fraction(share):
            moves += 1
        found = [file["tail_distance" + end][k, 0, 0, 0, 0, j] for end in ("_lower", "", "_upper")]
        assert found[0] <= moves <= found[2] and abs(found[1] - moves) <= 3 and found[2] - found[0] <= 8


@pytest.mark.parametrize("n, b", [(2, 2), (2, 4), (4, 1)])
def test_against_all_images_of_a_space(folder, n, b):
    classes = CLASSES + '[[classifier]]\nname = "third"\ntype = "halfspace"\nweights = "uniform"\ncoverage = 0.3\n'
    text = config(3000, f"[{n}]", f"[{b}]", '[0, 0.5, 1, 2, 3.5, "inf"]', "1e-4", classes)
    tilted = run(folder, text, "tilted.h5")
    every = run(folder, text.replace('"tilted"\ntail = 1e-4', '"exhaustive"'), "every.h5")
    truth = 1 - every["moved_fraction"][...]
    # Of a bracketed distance the lower ends stay at least.
    least = 1 - every["moved_possible"][...] / every["in_class"][...][..., None, None]
    value, error = tilted["robust_fraction"][...], tilted["robust_fraction_error"][...]
    assert (tilted["robust_fraction_lower"][...] <= least + 1e-9).all()
    assert (tilted["robust_fraction_upper"][...] >= truth - 1e-9).all()
    assert np.allclose(tilted["coverage_exact"][:, 0], every["coverage_exact"][...], rtol=1e-12)
    shares = 10 ** tilted["stratum_log10_share"][...]
    assert np.allclose(shares.sum(axis=1), 1, rtol=1e-12)
    # What no image of a stratum showed may be 14 in their number, but for one in 10^6.
    unseen = (shares * 14 / np.maximum(tilted["in_class"][...], 14)).sum(axis=1)[..., None, None]
    assert (abs(value - truth) <= 6 * error + unseen + 1e-9).all()
    # An empty stratum has no images, and only that.
    empty = tilted["stratum_begin"][...] == tilted["stratum_end"][...]
    assert ((tilted["in_class"][...] == 0) == empty).all() and (tilted["samples"][...] == 3000).all()


def test_against_counts(folder):
    text = config(3000, "[16]", "[4]", ALL_P, "1e-3")
    tilted = run(folder, text, "tilted.h5")
    plain = run(folder, text.replace('"tilted"\ntail = 1e-3', '"counts"').replace("samples = 3000", "samples = 40000"),
                "counts.h5")
    stays = 1 - plain["moved_fraction"][...]
    error = np.sqrt(stays * (1 - stays) / plain["in_class"][...][..., None, None])
    difference = tilted["robust_fraction"][...] - stays
    # Some images in 20,000 are needed for the errors to be normal.
    seen = (stays > 2e-3) & (stays < 0.998)
    assert seen.sum() > 100
    assert (abs(difference) <= 6 * np.hypot(error, tilted["robust_fraction_error"][...]))[seen].all()


def same_tables(one, other):
    assert set(one) == set(other)
    for name in set(one) - RUN_TABLES:
        if isinstance(one[name], h5py.Dataset) and one[name].dtype.kind in "fui":
            assert np.array_equal(one[name][...], other[name][...], equal_nan=one[name].dtype.kind == "f"), name
    for p in one["tally"]:
        for name in one["tally"][p]:
            assert np.array_equal(one["tally"][p][name][...], other["tally"][p][name][...]), (p, name)


def test_the_same_file_however_it_came_about(folder):
    text = config(700, "[3, 16]", "[1, 4]", tail="1e-6")
    whole = run(folder, text, "whole.h5", "--threads", "1")
    same_tables(whole, run(folder, text, "threads.h5", "--threads", "3"))
    run(folder, text.replace("= 700", "= 300"), "resumed.h5")
    same_tables(whole, run(folder, text, "resumed.h5", "--resume"))
    run(folder, text.replace("= 700", "= 200"), "a.h5")
    run(folder, text.replace("= 700", "= 500\nfirst_image = 200"), "b.h5")
    folder.call("merge", "a.h5", "b.h5", "-o", "merged.h5").succeeded()
    with h5py.File(folder.path / "merged.h5") as merged:
        same_tables(whole, merged)
    for name in ("whole.h5", "merged.h5"):
        assert "all equal" in folder.call("verify", name, "--quiet").succeeded().out
    other_p = run(folder, text.replace('0.5, 1, 2, "inf"]', '1, 3]'), "few.h5")
    with other_p:
        pass
    more = run(folder, text.replace('0.5, 1, 2, "inf"]', '0.5, 1, 2, 3, "inf"]'), "few.h5", "--resume")
    same = [list(more["p"]).index(p) for p in whole["p"]]
    assert np.array_equal(more["moved"][...][..., same, :], whole["moved"][...])
    folder.call("run", "c.toml", "-o", "few.h5", "--resume", "--set", "run.tail=1e-7").refused(2, "run.tail")


def test_a_changed_stratum_is_found(folder):
    run(folder, config(100, tail="1e-2", classes='[[classifier]]\ntype = "brightness"\n'), "r.h5").close()
    for name, words in (("stratum_begin", "stratum_begin"), ("stratum_log10_share", "stratum_log10_share"),
                        ("robust_fraction", "table robust_fraction")):
        path = folder.path / "changed.h5"
        path.write_bytes((folder.path / "r.h5").read_bytes())
        with h5py.File(path, "r+") as file:
            values = file[name][...]
            values.flat[0] += 1
            file[name][...] = values
        outcome = folder.call("verify", "changed.h5", "--quiet")
        assert outcome.code == 3 and words in outcome.out + outcome.err, outcome


def test_report(folder):
    run(folder, config(2000, "[32]", "[1, 2]", "[0, 1, 2]"), "r.h5").close()
    report = json.loads(folder.call("report", "r.h5", "--json").succeeded().out)
    s1 = report["S1"]
    assert s1["verdict"] == "holds" and s1["violations"] == 0 and not report["contradicts"]
    assert len(s1["tails"]) == len(NAMES) * 2 * 3 * 3
    for tail in s1["tails"]:
        assert tail["robust"]["lower"] <= tail["robust"]["value"] <= tail["robust"]["upper"]
        assert tail["scale"] in (1, 2, 4) and tail["radius"] == tail["scale"] * 32 ** (1 / max(tail["p"], 1))
    (bright,) = [tail for tail in s1["tails"] if tail["classifier"] == "brightness" and tail["bit_depth"] == 1
                 and tail["p"] == 1 and tail["scale"] == 4]
    assert 0.5 * bright["bound"] < bright["robust"]["value"] < 2 * bright["bound"] < 1e-13
    assert all(report[claim]["verdict"] == "not testable" for claim in ("S2", "S3", "S4"))
    assert "share of the class that needs more than" in report["text"]
    shown = folder.call("info", "r.h5").succeeded().out
    assert "strata:      51 of each class" in shown and "@" not in shown.split("cells:")[0].split("classifiers:")[1]


def test_what_a_run_prints(folder):
    folder.config(config(300, "[8]", "[1]", "[1]"), "c.toml")
    shown = folder.call("run", "c.toml", "-o", "r.h5", "--quiet").succeeded().out
    assert "gaussian (halfspace)" in shown and "1e-30" in shown and "@" not in shown
    rows = json.loads(folder.call("run", "c.toml", "-o", "r.h5", "--quiet", "--resume", "--json").succeeded().out)["rows"]
    assert [row["classifier"] for row in rows] == NAMES and len(rows[0]["tail"]) == 30 and len(rows[0]["robust"]) == 16
    assert "of 51 strata" in folder.call("run", "c.toml", "-o", "x.h5", "--dry-run").succeeded().out


@pytest.mark.parametrize("kind", ["hash", "voronoi", "network", "linear", "parity", "top_bit_parity", "dictator", "corner"])
def test_classes_without_a_tail_are_refused(folder, kind):
    np.save(folder.path / "w.npy", np.ones((2, 4, 4), int))
    more = 'file = "w.npy"\n' if kind == "linear" else ""
    folder.config(config(classes=f'[[classifier]]\ntype = "{kind}"\n{more}'), "c.toml")
    folder.call("run", "c.toml", "--dry-run").refused(2, "c.toml:14", "classifier[0].type", f'"{kind}"',
                                                      "accepted: brightness, halfspace, majority_bit, hamming_ball")


def test_what_else_is_refused(folder):
    text = config()
    np.save(folder.path / "w.npy", np.ones((4, 4), int))
    folder.config(text + '[[classifier]]\nname = "own"\ntype = "halfspace"\nweights = "file"\nfile = "w.npy"\n', "c.toml")
    folder.call("run", "c.toml", "--dry-run").refused(2, "weights", "weights from a file")
    folder.config(text + '[[classifier]]\nname = "own"\ntype = "halfspace"\nweights = "uniform"\nmax_weight = 65\n', "c.toml")
    folder.call("run", "c.toml", "--dry-run").refused(2, "max_weight", "1 to 64")
    folder.config(text + "[stop]\nhalf_width = 0.1\n", "c.toml")
    folder.call("run", "c.toml", "--dry-run").refused(2, "stop", "without [stop]")
    folder.config(text, "c.toml")
    for device in ("cuda", "cuda:0", "cuda:all"):
        folder.call("run", "c.toml", "--device", device).refused(2, "tilted runs on the CPU", "accepted: cpu, auto")
    folder.call("sample", "c.toml", "--count", "1").refused(2, "run.sampler", "tilted")


def test_the_file_is_as_the_page_says(folder):
    file = run(folder, config(50, "[2]", "[2]", "[1, 2]", "1e-3"), "r.h5")
    page = SPEC / "file_format.md"
    rows = {quoted(row["variable"])[0]: row for row in table(page, "Strata", "variable")}
    whole = ("classifier", "channels", "n", "bit_depth")
    spelled = {"cell": ("classifier", "stratum", *whole[1:]), "class": whole, "r": ("radius_scale",)}
    for name, row in rows.items():
        wanted = [part for word in row["dimensions"].split(", ") for part in spelled.get(word, (word,))]
        found = [next(iter(axis.values())).name.strip("/") for axis in file[name].dims]
        assert found == wanted and f"{file[name].dtype.kind}{file[name].dtype.itemsize}" in row["type"], name
        assert file[name].attrs["units"].decode() == row["units"], name
    absent = {quoted(row["variable"])[0] for row in table(page, "Result variables", "variable")} - set(file)
    assert absent - {"stopped_early", "resolution_bits", "resolution_bits_lower", "refined"} == {
        "coverage", "coverage_lower", "coverage_upper", "moved_fraction", "moved_fraction_lower", "moved_fraction_upper",
        "moved_fraction_bound", "moved_fraction_bound_form", "moved_fraction_exact", "distance_quantile", "distance_mean"}
    for row in table(page, "Strata", "dimension"):
        assert quoted(row["dimension"])[0] in file


def test_the_config_of_the_guide(folder):
    """configs/tail.toml, with so few images that it takes a moment."""
    folder.call("run", ROOT / "configs/tail.toml", "-o", "r.h5", "--quiet", "--set", "run.samples=60", "--set",
                "sweep.bit_depth=[1, 2]").succeeded()
    with h5py.File(folder.path / "r.h5") as file:
        assert names_of(file) == NAMES
        radius = file["radius_scale"][...]
        assert radius[0] == 0 and radius[-1] == 6 and file["tail"][-1] == 1e-30
