# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Compares and changes result files through h5py, which knows nothing of Brink."""
import h5py
import numpy as np
import tallies


def datasets(path):
    """Every data set of a file, by its path."""
    found = {}
    with h5py.File(path) as file:
        file.visititems(lambda name, item: found.update({name: item[...]})
                        if isinstance(item, h5py.Dataset) else None)
    return found


def assert_same_datasets(found, expected, but=("elapsed",)):
    """Asserts that all values of all data sets are equal, bit for bit."""
    found, expected = datasets(found), datasets(expected)
    assert sorted(found) == sorted(expected)
    for name, values in expected.items():
        if name in but:
            continue
        assert found[name].dtype == values.dtype, name
        if values.dtype == object:  # texts
            assert found[name].tolist() == values.tolist(), name
        else:
            assert found[name].tobytes() == values.tobytes(), name


def move_an_image(path, *cell, end=""):
    """Moves one image of a tally to another cost: every sum stays as it was.

    `cell` is the classifier, h, n, b and p.
    """
    with h5py.File(path, "r+") as file:
        where = tallies.span(file, *cell, end)
        cost, values = tallies.tally(file, *cell, end)
        assert len(values) > 1, cell
        at = int(np.argmax(values))
        values[at] -= 1
        values[at - 1] += 1
        file[f"tally/p{cell[-1]:g}/count{end}"][where] = values
        return cost[min(at, (at - 1) % len(values))]
