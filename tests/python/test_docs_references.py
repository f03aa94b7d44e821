# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""References in code and documentation lead to existing pages and sections."""
import re

import pytest

from documentation import DOCS, ROOT, anchors, files, links

CODE = (".hpp", ".cpp", ".cu", ".cuh", ".h", ".py", ".txt", ".cmake", ".sh", ".toml", ".ipynb", ".in")
CITED = re.compile(r"\b((?:docs|bench|notebooks|tests)/[\w./-]*?\w\.md)(#[\w-]+)?")
UNCHECKABLE = re.compile(r"\b[Ss]pec,?\s+(?:(?://+|#)\s+)?sections?\b")  # also across lines
OUTSIDE = re.compile(r"^(https?|mailto):")
PAGES = sorted({*files(".md")})


def test_there_is_something_to_check():
    assert len(PAGES) > 15
    assert sum(len(links(page)) for page in PAGES) > 100


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in links(page):
        if OUTSIDE.match(target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        assert path.exists(), f"{target}: no such file"
        if anchor:
            assert anchor in anchors(path), f"{target}: no such section"


def test_citations_in_code_name_sections_that_exist():
    seen = 0
    for path in files(*CODE):
        if path.name == "test_docs_references.py":
            continue
        text = path.read_text()
        where = path.relative_to(ROOT)
        assert not UNCHECKABLE.search(text), f"{where}: cite docs/spec/PAGE.md#section"
        for name, anchor in CITED.findall(text):
            page = ROOT / name
            assert page.exists(), f"{where}: {name} does not exist"
            if anchor:
                assert anchor[1:] in anchors(page), f"{where}: {name}{anchor} does not exist"
            seen += 1
    assert seen > 60


def test_every_section_of_the_code_cites_pages_of_the_repository():
    """The contract is in the repository, so nothing cites a page that readers do not have."""
    cited = {name for path in files(*CODE) for name, _ in CITED.findall(path.read_text())}
    assert cited >= {f"docs/spec/{name}.md" for name in
                     ("model", "random_streams", "classes", "config", "program", "file_format")}
    assert all(path.name in (DOCS / "spec" / "README.md").read_text()
               for path in (DOCS / "spec").glob("*.md") if path.name != "README.md")
