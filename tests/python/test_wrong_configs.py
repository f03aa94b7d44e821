# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Wrong configs in the whole program: exit code 2, one line with file and key, and nothing
written."""
import random

import pytest

from invocation import DONE, SMALL, USAGE

# name: (the text in SMALL, its replacement, what the error line must name)
WRONG = {
    "unknown_key": ("samples = 200", "samples = 200\nsede = 1",
                    ["run.sede", ' did you mean "seed"?']),
    "unknown_table": ("[sweep]", "[swep]", ["swep"]),
    "samples_missing": ("samples = 200", "", ["run.samples"]),
    "samples_zero": ("samples = 200", "samples = 0", ["run.samples", "0 is out of range"]),
    "samples_text": ("samples = 200", 'samples = "many"', ["run.samples", "integer"]),
    "samples_float": ("samples = 200", "samples = 1.5", ["run.samples", "integer"]),
    "seed_negative": ("samples = 200", "samples = 200\nseed = -1", ["run.seed"]),
    "sampler_unknown": ("samples = 200", 'samples = 9\nsampler = "pixel"',
                        ["run.sampler", ' did you mean "pixels"?']),
    "confidence_one": ("samples = 200", "samples = 9\nconfidence = 1", ["run.confidence"]),
    "last_image_too_large": ("samples = 200",
                             'samples = 2\nfirst_image = "18446744073709551615"',
                             ["run.first_image"]),
    "exhaustive_too_large": ("samples = 200", 'sampler = "exhaustive"',
                             ["sweep.n[1]", "exhaustive"]),
    "n_zero": ("[4, 8]", "[4, 0]", ["sweep.n[1]"]),
    "n_too_large": ("[4, 8]", "[16385]", ["sweep.n[0]", "16384"]),
    "n_empty": ("[4, 8]", "[]", ["sweep.n", "empty"]),
    "n_no_list": ("[4, 8]", "4", ["sweep.n", "list"]),
    "n_twice": ("[4, 8]", "[4, 4]", ["sweep.n[1]", "twice"]),
    "n_missing": ("n = [4, 8]", "", ["sweep.n"]),
    "depth_zero": ("[1, 2]", "[0]", ["sweep.bit_depth[0]"]),
    "depth_17": ("[1, 2]", "[1, 17]", ["sweep.bit_depth[1]", "16"]),
    "channels_16": ("[1, 2]", "[1]\nchannels = [16]", ["sweep.channels[0]", "15"]),
    "p_negative": ("[0, 0.5, 1, \"inf\"]", "[-1]", ["measure.p[0]"]),
    "p_word": ("[0, 0.5, 1, \"inf\"]", "[\"two\"]", ["measure.p[0]"]),
    "p_nan": ("[0, 0.5, 1, \"inf\"]", "[nan]", ["measure.p[0]"]),
    "p_empty": ("[0, 0.5, 1, \"inf\"]", "[]", ["measure.p", "empty"]),
    "radius_negative": ("[0.5, 1.0]", "[-0.5]", ["measure.radius_scale[0]"]),
    "radius_both": ("[0.5, 1.0]", "[1]\nradius = [1]", ["measure.radius"]),
    "radius_range_unfinished": ("[0.5, 1.0]", "{start = 0, stop = 1}",
                                ["measure.radius_scale.count"]),
    "quantile_above_one": ("[0.5, 1.0]", "[1]\nquantiles = [1.5]", ["measure.quantiles[0]"]),
    "type_unknown": ('type = "brightness"', 'type = "brightnes"',
                     ["type", ' did you mean "brightness"?']),
    "type_missing": ('type = "brightness"', 'name = "b"', ["classifier[0].type"]),
    "name_twice": ('name = "gauss"', 'name = "brightness"', ["classifier[1].name", "brightness"]),
    "name_with_slash": ('name = "gauss"', 'name = "a/b"', ["classifier[1].name"]),
    "coverage_above_half": ('type = "brightness"', 'type = "brightness"\ncoverage = 0.6',
                            ["classifier[0].coverage", "0.5"]),
    "coverage_zero": ('type = "brightness"', 'type = "brightness"\ncoverage = 0',
                      ["classifier[0].coverage"]),
    "coverage_of_parity": ('type = "brightness"', 'type = "parity"\ncoverage = 0.3',
                           ["classifier[0].coverage"]),
    "weights_unknown": ('weights = "binomial"', 'weights = "binominal"',
                        ["classifier[1].weights", ' did you mean "binomial"?']),
    "weights_of_brightness": ('type = "brightness"', 'type = "brightness"\nweights = "sparse"',
                              ["classifier[0].weights"]),
    "density_above_one": ('"binomial"', '"sparse"\ndensity = 1.5', ["classifier[1].density"]),
    "max_weight_zero": ('"binomial"', '"uniform"\nmax_weight = 0', ["classifier[1].max_weight"]),
    "pixel_outside": ('type = "brightness"', 'type = "dictator"\npixel = 16',
                      ["classifier[0].pixel"]),
    "no_classifier": (SMALL[SMALL.index("[[classifier]]"):], "", ["classifier"]),
    "key_twice": ("samples = 200", "samples = 200\nsamples = 300", ["small.toml:3", "samples"]),
    "open_list": ("[4, 8]", "[4, 8", ["small.toml:"]),
    "open_string": ('"binomial"', '"binomial', ["small.toml:"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_config(folder, name):
    old, new, words = WRONG[name]
    assert SMALL.count(old) == 1
    folder.config(SMALL.replace(old, new))
    before = folder.files()
    folder.call("run", "small.toml").refused(USAGE, "small.toml", *words)
    assert folder.files() == before


@pytest.mark.parametrize("content", [
    b"", b"\x00" * 64, b"\xff\xfe[\x00r\x00", bytes(range(256)) * 16,
    b"[run]\nseed = \x80\n", b"x" * (1 << 21),
], ids=["empty", "zeros", "utf16", "binary", "not_utf8", "two_mib"])
def test_config_that_is_no_config(folder, content):
    (folder.path / "small.toml").write_bytes(content)
    before = folder.files()
    folder.call("run", "small.toml").refused(USAGE, "small.toml")
    assert folder.files() == before


def mutated(text, generator):
    """`text` with a few characters removed, doubled, swapped or replaced."""
    letters = list(text)
    for _ in range(generator.randint(1, 3)):
        i = generator.randrange(len(letters))
        letters[i] = generator.choice(
            ["", letters[i] * 2, generator.choice('[]{}=",.#-_ \n0194x\x00\x7f\u2265')])
    return "".join(letters)


@pytest.mark.parametrize("seed", range(60))
def test_mutated_config(folder, seed):
    """A changed config is understood or refused, without a crash, a guess without a key, or a file
    left behind."""
    (folder.path / "small.toml").write_text(
        mutated(SMALL, random.Random(seed)), encoding="utf-8")
    before = folder.files()
    outcome = folder.call("run", "small.toml", "--dry-run")
    if outcome.code != DONE:
        outcome.refused(USAGE, "small.toml:")
    assert folder.files() == before
