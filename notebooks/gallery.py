# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The gallery of the README, from files of `brink sample`; configs/gallery.toml says how.

    python3 notebooks/gallery.py SAMPLE... -o FIGURE
"""
import argparse

import brink_plots
from brink_witnesses import gallery, open_sample


def main():
    arguments = argparse.ArgumentParser(description="Draw images and their nearest neighbours outside a class.")
    arguments.add_argument("samples", nargs="+", metavar="SAMPLE", help="files of brink sample")
    arguments.add_argument("-o", "--output", required=True, metavar="FIGURE", help="such as gallery.png")
    given = arguments.parse_args()
    brink_plots.use_style()
    samples = [open_sample(path) for path in given.samples]
    rows = [(sample, str(name)) for sample in samples for name in sample["classifier"].values]
    gallery(rows).savefig(given.output)


if __name__ == "__main__":
    main()
