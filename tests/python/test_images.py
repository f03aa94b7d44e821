# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""`sampler = "images"`: every tally is that of the independent reference, whoever computes it, and
a file that cannot be used is refused before anything is written."""
import hashlib
import os

import h5py
import numpy as np
import pytest

import mpirun
from every_class import CLASSES, P_VALUES, SECTIONS
from invocation import DONE, FAILED, USAGE, Folder
from reference.cells import cells_of_images
from reference.compare import same_cell
from reference.images import Shape
from reference.program import read_cell
from same_results import assert_same_results


def pictures(count=40, channels=2, side=5, top=200, dtype=np.uint8):
    """Images that are not uniform: dark on one side, and some of them of one level."""
    random = np.random.default_rng(20261127)
    ramp = np.linspace(0.05, 1, side)
    drawn = random.random((count, channels, side, side)) * ramp * top
    drawn[::7] = top
    drawn[3::7] = 0
    return drawn.astype(dtype)


def config(path, run="", sweep=""):
    return f'[run]\nsampler = "images"\nimages = "{path}"\n{run}\n[sweep]\n{sweep}\n{SECTIONS}'


def write(folder, images, name="set.npy"):
    np.save(folder.path / name, images)
    return name


def run(folder, *arguments, text=None, name="r.h5"):
    folder.config(text or config("set.npy"), "c.toml")
    folder.call("run", "c.toml", "-o", name, "--quiet", *arguments).succeeded()
    return folder.path / name


def check(path, images, bits, depths):
    """The file's cells are those of the reference."""
    count, channels, side, _ = images.shape
    for b in depths:
        shape = Shape(side, channels, b)
        levels = (images.astype(int) >> (bits - b)).reshape(count, -1)
        expected = cells_of_images(shape, CLASSES, levels, P_VALUES)
        for definition in CLASSES:
            found = read_cell(path, definition.name, shape, P_VALUES)
            same_cell(found, expected[definition.name], f"{definition.name}, {shape}")


def test_tallies_are_those_of_the_reference(folder):
    images = pictures()
    write(folder, images)
    path = run(folder, text=config("set.npy", sweep="bit_depth = [1, 3, 8]"))
    check(path, images, 8, [1, 3, 8])
    with h5py.File(path) as file:
        assert file.attrs["sampler"] in ("images", b"images")
        assert np.isnan(file["moved_fraction_exact"][...]).all()
        assert (file["moved_fraction_bound"][...] == 0).all()
        assert (file["moved_fraction_bound_form"][...] == 0).all()
        text = file["config"][()].decode() if "config" in file else file.attrs["config"]
    assert hashlib.sha256((folder.path / "set.npy").read_bytes()).hexdigest() in str(text)


@pytest.mark.parametrize("form", ["big_endian", "fortran", "one_channel", "hdf5", "version_2"])
def test_forms_of_files(folder, form):
    images, name = pictures(top=4000, dtype=np.uint16), "set.npy"
    if form == "big_endian":
        write(folder, images.astype(">u2"))
    elif form == "fortran":
        write(folder, np.asfortranarray(images))
    elif form == "one_channel":
        images = images[:, :1]
        write(folder, images[:, 0])
    elif form == "version_2":
        with open(folder.path / "set.npy", "wb") as file:
            np.lib.format.write_array(file, images, version=(2, 0))
    else:
        name = "set.h5:/deep/x"
        with h5py.File(folder.path / "set.h5", "w") as file:
            file.create_dataset("deep/x", data=images, chunks=(7, 2, 5, 5), compression="gzip")
    path = run(folder, text=config(name, "image_bits = 12", "bit_depth = [2, 12]"))
    check(path, images, 12, [2, 12])


def test_relative_paths_start_in_the_folder_of_the_config(folder):
    (folder.path / "below").mkdir()
    write(folder, pictures(), "below/set.npy")
    folder.config(config("set.npy"), "below/c.toml")
    folder.call("run", "below/c.toml", "-o", "r.h5", "--quiet").succeeded()
    check(folder.path / "r.h5", pictures(), 8, [8])


