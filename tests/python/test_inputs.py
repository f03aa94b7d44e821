# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Configs and results that are not files: standard input, pipes, terminals, devices, sockets."""
import contextlib
import json
import os
import pty
import shlex
import signal
import socket
import subprocess
import threading
import time

import pytest

from invocation import BAD_FILE, DEADLINE_SECONDS, DONE, INTERRUPTED, SMALL, USAGE, Folder, endless


@pytest.fixture
def folder(program, tmp_path):
    folder = Folder(program, tmp_path)
    folder.config()
    return folder


@pytest.fixture
def plain(folder):
    """The output of a run of the same config as a file."""
    return folder.call("run", "small.toml", "-o", "plain.h5", "--json").succeeded().out


def fed(folder, *arguments, text=SMALL):
    """Calls the program with a config on a pipe at its standard input."""
    return subprocess.run(folder.command(*arguments), cwd=folder.path, input=text,
                          capture_output=True, text=True, timeout=DEADLINE_SECONDS)


def refused(folder, done, *words):
    assert (done.returncode, done.stdout) == (USAGE, ""), done
    assert done.stderr.startswith("brink: ") and done.stderr.count("\n") == 1, done
    for word in words:
        assert word in done.stderr, done
    assert sorted(folder.files()) == ["small.toml"]


