# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""brink.run, sample, merge, verify and report against the program called directly."""
import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import tomllib
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import brink
from conftest import CONFIG
from documentation import DOCS, code_blocks
from invocation import BAD_FILE, DEADLINE_SECONDS, FAILED, SMALL, USAGE, Folder, endless, started, wait_until

SMALL_CONFIG = tomllib.loads(SMALL)


def integers(results):
    """The integers of a file, and not what tells how they came about."""
    found = results[["samples", "in_class", "moved", "moved_possible", "threshold"]]
    found.attrs.clear()
    return found


def test_a_dict_is_the_config_that_it_says(program, tmp_path):
    """The tables of a dict are those of the same config in TOML, as the program writes them."""
    folder = Folder(program, tmp_path)
    folder.config()
    said = folder.call("run", "small.toml", "-o", "direct.h5", "--json").succeeded()
    mine = brink.run(SMALL_CONFIG)
    direct = xr.open_dataset(tmp_path / "direct.h5", engine="h5netcdf")
    xr.testing.assert_identical(integers(mine), integers(direct))
    assert json.loads(said.out)["rows"][0]["cells"][0]["in_class"] == int(mine.in_class[0, 0, 0, 0])
    assert mine.brink.config == SMALL_CONFIG
    xr.testing.assert_identical(integers(brink.run(tmp_path / "small.toml")), integers(mine))
    xr.testing.assert_identical(integers(brink.run(SMALL)), integers(mine))


def test_numbers_of_numpy_and_any_iterable():
    config = {"run": {"samples": np.int64(200)}, "sweep": {"n": np.array([4, 8]), "bit_depth": range(1, 3)},
              "measure": {"p": (0, np.float64(0.5), 1, np.inf), "radius_scale": [0.5, 1.0]},
              "classifier": SMALL_CONFIG["classifier"]}
    xr.testing.assert_identical(integers(brink.run(config)), integers(brink.run(SMALL_CONFIG)))


def test_settings_override_keys():
    changed = brink.run(SMALL, settings={"run.samples": 50, "sweep.n": [6], "classifier.0.name": 'a b'.replace(" ", "_")})
    assert int(changed.samples.max()) == 50 and changed.n == 6 and "a_b" in changed.classifier


@pytest.mark.parametrize("config,code,words", [
    (SMALL_CONFIG | {"rum": {}}, USAGE, ["standard input:", "rum", 'did you mean "run"?']),
    (SMALL_CONFIG | {"run": {"samples": 0}}, USAGE, ["run.samples", "accepted: "]),
    ("missing.toml", USAGE, ["missing.toml", "cannot be opened"])], ids=["key", "value", "file"])
def test_an_error_is_the_program_s_line(config, code, words, tmp_path):
    with pytest.raises(brink.Error) as caught:
        brink.run(config, tmp_path / "r.h5")
    assert caught.value.code == code and "\n" not in str(caught.value)
    assert all(word in str(caught.value) for word in words), caught.value
    assert not list(tmp_path.iterdir())


def test_a_finished_file_of_the_config_is_opened(tmp_path):
    path = tmp_path / "r.h5"
    first = brink.run(SMALL, path)
    before = path.stat()
    xr.testing.assert_identical(brink.run(SMALL, path), first)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_is_neither_replaced_nor_continued_unasked(tmp_path):
    path = tmp_path / "r.h5"
    brink.run(SMALL, path)
    whole = path.read_bytes()
    for settings, word in ({"run.seed": 2}, "seed"), ({"run.samples": 300}, "--resume"):
        with pytest.raises(brink.Error, match=word) as caught:
            brink.run(SMALL, path, settings=settings)
        assert caught.value.code in (USAGE, BAD_FILE) and path.read_bytes() == whole
    more = brink.run(SMALL, path, settings={"run.samples": 300}, resume=True)
    xr.testing.assert_identical(integers(more), integers(brink.run(SMALL, settings={"run.samples": 300})))
    other = brink.run(SMALL, path, settings={"run.seed": 2}, force=True)
    assert int(other.attrs["seed"]) == 2 and int(other.samples.max()) == 200


