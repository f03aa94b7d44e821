# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Whether two result files contain the same results, however they were made."""
import h5py
import numpy as np

TIMES = {"elapsed"}  # the only variable that may differ


def variables(path):
    """The values of every data set, and the attributes of the tallies, by name."""
    found = {}

    def keep(name, item):
        if isinstance(item, h5py.Dataset) and name not in TIMES:
            found[name] = item[...]
        if name.startswith("tally/") and isinstance(item, h5py.Group):
            found.update({f"{name}@{key}": value for key, value in item.attrs.items()})
    with h5py.File(path) as file:
        file.visititems(keep)
    return found


def assert_same_results(path, expected):
    found, wanted = variables(path), variables(expected)
    assert found.keys() == wanted.keys()
    for name, values in wanted.items():
        assert found[name].dtype == values.dtype, name
        exact = not np.issubdtype(np.asarray(values).dtype, np.floating)
        assert np.array_equal(found[name], values, equal_nan=not exact), name


def images_drawn(path):
    """The images of all cells, or 0 where there is no file."""
    if not path.exists():
        return 0
    with h5py.File(path) as file:
        samples = file["samples"][...]
    return int(samples[samples != np.iinfo(np.uint64).max].sum())
