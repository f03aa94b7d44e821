# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""What the compiled kernels cost, read from nvcc and from their machine code: no GPU needed."""
