# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""`python -m brink` is the program; `python -m brink html FILE` writes a page about a file."""
import argparse
import os
import sys
from pathlib import Path

from ._files import open
from ._html import html
from ._program import USAGE, Error, program


def main() -> None:
    """Becomes the program, or writes the page."""
    try:
        if sys.argv[1:2] == ["html"]:
            write_page(sys.argv[2:])
        else:
            found = program()
            os.execv(found, [str(found), *sys.argv[1:]])
    except Error as error:
        end(str(error), error.code)
    except OSError as error:
        end(f"{error.filename}: {error.strerror}", USAGE)


def write_page(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(
        prog="brink html", description="Writes one page about a result file, which needs no network: "
        "verdicts, figures, cells, config and provenance.")
    parser.add_argument("file", metavar="FILE", type=Path, help="a result file")
    parser.add_argument("-o", "--output", metavar="PAGE", type=Path,
                        help="file to write (default: FILE with the ending .html)")
    parser.add_argument("--force", action="store_true", help="replace the file where it exists")
    given = parser.parse_args(arguments)
    output = given.output or given.file.with_suffix(".html")
    if output.exists() and not given.force:
        raise Error(f"{output}: exists already; accepted: --force to replace it", USAGE)
    print(f"written: {html(open(given.file), output)}")


def end(line: str, code: int) -> None:
    print(f"brink: {line}", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
