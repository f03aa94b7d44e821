#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Fits seconds for an image against its side and depth, and plots them with the law.

    bench/costs.py FILE [--figure PNG]

For each depth b the law is t = a + c n + 4 W / R, with W = ceil(n^2 / floor(32 / b)) the words of an
image: a is what an image costs by itself, R bytes of words in a second, and c n the counting of
levels, as about q/n levels at either end are wanted of n^2 pixels. The three are those of least
squares of relative errors, none below 0, over all n of the rows cost/brightness/n*/b*.
"""
import argparse
import json
from pathlib import Path

import numpy as np

BYTES_PER_WORD = 4


def words(n, b):
    """32-bit words of an image: floor(32 / b) pixels each."""
    per_word = 32 // b
    return -(-n * n // per_word)


def fit(rows, b):
    """The law of one depth, {"a": seconds, "c": seconds, "R": bytes/s}, from rows with n, b and
    images_per_s."""
    own = [row for row in rows if row["b"] == b]
    # For each row: (a + c n + 4 W / R) / t = 1.
    terms = np.array([[rate, rate * row["n"], rate * BYTES_PER_WORD * words(row["n"], b)]
                      for row in own for rate in [row["images_per_s"]]])
    best, least = None, np.inf
    for kept in ([0, 1, 2], [1, 2], [0, 2], [2]):  # 1/R is never 0
        found = np.zeros(3)
        found[kept] = np.linalg.lstsq(terms[:, kept], np.ones(len(own)), rcond=None)[0]
        squares = np.sum((terms @ found - 1) ** 2)
        if found.min() >= 0 and squares < least:
            best, least = found, squares
    return {"a": best[0], "c": best[1], "R": 1 / best[2]}


def seconds(law, n, b):
    """The seconds for an image by the law."""
    return law["a"] + law["c"] * n + BYTES_PER_WORD * words(n, b) / law["R"]


def largest_error(rows, b, law):
    """The largest error of the law, relative to what was measured."""
    return max(abs(seconds(law, row["n"], b) * row["images_per_s"] - 1) for row in rows if row["b"] == b)


def cost_rows(results):
    """The rows of the file to which the law applies, with n and b as integers."""
    return [row | {"n": int(row["n"]), "b": int(row["b"])} for row in results["benchmarks"]
            if row["name"].startswith("cost/brightness/")]


def plot(rows, path):
    """Plots microseconds for an image against n, with a line for each depth."""
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    colours = ["#332288", "#CC6677", "#117733", "#DDCC77", "#88CCEE"]  # Paul Tol's "muted"
    figure, axes = plt.subplots(figsize=(4.6, 3.4), dpi=110, constrained_layout=True)
    for colour, b in zip(colours, sorted({row["b"] for row in rows})):
        law = fit(rows, b)
        own = sorted((row for row in rows if row["b"] == b), key=lambda row: row["n"])
        sides = [row["n"] for row in own]
        axes.loglog(sides, [1e6 / row["images_per_s"] for row in own], "o", color=colour, markersize=4,
                    label=f"b = {b}")
        axes.loglog(sides, [1e6 * seconds(law, n, b) for n in sides], color=colour, linewidth=1)
    axes.set_xlabel("image side n")
    axes.set_ylabel("microseconds for an image")
    axes.set_xscale("log", base=2)
    axes.grid(alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.savefig(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", default=Path("results/bench.json"))
    parser.add_argument("--figure", type=Path, help="a PNG file to write")
    arguments = parser.parse_args()
    rows = cost_rows(json.loads(arguments.file.read_text()))
    for b in sorted({row["b"] for row in rows}):
        law = fit(rows, b)
        print(f'b={b:<3} a = {1e9 * law["a"]:6.1f} ns   c = {1e9 * law["c"]:5.2f} ns   '
              f'R = {law["R"] / 1e9:5.2f} GB/s   largest error {100 * largest_error(rows, b, law):.0f} %')
    if arguments.figure is not None:
        plot(rows, arguments.figure)


if __name__ == "__main__":
    main()
