# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The site that `make docs` builds, strictly: a broken link, anchor or formula ends the build."""
import ast
import os
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from documentation import DOCS, ROOT, without_code

UNAVAILABLE = 69  # of scripts/build_site.sh: PyPI cannot be reached
FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
FORMULA = re.compile(r"\$\$?[^$]+\$\$?")


@pytest.fixture(scope="module")
def site():
    folder = os.environ.get("BRINK_SITE_FOLDER")
    if folder is None:
        pytest.skip("BRINK_SITE_FOLDER is not set: it names the folder that the site is built in")
    done = subprocess.run([ROOT / "scripts" / "build_site.sh", folder], capture_output=True, text=True)
    if done.returncode == UNAVAILABLE and not os.environ.get("CI"):
        pytest.skip(f"no site here: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    return Path(folder) / "site"


class Page(HTMLParser):
    """The resources that a page loads, its formulas, and its text outside of code and formulas."""

    def __init__(self, path):
        super().__init__()
        self.fetched, self.formulas, self.text, self._silent = [], 0, "", []
        self.feed(path.read_text())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in FETCHED and attributes.get("rel") != "canonical":
            self.fetched.append(attributes.get(FETCHED[tag]) or "")
        if tag == "math":
            self.formulas += 1
        if tag in ("code", "math", "script", "style"):
            self._silent.append(tag)

    def handle_endtag(self, tag):
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data):
        if not self._silent:
            self.text += data


def test_every_page_is_there(site):
    pages = {path.relative_to(DOCS) for path in DOCS.rglob("*.md")}
    for page in pages:
        name = page.with_name("index.html") if page.name == "README.md" else page.with_suffix(".html")
        assert (site / "docs" / name).is_file(), page
    assert (site / "index.html").is_file() and len(pages) > 20


def test_nothing_is_fetched_from_elsewhere(site):
    """Readers without a network must see everything."""
    for path in site.rglob("*.html"):
        for target in Page(path).fetched:
            assert not re.match(r"(https?:)?//", target), f"{path.name}: {target}"
    for path in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(https?:)?//|@import", path.read_text()), path.name


def test_every_function_of_the_package_is_on_its_page(site):
    page = (site / "docs/api.html").read_text()
    for module in "brink", "brink.plot":
        tree = ast.parse((ROOT / "python" / module.replace(".", "/") / "__init__.py").read_text())
        (names,) = (ast.literal_eval(one.value) for one in tree.body
                    if isinstance(one, ast.Assign) and one.targets[0].id == "__all__")
        for name in set(names) - {"plot", "__version__"}:
            assert f'id="{module}.{name}"' in page, name


def test_formulas_are_shown_as_formulas(site):
    expected = 0
    for source in DOCS.rglob("*.md"):
        name = "index.html" if source.name == "README.md" else source.with_suffix(".html").name
        page = Page(site / "docs" / source.relative_to(DOCS).with_name(name))
        formulas = len(FORMULA.findall(without_code(source.read_text())))
        assert page.formulas == formulas, source
        assert "$" not in page.text and "\\(" not in page.text, source
        expected += formulas
    assert expected > 150
