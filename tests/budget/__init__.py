# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The cost of the compiled kernels, read from nvcc and from their machine code. Needs no GPU."""
