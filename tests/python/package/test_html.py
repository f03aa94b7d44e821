# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The page about a result file: what it holds, and how a browser shows it."""
import os
import re
import shutil
import sys
from html.parser import HTMLParser

import pytest

import brink
from brink.__main__ import main

WIDTHS = {"phone": 360, "desk": 1200}


@pytest.fixture(scope="module")
def page(results, tmp_path_factory):
    return brink.html(results, tmp_path_factory.mktemp("page") / "report.html")


class Outline(HTMLParser):
    """Headings, images with their texts, table heads, and everything that a page would fetch."""

    def __init__(self, text):
        super().__init__()
        self.headings, self.images, self.fetched, self.tags, self._rank = [], [], [], set(), None
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.add(tag)
        self.fetched += [attributes[key] for key in ("src", "href") if key in attributes]
        if tag == "img":
            self.images.append(attributes["alt"])
        self._rank = int(tag[1]) if re.fullmatch("h[1-6]", tag) else None

    def handle_endtag(self, tag):
        self._rank = None

    def handle_data(self, data):
        self.text += data
        if self._rank:
            self.headings.append((self._rank, data))


def test_everything_is_there_and_nothing_is_fetched(page, results):
    outline = Outline(page.read_text())
    names = [text for _, text in outline.headings]
    for claim, verdict in brink.report(results).verdicts.items():
        assert f"{claim}: {verdict.status}" in names and verdict.reason in outline.text
        assert verdict.claim in outline.text
    assert len(outline.images) == 7 and all(len(text) > 60 for text in outline.images)
    moved = float(results.moved_fraction.sel(classifier="brightness", n=32, bit_depth=4, p=1, radius_scale=1).item())
    assert f"brightness {moved:.4g}" in outline.images[0]
    for text in (results.attrs["config"], results.attrs["source"], results.attrs["history"]):
        assert text in outline.text
    ranks = [rank for rank, _ in outline.headings]
    assert ranks[0] == 1 and ranks.count(1) == 1 and all(b - a <= 1 for a, b in zip(ranks, ranks[1:]))
    assert all(re.match("data:|#", target) for target in outline.fetched) and "script" not in outline.tags
    assert "url(" not in page.read_text() and "@import" not in page.read_text()


def test_every_cell_has_a_row(page, results):
    cells = page.read_text().partition('id="cells"')[2].partition('id="config"')[0]
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", cells)
    assert len(rows) == results.coverage.size
    values = re.findall("<td>(.*?)</td>", rows[-1][1])
    cell = results.isel(classifier=-1, channels=-1, n=-1, bit_depth=-1)
    assert rows[-1][0] == cell.classifier and values[:4] == ["1", "32", "4", "400"]
    assert values[4] == str(int(cell.in_class)) and values[-3] == f"{cell.distance_quantile.sel(p=1, quantile=0.5):.4g}"


def test_what_a_name_holds_is_text(results, tmp_path):
    name = tmp_path / "<b>&.h5"
    shutil.copy(results.brink.path, name)
    text = brink.html(name, tmp_path / "p.html").read_text()
    assert "&lt;b&gt;&amp;.h5" in text and "<b>&" not in text


def test_unfinished_files_and_files_without_medians(begun, tmp_path):
    assert "S1" in brink.html(begun, tmp_path / "begun.html").read_text()
    bare = brink.run(begun.attrs["config"], settings={"measure.quantiles": [0.25], "sweep.n": [4],
                                                      "run.samples": 20})
    assert len(Outline(brink.html(bare, tmp_path / "bare.html").read_text()).images) == 2


def test_command_line(results, tmp_path, monkeypatch, capsys):
    file = tmp_path / "r.h5"
    shutil.copy(results.brink.path, file)

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["brink", "html", *map(str, arguments)])
        try:
            main()
        except SystemExit as end:
            return end.code, capsys.readouterr().err
        return 0, capsys.readouterr().out

    page = tmp_path / "r.html"
    page.write_text("mine")
    assert call(file) == (2, f"brink: {page}: exists already; accepted: --force to replace it\n")
    assert page.read_text() == "mine"
    assert call(file, "--force") == (0, f"written: {page}\n") and "<h1>" in page.read_text()
    none = tmp_path / "none.h5"
    assert call(none) == (2, f"brink: {none}: No such file or directory\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.h5", "r.html"]


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium: the system's, else the one that `playwright install chromium` fetched."""
    from playwright.sync_api import Error, sync_playwright
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        try:
            running = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        except Error as error:
            give_up = pytest.fail if os.environ.get("BRINK_CHROMIUM") == "required" else pytest.skip
            give_up(f"no Chromium here: {str(error).splitlines()[0]}")
        yield running
        running.close()


@pytest.mark.parametrize("size", WIDTHS)
def test_a_browser_shows_it(browser, page, results, size):
    from axe_playwright_python.sync_playwright import Axe
    said, fetched = [], []
    shown = browser.new_page(viewport={"width": WIDTHS[size], "height": 800})
    shown.on("console", lambda message: said.append(message.text))
    shown.on("pageerror", lambda error: said.append(str(error)))
    shown.on("request", lambda request: fetched.append(request.url))
    shown.goto(page.as_uri())
    assert said == [] and [url for url in fetched if not url.startswith("data:")] == [page.as_uri()]
    for claim, verdict in brink.report(results).verdicts.items():
        assert shown.get_by_role("heading", name=f"{claim}: {verdict.status}", exact=True).is_visible()
        assert shown.get_by_role("region", name=claim).first.is_visible()
    images = shown.get_by_role("img")
    assert images.count() == 7 and all(one.is_visible() for one in images.all())
    assert shown.evaluate("[...document.images].every(one => one.complete && one.naturalWidth > 300)")
    assert shown.evaluate("document.documentElement.scrollWidth") <= WIDTHS[size]
    faults = Axe().run(shown).response["violations"]
    assert not faults, [(fault["id"], fault["help"], len(fault["nodes"])) for fault in faults]


def test_it_prints(browser, page):
    """On paper nothing needs scrolling: what is wider than its box would be cut off."""
    shown = browser.new_page(viewport={"width": 794, "height": 1123})  # A4 at 96 dots per inch
    shown.goto(page.as_uri())
    shown.emulate_media(media="print")
    assert shown.evaluate("[...document.querySelectorAll('table, img, pre')].every("
                          "one => one.getBoundingClientRect().right <= innerWidth)")
    assert not shown.get_by_role("navigation").is_visible()
    assert shown.pdf(format="A4").startswith(b"%PDF")
