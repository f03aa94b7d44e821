# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Runs the program and reads its result file back (docs/spec)."""
import math
import subprocess
from dataclasses import dataclass
from typing import List, Optional

import h5py
import numpy as np

from reference.cells import Cell, Tally
from reference.classifiers import Definition


@dataclass
class Run:
    """A config: the product of n, bit_depth and channels for each classifier."""

    n: List[int]
    bit_depth: List[int]
    classifiers: List[Definition]
    p: List[float]
    channels: List[int] = (1,)
    seed: int = 1
    samples: Optional[int] = None  # None: the sampler "exhaustive"
    first_image: int = 0
    sampler: str = "pixels"  # or another one

    def toml(self):
        lines = ["[run]", f"seed = {self.seed}"]
        if self.samples is None:
            lines.append('sampler = "exhaustive"')
        else:
            lines += [f"samples = {self.samples}", f"first_image = {self.first_image}",
                      f'sampler = "{self.sampler}"']
        lines += ["[sweep]", f"n = {list(self.n)}", f"bit_depth = {list(self.bit_depth)}",
                  f"channels = {list(self.channels)}",
                  "[measure]", f"p = [{', '.join(_toml(p) for p in self.p)}]",
                  "radius_scale = [0.25, 1.0]"]
        for definition in self.classifiers:
            lines.append("[[classifier]]")
            lines += [f"{key} = {_toml(value)}" for key, value in definition.options().items()]
        return "\n".join(lines) + "\n"


def _toml(value):
    if value == math.inf:
        return '"inf"'
    return f'"{value}"' if isinstance(value, str) else repr(value)

_MISSING = np.iinfo(np.uint64).max


def execute(program, run, folder, *options):
    """Runs the program on a config written to `folder`; the path of the result file."""
    config, result = folder / "run.toml", folder / "run.h5"
    config.write_text(run.toml())
    command = [program, "run", str(config), "-o", str(result), "--quiet", *options]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(
            f"{command} ended with {done.returncode}:\n{done.stderr}\n{run.toml()}")
    return result


def read_cell(path, name, shape, p_values):
    """One cell of a result file. Raises AssertionError unless costs ascend and no count is 0."""
    with h5py.File(path, "r") as file:
        names = [text.decode() for text in file["classifier"][...].astype("S")]
        place = (names.index(name),) + tuple(
            file[axis][...].tolist().index(value)
            for axis, value in (("channels", shape.h), ("n", shape.n), ("bit_depth", shape.b)))
        cell = Cell(int(file["threshold"][place]), int(file["samples"][place]),
                    int(file["in_class"][place]))
        for p in p_values:
            at = place + (file["p"][...].tolist().index(p),)
            tally = Tally(_counts(file, "", at, p))
            if "tally_begin_lower" in file and file["tally_begin_lower"][at] != _MISSING:
                tally.lower = _counts(file, "_lower", at, p)
            cell.tallies[p] = tally
    return cell


def _counts(file, end, at, p):
    here = slice(int(file["tally_begin" + end][at]), int(file["tally_end" + end][at]))
    group = file[f"tally/p{p:g}"]
    cost, count = group["cost" + end][here], group["count" + end][here]
    wanted = "u" if p == math.inf or float(p).is_integer() else "f"
    assert cost.dtype.kind == wanted, f"{group.name}/cost{end} is {cost.dtype}"
    assert count.dtype.kind == "u", f"{group.name}/count{end} is {count.dtype}"
    assert (cost[1:] > cost[:-1]).all(), f"{group.name}/cost{end} does not ascend"
    assert (count > 0).all(), f"{group.name}/count{end} holds a 0"
    return dict(zip(cost.tolist(), count.tolist()))