# A shell ignores Ctrl-C for what it starts in the background, such as these tests.
PROGRAM_THAT_IS_DISTURBED = """\
import signal
import sys
import brink
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    brink.run("long.toml", "r.h5", threads=1, save_every=int(sys.argv[2]), resume=True, progress=sys.argv[1] == "bar")
except brink.Interrupted as stopped:
    print("stopped", stopped.path, stopped)
"""


def begin(folder, bar, before="", save_every=1, **options):
    (folder / "long.toml").write_text(endless())
    program = PROGRAM_THAT_IS_DISTURBED.replace("import brink\n", "import brink\n" + before)
    process = subprocess.Popen([sys.executable, "-c", program, "bar" if bar else "none", str(save_every)], cwd=folder,
                               text=True, stdout=subprocess.PIPE, start_new_session=True, **options)
    started.append(process)
    return process


def test_ctrl_c_saves_and_resume_goes_on(tmp_path):
    """As a terminal sends it, to the whole group; the program hears it once, else it would not save."""
    found, path = [], tmp_path / "r.h5"
    for _ in range(2):
        before = state(path)
        process = begin(tmp_path, bar=False, stderr=subprocess.PIPE)
        wait_until(lambda: state(path) != before, process)
        # Two signals would end it at once, if it were not done by the second one.
        (drawing,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert os.getpgid(int(drawing)) != process.pid == os.getpgid(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=DEADLINE_SECONDS)
        assert process.returncode == 0 and out.startswith("stopped r.h5 interrupted: 2 of 4 cells"), out
        assert err == "" and "--resume" in out
        found.append(drawn(path))
    assert not list(tmp_path.glob(".*")) and found[1] > found[0]


ENDING_PYTHON = {
    "killed": (signal.SIGKILL, ""),
    "ended by a handler": (signal.SIGTERM, "import signal; signal.signal(signal.SIGTERM, lambda *_: sys.exit(3))\n")}


@pytest.mark.parametrize("how", ENDING_PYTHON)
def test_the_program_saves_and_ends_with_python(tmp_path, how):
    number, handler = ENDING_PYTHON[how]
    theirs, told = terminal()
    process = begin(tmp_path, True, handler, save_every=3600, stderr=theirs)
    os.close(theirs)
    wait_until(lambda: told(b"cells 3-4 of 4"), process)
    (drawing,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.send_signal(number)
    process.communicate(timeout=DEADLINE_SECONDS)
    wait_until(lambda: not os.path.exists(f"/proc/{drawing}/exe"))  # also where nobody waits for it
    assert drawn(tmp_path / "r.h5") > 0 and not list(tmp_path.glob(".*"))


def terminal():
    """A terminal for a process, and a function that says whether it has shown a text yet, or for b"" nothing."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))
    os.set_blocking(ours, False)
    shown = bytearray()

    def told(text):
        with suppress(OSError):  # nothing new, or nobody is left
            shown.extend(os.read(ours, 65536))
        return text in shown if text else not shown

    return theirs, told


def drawn(path):
    """Images of the shape that takes hours."""
    return int(brink.open(path).samples.sel(n=4096).fillna(0).max())


def state(path):
    """Changes whenever the program saves."""
    return path.stat().st_ino if path.exists() else None


@pytest.mark.parametrize("wanted", [True, False])
def test_a_bar_where_it_is_wanted(tmp_path, wanted):
    theirs, told = terminal()
    process = begin(tmp_path, wanted, stderr=theirs)
    os.close(theirs)
    if wanted:
        wait_until(lambda: told(b"cells 3-4 of 4") and told(b"pixel/s"), process)
    else:
        wait_until(lambda: state(tmp_path / "r.h5") is not None, process)
        assert told(b"")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=DEADLINE_SECONDS)


def test_unnamed_files_end_with_the_process():
    code = f"import brink; r = brink.run({SMALL!r}); assert r.brink.path.exists(); print(r.brink.path)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert said.endswith(".h5") and not Path(said).parent.exists()


def test_sample_gives_witnesses_outside_the_class():
    """brightness: the score of docs/spec/classes.md is above the threshold, and the witness's is not."""
    sample = brink.sample(CONFIG, count=9, n=8, bit_depth=4)
    at = sample.sel(classifier="brightness", p=1)
    pixels = ["channel", "row", "column"]
    inside = at.in_class == 1
    assert 0 < int(inside.sum()) < 9
    score, witness = ((2 * levels - 15).sum(pixels) for levels in (at.level, at.witness))
    assert (score > at.threshold)[inside].all() and (witness <= at.threshold)[inside].all()
    moved = abs(at.witness - at.level).sum(pixels)
    assert (moved == at.cost)[inside].all() and at.witness.isnull().all(pixels)[~inside].all()
    with pytest.raises(brink.Error, match="sweep.n") as caught:
        brink.sample(CONFIG, count=9)
    assert caught.value.code == USAGE


def test_merge_is_the_whole_run(tmp_path):
    parts = [brink.run(SMALL, tmp_path / f"{first}.h5", settings={"run.first_image": first, "run.samples": 100})
             for first in (0, 100)]
    whole = brink.merge([parts[0], tmp_path / "100.h5"], tmp_path / "whole.h5")
    xr.testing.assert_identical(integers(whole), integers(brink.run(SMALL)))
    with pytest.raises(brink.Error, match="exist") as caught:
        brink.merge(parts, tmp_path / "whole.h5")
    assert caught.value.code == USAGE


def test_verify(results, tmp_path):
    assert "all equal" in brink.verify(results)
    assert "1 of 18 cells" in brink.verify(results.brink.path, cells=1, seed=3, threads=1)
    damaged = tmp_path / "d.h5"
    whole = bytearray(results.brink.path.read_bytes())
    whole[len(whole) // 2] ^= 1
    damaged.write_bytes(whole)
    with pytest.raises(brink.Error) as caught:
        brink.verify(damaged)
    assert caught.value.code == BAD_FILE


def test_report_has_the_program_s_verdicts(program, results):
    report = brink.report(results.sel(n=16))  # of the whole file
    path = results.brink.path
    said = subprocess.run([program, "report", path], capture_output=True, text=True).stdout
    told = json.loads(subprocess.run([program, "report", path, "--json"], capture_output=True, text=True).stdout)
    assert str(report) == said and dict(report) == told
    assert list(report.verdicts) == ["S1", "S2", "S3", "S4"]
    for claim, verdict in report.verdicts.items():
        assert re.search(rf"^{claim} +{verdict.status}: {re.escape(verdict.claim)}$", said, re.MULTILINE)
        assert verdict.reason in said


def test_what_knows_no_file_is_refused(results):
    with pytest.raises(ValueError, match="does not know its file"):
        brink.report(xr.Dataset({"x": 1}))


def test_the_program_is_chosen_and_checked(monkeypatch, tmp_path, program):
    assert str(brink.program()) == program
    other = tmp_path / "brink"
    other.write_text("#!/bin/sh\necho brink 9.9.9\n")
    other.chmod(0o755)
    monkeypatch.setattr("brink._program.__version__", "0.2.0")
    for path in (other, tmp_path / "none"):
        monkeypatch.setenv("BRINK_PROGRAM", str(path))
        with pytest.raises(brink.Error, match=f"BRINK_PROGRAM={path}") as caught:
            brink.program()
        assert caught.value.code == FAILED
    monkeypatch.delenv("BRINK_PROGRAM")
    with pytest.raises(brink.Error, match="accepted: BRINK_PROGRAM"):
        brink.run(SMALL)


def test_the_module_is_the_program(program):
    for arguments in ["--version"], ["run", "--help"], ["zzz"]:
        mine, direct = (subprocess.run([*command, *arguments], capture_output=True, text=True)
                        for command in ([sys.executable, "-m", "brink"], [program]))
        assert (mine.returncode, mine.stdout, mine.stderr) == (direct.returncode, direct.stdout, direct.stderr)


def test_every_line_of_the_guide_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    blocks = code_blocks((DOCS / "python.md").read_text(), "python")
    assert len(blocks) > 5
    names = {}
    for block in blocks:
        exec(block, names)  # noqa: S102
    assert (tmp_path / "report.html").is_file()
