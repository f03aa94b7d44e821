#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Fits seconds for an image against its side and depth, and plots them with the law.

    bench/costs.py FILE [--figure PNG]

For each depth b the law is t = a_b + 4 W / R_b with W = ceil(n^2 / floor(32 / b)) the words of
an image, a_b what an image costs by itself and R_b bytes of words in a second; a_b and R_b by
least squares of relative errors over all n of the rows cost/brightness/n*/b*.
"""
import argparse
import json
from pathlib import Path

BYTES_PER_WORD = 4


def words(n, b):
    """32-bit words of an image: floor(32 / b) pixels each."""
    per_word = 32 // b
    return -(-n * n // per_word)


def fit(rows, b):
    """(a, R) of one depth, with a >= 0, from rows with n, b and images_per_s."""
    # Of each row 1 = (a + 4 W s) / t, s = 1/R: two unknowns, normal equations.
    terms = [(row["images_per_s"], row["images_per_s"] * BYTES_PER_WORD * words(row["n"], b))
             for row in rows if row["b"] == b]
    aa, as_, ss = (sum(x * x for x, _ in terms), sum(x * y for x, y in terms),
                   sum(y * y for _, y in terms))
    a_one, s_one = sum(x for x, _ in terms), sum(y for _, y in terms)
    determinant = aa * ss - as_ * as_
    fixed = (a_one * ss - s_one * as_) / determinant
    if fixed < 0:
        return 0.0, ss / s_one
    return fixed, determinant / (aa * s_one - as_ * a_one)


def largest_error(rows, b, fixed, rate):
    """Of the law, relative to what was measured."""
    return max(abs((fixed + BYTES_PER_WORD * words(row["n"], b) / rate) * row["images_per_s"] - 1)
               for row in rows if row["b"] == b)


def cost_rows(results):
    """Those of the file that the law is about, n and b as integers."""
    return [row | {"n": int(row["n"]), "b": int(row["b"])} for row in results["benchmarks"]
            if row["name"].startswith("cost/brightness/")]


def plot(rows, path):
    """Microseconds for an image against n, a line for each depth."""
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    colours = ["#332288", "#CC6677", "#117733", "#DDCC77", "#88CCEE"]  # Paul Tol's "muted"
    figure, axes = plt.subplots(figsize=(4.6, 3.4), dpi=110, constrained_layout=True)
    for colour, b in zip(colours, sorted({row["b"] for row in rows})):
        fixed, rate = fit(rows, b)
        own = sorted((row for row in rows if row["b"] == b), key=lambda row: row["n"])
        sides = [row["n"] for row in own]
        axes.loglog(sides, [1e6 / row["images_per_s"] for row in own], "o", color=colour, markersize=4,
                    label=f"b = {b}")
        axes.loglog(sides, [1e6 * (fixed + BYTES_PER_WORD * words(n, b) / rate) for n in sides],
                    color=colour, linewidth=1)
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
        fixed, rate = fit(rows, b)
        print(f"b={b:<3} a = {1e9 * fixed:6.1f} ns   R = {rate / 1e9:5.2f} GB/s   "
              f"largest error {100 * largest_error(rows, b, fixed, rate):.0f} %")
    if arguments.figure is not None:
        plot(rows, arguments.figure)


if __name__ == "__main__":
    main()
