# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Compares Brink on every core with NumPy's best form of the same work, and with PyTorch's where
it is installed, in turn over several rounds: `brightness`, n = 1024, b = 1 and 8, p = 0, 1, 2,
inf.

There are two goals: one beside NumPy's best form with the methods of `Generator`, and one beside
its best form with the bit generator's raw words, which few programs use.
"""
import json
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

SIDE = 1024
GOALS = {1: 80, 8: 25}  # Brink's images/s over those of NumPy's best form
# Images drawn at a time: 2 to 64 MiB of levels. Each form uses the number with which it is
# quickest.
BATCHES = (2, 8, 64)
ROUND_SECONDS = float(os.environ.get("BRINK_BENCH_ROUND", "0.3"))


def numpy_version():
    """The version, or 'none' where NumPy is not installed."""
    try:
        import numpy
        return numpy.__version__
    except ImportError:
        return "none"


def brink_rate(build, bits):
    """Images/s of the whole cell on every core, from the least time of a slice."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.json"
        subprocess.run([build / "bench_cells", f"--benchmark_out={path}",
                        f"--benchmark_filter=^cell/brightness/n{SIDE}/b{bits}/all_cores/",
                        f"--benchmark_min_time={ROUND_SECONDS}"],
                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
        return json.loads(path.read_text())["benchmarks"][0]["images_per_s"]


def form_rate(draw, solve, rng, bits):
    """Images/s of one form with its best batch, from the least time of a batch."""
    pixels, best = SIDE * SIDE, 0.0
    for batch in BATCHES:
        end = time.perf_counter() + ROUND_SECONDS
        while True:
            start = time.perf_counter()
            sums, levels = draw(rng, batch, pixels, bits)
            solve(sums, levels, pixels, bits)
            now = time.perf_counter()
            best = max(best, batch / (now - start))
            if now > end:
                break
    return best


def rows(build, rounds):
    """Benchmarks as run.py merges them. Empty without NumPy."""
    try:
        import numpy as np
    except ImportError:
        return []
    from . import numpy_forms, torch_forms
    found = []
    for bits, goal in GOALS.items():
        contenders = {f"numpy/{name}": (form, np.random.Generator(np.random.Philox(1)))
                      for name, form in numpy_forms.forms(bits).items()}
        contenders |= {f"torch/{name}": (form, torch_forms.generator())
                       for name, form in torch_forms.forms(bits).items()}
        brink, rates = [], {name: [] for name in contenders}
        for _ in range(rounds):
            brink.append(brink_rate(build, bits))
            for name, (form, rng) in contenders.items():
                rates[name].append(form_rate(form, numpy_forms.solve, rng, bits))
        best = {_best(rates, "numpy/"), _best(rates, "numpy/raw_")}
        for name in rates:
            found.append(_row(f"compare/{name}/n{SIDE}/b{bits}", f"Brink / {name}", brink, rates[name],
                              bits, goal if name in best else None))
    return found


def _best(rates, prefix):
    """The quickest form with that prefix, without raw words unless the prefix says so."""
    own = [name for name in rates if name.startswith(prefix)
           and ("raw_" in prefix or "raw_" not in name)]
    return max(own, key=lambda name: max(rates[name]))


def _row(name, label, brink, other, bits, goal):
    measured = max(brink) / max(other)
    row = {"name": name, "label": label, "measured": measured,
           "median": statistics.median(a / b for a, b in zip(brink, other)),
           "images_per_s": max(other), "pixels_per_s": max(other) * SIDE**2,
           "brink_images_per_s": max(brink), "bits": bits}
    return row if goal is None else row | {"goal": goal, "at_most": 0}
