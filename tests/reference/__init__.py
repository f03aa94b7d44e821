# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""An independent implementation of the specification in plain NumPy and Python integers.

It shares nothing with the program, and nothing is tuned: images are drawn one by one, items are
sorted, sums are exact integers. The program's tallies are compared with it, and it is compared
with ``exhaustive``, which finds true distances by looking at every image.
"""
