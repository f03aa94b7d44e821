# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Compares docs/spec/config.md with the keys, ranges and defaults of the program."""
import re
import tomllib

import h5py
import numpy as np
import pytest

from documentation import SPEC, code_blocks, quoted, table
from invocation import Folder

PAGE = SPEC / "config.md"
SECTIONS = ["run", "stop", "sweep", "measure"]
TABLES = SECTIONS + ["range", "classifier"]
RANGE = re.compile(r"(from|above) `([^`]*)`(?: to (below )?`([^`]*)`)?")
REQUIRED = "required"
MINIMAL = """\
[run]
samples = 64
[sweep]
n = [3]
bit_depth = [2]
[measure]
p = [1, 2]
[[classifier]]
type = "{type}"
"""
OWN_KEYS = {  # of [run]: the sampler that takes the key, and what else that needs
    "block": ("blocks",), "smoothness": ("smooth",), "changed": ("ball",),
    "centres": ("ball", "run.changed=0.5"), "centre_seed": ("ball", "run.changed=0.5"), "tail": ("tilted",)}
TYPES = [text.strip('"') for text in quoted(
    next(row for row in table(PAGE, "classifier", "key") if row["key"] == "`type`")["accepted"])]


def rows(title):
    return {quoted(row["key"])[0]: row for row in table(PAGE, title, "key")}


def documented(title):
    return [(title, key) for key in rows(title)]


EVERY_KEY = [pair for title in TABLES for pair in documented(title)]
IN_RANGES = [(title, key) for title, key in EVERY_KEY if RANGE.match(rows(title)[key]["accepted"])]
OF_WORDS = [(title, key) for title, key in EVERY_KEY
            if rows(title)[key]["accepted"].startswith('`"')]


@pytest.fixture
def folder(program, tmp_path):
    np.save(tmp_path / "set.npy", np.zeros((64, 3, 3), np.uint16))
    random = np.random.default_rng(1)
    np.save(tmp_path / "weights.npy", random.integers(-9, 10, (3, 3)))
    np.save(tmp_path / "scores.npy", random.permutation([*[-9, 9] * 9]).reshape(2, 3, 3))
    np.save(tmp_path / "prototypes.npy", random.integers(0, 4, (6, 3, 3)))
    return Folder(program, tmp_path)


def owners(row):
    """The types of a key, each with the setting that it needs beside it, or None."""
    found = []
    for text in quoted(row["of type"]):
        if " = " in text:
            found[-1] = (found[-1][0], text)
        else:
            found.append((text, None))
    return found


FILES = {"threshold": "weights.npy", "cell": "prototypes.npy", "offsets": "scores.npy"}


def settings(title, key):
    """A config in which the key is allowed, and the key's place in it."""
    row = rows(title)[key]
    if title == "range":
        whole = "measure.radius_scale = { start = 0.0, stop = 1.0, count = 3 }"
        return "brightness", [whole.replace(" = ", "=", 1)], f"measure.radius_scale.{key}"
    if key in OWN_KEYS:
        sampler, *extra = OWN_KEYS[key]
        return "brightness", [f"run.sampler={sampler}", *extra], f"run.{key}"
    if key in ("images", "image_bits"):
        return "brightness", ["run.sampler=images", "run.images=set.npy", "sweep.bit_depth=[1]"], (
            f"run.{key}")
    if title != "classifier":
        extra = [] if title != "stop" or key == "half_width" else ["stop.half_width=0.1"]
        return "brightness", extra, f"{title}.{key}"
    kind, setting = owners(row)[0] if quoted(row["of type"]) else ("brightness", None)
    extra = [] if setting is None else [f"classifier.0.{setting.replace(' = ', '=')}"]
    if key == "scores":
        extra.append("classifier.0.threshold=40")
    if key in FILES:
        extra.append(f"classifier.0.file={FILES[key]}")
    return kind, extra, f"classifier.0.{key}"


def dry_run(folder, title, key, value):
    kind, extra, place = settings(title, key)
    if (title, key, value) == ("range", "count", "1"):
        extra = [*extra, "measure.radius_scale.stop=0.0"]
    text = MINIMAL.format(type=kind)
    folder.config(text, "c.toml")
    arguments = [text for setting in [*extra, f"{place}={value}"] for text in ("--set", setting)]
    return folder.call("run", "c.toml", "--dry-run", *arguments)


def accepted_keys(folder, kind, *extra, place):
    """The keys that the message about an unknown key lists."""
    folder.config(MINIMAL.format(type=kind), "c.toml")
    arguments = [text for setting in [*extra, f"{place}zzz=1"] for text in ("--set", setting)]
    outcome = folder.call("run", "c.toml", "--dry-run", *arguments).refused(2, "unknown key")
    keys = outcome.err.split("accepted: ")[1].split(";")[0]
    return {key.strip() for key in keys.split(",")}


def test_sections(folder):
    assert accepted_keys(folder, "brightness", place="") == {*SECTIONS, "classifier"}


@pytest.mark.parametrize("title", SECTIONS)
def test_keys_of_a_section(folder, title):
    extra = ["stop.half_width=0.1"] if title == "stop" else []
    assert accepted_keys(folder, "brightness", *extra, place=f"{title}.") == set(rows(title))


def test_keys_of_a_range(folder):
    _, extra, _ = settings("range", "start")
    assert accepted_keys(folder, "brightness", *extra, place="measure.radius_scale.") == set(
        rows("range"))


def test_types(folder):
    folder.config(MINIMAL.format(type="zzz"), "c.toml")
    outcome = folder.call("run", "c.toml", "--dry-run").refused(2, "unknown type")
    assert outcome.err.strip().split("accepted: ")[1].split(", ") == TYPES


