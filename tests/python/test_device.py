# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The whole program with `--device cuda`, its kernels run by the SIMT executor of tests/simt.

What the CPU backend finds is compared with an independent implementation elsewhere
(test_against_reference.py); here some of those runs are compared with it on the device.
"""
import math
import os
import re
import signal
import subprocess
import time

import h5py
import pytest

from invocation import BAD_FILE, CALL_SECONDS, FAILED, INTERRUPTED, SMALL, Folder
from reference import program as brink
from reference.cells import sampled_cells
from reference.classifiers import Definition
from reference.compare import same_cell
from reference.images import Shape
from same_results import assert_same_results

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
@pytest.mark.parametrize("text", [MIXED, COUNTED], ids=["pixels", "multinomial"])
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
    result = brink.execute(folder.program, run, tmp_path)
    with h5py.File(result) as file:
        assert file.attrs["device"].startswith(b"cuda:0")
    for shape in (Shape(n, h, b) for h in run.channels for n in run.n for b in run.bit_depth):
        expected = sampled_cells(shape, classifiers, run.seed, run.first_image, run.samples, run.p)
        for definition in classifiers:
            found = brink.read_cell(result, definition.name, shape, run.p)
            same_cell(found, expected[definition.name], f"{definition.name} at {shape}")


def test_the_device_is_told_and_recorded(folder):
    outcome = folder.call("run", folder.config(), "-o", "r.h5").succeeded()
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


def test_without_a_device(folder):
    env = {"BRINK_SIMT_DEVICES": "0"}
    told = folder.call("run", folder.config(), "-o", "r.h5", env=env).succeeded()
    assert told.err == "brink: computing on the CPU: there is no CUDA device\n"
    before = folder.files()
    folder.call("run", "small.toml", "-o", "x.h5", "--device", "cuda", env=env).refused(
        FAILED, "--device cuda: there is no CUDA device", "--device cpu")
    assert folder.files() == before
    assert "no device: there is no CUDA device" in folder.call("info", env=env).succeeded().out


def test_too_little_memory(folder):
    env = {"BRINK_SIMT_MEMORY": str(1 << 16)}
    folder.call("run", folder.config(), "--device", "cuda", "-o", "x.h5", env=env).refused(
        FAILED, "free", "--device cpu")


def test_an_interrupted_run_goes_on_elsewhere(folder, cpu):
    """Saved on the device, continued on the CPU and on the device again: one and the same run."""
    text = SMALL.replace("samples = 200", "samples = 3000")
    config = folder.config(text)
    process = subprocess.Popen(
        folder.command("run", config, "-o", "r.h5", "--device", "cuda", "--save-every", "0"),
        cwd=folder.path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + CALL_SECONDS
    while not (folder.path / "r.h5").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=CALL_SECONDS)
    assert process.returncode in (0, INTERRUPTED), err
    if process.returncode == INTERRUPTED:
        assert "to continue: " in err
    cpu.call("run", config, "-o", "r.h5", "--resume", "--device", "cpu",
             "--set", "run.samples=3500").succeeded()
    folder.call("run", config, "-o", "r.h5", "--resume", "--device", "cuda",
                "--set", "run.samples=4000").succeeded()
    cpu.call("run", config, "-o", "once.h5", "--set", "run.samples=4000").succeeded()
    assert_same_results(folder.path / "r.h5", folder.path / "once.h5")


def test_verify_on_the_device(folder, cpu):
    cpu.call("run", cpu.config(), "-o", "r.h5").succeeded()
    outcome = folder.call("verify", "r.h5", "--device", "cuda").succeeded()
    assert "all equal" in outcome.out and "computing on cuda:0" in outcome.err
    with h5py.File(folder.path / "r.h5", "r+") as file:
        count = file["tally/brightness/h1_n8_b2/p1/count"]
        count[0] += 1
        count[1] -= 1
    outcome = folder.call("verify", "r.h5", "--device", "cuda", "--quiet")
    assert outcome.code == BAD_FILE and "brightness h=1 n=8 b=2: p=1" in outcome.out
