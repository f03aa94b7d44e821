# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""A tqdm bar of the progress that the program tells (docs/spec/program.md#progress)."""
import warnings
from typing import Any, Self

from tqdm import TqdmWarning

with warnings.catch_warnings():
    # In a notebook without ipywidgets it shows a bar of text, which needs no remark.
    warnings.simplefilter("ignore", TqdmWarning)
    from tqdm.auto import tqdm


class Bar:
    """Appears with the first line of progress, so that quick runs show none."""

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, told: dict[str, Any]) -> None:
        if not self._wanted:
            return
        if self._bar is None:
            self._bar = tqdm(desc=told["doing"], total=told["pixels_total"], initial=told["pixels"],
                             unit="pixel", unit_scale=True)
        self._bar.total = told["pixels_total"]
        self._bar.set_description(told["doing"], refresh=False)
        self._bar.update(told["pixels"] - self._bar.n)

    def complete(self) -> None:
        if self._bar is not None:
            self._bar.update((self._bar.total or 0) - self._bar.n)
