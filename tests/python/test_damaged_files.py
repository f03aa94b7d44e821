# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Damaged files without a checksum line, which would protect HDF5: it crashes on some of them.

BRINK_MUTATIONS=4000 makes the test as long as a release needs it.
"""
import os
import random

import pytest

from invocation import BAD_FILE, DONE, FAILED, Folder

MUTATIONS = int(os.environ.get("BRINK_MUTATIONS", "400"))
SEAL_BYTES = 22  # the line of text behind the HDF5 file


@pytest.fixture(scope="module")
def folder(program, tmp_path_factory):
    folder = Folder(program, tmp_path_factory.mktemp("damaged"))
    folder.call("run", folder.config(), "-o", "r.h5").succeeded()
    folder.call("sample", "small.toml", "--set", "sweep.n=[4]", "--set", "sweep.bit_depth=[2]",
                "--count", "3", "-o", "s.h5").succeeded()
    return folder


def mutated(whole, generator):
    """Changes some bytes, often to values with which counts and addresses go wrong."""
    damaged = bytearray(whole)
    for _ in range(generator.choice([1, 1, 1, 2, 4, 16])):
        # The bytes that tell HDF5 where things are lie all over the file, and densely at its
        # start.
        at = generator.randrange(len(damaged) if generator.random() < 0.7 else 2048)
        damaged[at] = generator.choice([0, 1, 0x7f, 0x80, 0xff, generator.randrange(256)])
    if generator.random() < 0.1:
        at, size = generator.randrange(len(damaged)), generator.randrange(1, 512)
        damaged[at:at + size] = damaged[generator.randrange(len(damaged)):][:size]
    return bytes(damaged[:generator.randrange(len(damaged))] if generator.random() < 0.03
                 else damaged)


@pytest.mark.parametrize("name", ["r.h5", "s.h5"])
def test_no_damage_ends_the_program(folder, name):
    whole = (folder.path / name).read_bytes()[:-SEAL_BYTES]
    generator = random.Random(2023)
    refused = 0
    for number in range(MUTATIONS):
        (folder.path / "bad.h5").write_bytes(mutated(whole, generator))
        for command in ("info", "report"):
            outcome = folder.call(command, "bad.h5", errors="replace")  # damaged names
            # A changed number may contradict the theorem.
            codes = (DONE, BAD_FILE) if command == "info" else (DONE, BAD_FILE, FAILED)
            assert outcome.code in codes, (number, command, outcome)
            assert outcome.code == DONE or outcome.err.count("\n") == 1, (number, outcome)
            if outcome.code == FAILED:
                assert "a verdict contradicts the theorem" in outcome.err, (number, outcome)
            refused += outcome.code == BAD_FILE
    assert refused > MUTATIONS // 4
    assert folder.hidden() == []
