# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""The wheel: what pip makes of this tree, installed elsewhere. The program is not compiled again."""
import inspect
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import brink
from documentation import DOCS, ROOT

FIRST_STEPS = Path(__file__).with_name("first_steps.py")
WHERE = "import brink; print(brink.__version__, brink.program(), brink.__file__)"


@pytest.fixture(scope="module")
def wheel(program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", ROOT, "--no-build-isolation", "--no-deps", "--wheel-dir", folder,
         f"--config-settings=cmake.define.BRINK_PREBUILT={os.path.abspath(program)}",
         f"--config-settings=build-dir={folder / 'build'}"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_it_works_alone(wheel, program, tmp_path):
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", tmp_path / "site",
                    wheel], check=True)
    alone = {key: value for key, value in os.environ.items() if key != "BRINK_PROGRAM"}
    alone["PYTHONPATH"] = str(tmp_path / "site")
    alone["PATH"] = "/nowhere"  # neither a compiler nor another brink
    first = subprocess.run([sys.executable, FIRST_STEPS], cwd=tmp_path, env=alone, capture_output=True, text=True)
    assert first.stdout == "all of it works\n", first.stderr
    said = subprocess.run([sys.executable, "-c", WHERE], cwd=tmp_path, env=alone, capture_output=True, text=True)
    version, used, module = said.stdout.split()
    direct = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    assert direct.split()[1] == version
    assert used.startswith(str(tmp_path)) and module.startswith(str(tmp_path))
    called = subprocess.run([sys.executable, "-m", "brink", "--version"], cwd=tmp_path, env=alone,
                            capture_output=True, text=True)
    assert called.stdout == direct


def test_it_holds_all_of_the_package(wheel):
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("brink/")}
    ours = subprocess.run(["git", "ls-files", "brink"], cwd=ROOT / "python", capture_output=True, text=True)
    if ours.returncode != 0:
        pytest.skip("no git here: nothing says which files are ours")
    assert held == {*ours.stdout.split(), "brink/bin/brink"}
    assert wheel.name.endswith("-py3-none-linux_x86_64.whl") or "aarch64" in wheel.name


def public():
    """Every function, class and method that is meant for users, by name."""
    for module in brink, brink.plot:
        for name in module.__all__:
            thing = getattr(module, name)
            if inspect.isclass(thing):
                yield from ((f"{name}.{key}", value) for key, value in vars(thing).items()
                            if inspect.isfunction(value) and not key.startswith("_"))
            elif inspect.isfunction(thing):
                yield name, thing


@pytest.mark.parametrize("thing", [pytest.param(thing, id=name) for name, thing in public()])
def test_docstrings_say_arguments_and_results(thing):
    said = inspect.getdoc(thing)
    for name, argument in inspect.signature(thing).parameters.items():
        stars = "*" * (argument.kind // 2) if argument.kind in (argument.VAR_KEYWORD, argument.VAR_POSITIONAL) else ""
        documented = re.search(rf"^    {re.escape(stars + name)}: ", said, re.MULTILINE)
        assert documented or name == "self", name
    assert "Returns:" in said or inspect.signature(thing).return_annotation in (None, "None") or len(said) < 500


def test_the_guide_names_what_there_is():
    names = set(re.findall(r"\bbrink((?:\.[a-z_]+)+)", (DOCS / "python.md").read_text()))
    unknown = {name for name in names if not known(name)}
    assert len(names) > 15 and not unknown


def known(name):
    """Whether the package has it, or the accessor of datasets, or it is the name of a page."""
    parts = name.strip(".").split(".")
    for place in brink, brink.Accessor:
        for part in parts:
            place = getattr(place, part, None)
        if place is not None:
            return True
    return False


def test_the_package_asks_for_what_it_imports():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    optional = [text for texts in project["optional-dependencies"].values() for text in texts]
    asked = {text.partition(">")[0].replace("-", "_") for text in project["dependencies"] + optional}
    imported = set()
    for path in (ROOT / "python/brink").rglob("*.py"):
        for line in path.read_text().splitlines():
            words = line.split()
            if words[:1] in (["import"], ["from"]) and not words[1].startswith("."):
                imported.add(words[1].split(".")[0])
    foreign = imported - set(sys.stdlib_module_names) - {"brink"}
    # h5netcdf reads through h5py, and xarray makes tables with pandas.
    assert asked == foreign | {"h5netcdf", "h5py", "pandas"}
