# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The specification once more, in plain NumPy and Python integers.

Nothing here is shared with the program, and nothing is tuned: images are drawn
one by one, items are sorted, sums are exact integers. It is the truth that the
program's tallies are compared with; ``exhaustive`` is the truth that it is
compared with itself.
"""
