# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The program's verdicts on the theorem."""
import json
import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import xarray as xr

from ._files import path_of
from ._program import DONE, FAILED, Error, call


class Verdict(NamedTuple):
    """The verdict on one claim.

    Attributes:
        claim: What the theorem claims, in one line.
        status: "holds", "contradicted", "not shown" or "not testable".
        reason: What was judged, in one sentence.
    """

    claim: str
    status: str
    reason: str


class Report(Mapping[str, Any]):
    """What `brink report` says of a file: a mapping with the keys of `brink report --json`.

    As text it is the report for people.
    """

    def __init__(self, numbers: dict[str, Any]) -> None:
        self._numbers = numbers

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """The verdict on each claim, by its name: S1 to S4 (docs/theory.md)."""
        return {name: Verdict(value["claim"], value["verdict"], value["reason"]) for name, value in self.items()
                if isinstance(value, dict) and "verdict" in value}

    def __getitem__(self, key: str) -> Any:
        return self._numbers[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __str__(self) -> str:
        return str(self["text"])

    __repr__ = __str__


def report(results: xr.Dataset | str | os.PathLike[str]) -> Report:
    """Judges the theorem's claims S1 to S4 on a result file.

    The whole file is judged, also where `results` is a selection of it.

    Args:
        results: A result file: its path, or what `brink.run` and `brink.open` returned.

    Returns:
        The verdicts with their numbers. A contradicted claim raises nothing.

    Raises:
        Error: The file is damaged or not a result file.
    """
    path = path_of(results)
    numbers = call(["report", path, "--json"], accepted=(DONE, FAILED))
    if not numbers:
        raise Error(f"{path}: brink report failed", FAILED)
    return Report(json.loads(numbers))
