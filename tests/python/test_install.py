# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""`cmake --install`; and every place that names the version names the same one."""
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HANG_SECONDS = 300  # only ends a hang

INSTALLED = {
    "bin/brink",
    "share/man/man1/brink.1",
    "share/bash-completion/completions/brink",
    "share/zsh/site-functions/_brink",
    "share/fish/vendor_completions.d/brink.fish",
    "share/doc/brink/LICENSE",
    "share/doc/brink/CITATION.cff",
    "share/doc/brink/CHANGELOG.md",
    *(f"share/brink/configs/{config.name}" for config in (ROOT / "configs").glob("*.toml")),
}


@pytest.fixture(scope="module")
def build():
    """The build folder, from BRINK_BUILD."""
    return Path(os.environ["BRINK_BUILD"])


def call(*arguments, **more):
    return subprocess.run(arguments, capture_output=True, text=True, check=True,
                          timeout=HANG_SECONDS, **more).stdout


def install(build, *arguments, **variables):
    call("cmake", "--install", build, *arguments, env={**os.environ, **variables})


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def prefix(build, tmp_path_factory):
    folder = tmp_path_factory.mktemp("installed") / "a prefix"
    install(build, "--prefix", folder)
    return folder


def test_what_is_installed(prefix):
    assert files(prefix) == INSTALLED


def test_destdir_goes_before_the_prefix(build, tmp_path):
    install(build, "--prefix", "/opt/brink", DESTDIR=str(tmp_path))
    assert files(tmp_path) == {f"opt/brink/{name}" for name in INSTALLED}


def test_it_can_be_moved(build, prefix, tmp_path):
    moved = tmp_path / "elsewhere"
    shutil.copytree(prefix, moved)
    config = moved / "share/brink/configs/quickstart.toml"
    assert "cells" in call(moved / "bin/brink", "run", config, "--dry-run", cwd=tmp_path)
    # Whole folders, as the name of a short one, such as /brink, stands in many a text.
    folders = [ROOT / "host", ROOT / "cuda", build / "pages", prefix / "bin", prefix / "share"]
    for name in sorted(INSTALLED):
        content = (prefix / name).read_bytes()
        for folder in folders:
            assert str(folder).encode() not in content, f"{name} names {folder}"


def test_no_library_is_looked_for_in_folders_of_the_build(prefix):
    if shutil.which("readelf") is None:
        pytest.skip("readelf is not installed here")
    dynamic = call("readelf", "-d", prefix / "bin/brink")
    assert "NEEDED" in dynamic
    assert [line for line in dynamic.splitlines() if "RPATH" in line or "RUNPATH" in line] == []


# --- the version

def version_of_project():
    return re.search(r"project\(brink VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text())[1]


def test_every_place_tells_the_same_version(program, prefix):
    version = version_of_project()
    assert call(program, "--version").startswith(f"brink {version} (")
    changelog = (ROOT / "CHANGELOG.md").read_text()
    assert re.findall(r"^## \[(\d\S*)\]", changelog, re.MULTILINE)[0] == version
    date = re.search(rf"^## \[{re.escape(version)}\] - (\S+)$", changelog, re.MULTILINE)[1]
    citation = (ROOT / "CITATION.cff").read_text()
    assert re.search(r"^version: (\S+)$", citation, re.MULTILINE)[1] == version
    assert re.search(r"^date-released: (\S+)$", citation, re.MULTILINE)[1] == date
    page = (prefix / "share/man/man1/brink.1").read_text()
    assert f'.TH BRINK 1 {date} "Brink {version}"' in page


def test_a_tarball_tells_the_commit(tmp_path):
    """`git archive` fills in the commit, and a build without git reads it.

    The test makes a checkout of its own, because git may refuse that of the project: it may belong
    to somebody else, or be such a tarball, unpacked, whose commit is already filled in.
    """
    if shutil.which("git") is None:
        pytest.skip("git is not installed here")
    checkout, unpacked = tmp_path / "checkout", tmp_path / "unpacked"
    shutil.copytree(ROOT / "cmake", checkout / "cmake")
    (checkout / "cmake/archived_commit.txt").write_text("$Format:%H$\n")
    (checkout / "host").mkdir()
    for name in (".gitattributes", "host/version.hpp.in"):
        shutil.copy(ROOT / name, checkout / name)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}

    def git(*arguments):
        return call("git", "-C", checkout, "-c", "user.name=nobody", "-c", "user.email=nobody@localhost",
                    *arguments, env=environment)

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--no-gpg-sign", "--no-verify", "--message=everything")
    commit = git("rev-parse", "HEAD").strip()
    git("archive", f"--output={tmp_path}/brink.tar", "HEAD")
    with tarfile.open(tmp_path / "brink.tar") as archive:
        archive.extractall(unpacked)
    header = tmp_path / "version.hpp"
    call("cmake", "-D", f"BRINK_SOURCE={unpacked}", "-D", f"BRINK_HEADER={header}",
         "-D", "BRINK_VERSION=1.2.3", "-D", "BRINK_RELEASE_DATE=2026-01-01",
         "-P", unpacked / "cmake/version.cmake")
    assert f'git_commit = "{commit[:12]}"' in header.read_text()
