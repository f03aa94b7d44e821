# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The whole program with `--device cuda`. The SIMT executor of tests/simt runs its kernels.

The results of the CPU backend are compared with an independent implementation elsewhere
(test_against_reference.py). Here some of those runs are compared with the same runs on the device.
"""
import math
import os
import re
import signal
import subprocess

import h5py
import pytest

from invocation import (BAD_FILE, DEADLINE_SECONDS, FAILED, INTERRUPTED, SMALL, WORK_FOR_A_DEVICE, Folder,
                        wait_until)
from reference import program as brink
from reference.cells import sampled_cells
from reference.classifiers import Definition
from reference.compare import same_cell
from reference.images import Shape
from same_results import assert_same_results, images_drawn
from tallies import span

MIXED = SMALL.replace('"binomial"', """"binomial"
[[classifier]]
type = "dictator"
[[classifier]]
type = "parity"
[[classifier]]
type = "majority_bit"
[[classifier]]
type = "hamming_ball"
[[classifier]]
type = "hash"
[[classifier]]
type = "voronoi"
prototypes = 4
""")
COUNTED = """\
[run]
samples = 300
sampler = "multinomial"
[sweep]
n = [30, 500]
bit_depth = [1, 4]
[measure]
p = [0, 0.5, 1, 2, "inf"]
radius_scale = [0.5, 1.0]
[[classifier]]
type = "brightness"
[[classifier]]
type = "majority_bit"
[[classifier]]
type = "parity"
"""
DRAWN = COUNTED.replace("multinomial", "auto") + """\
[[classifier]]
type = "hamming_ball"
[[classifier]]
type = "dictator"
[[classifier]]
type = "corner"
[[classifier]]
name = "sparse"
type = "halfspace"
weights = "sparse"
[[classifier]]
name = "binomial"
type = "halfspace"
weights = "binomial"
"""
ALL_EXECUTIONS = [{}, {"BRINK_SIMT_SCHEDULE": "random:5", "BRINK_SIMT_STREAMS": "deferred"}]


@pytest.fixture(scope="module")
def simt_program():
    return os.environ["BRINK_SIMT_PROGRAM"]


@pytest.fixture
def folder(simt_program, tmp_path):
    return Folder(simt_program, tmp_path)


@pytest.fixture
def cpu(program, tmp_path):
    return Folder(program, tmp_path)


@pytest.mark.parametrize("env", ALL_EXECUTIONS, ids=["eager", "deferred"])
@pytest.mark.parametrize("text", [MIXED, COUNTED, DRAWN], ids=["pixels", "multinomial", "counts"])
def test_results_are_those_of_the_cpu(folder, cpu, text, env):
    cpu.call("run", cpu.config(text), "-o", "cpu.h5", "--device", "cpu").succeeded()
    folder.call("run", "small.toml", "-o", "cuda.h5", "--device", "cuda", env=env).succeeded()
    assert_same_results(folder.path / "cuda.h5", folder.path / "cpu.h5")


def test_an_exhaustive_space(folder, cpu):
    text = MIXED.replace("samples = 200", 'sampler = "exhaustive"').replace("[4, 8]", "[2, 3]")
    cpu.call("run", cpu.config(text), "-o", "cpu.h5", "--device", "cpu",
             "--set", "sweep.bit_depth=[1]").succeeded()
    folder.call("run", "small.toml", "-o", "cuda.h5", "--device", "cuda",
                "--set", "sweep.bit_depth=[1]").succeeded()
    assert_same_results(folder.path / "cuda.h5", folder.path / "cpu.h5")


# Half-spaces of a few pixels, for which each of these seeds leaves no pixel with a weight.
NO_WEIGHTS = """\
[run]
samples = 50
[sweep]
n = [1, 2]
bit_depth = [1, 4, 16]
[measure]
p = [0, 0.5, 1, 1.5, 2, "inf"]
radius_scale = [0.5, 1.0]
""" + "".join(f"""\
[[classifier]]
name = "{weights}_{seed}"
type = "halfspace"
weights = "{weights}"
{keys}
seed = {seed}
""" for weights, keys, seeds in (("binomial", "", (2, 10, 12)), ("uniform", "max_weight = 1", (39, 120)),
                                 ("sparse", "density = 1e-9", (1,))) for seed in seeds)
# The last images of all, with one pixel, and coverages that only a threshold beyond every score
# has.
LAST_AND_LEAST = MIXED.replace("samples = 200", 'samples = 2\nfirst_image = "18446744073709551613"').replace(
    "[4, 8]", "[1, 2]").replace('type = "brightness"', 'type = "brightness"\ncoverage = 1e-300')


@pytest.mark.parametrize("text", [NO_WEIGHTS, LAST_AND_LEAST], ids=["no weights", "last and least"])
def test_what_is_degenerate_is_as_on_the_cpu(folder, cpu, text):
    cpu.call("run", cpu.config(text), "-o", "cpu.h5", "--device", "cpu").succeeded()
    folder.call("run", "small.toml", "-o", "cuda.h5", "--device", "cuda").succeeded()
    assert_same_results(folder.path / "cuda.h5", folder.path / "cpu.h5")


def test_tallies_are_those_of_the_reference(folder, tmp_path):
    classifiers = [Definition("brightness", "brightness", 0.3),
                   Definition("majority_bit", "majority_bit"),
                   Definition("parity", "parity"),
                   Definition("dictator", "dictator", pixel=3),
                   Definition("hamming_ball", "hamming_ball", 0.5, 7),
                   Definition("halfspace", "rademacher", 0.5, 11, "rademacher"),
                   Definition("halfspace", "binomial", 0.5, 5, "binomial")]
    run = brink.Run(n=[2, 5], bit_depth=[1, 3, 8], classifiers=classifiers,
                    p=(0, 0.5, 1, 2, math.inf), channels=[1, 2], seed=99, samples=40)
    result = brink.execute(folder.program, run, tmp_path, "--device", "cuda")
    with h5py.File(result) as file:
        assert file.attrs["device"].startswith(b"cuda:0")
    for shape in (Shape(n, h, b) for h in run.channels for n in run.n for b in run.bit_depth):
        expected = sampled_cells(shape, classifiers, run.seed, run.first_image, run.samples, run.p)
        for definition in classifiers:
            found = brink.read_cell(result, definition.name, shape, run.p)
            same_cell(found, expected[definition.name], f"{definition.name} at {shape}")


def test_the_device_is_told_and_recorded(folder):
    outcome = folder.call("run", folder.config(), "-o", "r.h5", "--device", "cuda").succeeded()
    assert re.fullmatch(r"brink: computing on cuda:0, .+\n", outcome.err), outcome.err
    with h5py.File(folder.path / "r.h5") as file:
        device, backend = (file.attrs[name].decode() for name in ("device", "backend"))
    assert device.startswith("cuda:0, ") and "compute capability 9.0" in device
    assert "cpu: " in device, "what the rest ran on"
    assert re.fullmatch(r"cuda \(runtime [\d.]+, driver [\d.]+\)", backend)
    out = folder.call("info").succeeded().out
    assert re.search(r"^cuda: +cuda:0, .*compute capability 9.0, \d.* GiB, 2 multiprocessors$", out,
                     re.MULTILINE), out
    assert re.search(r"^cuda: +runtime [\d.]+, driver [\d.]+$", out, re.MULTILINE), out


def test_one_of_several_devices(folder):
    env = {"BRINK_SIMT_DEVICES": "2"}
    folder.config()
    assert folder.call("info", env=env).succeeded().out.count(", compute capability") == 2
    told = folder.call("run", "small.toml", "-o", "r.h5", "--device", "cuda:1", env=env).succeeded()
    assert "cuda:1, " in told.err
    folder.call("run", "small.toml", "-o", "x.h5", "--device", "cuda:2", env=env).refused(
        FAILED, "--device cuda:2", "0 to 1")


@pytest.mark.parametrize("text", [MIXED, DRAWN], ids=["pixels", "counts"])
def test_all_devices(folder, cpu, text):
    """Each device has memory of its own, of which an engine takes what there is."""
    cpu.call("run", cpu.config(text), "-o", "cpu.h5", "--device", "cpu").succeeded()
    env = {"BRINK_SIMT_DEVICES": "3"}
    told = folder.call("run", "small.toml", "-o", "r.h5", "--device", "cuda:all", env=env).succeeded()
    assert re.search(r"computing on cuda:0, .+; cuda:1, .+; cuda:2, ", told.err), told
    assert_same_results(folder.path / "r.h5", folder.path / "cpu.h5")
    with h5py.File(folder.path / "r.h5") as file:
        assert file.attrs["device"].count(b"compute capability") == 3
    env = {"BRINK_SIMT_DEVICES": "0"}
    folder.call("run", "small.toml", "-o", "x.h5", "--device", "cuda:all", env=env).refused(
        FAILED, "--device cuda:all: there is no CUDA device", "--device cpu")


def test_auto_takes_a_device_where_there_is_work(folder, cpu):
    """Little work does not even make the probe run that tests whether a device works."""
    told = {"BRINK_SIMT_LAUNCHES": "1"}
    small = folder.call("run", folder.config(), "-o", "r.h5", env=told).succeeded()
    assert small.err == ""
    large = folder.call("run", "small.toml", "-o", "large.h5", *WORK_FOR_A_DEVICE, env=told).succeeded()
    assert "computing on cuda:0, " in large.err
    assert "where there is little to do" in large.err
    assert len(set(re.findall("SIMT executor: brink::device::([a-z_]+)", large.err))) > 1
    cpu.call("run", "small.toml", "-o", "cpu.h5", "--device", "cpu", *WORK_FOR_A_DEVICE).succeeded()
    assert_same_results(folder.path / "large.h5", folder.path / "cpu.h5")
    with h5py.File(folder.path / "large.h5") as file:
        assert re.fullmatch(rb"cuda \(.+\) and cpu \(.+\)", file.attrs["backend"])


def test_without_a_device(folder):
    env = {"BRINK_SIMT_DEVICES": "0"}
    told = folder.call("run", folder.config(), "-o", "r.h5", *WORK_FOR_A_DEVICE, env=env).succeeded()
    assert told.err.startswith("brink: computing on the CPU: there is no CUDA device\n")
    before = folder.files()
    folder.call("run", "small.toml", "-o", "x.h5", "--device", "cuda", env=env).refused(
        FAILED, "--device cuda: there is no CUDA device", "--device cpu")
    assert folder.files() == before
    assert "no device: there is no CUDA device" in folder.call("info", env=env).succeeded().out


def test_a_dry_run_touches_no_device(folder):
    """Not even the probe that tests whether a device works may run, because it would take a
    context and its memory."""
    folder.config()
    told = {"BRINK_SIMT_LAUNCHES": "1"}
    for device in ("auto", "cuda", "cuda:7"):
        outcome = folder.call("run", "small.toml", "--dry-run", "--device", device, env=told).succeeded()
        assert outcome.err == "", device
    without = {"BRINK_SIMT_DEVICES": "0"}
    folder.call("run", "small.toml", "--dry-run", "--device", "cuda", env=without).succeeded()
    folder.call("run", "small.toml", "--dry-run", "--device", "gpu").refused(2, "--device gpu", "accepted")
    outcome = folder.call("run", "small.toml", "-o", "r.h5", "--device", "cuda", env=told).succeeded()
    assert "SIMT executor: brink::device::probe" in outcome.err


def test_too_little_memory(folder):
    env = {"BRINK_SIMT_MEMORY": str(1 << 16)}
    folder.call("run", folder.config(), "--device", "cuda", "-o", "x.h5", env=env).refused(
        FAILED, "free", "--device cpu")


def test_an_interrupted_run_goes_on_elsewhere(folder, cpu):
    """The run is saved on the device, continued on the CPU and again on the device, and remains
    one and the same run."""
    result, drawn = folder.path / "r.h5", 0
    endless = SMALL.replace("[4, 8]", "[64]").replace("[1, 2]", "[2]").replace("= 200", "= 1_000_000_000")
    config = folder.config(endless)
    for where, device in ((folder, "cuda"), (cpu, "cpu"), (folder, "cuda")):
        process = where.start("run", config, "-o", "r.h5", "--resume", "--device", device,
                              "--save-every", "0", stderr=subprocess.PIPE)
        wait_until(lambda: images_drawn(result) > drawn, process)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=DEADLINE_SECONDS)
        assert process.returncode == INTERRUPTED and b"to continue: " in err, err
        drawn = images_drawn(result)
    cpu.call("run", config, "-o", "once.h5", "--set", f"run.samples={drawn // 2}").succeeded()
    assert_same_results(result, folder.path / "once.h5")


def test_verify_on_the_device(folder, cpu):
    cpu.call("run", cpu.config(), "-o", "r.h5").succeeded()
    outcome = folder.call("verify", "r.h5", "--device", "cuda").succeeded()
    assert "all equal" in outcome.out and "computing on cuda:0" in outcome.err
    with h5py.File(folder.path / "r.h5", "r+") as file:
        at = span(file, "brightness", 1, 8, 2, 1).start
        count = file["tally/p1/count"]
        count[at] += 1
        count[at + 1] -= 1
    outcome = folder.call("verify", "r.h5", "--device", "cuda", "--quiet")
    assert outcome.code == BAD_FILE and "brightness h=1 n=8 b=2: p=1" in outcome.out
