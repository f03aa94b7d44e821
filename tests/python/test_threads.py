# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The number of threads where the user names none: as many as the process may run at once."""
import os
import re

import h5py
import pytest


CORES = sorted(os.sched_getaffinity(0))


@pytest.mark.parametrize("count", [1, len(CORES) // 2])
def test_affinity(folder, count):
    if not 0 < count < len(CORES):
        pytest.skip("there is only one core")

    def bind():
        os.sched_setaffinity(0, CORES[:count])
    told = folder.call("info", preexec_fn=bind).succeeded().out
    found = re.search(r"^threads:  (\d+) of (\d+) cores \((affinity|cgroup quota .*)\)$", told, re.MULTILINE)
    assert found and int(found[1]) <= count, told
    folder.call("run", folder.config(), "-o", "r.h5", preexec_fn=bind).succeeded()
    with h5py.File(folder.path / "r.h5") as file:
        threads = re.search(r", (\d+) threads?$", file.attrs["device"].decode())
    assert threads[1] == found[1]


def test_asked_for_is_taken(folder):
    folder.call("run", folder.config(), "-o", "r.h5", "--threads", "3").succeeded()
    with h5py.File(folder.path / "r.h5") as file:
        assert file.attrs["device"].decode().endswith("3 threads")