def test_threads_parts_and_resumed_runs_agree(folder):
    images = pictures(count=300, channels=1, side=9)
    write(folder, images)
    whole = run(folder, "--threads", 1, name="whole.h5")
    assert_same_results(run(folder, "--threads", 7, name="seven.h5"), whole)
    run(folder, "--set", "run.samples=100", name="a.h5")
    run(folder, "--set", "run.samples=200", "--set", "run.first_image=100", name="b.h5")
    folder.call("merge", "b.h5", "a.h5", "-o", "merged.h5").succeeded()
    assert_same_results(folder.path / "merged.h5", whole)
    run(folder, "--resume", name="a.h5")
    assert_same_results(folder.path / "a.h5", whole)
    folder.call("verify", "whole.h5", "--cells", "3").succeeded()
    report = folder.call("report", "whole.h5").succeeded().out
    assert report.count("not testable") == 4 and "come from a file" in report


def test_ranks_agree(folder):
    write(folder, pictures(count=300))
    whole = run(folder, name="whole.h5")
    try:
        done = mpirun.call(folder, 2, "run", "c.toml", "-o", "ranks.h5", "--quiet",
                           env={"BRINK_MPI_BLOCK": "17"})
    except FileNotFoundError:
        pytest.skip("no mpirun here")
    assert done.code == DONE, done
    assert_same_results(folder.path / "ranks.h5", whole)


@pytest.mark.skipif("BRINK_SIMT_PROGRAM" not in os.environ, reason="no program with the executor")
def test_a_device_agrees(folder, tmp_path):
    for images in (pictures(count=60), pictures(count=6, channels=1, side=70)):
        write(folder, images)
        text = config("set.npy", sweep="bit_depth = [1, 4, 8]")
        whole = run(folder, text=text, name="cpu.h5")
        simt = Folder(os.environ["BRINK_SIMT_PROGRAM"], tmp_path)
        device = run(simt, "--device", "cuda", text=text, name="device.h5")
        assert_same_results(device, whole)
        for name in ("cpu.h5", "device.h5"):
            (folder.path / name).unlink()


def test_samples_are_the_images_of_the_file(folder):
    images = pictures()
    write(folder, images)
    folder.config(config("set.npy"), "c.toml")
    folder.call("sample", "c.toml", "--count", 5, "--set", "run.first_image=30", "-o",
                "s.h5").succeeded()
    with h5py.File(folder.path / "s.h5") as file:
        assert (file["level"][...] == images[30:35]).all()
    folder.call("sample", "c.toml", "--count", 41).refused(USAGE, "--count 41", "40")


def test_another_file_is_refused(folder):
    """The result knows its file by the SHA-256, wherever it lies."""
    images = pictures()
    write(folder, images)
    run(folder, "--set", "run.samples=10")
    (folder.path / "moved").mkdir()
    (folder.path / "set.npy").rename(folder.path / "moved/set.npy")
    run(folder, "--resume", text=config("moved/set.npy"))
    images[0, 0, 0, 0] ^= 1
    np.save(folder.path / "moved/set.npy", images)
    before = folder.files()
    folder.call("run", "c.toml", "-o", "r.h5", "--resume").refused(USAGE, "run.images", "SHA-256")
    folder.call("verify", "r.h5").refused(FAILED, "run.images", "SHA-256")
    assert folder.files() == before


def pickled(folder):
    np.save(folder.path / "set.npy", np.array([[[{}]]], dtype=object), allow_pickle=True)


def external(folder):
    with h5py.File(folder.path / "other.h5", "w") as file:
        file["x"] = pictures()
    with h5py.File(folder.path / "set.h5", "w") as file:
        file["x"] = h5py.ExternalLink("other.h5", "/x")
    return "set.h5:/x"


def soft(folder):
    with h5py.File(folder.path / "set.h5", "w") as file:
        file["real"] = pictures()
        file["x"] = h5py.SoftLink("/real")
    return "set.h5:/x"


def raw_elsewhere(folder):
    with h5py.File(folder.path / "set.h5", "w") as file:
        file.create_dataset("x", (4, 1, 2, 2), "u1", external=[("raw", 0, 16)])
    return "set.h5:/x"


def cut(folder):
    write(folder, pictures())
    data = (folder.path / "set.npy").read_bytes()
    (folder.path / "set.npy").write_bytes(data[:-1])


def typed(dtype):
    return lambda folder: write(folder, pictures().astype(dtype)) and None


def shaped(*shape):
    return lambda folder: write(folder, np.zeros(shape, np.uint8)) and None


def no_dataset(folder):
    with h5py.File(folder.path / "set.h5", "w") as file:
        file["y"] = pictures()
    return "set.h5:/x"


