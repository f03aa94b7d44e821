# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Calls the program as a user does, in a folder of its own."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from dataclasses import dataclass
from pathlib import Path

DEADLINE_SECONDS = 1800  # ends a hang; far longer than the slowest machine needs
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
# One shape of SMALL with so much work that a run looks for a device and says what computes.
WORK_FOR_A_DEVICE = ["--set", "sweep.n=[4, 128]", "--set", "sweep.bit_depth=[1]", "--set", "run.samples=2000"]
ENDLESS_SAMPLES, ENDLESS_SIDE = 300_000, 4096
# With one thread the first image is a slice of its own, which is finished even after a signal.
ONE_THREAD = "--threads", "1"


def endless(finished=1):
    """A config whose first `finished` shapes (0 or 1) take a moment and whose last shape takes
    hours.

    A run of it cannot end before a test has seen what it waits for and has disturbed the run.
    """
    sizes = f"[1, {ENDLESS_SIDE}]" if finished else f"[{ENDLESS_SIDE}]"
    return SMALL.replace("[4, 8]", sizes).replace("[1, 2]", "[8]").replace(
        "samples = 200", f"samples = {ENDLESS_SAMPLES}")


def wait_until(condition, process=None, every=0.01):
    """Waits until the condition holds and checks it `every` so many seconds. The process must keep
    running meanwhile."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        assert process is None or process.poll() is None, "it ended too early"
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(every)


def without_notice(shown):
    """What was printed to stderr (text or bytes), without the line that says what computes."""
    pattern = r"\Abrink: computing on [^\r\n]*\r?\n"
    return re.sub(pattern.encode() if isinstance(shown, bytes) else pattern, shown[:0], shown)


@dataclass
class Outcome:
    code: int
    out: str
    err: str

    def refused(self, code, *words):
        """Asserts one clear line on stderr that contains `words`, and nothing on stdout.

        A run that had begun may have printed before what computes.
        """
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
    """A program and the folder in which it is called."""

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
            stdin=subprocess.DEVNULL, timeout=DEADLINE_SECONDS, env=with_environment(env), **options)
        return Outcome(done.returncode, done.stdout, done.stderr)

    def start(self, *arguments, env=None, ignored=None, **options):
        """Starts the program beside the test, which may disturb it. It does not outlive its test
        (conftest.py).

        `ignored` is a signal that the program ignores from the start, as with `nohup`.
        """
        def set_signals():
            restore_signals()
            if ignored is not None:
                signal.signal(ignored, signal.SIG_IGN)
        process = subprocess.Popen(
            self.command(*arguments), cwd=self.path, stdin=subprocess.DEVNULL,
            env=with_environment(env), preexec_fn=set_signals, **options)
        started.append(process)
        return process

    def files(self):
        """Every path below the folder, and for files also their size and time of change."""
        found = {}
        for path in sorted(self.path.rglob("*")):
            status = path.lstat()
            state = None if path.is_dir() else (status.st_size, status.st_mtime_ns)
            found[str(path.relative_to(self.path))] = state
        return found

    def hidden(self):
        """Temporary files. No test makes other hidden files."""
        return sorted(path.name for path in self.path.rglob(".*"))


started = []  # everything with kill() and wait() that a test has started


def end_started():
    while started:
        process = started.pop()
        process.kill()
        process.wait()


def catches(process, number):
    """Whether the process, given itself or by its number, has already set a handler for the
    signal."""
    status = Path(f"/proc/{getattr(process, 'pid', process)}/status").read_text()
    caught = re.search(r"^SigCgt:\s*([0-9a-f]+)$", status, re.MULTILINE)
    return caught is not None and int(caught[1], 16) >> (number - 1) & 1 == 1


def threads(process):
    """How many threads the process has now. Some sanitizers add one."""
    return len(os.listdir(f"/proc/{process.pid}/task"))


def with_environment(changes):
    """The environment of this process with `changes`; None removes a variable."""
    if changes is None:
        return None
    merged = {**os.environ, **changes}
    return {name: value for name, value in merged.items() if value is not None}


class OnTerminal:
    """The program with its stderr on a pseudo-terminal. With 0 columns the terminal does not say
    how wide it is."""

    def __init__(self, folder, *arguments, env=None, columns=0):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.process = folder.start(*arguments, env={"TERM": "xterm", **(env or {})},
                                    stdout=subprocess.PIPE, stderr=slave)
        os.close(slave)
        self.shown = b""

    def wait_for(self, pattern, times=1):
        """Waits until text that matches `pattern` was shown so many times."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        while len(re.findall(pattern, self.shown)) < times:
            assert time.monotonic() < deadline, f"never shown: {pattern}, but {self.shown[-300:]}"
            assert self._read(), f"ended; shown: {self.shown[-300:]}"

    def wait_until(self, condition):
        """Waits until condition() holds."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, f"never so; shown: {self.shown[-300:]}"
            assert self._read(0.01), f"ended; shown: {self.shown[-300:]}"

    def finish(self):
        """Waits for the end. Returns the exit code and stdout."""
        # The output must be read meanwhile, because a program may wait until there is room for
        # it.
        deadline = time.monotonic() + DEADLINE_SECONDS
        while self._read():
            assert time.monotonic() < deadline, f"never ended; shown: {self.shown[-300:]}"
        out, _ = self.process.communicate(timeout=DEADLINE_SECONDS)
        os.close(self.master)
        return self.process.returncode, out

    def send(self, number):
        self.process.send_signal(number)

    def _read(self, seconds=1):
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return self.process.poll() is None
        try:
            piece = os.read(self.master, 65536)
        except OSError:  # Linux raises this once the other end is closed
            return False
        self.shown += piece
        return bool(piece)


def restore_signals():
    """For child processes: Ctrl-C works even if the tests were started in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
