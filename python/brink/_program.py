# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Starts the program, hears its progress, and turns its errors into exceptions."""
import json
import logging
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from ._bar import Bar
from ._version import __version__

LOG = logging.getLogger("brink")
INSIDE = Path(__file__).with_name("bin") / "brink"
DONE, FAILED, USAGE, BAD_FILE, INTERRUPTED = 0, 1, 2, 3, 130  # docs/spec/program.md#exit-codes


class Error(RuntimeError):
    """The program refused or failed. As text it is the program's one line.

    Attributes:
        code: The program's exit code: 1 failed, 2 a wrong argument or config, 3 a bad file.
    """

    def __init__(self, line: str, code: int) -> None:
        super().__init__(line, code)
        self.code = code

    def __str__(self) -> str:
        return str(self.args[0])


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, or another signal, ended the program, which saved what it had drawn.

    `brink.run(config, error.path, resume=True)` continues.

    Attributes:
        path: The result file, or None where the command writes none.
    """

    def __init__(self, line: str, path: Path | None) -> None:
        super().__init__(line)
        self.path = path


def program() -> Path:
    """The program that this package drives.

    The environment variable `BRINK_PROGRAM` chooses another one of the same version, such as
    one that the system has or that was built with other options.

    Raises:
        Error: There is no such program, or it is of another version.
    """
    chosen = os.environ.get("BRINK_PROGRAM")
    if chosen:
        return _checked(Path(chosen).expanduser())
    if not INSIDE.is_file():
        raise Error(f"{INSIDE}: no program inside this package; accepted: BRINK_PROGRAM, "
                    "the path of a brink program", FAILED)
    return INSIDE


@lru_cache
def _checked(path: Path) -> Path:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise Error(f"BRINK_PROGRAM={path}: cannot be called: {error}", FAILED) from None
    name, version = (said.split() + ["", ""])[:2]
    if name != "brink" or __version__ not in ("unknown", version):
        raise Error(f"BRINK_PROGRAM={path}: this is {said.strip() or 'no brink'}; "
                    f"accepted: brink {__version__}", FAILED)
    return path


def call(arguments: Sequence[str | Path], *, given: str = "", path: Path | None = None,
         progress: bool = False, accepted: tuple[int, ...] = (DONE,)) -> str:
    """Runs the program and returns what it wrote to standard output.

    `given` goes to its standard input; `path` is the file that it writes. Ctrl-C is handed
    on once, so that the program saves; a second Ctrl-C ends it at once.
    """
    command = [program(), *arguments]
    # Files, so that neither side ever waits for the other one to read.
    with (tempfile.TemporaryFile("w+", encoding="utf-8") as into, Bar(progress) as bar,
          tempfile.TemporaryFile("w+", encoding="utf-8") as out):
        into.write(given)
        into.seek(0)
        # In a group of its own: the terminal's Ctrl-C reaches the program through this process only.
        with subprocess.Popen(command, stdin=into, stdout=out, stderr=subprocess.PIPE, text=True,
                              encoding="utf-8", errors="replace", process_group=0,
                              env={**os.environ, "BRINK_PROGRESS": "json",
                                   "BRINK_PARENT": str(os.getpid())}) as process:
            said, stopped = _heard(process, bar)
        code = process.returncode
        if stopped or code in (INTERRUPTED, -signal.SIGINT):
            raise Interrupted(said[-1] if said else "interrupted before anything was drawn", path)
        if code not in accepted:
            raise Error(said[-1] if said else f"brink ended with code {code} and said nothing", code)
        bar.complete()
        for line in said:
            LOG.info(line)
        out.seek(0)
        return out.read()


def _heard(process: subprocess.Popen[str], bar: Bar) -> tuple[list[str], bool]:
    """Everything that the program says until it ends, and whether Ctrl-C ended it."""
    said: list[str] = []
    try:
        _listen(process, bar, said)
        return said, False
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        with _killed_on_failure(process):
            _listen(process, bar, said)
            return said, True
    except BaseException:  # such as the SystemExit of somebody's handler of SIGTERM
        process.terminate()  # it saves first
        raise


def _listen(process: subprocess.Popen[str], bar: Bar, said: list[str]) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("{"):
            bar.show(json.loads(line))
        else:
            said.append(line.strip().removeprefix("brink: "))
    process.wait()


@contextmanager
def _killed_on_failure(process: subprocess.Popen[str]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        process.kill()
        raise
