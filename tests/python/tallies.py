# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The tallies of a result file, read with h5py as docs/spec/file_format.md#tallies says."""
import numpy as np

MISSING = np.iinfo(np.uint64).max
ENDS = ("", "_lower")


def place(file, classifier, h, n, b, p=None):
    """Index of a cell, and of one p, into the tables at the root."""
    names = [name.decode() for name in file["classifier"]]
    at = [names.index(classifier)]
    wanted = [("channels", h), ("n", n), ("bit_depth", b)] + ([] if p is None else [("p", p)])
    for dimension, value in wanted:
        at.append(file[dimension][...].tolist().index(value))
    return tuple(at)


def span(file, classifier, h, n, b, p, end=""):
    """Where a tally lies in the arrays of its p; None where there is none."""
    if "tally_begin" + end not in file:
        return None
    at = place(file, classifier, h, n, b, p)
    begin = file["tally_begin" + end][at]
    return None if begin == MISSING else slice(int(begin), int(file["tally_end" + end][at]))


def tally(file, classifier, h, n, b, p, end=""):
    """Costs and counts of one cell, of the upper ends or, with end="_lower", of the lower ones."""
    where = span(file, classifier, h, n, b, p, end)
    if where is None:
        return None
    group = file[f"tally/p{p:g}"]
    return group["cost" + end][where], group["count" + end][where]


def every_tally(file):
    """By (classifier, h, n, b, p, end), of every cell that is begun."""
    found = {}
    names = [name.decode() for name in file["classifier"]]
    lists = [names] + [file[name][...].tolist() for name in ("channels", "n", "bit_depth", "p")]
    for end in ENDS:
        if "tally_begin" + end not in file:
            continue
        begin, stop = file["tally_begin" + end][...], file["tally_end" + end][...]
        arrays = {p: (file[f"tally/p{p:g}/cost{end}"][...], file[f"tally/p{p:g}/count{end}"][...])
                  for p in lists[4] if f"tally/p{p:g}/cost{end}" in file}
        for at in np.ndindex(begin.shape):
            if begin[at] != MISSING:
                where = slice(int(begin[at]), int(stop[at]))
                key = tuple(values[i] for values, i in zip(lists, at)) + (end,)
                found[key] = tuple(array[where] for array in arrays[key[4]])
    return found


def image_ranges(file, classifier, h, n, b):
    """First image and number of images of each range of a cell."""
    at = place(file, classifier, h, n, b)
    where = slice(int(file["range_begin"][at]), int(file["range_end"][at]))
    return list(zip(file["images/first"][where].tolist(), file["images/count"][where].tolist()))
