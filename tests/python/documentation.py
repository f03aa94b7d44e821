# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The pages of the documentation as the tests read them: headings, tables, code, links."""
import re
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SPEC = DOCS / "spec"
NOT_OURS = {".git", "results", "__pycache__"}

FENCE = re.compile(r"^( *)(```|~~~)(.*?)\n(.*?)^\1\2 *$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) +(.+?) *$", re.MULTILINE)
LINK = re.compile(r"!?\[(?:[^\]\[]|\[[^\]]*\])*\]\(([^()\s]+)\)")


def files(*endings):
    """Every file of the repository with one of these endings, except those in build folders."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        ours = not NOT_OURS.intersection(parts) and not parts[0].startswith("build")
        if ours and path.suffix in endings and path.is_file():
            yield path


def without_code(text):
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


def slug(heading):
    """The anchor of a heading, as GitHub and the site make it."""
    kept = re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading).lower())
    return kept.strip().replace(" ", "-")


@lru_cache(maxsize=None)
def anchors(path):
    return {slug(title) for _, title in HEADING.findall(FENCE.sub("", path.read_text()))}


def links(path):
    """The targets of a page's links and images."""
    return LINK.findall(without_code(path.read_text()))


def section(path, title):
    """The text under a heading, up to the next heading of its rank or above."""
    text = path.read_text()
    found = re.search(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE)
    assert found, f"{path.name} has no section {title}"
    rest = text[found.end():]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[:end.start()] if end else rest


def code_blocks(text, language):
    return [body for _, _, name, body in FENCE.findall(text) if name.strip() == language]


def tables(text):
    """Every table of a text, as rows that map the heads of columns to cells."""
    for block in re.findall(r"(?:^\|.*\|\n)+", text + "\n", re.MULTILINE):
        head, _, *rows = [[cell.strip() for cell in line.strip("|").split(" | ")]
                          for line in (row.strip() for row in block.splitlines())]
        yield [dict(zip([name.strip() for name in head], [cell.strip() for cell in row], strict=True))
               for row in rows]


def table(path, title, column):
    """The first table under a heading that has this column."""
    for rows in tables(section(path, title)):
        if column in rows[0]:
            return rows
    raise AssertionError(f"{path.name}, {title}: no table with a column {column}")


def quoted(cell):
    """The texts between backticks of a cell."""
    return re.findall(r"`([^`]*)`", cell)