@pytest.mark.parametrize("kind", TYPES)
def test_keys_of_a_type(folder, kind):
    expected = set()
    for key, row in rows("classifier").items():
        if row["of type"] == "every" or (kind, None) in owners(row):
            expected.add(key)
    assert accepted_keys(folder, kind, place="classifier.0.") == expected


def test_keys_of_kinds_of_weights(folder):
    kinds = [text.strip('"') for text in quoted(rows("classifier")["weights"]["accepted"])]
    general = accepted_keys(folder, "halfspace", place="classifier.0.")
    for kind in kinds:
        extra = f"classifier.0.weights={kind}"
        own = {key for key, row in rows("classifier").items()
               if ("halfspace", f'weights = "{kind}"') in owners(row)}
        found = accepted_keys(folder, "halfspace", extra, place="classifier.0.")
        assert found == general | own, kind


@pytest.mark.parametrize("title,key", EVERY_KEY)
def test_examples_are_accepted(folder, title, key):
    dry_run(folder, title, key, quoted(rows(title)[key]["example"])[0]).succeeded()


@pytest.mark.parametrize("title,key", OF_WORDS)
def test_words_are_accepted_and_others_not(folder, title, key):
    for word in quoted(rows(title)[key]["accepted"]):
        outcome = dry_run(folder, title, key, word)
        # A type or a sampler may need, or refuse, what this config has.
        assert outcome.code == 0 or "unknown" not in outcome.err, outcome.err
    dry_run(folder, title, key, '"zzz"').refused(2, "unknown")


def whole(text):
    """The value as TOML, in which an integer beyond 2^63-1 is a string."""
    return f'"{text}"' if int(text) >= 2**63 else text


def test_most_keys_have_a_range_or_words():
    assert len(IN_RANGES) + len(OF_WORDS) >= len(EVERY_KEY) - 6


@pytest.mark.parametrize("title,key", IN_RANGES)
def test_ends_of_ranges(folder, title, key):
    row = rows(title)[key]
    low_kind, low, high_kind, high = RANGE.match(row["accepted"]).groups()
    integer, listed = "integer" in row["type"], row["type"].startswith("list")
    step = 2 if "even" in row["type"] else 1

    def call(value):
        text = whole(value) if integer and int(value) >= 0 else value
        return dry_run(folder, title, key, f"[{text}]" if listed else text)

    if low_kind == "from":
        call(low).succeeded()
        call(str(int(low) - step) if integer else repr(float(low) - 1e-9)).refused(2, key)
    else:
        call(low).refused(2, key)
        call(repr(float(low) + 1e-9)).succeeded()
    if high is None:
        return
    if high_kind:
        call(high).refused(2, key)
        call(repr(float(high) * (1 - 1e-9))).succeeded()
    elif "less `samples`" in row["accepted"]:
        call(high).refused(2, key)
        call(str(int(high) - 64)).succeeded()
    else:
        call(high).succeeded()
        call(str(int(high) + step) if integer else repr(float(high) + 1e-9)).refused(2, key)


def contents(path):
    """Everything in a result file that follows from its config."""
    found = {}
    with h5py.File(path) as file:
        def visit(name, item):
            if isinstance(item, h5py.Dataset) and name != "elapsed":
                found[name] = np.asarray(item[...]).tolist()
            for key in ("seed", "weights", "wanted_coverage", "pixel", "prototypes", "layers",
                        "width", "max_weight", "density", "image_ranges", "cell"):
                if key in item.attrs:
                    found[f"{name}@{key}"] = np.asarray(item.attrs[key]).tolist()
        file.visititems(visit)
        found["attributes"] = [str(file.attrs[key]) for key in ("seed", "sampler")]
    return repr(found)  # NaN equals NaN there


@pytest.mark.parametrize("title,key", [
    (title, key) for title, key in EVERY_KEY
    if quoted(rows(title)[key]["default"]) and title != "range"])
def test_defaults(folder, title, key):
    """A run with the documented default written out equals the run without the key; a run with the
    example does not."""
    kind, extra, place = settings(title, key)
    row = rows(title)[key]
    folder.config(MINIMAL.format(type=kind), "c.toml")

    def run(name, *more):
        arguments = [text for setting in [*extra, *more] for text in ("--set", setting)]
        folder.call("run", "c.toml", "-o", name, "--quiet", *arguments).succeeded()
        return contents(folder.path / name)

    plain = run("plain.h5")
    assert run("default.h5", f"{place}={quoted(row['default'])[0]}") == plain
    assert run("example.h5", f"{place}={quoted(row['example'])[0]}") != plain


def test_required_keys(folder):
    """Without such a key the config is refused; all others may be left out."""
    minimal = tomllib.loads(MINIMAL.format(type="brightness"))
    for title in ("run", "sweep", "measure"):
        for key, row in rows(title).items():
            if row["default"] == REQUIRED:
                assert key in minimal[title]
                text = re.sub(rf"^{key} = .*\n", "", MINIMAL.format(type="brightness"), flags=re.M)
                folder.config(text, "c.toml")
                folder.call("run", "c.toml", "--dry-run").refused(2, key)
            else:
                assert key not in minimal[title]
    folder.config(MINIMAL.format(type="brightness").replace('type = "brightness"', ""), "c.toml")
    folder.call("run", "c.toml", "--dry-run").refused(2, "type")


def test_the_config_of_the_page_runs(folder):
    (code,) = code_blocks(PAGE.read_text(), "toml")
    folder.config(code, "c.toml")
    folder.call("run", "c.toml", "--dry-run").succeeded()
