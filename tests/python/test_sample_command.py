# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""`brink sample` as a command: what it accepts, what it refuses, and which files it leaves."""
import signal
import subprocess

import h5py
import pytest

from invocation import (BAD_FILE, DEADLINE_SECONDS, FAILED, INTERRUPTED, USAGE, catches,
                        wait_until)

CONFIG = """\
[run]
seed = 3
samples = 5
[sweep]
n = [4]
bit_depth = [3]
[measure]
p = [0, 0.5, 2, "inf"]
radius_scale = [1.0]
[[classifier]]
type = "brightness"
[[classifier]]
type = "majority_bit"
"""
SWEEP = CONFIG.replace("n = [4]", "n = [4, 8]").replace("bit_depth = [3]", "bit_depth = [3, 1]")

# name: (config, arguments, words of the error line)
WRONG = {
    "no_count": (CONFIG, [], ["--count K"]),
    "count_zero": (CONFIG, ["--count", "0"], ["--count: 0 is", "accepted"]),
    "count_word": (CONFIG, ["--count", "many"], ["--count: many is", "integers"]),
    "count_negative": (CONFIG, ["--count=-3"], ["--count: -3 is", "integers"]),
    "count_fraction": (CONFIG, ["--count", "2.5"], ["--count: 2.5 is"]),
    "count_huge": (CONFIG, ["--count", "1" + "0" * 30], ["--count: 1000"]),
    "too_many_bytes": (CONFIG, ["--count", "100000000"], ["GiB", "--count up to"]),
    "one_is_too_large": (CONFIG, ["--count", "1", "--set", "sweep.n=[16384]"], ["GiB", "fewer classifiers"]),
    "several_shapes": (SWEEP, ["--count", "2"],
                       ["sample.toml", "4 shapes", "--set sweep.n=[4]", "--set sweep.bit_depth=[3]"]),
    "multinomial": (CONFIG.replace("[run]", '[run]\nsampler = "multinomial"'), ["--count", "2"],
                    ["run.sampler", "multinomial", "pixels"]),
    "counts": (CONFIG.replace("[run]", '[run]\nsampler = "counts"'), ["--count", "2"],
               ["run.sampler", "counts", "pixels"]),
    "beyond_the_space": (CONFIG.replace("samples = 5", 'sampler = "exhaustive"')
                         .replace("n = [4]", "n = [2]"), ["--count", "4097"], ["4097", "up to 4096"]),
    "unknown_option": (CONFIG, ["--count", "2", "--cuont", "3"], ["--cuont", "--count"]),
    "two_configs": (CONFIG, ["sample.toml", "--count", "2"], ["several configs"]),
    "unknown_key": (CONFIG.replace("seed = 3", "sede = 3", 1), ["--count", "2"], ["run.sede", "seed"]),
    "bad_set": (CONFIG, ["--count", "2", "--set", "sweep.n=[0]"], ["sweep.n"]),
    "output_is_a_folder": (CONFIG, ["--count", "2", "-o", "."], ["folder"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_usage(folder, name):
    config, arguments, words = WRONG[name]
    folder.config(config, "sample.toml")
    before = folder.files()
    folder.call("sample", "sample.toml", *arguments).refused(USAGE, *words)
    assert folder.files() == before


def test_a_file_is_replaced_only_when_told_to(folder):
    folder.config(CONFIG, "sample.toml")
    out = folder.call("sample", "sample.toml", "--count", 2).succeeded().out
    assert "results/sample_sample.h5" in out and folder.hidden() == []
    before = folder.files()
    folder.call("sample", "sample.toml", "--count", 3).refused(USAGE, "sample_sample.h5", "--force")
    assert folder.files() == before
    folder.call("sample", "sample.toml", "--count", 3, "--force", "--quiet").succeeded()
    with h5py.File(folder.path / "results/sample_sample.h5", "r") as file:
        assert file["level"].shape[0] == 3
    folder.call("sample", "sample.toml", "--count", 2, "-o", "sample.toml/x.h5").refused(FAILED, "sample.toml/x.h5")


def test_a_sweep_takes_a_chosen_shape(folder):
    folder.config(SWEEP, "sample.toml")
    folder.call("sample", "sample.toml", "--count", 2, "--set", "sweep.n=[8]", "--set",
                "sweep.bit_depth=[1]", "-o", "s.h5").succeeded()
    with h5py.File(folder.path / "s.h5", "r") as file:
        assert file["level"].shape == (2, 1, 8, 8)


def test_is_no_result_file(folder):
    """report and info say what the file is instead of what it lacks."""
    folder.config(CONFIG, "sample.toml")
    folder.call("sample", "sample.toml", "--count", 2, "-o", "s.h5").succeeded()
    folder.call("report", "s.h5").refused(BAD_FILE, "s.h5", "brink sample")
    shown = folder.call("info", "s.h5").succeeded().out
    whole = (folder.path / "s.h5").read_bytes()
    for name, content in {"cut.h5": whole[:-999], "changed.h5": whole[:700] + b"\xff" + whole[701:]}.items():
        (folder.path / name).write_bytes(content)
        folder.call("info", name).refused(BAD_FILE, name)
    for words in ("images:      2, from number 0", "h=1 n=4 b=3", "brightness, majority_bit", "sampler pixels"):
        assert words in shown, shown


def test_ctrl_c_leaves_nothing(folder):
    """Finding witnesses of a network takes long, so that these images keep it busy for many
    minutes."""
    network = CONFIG.replace("brightness", "network").replace("n = [4]", "n = [64]")
    folder.config(network, "sample.toml")
    before = folder.files()
    process = folder.start("sample", "sample.toml", "--count", 40_000, "-o", "s.h5", "--set",
                           "measure.p=[2]", stderr=subprocess.PIPE)
    wait_until(lambda: catches(process, signal.SIGINT), process)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=DEADLINE_SECONDS)
    assert process.returncode == INTERRUPTED and b"nothing was written" in err
    assert folder.files() == before
