# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""brink merge: files of disjoint image ranges add up to the run over all of them."""
import h5py
import pytest
from invocation import BAD_FILE, SMALL, USAGE
from parts import assert_same_datasets
from tallies import image_ranges

CLASSES = SMALL.replace("samples = 200", "samples = 300").replace("p = [0,", "p = [0, 2, 3,") + """\
[[classifier]]
type = "majority_bit"
[[classifier]]
type = "hamming_ball"
coverage = 0.3
[[classifier]]
type = "dictator"
[[classifier]]
type = "parity"
"""


def run(folder, name, first=0, samples=300, *settings, config="small.toml"):
    folder.call("run", config, "-o", name, "--set", f"run.first_image={first}", "--set",
                f"run.samples={samples}", *settings).succeeded()
    return name


def merge(folder, *arguments):
    return folder.call("merge", *arguments)


@pytest.mark.parametrize("sampler", ["pixels", "multinomial", "counts"])
def test_parts_add_up_to_the_whole(folder, sampler):
    text = {"pixels": CLASSES, "counts": SMALL}.get(sampler, SMALL.replace(
        "halfspace", "majority_bit").replace('weights = "binomial"\n', ""))
    folder.config(text)
    sampler = ["--set", f"run.sampler={sampler}"]
    whole = run(folder, "whole.h5", 0, 300, *sampler)
    parts = [run(folder, f"part{first}.h5", first, count, *sampler)
             for first, count in [(200, 100), (0, 80), (80, 120)]]
    done = merge(folder, *parts, "-o", "sum.h5").succeeded()
    assert "3 files" in done.out and "images 0..299" in done.out
    assert_same_datasets(folder.path / "sum.h5", folder.path / whole)
    with h5py.File(folder.path / "sum.h5") as file:
        history = file.attrs["history"].decode().splitlines()
        assert "brink merge part200.h5 part0.h5 part80.h5 -o sum.h5" in history[0]
        assert len(history) == 4, "the parts' own history stays"
    folder.call("verify", "sum.h5", "--quiet").succeeded()
    assert "finished" in folder.call("info", "sum.h5").succeeded().out
    folder.call("report", "sum.h5").succeeded()
    # Later work continues from there.
    grown = ["--set", "run.samples=350", *sampler]
    folder.call("run", "small.toml", "-o", "sum.h5", "--resume", *grown).succeeded()
    assert_same_datasets(folder.path / "sum.h5", folder.path / run(folder, "w2.h5", 0, 350, *sampler))


def test_the_first_image_need_not_be_small(folder):
    folder.config()
    first = 2**64 - 1 - 300
    parts = [run(folder, "a.h5", f'"{first}"', 100), run(folder, "b.h5", f'"{first + 100}"', 200)]
    merge(folder, *parts, "-o", "sum.h5").succeeded()
    assert_same_datasets(folder.path / "sum.h5",
                         folder.path / run(folder, "whole.h5", f'"{first}"', 300))


def test_gaps_stay_part_done_until_they_are_filled(folder):
    folder.config()
    for first in (0, 100, 200):
        run(folder, f"{first}.h5", first, 100)
    merge(folder, "0.h5", "200.h5", "-o", "gap.h5").succeeded()
    assert "0 of 8 finished, 8 part done" in folder.call("info", "gap.h5").succeeded().out
    folder.call("verify", "gap.h5", "--quiet").succeeded()
    folder.call("run", "small.toml", "-o", "gap.h5", "--resume", "--quiet", "--set",
                "run.samples=300").refused(BAD_FILE, "images 0..99, 200..299", "gaps")
    merge(folder, "gap.h5", "200.h5", "-o", "x.h5").refused(
        BAD_FILE, "200.h5: holds images 200..299 of brightness h=1 n=4 b=1, which gap.h5 holds")
    merge(folder, "gap.h5", "100.h5", "-o", "full.h5").succeeded()
    assert_same_datasets(folder.path / "full.h5", folder.path / run(folder, "whole.h5"))


def test_what_does_not_belong_together_is_refused_by_name(folder):
    folder.config()
    run(folder, "a.h5", 0, 100)
    for name, settings, words in [
            ("overlap", (50, 100), ["holds images 50..99 of brightness h=1 n=4 b=1", "a.h5"]),
            ("seed", (100, 100, "--set", "run.seed=2"), ["run.seed", "1", "2"]),
            ("n", (100, 100, "--set", "sweep.n=[4]"), ["sweep.n", "[4, 8]", "[4]"]),
            ("weights", (100, 100, "--set", "classifier.gauss.weights=rademacher"),
             ["classifier.gauss.weights", "binomial", "rademacher"]),
    ]:
        other = run(folder, f"{name}.h5", *settings)
        merge(folder, "a.h5", other, "-o", "sum.h5").refused(BAD_FILE, other, *words)
    run(folder, "other.h5", 100, 100)
    with h5py.File(folder.path / "other.h5", "r+") as file:
        file.attrs.modify("stream_version", file.attrs["stream_version"] + 1)
    merge(folder, "a.h5", "other.h5", "-o", "sum.h5").refused(BAD_FILE, "other.h5", "stream")
    assert not (folder.path / "sum.h5").exists()


def test_command_line(folder):
    folder.config()
    a, b = run(folder, "a.h5", 0, 100), run(folder, "b.h5", 100, 100)
    merge(folder, a, "-o", "c.h5").refused(USAGE, "one file was given", "two")
    merge(folder, a, b).refused(USAGE, "-o")
    merge(folder, a, b, "-o", a).refused(USAGE, "a.h5", "--force")
    merge(folder, a, b, "-o", ".").refused(USAGE, "folder")
    merge(folder, a, "none.h5", "-o", "c.h5").refused(BAD_FILE, "none.h5", "no such file")
    merge(folder, a, b, "-o", a, "--force").succeeded()
    assert_same_datasets(folder.path / a, folder.path / run(folder, "whole.h5", 0, 200))


def test_parts_that_stopped_early(folder):
    folder.config(CLASSES.replace("[sweep]", "[stop]\nhalf_width = 0.05\n[sweep]"))
    parts = [run(folder, f"{first}.h5", first, 50_000) for first in (0, 50_000)]
    merge(folder, *parts, "-o", "sum.h5").succeeded()
    assert "24 of 24 finished" in folder.call("info", "sum.h5").succeeded().out
    folder.call("verify", "sum.h5", "--quiet").succeeded()
    with h5py.File(folder.path / "sum.h5") as total, h5py.File(folder.path / "0.h5") as one:
        assert total.attrs["interval_method"] == b"confidence_sequence"
        assert (total["samples"][...] > one["samples"][...]).all()
        (first, count), (second, more) = image_ranges(total, "brightness", 1, 4, 1)
        assert (first, second) == (0, 50_000)
        assert count + more == total["samples"][0, 0, 0, 0]
        width = total["moved_fraction_upper"][0] - total["moved_fraction_lower"][0]
        assert width.max() <= 0.1