def no_name(folder):
    no_dataset(folder)
    return "set.h5"


WRONG = {  # name: (what makes the file and may name it, more lines of [run], of [sweep], words)
    "missing": (lambda folder: "none.npy", "", "", ["none.npy does not exist"]),
    "folder": (lambda folder: ".", "", "", ["not a regular file"]),
    "text": (lambda folder: folder.config("hello", "set.npy") and None, "", "", ["no NumPy file"]),
    "empty": (lambda folder: folder.config("", "set.npy") and None, "", "", ["no NumPy file"]),
    "cut": (cut, "", "", ["shorter or longer"]),
    "pickle": (pickled, "", "", ["pickle", "uint8"]),
    "float": (typed("f8"), "", "", ["<f8", "uint8 and uint16"]),
    "signed": (typed("i2"), "", "", ["<i2", "uint8 and uint16"]),
    "wide": (typed("u4"), "", "", ["<u4", "uint8 and uint16"]),
    "colour_last": (shaped(3, 8, 8, 3), "", "", ["colour last", "moveaxis"]),
    "oblong": (shaped(3, 8, 9), "", "", ["square"]),
    "two_sides": (shaped(8, 8), "", "", ["(8, 8)", "(count, n, n)"]),
    "no_image": (shaped(0, 8, 8), "", "", ["without an image"]),
    "no_pixel": (shaped(3, 0, 0), "", "", ["side 0"]),
    "channels_16": (shaped(3, 16, 8, 8), "", "", ["16 channels"]),
    "external_link": (external, "", "", ["link"]),
    "soft_link": (soft, "", "", ["link"]),
    "raw_elsewhere": (raw_elsewhere, "", "", ["other files"]),
    "no_dataset": (no_dataset, "", "", ["no dataset /x"]),
    "no_name": (no_name, "", "", ["no dataset is named", "FILE:/DATASET"]),
    "bits": (lambda f: write(f, pictures()), "image_bits = 4", "", ["run.image_bits", "200", "8"]),
    "bits_9": (lambda f: write(f, pictures()), "image_bits = 9", "", ["run.image_bits", "8"]),
    "depth": (lambda f: write(f, pictures()), "", "bit_depth = [9]", ["sweep.bit_depth[0]", "8"]),
    "n": (lambda f: write(f, pictures()), "", "n = [6]", ["sweep.n[0]", "5"]),
    "channels": (lambda f: write(f, pictures()), "", "channels = [3]", ["sweep.channels[0]", "2"]),
    "samples": (lambda f: write(f, pictures()), "samples = 41", "", ["run.samples", "40"]),
    "first_image": (lambda f: write(f, pictures()), "first_image = 40", "",
                    ["run.first_image", "39"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_used_is_refused(folder, name):
    make, run_lines, sweep_lines, words = WRONG[name]
    path = make(folder) or "set.npy"
    folder.config(config(path, run_lines, sweep_lines), "c.toml")
    before = folder.files()
    folder.call("run", "c.toml", "-o", "r.h5").refused(USAGE, "c.toml:", *words)
    assert folder.files() == before


def test_no_path_and_keys_of_another_sampler(folder):
    folder.config(f'[run]\nsampler = "images"\n{SECTIONS}', "c.toml")
    folder.call("run", "c.toml").refused(USAGE, "run.images", ".npy")
    folder.config(f"[run]\nsamples = 9\nimage_bits = 4\n[sweep]\nn = [4]\nbit_depth = [1]\n{SECTIONS}",
                  "c.toml")
    folder.call("run", "c.toml").refused(USAGE, "run.image_bits", "images")


def test_no_damage_ends_the_program(folder):
    """Any damage to a NumPy file is refused, or leaves a file of images."""
    write(folder, pictures(count=3))
    good = bytearray((folder.path / "set.npy").read_bytes())
    folder.config(config("set.npy"), "c.toml")
    random = np.random.default_rng(17)
    refused = 0
    for _ in range(60):
        damaged = good.copy()
        for at in random.integers(0, 100, random.integers(1, 4)):
            damaged[at] = random.integers(0, 256)
        (folder.path / "set.npy").write_bytes(damaged)
        outcome = folder.call("run", "c.toml", "--dry-run")
        assert outcome.code in (DONE, USAGE), outcome
        refused += outcome.code == USAGE
    assert refused > 20
