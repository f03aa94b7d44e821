# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""What a user gives as a config, as the program takes it."""
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tomli_w

Config = Mapping[str, Any] | str | os.PathLike[str]
"""A config (docs/spec/config.md): a dict, the path of a TOML file, or the text of one, which
has several lines. Numbers may be NumPy's, lists any iterable."""


def source(config: Config) -> tuple[str, str]:
    """The program's argument CONFIG, and what it is to read from standard input."""
    if isinstance(config, Mapping):
        return "-", tomli_w.dumps(_plain(config))
    if isinstance(config, str) and "\n" in config:
        return "-", config
    return str(Path(config).expanduser()), ""


def overrides(settings: Mapping[str, Any]) -> list[str]:
    """Options `--set KEY=VALUE`, each value written as TOML on one line."""
    written = {key: tomli_w.dumps({"x": _plain(value)}) for key, value in settings.items()}
    return [f"--set={key}=" + re.sub(r"\s*\n\s*", " ", text.removeprefix("x = ")).strip()
            for key, text in written.items()]


def _plain(value: Any) -> Any:
    """The value in Python's own types, which are those that TOML has."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if hasattr(value, "tolist"):  # of NumPy and xarray
        return _plain(value.tolist())
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [_plain(item) for item in value]
    return value
