# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The samplers `blocks`, `smooth` and `ball`: every tally is that of the independent reference,
whoever computes it; their uniform ends are the sampler `pixels`; their laws are as documented."""
import json
import math
import os

import h5py
import numpy as np
import pytest

import mpirun
from every_class import CLASSES, P_VALUES, SECTIONS
from invocation import BAD_FILE, DONE, USAGE, Folder
from reference import distributions
from reference.cells import cells_of_images
from reference.compare import same_cell
from reference.images import Shape, centre, image
from reference.program import read_cell
from same_results import assert_same_results

SEED = 2**40 + 17

LAWS = {  # name: the keys of [run], and the reference
    "blocks_2": ('sampler = "blocks"\nblock = 2',
                 lambda shape, i: distributions.blocks(shape, SEED, i, 2)),
    "blocks_3": ('sampler = "blocks"\nblock = 3',
                 lambda shape, i: distributions.blocks(shape, SEED, i, 3)),
    "blocks_all": ('sampler = "blocks"\nblock = 16384',
                   lambda shape, i: distributions.blocks(shape, SEED, i, 16384)),
    "smooth_0.9": ('sampler = "smooth"\nsmoothness = 0.9',
                   lambda shape, i: distributions.smooth(shape, SEED, i, 0.9)),
    "smooth_0.01": ('sampler = "smooth"\nsmoothness = 0.01',
                    lambda shape, i: distributions.smooth(shape, SEED, i, 0.01)),
    "smooth_1": ('sampler = "smooth"\nsmoothness = 1',
                 lambda shape, i: distributions.smooth(shape, SEED, i, 1)),
    "ball_0": ('sampler = "ball"\nchanged = 0\ncentres = 3',
               lambda shape, i: distributions.ball(shape, SEED, i, 0, 3)[0]),
    "ball_0.3": ('sampler = "ball"\nchanged = 0.3\ncentres = 3\ncentre_seed = 9',
                 lambda shape, i: distributions.ball(shape, SEED, i, 0.3, 3, 9)[0]),
    "ball_0.98": ('sampler = "ball"\nchanged = 0.98',
                  lambda shape, i: distributions.ball(shape, SEED, i, 0.98)[0]),
}
UNIFORM_ENDS = {"blocks": "block = 1", "smooth": "smoothness = 0",
                "ball": "changed = 1\ncentres = 5"}


def config(law, samples=30, n="[5]", channels="[2]", depths="[1, 3, 8, 16]"):
    return (f"[run]\nseed = {SEED}\nsamples = {samples}\n{law}\n[sweep]\nn = {n}\n"
            f"channels = {channels}\nbit_depth = {depths}\n{SECTIONS}")


def run(folder, text, *arguments, name="r.h5", call=None):
    folder.config(text, "c.toml")
    folder.call("run", "c.toml", "-o", name, "--quiet", *arguments).succeeded()
    return folder.path / name


@pytest.mark.parametrize("name", LAWS)
def test_tallies_are_those_of_the_reference(folder, name):
    law, draw = LAWS[name]
    path = run(folder, config(law))
    for b in (1, 3, 8, 16):
        shape = Shape(5, 2, b)
        expected = cells_of_images(shape, CLASSES, [draw(shape, i) for i in range(30)], P_VALUES)
        for definition in CLASSES:
            same_cell(read_cell(path, definition.name, shape, P_VALUES), expected[definition.name],
                      f"{name}, {definition.name}, {shape}")
    with h5py.File(path) as file:
        assert file.attrs["sampler"] in (name.split("_")[0], name.split("_")[0].encode())
        assert np.isnan(file["moved_fraction_exact"][...]).all()
        assert (file["moved_fraction_bound"][...] == 0).all()
        assert (file["moved_fraction_bound_form"][...] == 0).all()
    report = folder.call("report", "r.h5").succeeded().out
    assert report.count("not testable") == 4 and f"the sampler {name.split('_')[0]}" in report


@pytest.mark.parametrize("n,h,b,first", [(1, 3, 16, 0), (2, 1, 8, 5), (33, 2, 5, 2**33 + 1),
                                         (100, 3, 1, 7), (250, 1, 12, 2)])
@pytest.mark.parametrize("name", LAWS)
def test_images_are_those_of_the_reference(folder, name, n, h, b, first):
    """Images of one chunk and of several, at sides of all kinds."""
    law, draw = LAWS[name]
    folder.config(config(law, 2, f"[{n}]", f"[{h}]", f"[{b}]").split("[[classifier]]")[0]
                  + '[[classifier]]\ntype = "brightness"\n', "c.toml")
    folder.call("sample", "c.toml", "--count", 2, "--set", f"run.first_image={first}", "-o", "s.h5",
                "--quiet").succeeded()
    with h5py.File(folder.path / "s.h5") as file:
        found = file["level"][...].reshape(2, -1)
    shape = Shape(n, h, b)
    np.testing.assert_array_equal(found, [draw(shape, first + i) for i in range(2)])


@pytest.mark.parametrize("name", UNIFORM_ENDS)
def test_the_uniform_end_is_the_sampler_pixels(folder, name):
    """The same images, so the same tallies, bounds and exact curves, and the report tests."""
    pixels = run(folder, config("", 40, depths="[1, 3]"), name="pixels.h5")
    end = run(folder, config(f'sampler = "{name}"\n{UNIFORM_ENDS[name]}', 40, depths="[1, 3]"), name="end.h5")
    tables = {}
    for path in (pixels, end):
        with h5py.File(path) as file:
            tables[path] = {key: file[key][...] for key in file
                            if isinstance(file[key], h5py.Dataset) and key != "elapsed"}
    assert tables[pixels].keys() == tables[end].keys()
    for key, values in tables[pixels].items():
        np.testing.assert_array_equal(tables[end][key], values, key)
    reports = [json.loads(folder.call("report", path.name, "--json").succeeded().out)
               for path in (pixels, end)]
    for report in reports:
        report.pop("file", None)
    assert reports[0] == reports[1]


@pytest.mark.parametrize("name", ["blocks_3", "smooth_0.9", "ball_0.3"])
def test_threads_parts_and_resumed_runs_agree(folder, name):
    text = config(LAWS[name][0], 300, "[9, 40]", "[1]", "[2]")
    whole = run(folder, text, "--threads", 1, name="whole.h5")
    assert_same_results(run(folder, text, "--threads", 7, name="seven.h5"), whole)
    run(folder, text, "--set", "run.samples=100", name="a.h5")
    run(folder, text, "--set", "run.samples=200", "--set", "run.first_image=100", name="b.h5")
    folder.call("merge", "b.h5", "a.h5", "-o", "merged.h5").succeeded()
    assert_same_results(folder.path / "merged.h5", whole)
    run(folder, text, "--resume", name="a.h5")
    assert_same_results(folder.path / "a.h5", whole)
    folder.call("verify", "whole.h5", "--cells", "3").succeeded()
    try:
        done = mpirun.call(folder, 2, "run", "c.toml", "-o", "ranks.h5", "--quiet",
                           env={"BRINK_MPI_BLOCK": "17"})
    except FileNotFoundError:
        return  # no mpirun here
    assert done.code == DONE, done
    assert_same_results(folder.path / "ranks.h5", whole)


@pytest.mark.skipif("BRINK_SIMT_PROGRAM" not in os.environ, reason="no program with the executor")
@pytest.mark.parametrize("name", ["blocks_3", "smooth_0.9", "ball_0.3"])
def test_a_device_agrees(folder, tmp_path, name):
    text = config(LAWS[name][0], 40, "[5, 33]", "[2]", "[1, 4, 8]")
    whole = run(folder, text, name="cpu.h5")
    simt = Folder(os.environ["BRINK_SIMT_PROGRAM"], tmp_path)
    assert_same_results(run(simt, text, "--device", "cuda", name="device.h5"), whole)


@pytest.mark.parametrize("name,other,key", [
    ("blocks_3", "run.block=2", "run.block"), ("smooth_0.9", "run.smoothness=0.8", "run.smoothness"),
    ("ball_0.3", "run.changed=0.4", "run.changed"), ("ball_0.3", "run.centres=2", "run.centres"),
    ("ball_0.3", "run.centre_seed=1", "run.centre_seed")])
def test_another_parameter_is_refused(folder, name, other, key):
    text = config(LAWS[name][0], 20)
    run(folder, text, name="a.h5")
    run(folder, text, "--set", other, "--set", "run.first_image=20", name="b.h5")
    folder.call("run", "c.toml", "-o", "a.h5", "--resume", "--set", other).refused(USAGE, key)
    folder.call("merge", "a.h5", "b.h5", "-o", "m.h5").refused(BAD_FILE, key)


WRONG = {  # name: (lines of [run], words of the message)
    "block_missing": ('sampler = "blocks"', ["run.block", "1 to 16384"]),
    "block_0": ('sampler = "blocks"\nblock = 0', ["run.block", "1 to 16384"]),
    "block_half": ('sampler = "blocks"\nblock = 1.5', ["run.block"]),
    "block_of_pixels": ("block = 4", ["run.block", 'sampler = "blocks"']),
    "smoothness_missing": ('sampler = "smooth"', ["run.smoothness", "0 to 1"]),
    "smoothness_2": ('sampler = "smooth"\nsmoothness = 2', ["run.smoothness", "0 to 1"]),
    "smoothness_nan": ('sampler = "smooth"\nsmoothness = nan', ["run.smoothness", "0 to 1"]),
    "smoothness_text": ('sampler = "smooth"\nsmoothness = "a"', ["run.smoothness", "0 to 1"]),
    "changed_missing": ('sampler = "ball"\ncentres = 4', ["run.changed", "0 to 1"]),
    "changed_-1": ('sampler = "ball"\nchanged = -1', ["run.changed", "0 to 1"]),
    "centres_0": ('sampler = "ball"\nchanged = 0.5\ncentres = 0', ["run.centres", "1 to"]),
    "centres_of_blocks": ('sampler = "blocks"\nblock = 2\ncentres = 1',
                          ["run.centres", 'sampler = "ball"']),
    "centre_seed_-1": ('sampler = "ball"\nchanged = 0.5\ncentre_seed = -1', ["run.centre_seed"]),
    "unknown": ('sampler = "block"', ["run.sampler", "did you mean", "blocks"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_parameters_are_refused(folder, name):
    law, words = WRONG[name]
    folder.config(config(law), "c.toml")
    folder.call("run", "c.toml", "-o", "r.h5").refused(USAGE, "c.toml:", *words)
    assert set(folder.files()) == {"c.toml"}


def sampled(folder, law, count, n, b):
    """The levels (count, n n) of the first images of a run, one channel."""
    folder.config(f'[run]\nseed = 3\nsamples = 1\n{law}\n[sweep]\nn = [{n}]\nbit_depth = [{b}]\n'
                  '[measure]\np = [0]\n[[classifier]]\ntype = "brightness"\n', "c.toml")
    folder.call("sample", "c.toml", "--count", count, "-o", "s.h5", "--force",
                "--quiet").succeeded()
    with h5py.File(folder.path / "s.h5") as file:
        return file["level"][...].reshape(count, -1).astype(int)


def test_the_law_of_smooth_images(folder):
    """Each pixel is uniform, whatever the parameter; the smoother, the closer are neighbours; and
    images of less depth have the top bits of the others."""
    n, images = 16, 4000
    steps = []
    for smoothness in (0.2, 0.9, 0.99):
        levels = sampled(folder, f'sampler = "smooth"\nsmoothness = {smoothness}', images, n, 3)
        # 8 levels, 7 degrees of freedom, and 9 tests: 30 is exceeded once in 1000 runs.
        for pixel in (0, 77, 255):
            counts = np.bincount(levels[:, pixel], minlength=8)
            assert ((counts - images / 8) ** 2 / (images / 8)).sum() < 30
        grids = levels.reshape(images, n, n)
        steps.append(np.abs(np.diff(grids, axis=2)).mean())
    assert steps[0] > 2 * steps[1] > 8 * steps[2] > 0
    assert abs(steps[0] - 63 / 24) < 0.3  # of two independent levels
    fine, coarse = (sampled(folder, 'sampler = "smooth"\nsmoothness = 0.9', 5, n, b)
                    for b in (12, 4))
    np.testing.assert_array_equal(fine >> 8, coarse)


def test_the_law_of_images_in_a_ball():
    """No image has more changes than are allowed, none of a stretch two; centres are equally likely."""
    shape, count, images = Shape(6, 2, 4), 21, 400
    which, changes = np.zeros(3, int), []
    for i in range(images):
        levels, at = distributions.ball(shape, 8, i, 0.3, 3, 4)
        differ = np.flatnonzero(levels != centre(shape, 4, at))
        stretches = ((differ + 1) * count - 1) // shape.pixels
        assert len(set(stretches)) == len(differ) <= count
        assert (levels == image(shape, 8, i))[differ].all()
        which[at] += 1
        changes.append(len(differ))
    # Each of 21 drawn levels differs with 15/16: the mean is 19.7, and 0.3 are 5 standard errors.
    assert abs(np.mean(changes) - count * 15 / 16) < 0.3
    assert which.min() > images / 3 - 5 * math.sqrt(images * 2 / 9)


def test_classes_may_share_the_centres(folder):
    """Images in a ball around the centre of a class are all in the class: its coverage is 1."""
    folder.config('[run]\nsamples = 50\nsampler = "ball"\nchanged = 0.3\ncentre_seed = 6\n[sweep]\n'
                  'n = [8]\nbit_depth = [4]\n[measure]\np = [0]\n[[classifier]]\n'
                  'type = "hamming_ball"\nseed = 6\n', "c.toml")
    folder.call("run", "c.toml", "-o", "r.h5", "--quiet").succeeded()
    with h5py.File(folder.path / "r.h5") as file:
        assert file["in_class"][...].ravel().tolist() == [50]
