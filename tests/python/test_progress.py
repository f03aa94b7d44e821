# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Progress goes to stderr, and only as much of it as the reader there can show."""
import json
import re
import signal

import pytest

from documentation import SPEC, quoted, section, tables
from invocation import (DONE, INTERRUPTED, ONE_THREAD, USAGE, Folder, OnTerminal, endless, wait_until,
                        without_notice)

LIVE_LINE = re.compile(rb"\rcells (1-2|3-4) of 4: h=1 n=\d+ b=8  \d+ %  [\d.]+ [kMG]?images/s  "
                       rb"[\d.]+ [kMG]?pixels/s  ETA [\d:]+"
                       rb"(  intervals [\d.e-]+ to [\d.e-]+ wide)?\033\[K")
SHORT_LINE = re.compile(rb"\r(1-2|3-4)/4 h=1 n=\d+ b=8 \d+% [\d.]+ [kMG]?img/s [\d.]+ [kMG]?px/s "
                        rb"ETA [\d:]+ w [\d.e-]+-[\d.e-]+\033\[K")


ANY_LINE = rb"\r[^\r\n]+\033\[K"


@pytest.fixture
def folder(program, tmp_path):
    folder = Folder(program, tmp_path)
    folder.config()
    folder.config(endless(), "long.toml")
    return folder


def shown_until(folder, pattern, times=1, **terminal):
    """The output of a long run until it matches the pattern. Ctrl-C then ends the run."""
    running = OnTerminal(folder, "run", "long.toml", "-o", "r.h5", *ONE_THREAD, **terminal)
    running.wait_for(pattern, times)
    running.send(signal.SIGINT)
    code, out = running.finish()
    assert code == INTERRUPTED and out == b""
    return running.shown


def test_live_line_on_a_terminal(folder):
    shown = without_notice(shown_until(folder, b"cells 3-4 of 4", times=3))
    live, wiped, end = shown.rpartition(b"\r\033[K")
    assert wiped and re.fullmatch(rb"brink: interrupted: [^\n]*\r\n", end)
    assert LIVE_LINE.sub(b"", live) == b"" and b"intervals" in live


@pytest.mark.parametrize("env", [{"NO_COLOR": None}, {"NO_COLOR": "1"}], ids=["plain", "NO_COLOR"])
def test_there_is_no_colour(folder, env):
    assert re.search(rb"\033\[[\d;]*m", shown_until(folder, ANY_LINE, env=env)) is None


@pytest.mark.parametrize("term", ["dumb", None], ids=["dumb", "no_term"])
def test_no_escape_codes_where_they_do_nothing(folder, term):
    assert b"\033" not in shown_until(folder, b"brink: cells", env={"TERM": term})


@pytest.mark.parametrize("columns", [40, 80])
def test_line_fits_the_terminal(folder, columns):
    """A line that wraps could not be redrawn in place."""
    shown = without_notice(shown_until(folder, ANY_LINE, times=3, columns=columns))
    lines = shown.rpartition(b"\r\033[K")[0].replace(b"\033[K", b"").split(b"\r")
    assert len(lines) > 3 and all(len(line) < columns for line in lines), lines


def test_all_is_told_in_eighty_columns(folder):
    shown = shown_until(folder, rb"\r3-4/4 ", times=2, columns=80)
    assert len(SHORT_LINE.findall(shown)) >= 2, shown


def test_lines_into_a_file(folder):
    """The lines name the coordinates of what is computed (tests/run/progress_test.cpp: one every
    ten seconds)."""
    told = folder.path / "told.txt"
    with told.open("w") as file:
        process = folder.start("run", "long.toml", "-o", "r.h5", *ONE_THREAD, stderr=file)
    wait_until(lambda: "ETA" in told.read_text(), process)
    line = without_notice(told.read_text()).splitlines()[0]
    assert re.fullmatch(r"brink: cells (1-2|3-4) of 4: h=1 n=\d+ b=8  \d+ %  [\d.]+ [kMG]?images/s  "
                        r"[\d.]+ [kMG]?pixels/s  ETA [\d:]+(  intervals .* wide)?", line), line


def test_json_for_programs(folder):
    """The keys of docs/spec/program.md, also on a terminal; messages stay lines for people."""
    shown = shown_until(folder, rb"\{.*\}\r\n", times=3, env={"BRINK_PROGRESS": "json"})
    lines = shown.decode().splitlines()
    told = [json.loads(line) for line in lines if not line.startswith("brink: ")]
    (rows,) = tables(section(SPEC / "program.md", "Progress"))
    assert [*told[0]] == [key for row in rows for key in quoted(row["key"])]
    pixels = [line["pixels"] for line in told]
    assert pixels == sorted(pixels) and 0 < pixels[0] <= pixels[-1] < told[0]["pixels_total"]


def test_no_other_form_of_progress(folder):
    folder.call("run", "small.toml", "-o", "r.h5", env={"BRINK_PROGRESS": "xml"}).refused(
        USAGE, "BRINK_PROGRESS=xml", "accepted: json")
    assert not folder.hidden() and not (folder.path / "r.h5").exists()


def test_quiet_on_a_terminal(folder):
    running = OnTerminal(folder, "run", "small.toml", "-o", "r.h5", "--quiet")
    code, out = running.finish()
    assert code == DONE and b"brightness" in out and running.shown == b""


def test_no_escape_codes_into_a_file(folder):
    outcome = folder.call("run", "small.toml", "-o", "r.h5", env={"TERM": "xterm"}).succeeded()
    assert "\033" not in outcome.out + outcome.err and "\r" not in outcome.out + outcome.err
    assert "ETA" not in outcome.out and "%" not in outcome.out
    for line in without_notice(outcome.err).splitlines():
        assert line.startswith("brink: cells ")


def test_quiet_into_a_file(folder):
    outcome = folder.call("run", "small.toml", "-o", "r.h5", "--quiet").succeeded()
    assert outcome.err == "" and "brightness" in outcome.out


def test_results_are_the_same_with_and_without_progress(folder):
    outcomes = [folder.call("run", "small.toml", "-o", "r.h5", "--force", *quiet).out
                for quiet in ([], ["--quiet"])]
    assert outcomes[0] == outcomes[1]