@contextlib.contextmanager
def started(folder, *arguments, **options):
    """The program while it runs. It is ended if it hangs."""
    running = subprocess.Popen(folder.command(*arguments), cwd=folder.path, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    deadline = threading.Timer(DEADLINE_SECONDS, running.kill)
    deadline.start()
    try:
        yield running
    finally:
        deadline.cancel()
        running.kill()
        running.wait()


def same_rows(out, plain):
    assert json.loads(out)["rows"] == json.loads(plain)["rows"]


# --- configs

@pytest.mark.parametrize("path", ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"])
def test_config_from_standard_input(folder, plain, path):
    done = fed(folder, "run", path, "-o", "r.h5", "--json", "--quiet")
    assert (done.returncode, done.stderr) == (DONE, "")
    same_rows(done.stdout, plain)


@pytest.mark.parametrize("path", ["-", "/dev/stdin", "/dev/fd/0"])
@pytest.mark.parametrize("command", [["run"], ["run", "--dry-run"], ["sample", "--count", "2"]],
                         ids=["run", "dry_run", "sample"])
def test_no_name_for_the_result(folder, path, command):
    refused(folder, fed(folder, *command, path), "-o FILE", "standard input" if path == "-" else path)


def test_redirected_file_gives_no_odd_name(folder):
    with open(folder.path / "small.toml") as text:
        done = subprocess.run(folder.command("run", "/dev/stdin"), cwd=folder.path, stdin=text,
                              capture_output=True, text=True, timeout=DEADLINE_SECONDS)
    refused(folder, done, "/dev/stdin", "-o FILE")


def test_process_substitution(folder, plain):
    call = f"'{folder.program}' run <(cat small.toml)"
    done = subprocess.run(["bash", "-c", f"{call} -o r.h5 --json --quiet"], cwd=folder.path,
                          capture_output=True, text=True, timeout=DEADLINE_SECONDS)
    same_rows(done.stdout, plain)
    for name in ("r.h5", "plain.h5"):
        (folder.path / name).unlink()
    done = subprocess.run(["bash", "-c", call], cwd=folder.path, capture_output=True, text=True,
                          timeout=DEADLINE_SECONDS)
    refused(folder, done, "a pipe (/dev/fd/", "-o FILE")


def test_named_pipe_is_waited_for_with_a_word(folder, plain):
    os.mkfifo(folder.path / "pipe")
    with started(folder, "run", "pipe", "-o", "r.h5", "--json", "--quiet") as running:
        assert running.stderr.readline() == "brink: waiting for a config from pipe\n"
        half = len(SMALL) // 2
        with open(folder.path / "pipe", "w") as pipe:
            pipe.write(SMALL[:half])
            pipe.flush()
            pipe.write(SMALL[half:])
        out, err = running.communicate()
    assert (running.returncode, err) == (DONE, "")
    same_rows(out, plain)


def test_terminal_is_waited_for_with_a_word(folder, plain):
    master, slave = pty.openpty()
    with started(folder, "run", "-", "-o", "r.h5", "--json", "--quiet", stdin=slave) as running:
        os.close(slave)
        assert running.stderr.readline() == (
            "brink: waiting for a config from standard input, which Ctrl-D ends\n")
        os.write(master, SMALL.encode() + b"\x04")
        out, err = running.communicate()
    os.close(master)
    assert (running.returncode, err) == (DONE, "")
    same_rows(out, plain)


def test_errors_name_standard_input(folder):
    text = SMALL.replace("samples = 200", "samples = 0")
    refused(folder, fed(folder, "run", "-", "-o", "r.h5", text=text),
            "standard input:2:11: run.samples: 0 is out of range")


def test_printed_command_says_that_it_needs_the_input_again(folder):
    with started(folder, "run", "-", "-o", "r.h5", stdin=subprocess.PIPE) as running:
        running.stdin.write(endless())
        running.stdin.close()
        running.stdin = None
        while not (folder.path / "r.h5").exists():
            assert running.poll() is None, running.communicate()
            time.sleep(0.05)
        running.send_signal(signal.SIGTERM)
        err = running.communicate()[1]
    assert running.returncode == INTERRUPTED
    assert err.rstrip().endswith(
        f"{shlex.quote(folder.program)} run - -o r.h5 --resume, "
        "with the same config from standard input"), err


@pytest.fixture
def unusual(folder):
    """A folder with a pipe that has no writer, and a socket."""
    os.mkfifo(folder.path / "pipe")
    with socket.socket(socket.AF_UNIX) as end:
        here = os.getcwd()
        os.chdir(folder.path)  # the path of a socket must be short
        try:
            end.bind("socket")
        finally:
            os.chdir(here)
        yield folder


@pytest.mark.parametrize("path, words", [
    ("pipe", ["a pipe (pipe)", "-o FILE"]), ("socket", ["socket: is a socket"]),
    (".", [".: is a folder"]), ("/dev/null", ["a device (/dev/null)", "-o FILE"]),
])
def test_unusual_config(unusual, path, words):
    before = unusual.files()
    unusual.call("run", path).refused(USAGE, *words)
    assert unusual.files() == before


@pytest.mark.parametrize("path, words", [
    ("/dev/null", ["/dev/null:1:1: run.samples: missing"]),
    ("/dev/zero", ["/dev/zero: is longer than 1 MiB"]),
    ("socket", ["socket: is a socket"]), (".", [".: is a folder"]),
])
def test_unusual_config_with_a_name_for_the_result(unusual, path, words):
    before = unusual.files()
    unusual.call("run", path, "-o", "r.h5").refused(USAGE, *words)
    assert unusual.files() == before


def test_huge_config(folder):
    with open(folder.path / "huge.toml", "w") as file:
        file.truncate(3 << 30)
    folder.call("run", "huge.toml").refused(USAGE, "huge.toml: is longer than 1 MiB")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings(folder, encoding):
    (folder.path / "small.toml").write_bytes(SMALL.encode(encoding))
    outcome = folder.call("run", "small.toml", "--dry-run")
    if encoding == "utf-8-sig":
        outcome.succeeded()
    else:
        outcome.refused(USAGE, "small.toml:1:", "UTF-16" if encoding == "utf-16" else "NUL")


@pytest.mark.parametrize("name", ["a, b (1)'s.toml", "größe.toml", "-.toml", "[x]*.toml"])
def test_config_names_that_need_quotes(folder, name):
    folder.config(name=name)
    folder.call("run", f"./{name}").succeeded()
    assert (folder.path / "results" / name.replace(".toml", ".h5")).is_file()


def test_config_name_that_no_result_should_have(folder):
    folder.config(name="two\nlines.toml")
    folder.call("run", "two\nlines.toml").refused(USAGE, "two\\nlines.toml", "-o FILE")
    folder.call("run", "two\nlines.toml", "-o", "r.h5").succeeded()


# --- results to be written

@pytest.mark.parametrize("call", [["run", "small.toml"], ["run", "small.toml", "--resume"],
                                  ["run", "small.toml", "--dry-run"],
                                  ["sample", "small.toml", "--count", "1"],
                                  ["merge", "a.h5", "b.h5", "--force"]], ids=" ".join)
@pytest.mark.parametrize("path, words", [("-", ["standard output", "-o result.h5"]),
                                         ("", ["-o: the name is empty"])], ids=["dash", "empty"])
def test_result_to_no_file(folder, call, path, words):
    folder.call(*call, "-o", path).refused(USAGE, *words)
    assert sorted(folder.files()) == ["small.toml"]


@pytest.mark.parametrize("more", [[], ["--force"], ["--resume"]], ids=["new", "force", "resume"])
@pytest.mark.parametrize("path, kind", [("pipe", "a pipe"), ("socket", "a socket"),
                                        (".", "a folder"), ("/dev/null", "a device"),
                                        ("/dev/stdout", "a pipe")])
def test_result_to_what_is_no_file(unusual, path, kind, more):
    before = unusual.files()
    unusual.call("run", "small.toml", "-o", path, *more).refused(USAGE, f"{path}: is {kind}")
    assert unusual.files() == before


# --- results to be read

READERS = [["info"], ["report"], ["verify"], ["merge", "plain.h5", "-o", "sum.h5"]]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader[0])
@pytest.mark.parametrize("path, words", [
    ("-", ["-: HDF5 cannot read standard input"]), ("pipe", ["pipe: is a pipe"]),
    ("socket", ["socket: is a socket"]), (".", [".: is a folder"]),
    ("/dev/null", ["/dev/null: is a device"]), ("/dev/zero", ["/dev/zero: is a device"]),
])
def test_unusual_result(unusual, plain, reader, path, words):
    unusual.call(*reader, path).refused(BAD_FILE, *words)


def test_result_on_a_pipe(folder, plain):
    done = subprocess.run(["bash", "-c", f"'{folder.program}' info <(cat plain.h5)"],
                          cwd=folder.path, capture_output=True, text=True, timeout=DEADLINE_SECONDS)
    assert done.returncode == BAD_FILE and ": is a pipe, not a result file" in done.stderr, done


# --- numbers to be printed

def test_json_is_what_every_reader_takes(folder):
    out = folder.call("run", "small.toml", "--json", "--set", f"run.seed={2**64 - 1}",
                      "--set", f"run.first_image={2**63}").succeeded().out

    def refuse(constant):
        raise AssertionError(f"{constant} is no JSON")

    # Reads numbers as JavaScript does, which treats every number as a double.
    found = json.loads(out, parse_int=float, parse_constant=refuse)
    assert found["seed"] == str(2**64 - 1)
    small = folder.call("run", "small.toml", "--json", "--set", f"run.seed={2**53}", "--force")
    assert json.loads(small.out)["seed"] == 2**53
