# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Disks that are full, folders that cannot be written, and files that are not results."""
import os
import resource
import signal
import subprocess

import h5py
import pytest

from invocation import BAD_FILE, DONE, FAILED, USAGE, Folder, restore_signals, without_notice

TOO_SMALL_BYTES = 32 * 1024  # below any result file
SEAL_BYTES = 22  # the line of text behind the HDF5 file


@pytest.fixture
def folder(program, tmp_path):
    folder = Folder(program, tmp_path)
    folder.config()
    return folder


@pytest.fixture
def result(folder):
    """The bytes of a complete result file."""
    folder.call("run", "small.toml", "-o", "whole.h5").succeeded()
    return (folder.path / "whole.h5").read_bytes()


@pytest.fixture
def mount(folder):
    """Mounts a small file system at the folder `disk`. Skips the test where that is not allowed."""
    disk = folder.path / "disk"
    disk.mkdir()
    mounted = []

    def at(options):
        command = ["mount", "-t", "tmpfs", "-o", options, "brink-test", str(disk)]
        try:
            done = subprocess.run(command, capture_output=True, text=True)
        except FileNotFoundError:
            pytest.skip("there is no mount command")
        if done.returncode != 0:
            pytest.skip(f"cannot mount a small file system: {done.stderr.strip()}")
        mounted.append(disk)
        return disk
    yield at
    for path in mounted:
        subprocess.run(["umount", str(path)], check=True)


# --- places that cannot be written

def refused_with_nothing_left(folder, path, *words):
    before = folder.files()
    folder.call("run", "small.toml", "-o", path).refused(FAILED, str(path), *words)
    assert folder.files() == before


def test_below_a_regular_file(folder):
    refused_with_nothing_left(folder, "small.toml/r.h5", "cannot write")


def test_in_proc(folder):
    if not os.path.isdir("/proc/self"):
        pytest.skip("there is no /proc")
    refused_with_nothing_left(folder, "/proc/r.h5", "cannot write")


def test_name_too_long_for_the_file_system(folder):
    refused_with_nothing_left(folder, "r" * 300 + ".h5", "File name too long")


def test_long_name_that_fits(folder):
    name = "r" * 252 + ".h5"
    folder.call("run", "small.toml", "-o", name).succeeded()
    folder.call("info", name).succeeded()
    assert folder.hidden() == []


def test_read_only_file_system(folder, mount):
    mount("size=4m,ro")
    refused_with_nothing_left(folder, "disk/r.h5", "Read-only file system")
    refused_with_nothing_left(folder, "disk/new/r.h5", "Read-only file system")


def test_folder_without_permission(folder):
    if os.geteuid() == 0:
        pytest.skip("permissions do not bind root")
    closed = folder.path / "closed"
    closed.mkdir(mode=0o555)
    refused_with_nothing_left(folder, "closed/r.h5", "Permission denied")


@pytest.mark.parametrize("device", ["/dev/null", "/dev/full"])
def test_device_is_never_replaced(folder, device):
    before = os.stat(device)
    folder.call("run", "small.toml", "-o", device, "--force").refused(USAGE, device, "is a device")
    assert os.stat(device).st_rdev == before.st_rdev


# --- disks that are full

def fails_after_tries(folder, path, *words, **options):
    """The run says that it cannot save, goes on, and ends by saying what it lost."""
    outcome = folder.call("run", "small.toml", "-o", path, "--quiet", *options.pop("more", ()),
                          **options)
    assert outcome.code == FAILED and outcome.out == ""
    first, last = outcome.err.splitlines()
    assert first.startswith(f"brink: cannot write {path}: ") and "computing goes on" in first
    assert last.startswith(f"brink: cannot write {path}: ") and "; lost: all" in last
    for word in words:
        assert word in first and word in last


def test_full_disk(folder, mount):
    mount(f"size={TOO_SMALL_BYTES}")
    before = folder.files()
    fails_after_tries(folder, "disk/r.h5", "No space left")
    assert folder.files() == before


def test_full_disk_keeps_the_earlier_file(folder, mount, result):
    disk = mount(f"size={len(result) + TOO_SMALL_BYTES}")
    (disk / "r.h5").write_bytes(result)
    before = folder.files()
    fails_after_tries(folder, "disk/r.h5", "No space left", more=["--force"])
    assert folder.files() == before
    assert (disk / "r.h5").read_bytes() == result


def small_files_only():
    resource.setrlimit(resource.RLIMIT_FSIZE, (TOO_SMALL_BYTES, TOO_SMALL_BYTES))


def test_file_size_limit(folder):
    """`ulimit -f` or a quota must be an error like any other, not death by SIGXFSZ."""
    before = folder.files()
    fails_after_tries(folder, "r.h5", "File too large", preexec_fn=small_files_only)
    assert folder.files() == before


def test_file_size_limit_keeps_the_earlier_file(folder, result):
    before = folder.files()
    fails_after_tries(folder, "whole.h5", "File too large", more=["--force"],
                      preexec_fn=small_files_only)
    assert (folder.path / "whole.h5").read_bytes() == result
    assert folder.files() == before


