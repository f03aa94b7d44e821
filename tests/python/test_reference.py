# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The files that are generated from the program's commands: the reference page, the man page,
completions."""
import os
import pty
import re
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HANG_SECONDS = 300  # only ends a hang


@pytest.fixture(scope="module")
def pages():
    """The folder of the generated files, from BRINK_PAGES."""
    return Path(os.environ["BRINK_PAGES"])


@pytest.fixture(scope="module")
def options(program):
    """The long options of every command, as the program itself lists them when an option is
    unknown."""
    found = {}
    for command in re.findall(r"brink ([a-z]+) ", run(program, "--help").stdout):
        refusal = run(program, command, "--no-such-option").stderr
        found[command] = set(re.findall(r" (--[a-z-]+)", refusal.split("accepted:")[1]))
    assert set(found) >= {"run", "info"} and "--output" in found["run"]
    return found


def run(*arguments, **more):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=HANG_SECONDS, **more)


def tool(name):
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed here")
    return path


# --- the page of the documentation, and the man page

def test_committed_page_is_fresh(pages):
    committed = (ROOT / "docs/spec/command_line.md").read_text()
    assert committed == (pages / "command_line.md").read_text(), \
        "docs/spec/command_line.md is stale: `make reference` renews it"


@pytest.mark.parametrize("name", ["command_line.md", "brink.1"])
def test_page_names_every_option(pages, options, name):
    text = (pages / name).read_text().replace("\\-", "-")
    sections = re.split(r"^(?:## |\.SS )brink (\w+)", text, flags=re.MULTILINE)
    found = dict(zip(sections[1::2], sections[2::2]))
    assert set(found) == set(options)
    for command, names in options.items():
        assert names == set(re.findall(r"--[a-z][a-z-]*", re.sub(r"`brink.*`|^\.SH(.|\n)*", "",
                                                          found[command], flags=re.MULTILINE)))


def test_help_shows_every_option(program, options):
    for command, names in options.items():
        shown = run(program, command, "--help").stdout
        listed = shown.split("\noptions:\n")[1].split("\nexamples:\n")[0]
        assert names == set(re.findall(r"^ +(?:-\w, )? *(--[a-z-]+)", listed, re.MULTILINE))
        assert max(map(len, shown.splitlines())) <= 90


def test_usage_tells_every_variable_and_exit_code(program):
    sources = [path.read_text() for path in (ROOT / "host").rglob("*.[ch]pp")
               if path.name != "conventions.cpp"]
    variables = set(re.findall(r'"(BRINK_[A-Z_]+)"', "".join(sources)))
    enum = re.search(r"enum class Exit : int \{(.*?)\}", (ROOT / "host/error.hpp").read_text(), re.DOTALL)
    codes = set(re.findall(r"= (\d+)", enum[1]))
    assert "BRINK_SIMD" in variables and "130" in codes
    usage = run(program, "--help").stdout
    assert variables == set(re.findall(r"^  (BRINK_\w+)  ", usage, re.MULTILINE))
    assert codes == set(re.findall(r"^  (\d+)  ", usage, re.MULTILINE))
    assert max(map(len, usage.splitlines())) <= 80


def test_man_renders_without_warning(pages):
    outcome = run(tool("man"), "--warnings", "-l", pages / "brink.1", env={**os.environ, "MANWIDTH": "80"})
    assert outcome.returncode == 0 and outcome.stderr == ""
    for word in ["EXIT STATUS", "--dry-run", "BRINK_SIMD", "'sweep.n=[8, 16]'", "130"]:
        assert word in outcome.stdout


def test_mandoc_finds_no_fault(pages):
    outcome = run(tool("mandoc"), "-Tlint", "-Wwarning", pages / "brink.1")
    assert outcome.returncode == 0 and outcome.stdout == ""


# --- completions: what a shell offers after these words

CASES = [
    ("brink ve", {"verify"}),
    ("brink --ver", {"--version"}),
    ("brink verify --ce", {"--cells"}),
    ("brink run --device c", {"cpu", "cuda"}),
    ("brink run --device=au", {"auto"}),
    ("brink run small.toml --dry", {"--dry-run"}),
    ("brink run sm", {"small.toml"}),
    ("brink merge a.h5 b.h5 -o who", {"whole.h5"}),
]
FILES = ["small.toml", "whole.h5"]


@pytest.fixture
def folder(tmp_path):
    for name in FILES:
        (tmp_path / name).touch()
    return tmp_path


def bash_words(line):
    """The words of a line as bash passes them to a completion, where = is a word of its own."""
    return [word for word in re.split(r"(=)| ", line) if word is not None]


@pytest.mark.parametrize("line, offered", CASES, ids=[line for line, _ in CASES])
def test_bash(pages, folder, line, offered):
    words = bash_words(line)
    script = f"""
        source '{pages}/brink.bash'
        compopt() {{ :; }}  # takes a completion that readline has begun
        COMP_WORDS=({' '.join(words)}) COMP_CWORD={len(words) - 1}
        _brink
        (( ${{#COMPREPLY[@]}} )) || compgen -f -- '{words[-1]}'  # what -o default does
        (( ! ${{#COMPREPLY[@]}} )) || printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    outcome = run(tool("bash"), "--norc", "-c", script, cwd=folder)
    assert outcome.stderr == ""
    assert set(outcome.stdout.split()) == offered
    assert "-o default" in run(tool("bash"), "--norc", "-c",
                               f"source '{pages}/brink.bash'; complete -p brink").stdout


@pytest.mark.parametrize("line, offered", CASES, ids=[line for line, _ in CASES])
def test_fish(pages, folder, line, offered):
    script = f"source {pages}/brink.fish; complete -C '{line}'"
    outcome = run(tool("fish"), "--no-config", "-c", script, cwd=folder)
    assert outcome.stderr == ""
    found = {offer.split("\t")[0].removeprefix("--device=") for offer in outcome.stdout.splitlines()}
    assert found == offered


def test_bash_offers_every_option(pages, options):
    for command, names in options.items():
        outcome = run(tool("bash"), "--norc", "-c", f"source '{pages}/brink.bash'\n"
                      f"COMP_WORDS=(brink {command} --) COMP_CWORD=2; _brink; echo ${{COMPREPLY[@]}}")
        assert set(outcome.stdout.split()) == names


def test_zsh(pages, folder):
    """A zsh in a terminal, where Tab completes a word that can be only one."""
    zsh = tool("zsh")
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execve(zsh, [zsh, "-f", "-i"], {"PATH": os.environ["PATH"], "TERM": "vt100",
                                           "HOME": str(folder), "COLUMNS": "200"})

    def type_and_await(text, expected):
        os.write(terminal, text.encode())
        shown, deadline = "", time.monotonic() + HANG_SECONDS
        while expected not in shown:
            assert time.monotonic() < deadline, f"{text!r} did not show {expected!r}: {shown!r}"
            if select.select([terminal], [], [], 1)[0]:
                shown += os.read(terminal, 4096).decode(errors="replace")

    try:
        type_and_await(f"fpath=({pages} $fpath); autoload -Uz compinit && compinit -D; print '<'ready'>'\n",
                       "<ready>\r\n")
        for line, offered in CASES:
            if len(offered) == 1:
                completed = re.sub(r"[^ =]*$", min(offered), line, count=1)
                # Ctrl-A and Ctrl-E: the line is printed and not run.
                type_and_await(f"{line}\t\x01print -r -- '<' \x05 '>'\n", f"< {completed} >\r\n")
    finally:
        os.close(terminal)
        os.waitpid(process, 0)
