# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Progress goes to stderr, and only as much of it as the reader there can show."""
import fcntl
import re
import struct
import subprocess
import termios

import pytest

from invocation import DONE, SMALL, Folder, OnTerminal, endless, without_notice

# A second of work or two, in two shapes: enough for several live lines on a fast machine.
SHORT = SMALL.replace("[4, 8]", "[64, 128]").replace("[1, 2]", "[8]").replace("200", "120000")
LIVE_LINE = re.compile(rb"\rcells (1-2|3-4) of 4: h=1 n=\d+ b=8  \d+ %  [\d.]+ [kMG]?images/s  "
                       rb"[\d.]+ [kMG]?pixels/s  ETA [\d:]+"
                       rb"(  intervals [\d.e-]+ to [\d.e-]+ wide)?\033\[K")
SHORT_LINE = re.compile(rb"\r(1-2|3-4)/4 h=1 n=\d+ b=8 \d+% [\d.]+ [kMG]?img/s [\d.]+ [kMG]?px/s "
                        rb"ETA [\d:]+ w [\d.e-]+-[\d.e-]+\033\[K")


@pytest.fixture
def folder(program, tmp_path):
    folder = Folder(program, tmp_path)
    folder.config(SHORT)
    return folder


def on_terminal(folder, *arguments, env=None):
    running = OnTerminal(folder, "run", "small.toml", "-o", "r.h5", *arguments, env=env)
    code, out = running.finish()
    assert code == DONE
    assert b"\033" not in out and b"ETA" not in out
    return running.shown


def test_live_line_on_a_terminal(folder):
    shown = on_terminal(folder)
    assert len(LIVE_LINE.findall(shown)) >= 2
    assert b"intervals" in shown
    assert shown.endswith(b"\r\033[K"), "the line is wiped at the end"
    assert b"\n" not in without_notice(shown)


@pytest.mark.parametrize("env", [{"NO_COLOR": None}, {"NO_COLOR": "1"}], ids=["plain", "NO_COLOR"])
def test_there_is_no_colour(folder, env):
    assert re.search(rb"\033\[[\d;]*m", on_terminal(folder, env=env)) is None


@pytest.mark.parametrize("term", ["dumb", None], ids=["dumb", "no_term"])
def test_no_escape_codes_where_they_do_nothing(folder, term):
    assert b"\033" not in on_terminal(folder, env={"TERM": term})


def shown_in(folder, columns):
    """What a terminal of so many columns shows, but for the first line: its size came later."""
    running = OnTerminal(folder, "run", "small.toml", "-o", "r.h5")
    fcntl.ioctl(running.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    assert running.finish()[0] == DONE
    lines = without_notice(running.shown).split(b"\r")
    assert len(lines) > 2
    return b"".join(b"\r" + line for line in lines[2:])


@pytest.mark.parametrize("columns", [40, 80])
def test_line_fits_the_terminal(folder, columns):
    """One that wraps could not be redrawn in place."""
    lines = shown_in(folder, columns).replace(b"\033[K", b"").split(b"\r")
    assert all(len(line) < columns for line in lines), lines


def test_all_is_told_in_eighty_columns(folder):
    assert SHORT_LINE.search(shown_in(folder, 80))


def test_lines_into_a_file(folder):
    """One every ten seconds, with the coordinates of what is computed."""
    config = folder.config(endless(finished=0), "long.toml")
    process = subprocess.Popen(folder.command("run", config, "-o", "r.h5"), cwd=folder.path,
                               stderr=subprocess.PIPE, text=True)
    line = process.stderr.readline()
    if line.startswith("brink: computing on "):
        line = process.stderr.readline()
    process.terminate()
    process.communicate()
    assert re.fullmatch(r"brink: cells 1-2 of 2: h=1 n=1024 b=8  \d+ %  [\d.]+ [kMG]?images/s  "
                        r"[\d.]+ [kMG]?pixels/s  ETA [\d:]+  intervals .* wide\n", line), line


def test_quiet_on_a_terminal(folder):
    assert on_terminal(folder, "--quiet") == b""


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
