# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Calls the program as a user does, in a folder of its own."""
import os
import pty
import re
import select
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

CALL_SECONDS = 60  # no call of these tests takes nearly as long
DONE, FAILED, USAGE, BAD_FILE, INTERRUPTED = 0, 1, 2, 3, 130

SMALL = """\
[run]
samples = 200
[sweep]
n = [4, 8]
bit_depth = [1, 2]
[measure]
p = [0, 0.5, 1, "inf"]
radius_scale = [0.5, 1.0]
[[classifier]]
type = "brightness"
[[classifier]]
name = "gauss"
type = "halfspace"
weights = "binomial"
"""
SMALL_CELLS = 8
ENDLESS_SAMPLES = 300_000

def endless(finished=1):
    """A config whose first `finished` shapes (0 or 1) take a moment and whose last takes hours."""
    sizes = "[1, 1024]" if finished else "[1024]"
    return SMALL.replace("[4, 8]", sizes).replace("[1, 2]", "[8]").replace(
        "samples = 200", f"samples = {ENDLESS_SAMPLES}")


def without_notice(shown):
    """What went to stderr (text or bytes) but for the line that says what computes."""
    pattern = r"\Abrink: computing on [^\r\n]*\r?\n"
    return re.sub(pattern.encode() if isinstance(shown, bytes) else pattern, shown[:0], shown)


@dataclass
class Outcome:
    code: int
    out: str
    err: str

    def refused(self, code, *words):
        """Asserts one clear line on stderr that holds `words`, and nothing on stdout.

        A run that had begun may have said before what computes."""
        err = without_notice(self.err)
        assert self.code == code, self
        assert self.out == "", self
        assert err.startswith("brink: ") and err.endswith("\n"), self
        assert err.count("\n") == 1, self
        assert err[:-1].isprintable(), self
        for word in words:
            assert word in err, self
        return self

    def succeeded(self):
        assert self.code == DONE, self
        return self


class Folder:
    """A program and the folder that it is called in."""

    def __init__(self, program, path):
        self.program = os.path.abspath(program)
        self.path = Path(path)

    def config(self, text=SMALL, name="small.toml"):
        (self.path / name).write_text(text)
        return name

    def command(self, *arguments):
        return [self.program, *map(str, arguments)]

    def call(self, *arguments, env=None, **options):
        done = subprocess.run(
            self.command(*arguments), cwd=self.path, capture_output=True, text=True,
            stdin=subprocess.DEVNULL, timeout=CALL_SECONDS, env=with_environment(env), **options)
        return Outcome(done.returncode, done.stdout, done.stderr)

    def files(self):
        """Every path below the folder; of files also size and time of change."""
        found = {}
        for path in sorted(self.path.rglob("*")):
            status = path.lstat()
            state = None if path.is_dir() else (status.st_size, status.st_mtime_ns)
            found[str(path.relative_to(self.path))] = state
        return found

    def hidden(self):
        """Temporary files: no test makes other hidden ones."""
        return sorted(path.name for path in self.path.rglob(".*"))


def with_environment(changes):
    """This process's environment with `changes`; None removes a variable."""
    if changes is None:
        return None
    merged = {**os.environ, **changes}
    return {name: value for name, value in merged.items() if value is not None}


class OnTerminal:
    """The program with its stderr on a pseudo-terminal."""

    def __init__(self, folder, *arguments, env=None):
        self.master, slave = pty.openpty()
        environment = with_environment({"TERM": "xterm", **(env or {})})
        self.process = subprocess.Popen(
            folder.command(*arguments), cwd=folder.path, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=slave, env=environment,
            preexec_fn=restore_signals)
        os.close(slave)
        self.shown = b""

    def wait_for(self, text):
        """Waits until `text` was shown."""
        deadline = time.monotonic() + CALL_SECONDS
        while text not in self.shown:
            assert time.monotonic() < deadline, f"never shown: {text}, but {self.shown[-300:]}"
            assert self._read() or text in self.shown, f"ended; shown: {self.shown[-300:]}"

    def finish(self, seconds=CALL_SECONDS):
        """Waits for the end; returns the exit code and stdout."""
        try:
            out, _ = self.process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
            raise
        while self._read():
            pass
        os.close(self.master)
        return self.process.returncode, out

    def send(self, number):
        self.process.send_signal(number)

    def _read(self):
        ready, _, _ = select.select([self.master], [], [], 1)
        if not ready:
            return self.process.poll() is None
        try:
            piece = os.read(self.master, 65536)
        except OSError:  # what Linux says once the other end is closed
            return False
        self.shown += piece
        return bool(piece)


def restore_signals():
    """For children: Ctrl-C works also where the tests were started in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
