# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Files of format 1 and 2, made from one of today's (docs/spec/file_format.md#older-files)."""
import h5py
import numpy as np

import tallies

NEW = ["common_weight", "weighted_pixels", "range_begin", "range_end", "tally_begin", "tally_end",
       "tally_begin_lower", "tally_end_lower", "resolution_bits", "resolution_bits_lower", "images"]


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


def make_old(path, old, version, exact=None):
    """Writes `path` in the older layout to `old`, with its checksum.

    `exact` gives costs and counts in place of those of a rounded tally, by the key that
    tallies.every_tally() has for it.
    """
    old.write_bytes(path.read_bytes().split(b"\nbrink-crc32 ")[0])
    with h5py.File(path) as new, h5py.File(old, "r+") as file:
        found = tallies.every_tally(new)
        del file["tally"]
        for (name, h, n, b, p, end), (cost, count) in found.items():
            shape = file.require_group(f"tally/{name}/h{h}_n{n}_b{b}")
            at = tallies.place(new, name, h, n, b)
            for key in ("common_weight", "weighted_pixels"):
                shape.attrs[key] = new[key][at]
            shape.attrs["image_ranges"] = np.array(
                tallies.image_ranges(new, name, h, n, b), np.uint64).ravel()
            bits = None
            if "resolution_bits" + end in new:
                bits = new["resolution_bits" + end][tallies.place(new, name, h, n, b, p)]
            if exact is not None and (name, h, n, b, p, end) in exact:
                (cost, count), bits = exact[name, h, n, b, p, end], None
            group = shape.require_group(f"p{p:g}")
            kind = np.float64 if cost.dtype.kind == "f" else np.uint64
            group["cost" + end] = cost.astype(kind)
            group["count" + end] = count.astype(np.uint64)
            if bits is not None and bits != 64:
                group["cost" + end].attrs["resolution_bits"] = np.int64(bits)
        for name in NEW:
            if name in file:
                del file[name]
        if version == 1:
            for name in ("robust_fraction_bound", "moved_fraction_bound_form"):
                del file[name]
        file.attrs["format_version"] = np.uint64(version)
    data = old.read_bytes()
    old.write_bytes(data + f"\nbrink-fnv1a64 {fnv1a(data):016x}\n".encode())
