# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The version of the package, which is that of the program inside it."""
from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("brink")
except PackageNotFoundError:  # used from the source tree, without an installation
    __version__ = "unknown"