def test_out_of_file_descriptors(folder):
    def few():
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    before = folder.files()
    outcome = folder.call("run", "small.toml", "-o", "r.h5", preexec_fn=few)
    assert outcome.code != DONE and outcome.code > 0
    assert folder.files() == before


# --- stdout and stderr that cannot be written

CALLS = [["--help"], ["--version"], ["info"], ["run", "--help"], ["info", "whole.h5"],
         ["run", "small.toml", "--dry-run"]]


@pytest.mark.parametrize("arguments", CALLS, ids=" ".join)
@pytest.mark.parametrize("stdout", [">/dev/full", ">&-"], ids=["full", "closed"])
def test_stdout_cannot_be_written(folder, result, arguments, stdout):
    command = ["/bin/sh", "-c", f'exec "$@" {stdout}', "sh", *folder.command(*arguments)]
    done = subprocess.run(command, cwd=folder.path, capture_output=True, text=True)
    assert done.returncode == FAILED
    assert done.stderr == "brink: cannot write to standard output\n"


@pytest.mark.parametrize("stdout", [">/dev/full", ">&-"], ids=["full", "closed"])
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["table", "json"])
def test_results_are_saved_though_stdout_cannot_be_written(folder, stdout, form):
    command = ["/bin/sh", "-c", f'exec "$@" {stdout}', "sh",
               *folder.command("run", "small.toml", "-o", "r.h5", *form)]
    done = subprocess.run(command, cwd=folder.path, capture_output=True, text=True)
    assert done.returncode == FAILED
    assert without_notice(done.stderr) == "brink: cannot write to standard output\n"
    folder.call("info", "r.h5").succeeded()
    assert folder.hidden() == []


def test_all_streams_closed(folder):
    """The result file must not take the place of a closed stream and receive its text."""
    command = ["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh",
               *folder.command("run", "small.toml", "-o", "r.h5")]
    subprocess.run(command, cwd=folder.path)
    folder.call("info", "r.h5").succeeded()
    assert folder.hidden() == []


def test_reader_that_goes_away(folder):
    """`brink run … | head -1` is ended by SIGPIPE or an error, but the file is there."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        folder.command("run", "small.toml", "-o", "r.h5"), cwd=folder.path, stdout=writer,
        stderr=subprocess.PIPE, preexec_fn=restore_signals)
    os.close(writer)
    assert done.returncode in (FAILED, -signal.SIGPIPE)
    folder.call("info", "r.h5").succeeded()


# --- files that are not results

def info_refuses(folder, content, *words):
    (folder.path / "bad.h5").write_bytes(content)
    folder.call("info", "bad.h5").refused(BAD_FILE, "bad.h5", *words)


@pytest.mark.parametrize("share", [0, 0.001, 0.01, 0.3, 0.5, 0.9, 0.99, 0.9999])
def test_truncated_file(folder, result, share):
    info_refuses(folder, result[:int(len(result) * share)])


@pytest.mark.parametrize("missing", [1, 2, 8, SEAL_BYTES - 1, SEAL_BYTES + 1, 64])
def test_file_without_its_last_bytes(folder, result, missing):
    info_refuses(folder, result[:-missing])


def test_file_without_its_seal(folder, result):
    """h5repack leaves a file like this: complete, but without the seal."""
    (folder.path / "bare.h5").write_bytes(result[:-SEAL_BYTES])
    assert "8 of 8 finished" in folder.call("info", "bare.h5").succeeded().out


@pytest.mark.parametrize("part", range(24))
def test_file_with_one_damaged_byte(folder, result, part):
    damaged = bytearray(result)
    damaged[(2 * part + 1) * len(result) // 48] ^= 0x10
    info_refuses(folder, bytes(damaged))


def test_file_with_bytes_left_over(folder, result):
    info_refuses(folder, result + b"more")


@pytest.mark.parametrize("content", [
    b"text\n" * 99, b"\x89HDF\r\n\x1a\n", b"\x89PNG" * 99, bytes(4096),
], ids=["text", "signature_only", "picture", "zeros"])
def test_foreign_file(folder, content):
    info_refuses(folder, content)


def test_foreign_hdf5(folder):
    with h5py.File(folder.path / "foreign.h5", "w") as file:
        file["samples"] = [1, 2, 3]
    info_refuses(folder, (folder.path / "foreign.h5").read_bytes(), "Brink")


def test_hdf5_that_claims_to_be_a_result(folder):
    with h5py.File(folder.path / "claims.h5", "w") as file:
        file.attrs["source"] = "brink 0.1.0"
    folder.call("info", "claims.h5").refused(BAD_FILE, "claims.h5")


@pytest.mark.parametrize("path", ["none.h5", ".", "/dev/null", "small.toml/r.h5", "none/r.h5"])
def test_no_file(folder, path):
    folder.call("info", path).refused(BAD_FILE, path)
