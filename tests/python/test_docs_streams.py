# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Compares docs/spec/random_streams.md and classes.md, by their own code and vectors, with the
program."""
from itertools import count

import h5py
import numpy as np
import pytest

from binomial import binomial
from documentation import SPEC, code_blocks, quoted, section, table
from level_counts import level_counts
from tallies import tally

STREAMS = SPEC / "random_streams.md"
CLASSES = SPEC / "classes.md"
BACKTICKS = "`"


def generator():
    """The functions `philox`, `image` and those of distributions, executed from the text of the page."""
    names = {}
    for title in ("Philox", "Images", "Distributions"):
        for code in code_blocks(section(STREAMS, title), "python"):
            exec(code, names)  # the page is a file of this repository
    return names


def numbers(cell):
    return [int(word) for word in cell.strip(BACKTICKS).split()]


def config(n, h, b, seed, first_image=0, classifier='type = "parity"'):
    return (f'[run]\nsamples = 4\nseed = "{seed}"\nfirst_image = "{first_image}"\n[sweep]\nn = [{n}]\n'
            f"channels = [{h}]\nbit_depth = [{b}]\n[measure]\np = [1]\nradius = [1]\n"
            f"[[classifier]]\n{classifier}\n")


def sampled(folder, *arguments, **options):
    """The images 0, 1, ... of a sample file with pixels in order, and the scores of the file."""
    folder.config(config(*arguments, **options), "c.toml")
    folder.call("sample", "c.toml", "--count", "4", "-o", "s.h5", "--force", "--quiet").succeeded()
    with h5py.File(folder.path / "s.h5") as file:
        return file["level"][...].reshape(4, -1).tolist(), file["score"][0].tolist()


def test_published_vectors_of_philox():
    philox = generator()["philox"]
    rows = table(STREAMS, "Philox", "block")
    assert len(rows) == 3
    for row in rows:
        counter, key, block = ([int(word, 16) for word in row[name].strip(BACKTICKS).split()]
                               for name in ("counter", "key", "block"))
        assert list(philox(counter, key)) == block


def test_vectors_of_images_from_the_page_and_the_program(folder):
    image = generator()["image"]
    rows = table(STREAMS, "Images", "levels")
    assert len(rows) >= 6
    for row in rows:
        seed, number, n, h, b = (int(row[name]) for name in ("seed", "image", "n", "h", "b"))
        levels = numbers(row["levels"])
        assert image(seed, number, n, h, b) == levels
        images, _ = sampled(folder, n, h, b, seed, first_image=number)
        assert images[0] == levels
        assert images[1] == image(seed, number + 1, n, h, b)


@pytest.mark.parametrize("b", range(1, 17))
def test_the_generator_of_the_page_draws_what_the_program_draws(folder, b):
    image = generator()["image"]
    images, _ = sampled(folder, 5, 2, b, 2**63 + b)
    assert images == [image(2**63 + b, number, 5, 2, b) for number in range(4)]


@pytest.mark.parametrize("n,h,b", [(1, 1, 16), (5, 2, 3), (12, 1, 1), (9, 3, 8)])
@pytest.mark.parametrize("sampler,parameters", [
    ("blocks", {"block": 3}), ("smooth", {"smoothness": 0.85}), ("smooth", {"smoothness": 0}),
    ("ball", {"changed": 0.4, "centres": 5, "centre_seed": 2**63 + 1}), ("ball", {"changed": 1})])
def test_the_distributions_of_the_page_are_those_of_the_program(folder, sampler, parameters, n, h, b):
    seed, first = 2**33 + 7, 2**32 - 1
    keys = "".join(f'{key} = "{value}"\n' if value == 2**63 + 1 else f"{key} = {value}\n"
                   for key, value in parameters.items())
    text = config(n, h, b, seed, first).replace("[sweep]", f'sampler = "{sampler}"\n{keys}[sweep]')
    folder.config(text, "c.toml")
    folder.call("sample", "c.toml", "--count", "4", "-o", "s.h5", "--quiet").succeeded()
    with h5py.File(folder.path / "s.h5") as file:
        found = file["level"][...].reshape(4, -1).tolist()
    draw = generator()[sampler]
    assert found == [draw(seed, first + i, n, h, b, **parameters) for i in range(4)]


def test_vectors_of_binomial_numbers():
    """tests/cuda/binomial_test.cpp compares the same numbers with the program."""
    philox = generator()["philox"]

    def numbers():
        for block in count():
            words = philox((block, 0, 0, 1 | 1 << 16 | 1 << 21 | 9 << 25), (1, 0))
            yield words[0] | words[1] << 32
            yield words[2] | words[3] << 32

    rows = table(STREAMS, "Binomial numbers", "draws")
    assert len(rows) == 9
    for row in rows:
        number = numbers().__next__
        drawn = [binomial(int(row["m"]), int(row["T"]), number) for _ in range(8)]
        assert drawn == list(map(int, row["draws"].strip(BACKTICKS).split())), row


def test_exhaustive_images(folder):
    folder.config(config(2, 1, 3, 1).replace("[run]", '[run]\nsampler = "exhaustive"'), "c.toml")
    folder.call("sample", "c.toml", "--count", "4096", "-o", "s.h5", "--quiet").succeeded()
    with h5py.File(folder.path / "s.h5") as file:
        levels = file["level"][...].reshape(4096, 4)
    expected = [[number >> 3 * i & 7 for i in range(4)] for number in range(4096)]
    np.testing.assert_array_equal(levels, expected)


def test_vectors_of_weights(folder):
    rows = table(STREAMS, "Weights", "seed")
    kinds = [quoted(row["`weights`"])[0] for row in table(STREAMS, "Weights", "rule")]
    assert [quoted(row["`weights`"])[0] for row in rows] == kinds
    keys = {"uniform": "max_weight = 7", "sparse": "density = 0.5"}
    for row in rows:
        kind = quoted(row["`weights`"])[0]
        seed, n, h, b = (int(row[name]) for name in ("seed", "n", "h", "b"))
        classifier = (f'name = "w"\ntype = "halfspace"\nweights = "{kind}"\nseed = {seed}\n'
                      + keys.get(kind, ""))
        folder.config(config(n, h, b, 1, classifier=classifier), "c.toml")
        folder.call("run", "c.toml", "-o", "r.h5", "--force", "--quiet").succeeded()
        with h5py.File(folder.path / "r.h5") as file:
            stored = file[f"classifiers/w/h{h}_n{n}_b{b}/weights"][...].ravel().tolist()
        assert stored == numbers(row["values"]), kind


def test_centre_images(folder):
    image = generator()["image"]
    for kind in ("hamming_ball", "voronoi"):
        folder.config(config(4, 2, 3, 1, classifier=f'type = "{kind}"\nseed = 12'), "c.toml")
        folder.call("run", "c.toml", "-o", "r.h5", "--force", "--quiet").succeeded()
        with h5py.File(folder.path / "r.h5") as file:
            centre = file[f"classifiers/{kind}/h2_n4_b3/centre"][...].ravel().tolist()
        assert centre == image(12, 0, 4, 2, 3, domain=2)


def test_vectors_of_networks(folder):
    rows = table(CLASSES, "network", "layers")
    assert len(rows) == 3
    for row in rows:
        *values, scores = row.values()
        seed, layers, width, n, h, b = map(int, values)
        classifier = f'type = "network"\nseed = {seed}\nlayers = {layers}\nwidth = {width}'
        assert sampled(folder, n, h, b, 1, classifier=classifier)[1] == numbers(scores)


def test_hash_words(folder):
    """Computes scores by the two sentences of the page, with the philox of the page."""
    philox, n, b, seed = generator()["philox"], 3, 4, 5
    images, scores = sampled(folder, n, 1, b, 1, classifier=f'type = "hash"\nseed = {seed}')

    def word(first, second, domain):
        low, high, _, _ = philox((first, second, 0, n | b << 16 | 1 << 21 | domain << 25), (seed, 0))
        return low | high << 32

    def final(levels):
        total = 0
        for pixel, level in enumerate(levels):
            total ^= word(pixel, level, 3)
        return word(total & 0xFFFFFFFF, total >> 32, 4)

    for levels, score in zip(images, scores):
        own, other = final(levels), final([2**b - 1 - level for level in levels])
        assert score == (own > other) - (own < other)


# In the last case about three images need the second table of 2^12.
@pytest.mark.parametrize("n,h,b,images", [(7, 1, 1, 60), (13, 2, 3, 60), (181, 1, 2, 60),
                                          (200, 3, 4, 60), (64, 1, 1, 40_000)])
def test_level_counts(folder, n, h, b, images):
    """Computes the tally of `brightness` at p = 1 from counts that follow from the page alone."""
    philox, seed = generator()["philox"], 2**40 + 3
    text = config(n, h, b, seed, classifier='type = "brightness"')
    folder.config(text.replace("samples = 4", f'samples = {images}\nsampler = "multinomial"'), "c.toml")
    folder.call("run", "c.toml", "-o", "r.h5", "--quiet").succeeded()
    with h5py.File(folder.path / "r.h5") as file:
        found = dict(zip(*(values.tolist() for values in tally(file, "brightness", h, n, b, 1))))
    expected = {}
    for number in range(images):
        counts = level_counts(philox, seed, number, n, h, b)
        assert sum(counts) == h * n * n and min(counts) >= 0
        score = sum(count * (2 * level - (2**b - 1)) for level, count in enumerate(counts))
        if score > 0:
            expected[(score + 1) // 2] = expected.get((score + 1) // 2, 0) + 1
    assert found == expected and len(found) > 5
