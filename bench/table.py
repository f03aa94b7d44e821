#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Prints the table of a benchmark file, for people, or as a section of bench/RESULTS.md.

    bench/table.py FILE [--markdown] [--goals]
"""
import argparse
import json
from pathlib import Path

COLUMNS = ["benchmark", "images/s", "Gpixel/s", "GB/s", "raw GB/s", "measured", "median", "goal", "",
           "what is measured"]
TEXT_COLUMNS = {0, 8, 9}
SIGNIFICANT_DIGITS = 3
QUIET = 0.05  # least times and medians differ by less on a quiet machine


def number(value):
    """Three digits and the letter of a unit: 98.3 k."""
    if value is None:
        return ""
    for limit, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= limit:
            scale = 1e3 if letter == "k" else limit
            return f"{value / scale:.{SIGNIFICANT_DIGITS}g} {letter}"
    if abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.{SIGNIFICANT_DIGITS}g}"


def verdict(row):
    """'met' or 'missed', or '' without a goal."""
    if "goal" not in row:
        return ""
    reached = row["measured"] <= row["goal"] if row["at_most"] else row["measured"] >= row["goal"]
    return "met" if reached else "missed"


def cells(row):
    """A row's texts, in the order of COLUMNS."""
    goal = f'{"<=" if row["at_most"] else ">="} {row["goal"]:g}' if "goal" in row else ""
    pixels = row.get("pixels_per_s")
    return [row["name"], number(row.get("images_per_s")),
            "" if pixels is None else number(pixels / 1e9), number(row.get("GB_per_s")),
            number(row.get("raw_GB_per_s")), number(row["measured"]), number(row["median"]), goal,
            verdict(row), row["label"].split(";")[0]]


def text(results):
    """The whole table with aligned columns, a line that counts the goals, a warning if the machine
    was not quiet, and a line for each program that could not measure."""
    lines = [COLUMNS] + [cells(row) for row in results["benchmarks"]]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    aligned = []
    for line in lines:
        padded = [entry.ljust(width) if column in TEXT_COLUMNS else entry.rjust(width)
                  for column, (entry, width) in enumerate(zip(line, widths))]
        aligned.append("  ".join(padded).rstrip())
    verdicts = [verdict(row) for row in results["benchmarks"]]
    summary = f'goals: {verdicts.count("met")} met, {verdicts.count("missed")} missed'
    unquiet = sum(abs(row["median"] / row["measured"] - 1) > QUIET for row in results["benchmarks"])
    if unquiet:
        summary += (f'\nnot quiet: median and measured differ by more than {QUIET:.0%} in {unquiet} of '
                    f'{len(results["benchmarks"])} rows')
    for name, reason in results.get("skipped", {}).items():
        summary += f"\nskipped: {name}: {reason}"
    return "\n".join(aligned + ["", summary])


def markdown(results, goals_only):
    """A dated section of RESULTS.md."""
    context = results["context"]
    rows = [row for row in results["benchmarks"] if "goal" in row or not goals_only]
    lines = [f'## {context["date"][:10]}: {context["processor"]}, {context["threads"]} threads', "",
             f'Brink {context["brink"]}, {context["instruction_set"]}, compiler {context["compiler"]}, NumPy '
             f'{context["numpy"]}. Load average before the run: {context["load_before"]:.1f}.', "",
             "| " + " | ".join(COLUMNS) + " |",
             "|" + "|".join("---" if i in TEXT_COLUMNS else "--:" for i in range(len(COLUMNS))) + "|"]
    lines += ["| " + " | ".join(cells(row)) + " |" for row in rows]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", default=Path("results/bench.json"))
    parser.add_argument("--markdown", action="store_true", help="as a section of bench/RESULTS.md")
    parser.add_argument("--goals", action="store_true", help="with --markdown: rows with a goal only")
    arguments = parser.parse_args()
    results = json.loads(arguments.file.read_text())
    print(markdown(results, arguments.goals) if arguments.markdown else text(results))


if __name__ == "__main__":
    main()
