# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Compares the table of folders in the design, which says who may include whom, with every
#include."""
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "design" / "README.md"
ROW = re.compile(r"^\| `([a-z0-9_/]+)/` \|[^|]*\|([^|]*)\|$", re.MULTILINE)
INCLUDE = re.compile(r'^#include "((?:cuda|host)/[^"]+)"', re.MULTILINE)
SOURCES = {".hpp", ".cpp", ".cu", ".cuh"}


def read_rules():
    """Folder -> the folders that it may include besides itself."""
    return {folder: set(re.findall(r"`([a-z0-9_/]+)/`", others))
            for folder, others in ROW.findall(TABLE.read_text())}


RULES = read_rules()


def room(path):
    """The longest folder of the table that contains the file. Every kernel belongs to
    cuda/kernel."""
    if path.endswith(".cu"):
        return "cuda/kernel"
    return max((f for f in RULES if path.startswith(f + "/")), key=len, default=None)


def sources():
    """Every source except the program's own main(), which nothing includes."""
    paths = [p.relative_to(ROOT).as_posix() for top in ("cuda", "host")
             for p in (ROOT / top).rglob("*") if p.suffix in SOURCES]
    return [path for path in paths if path != "host/main.cpp"]


def reach(folder, seen=()):
    """Everything that a folder may include, directly or through others."""
    assert folder not in seen, f"a circle of folders: {' -> '.join((*seen, folder))}"
    return set().union(*({o} | reach(o, (*seen, folder)) for o in RULES[folder]), set())


def test_every_file_lies_in_a_folder_of_the_table():
    assert len(RULES) > 10
    assert [path for path in sources() if room(path) is None] == []


def test_every_folder_of_the_table_exists():
    assert [folder for folder in RULES if not (ROOT / folder).is_dir()] == []


def test_no_folder_depends_on_itself():
    for folder in RULES:
        reach(folder)


def test_every_include_is_allowed():
    broken = []
    for path in sources():
        own = room(path)
        for included in INCLUDE.findall((ROOT / path).read_text()):
            other = room(included)
            if other != own and other not in RULES[own]:
                broken.append(f"{path} includes {included}: {own} may not include {other}")
    assert not broken, "\n".join(broken)
