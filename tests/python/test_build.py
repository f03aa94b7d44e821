# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""What the configuration of a build refuses, and what it does not affect (cmake/)."""
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from invocation import FAILED, Folder

SOURCE = Path(__file__).resolve().parents[2]
CALL_SECONDS = 1800  # only ends a hang


@pytest.fixture(scope="session")
def cmake():
    path = os.environ.get("BRINK_CMAKE") or shutil.which("cmake")
    if path is None:
        pytest.skip("no cmake here")
    return path


def configured(cmake, folder, part, *options, language="CXX", env=None, after=""):
    """Configures, in a folder of its own, a project that contains nothing but one part of Brink's
    configuration."""
    (folder / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.22)\n"
        f"project(part LANGUAGES {language})\n"
        f"include(\"${{SOURCE}}/cmake/{part}.cmake\")\n{after}")
    without = {name: value for name, value in os.environ.items()
               if name not in ("CXXFLAGS", "CONDA_PREFIX", "CMAKE_PREFIX_PATH", "CPATH")}
    compiler = os.environ.get("BRINK_CXX")
    chosen = [f"-DCMAKE_CXX_COMPILER={compiler}"] if compiler else []
    return subprocess.run(
        [cmake, "-S", folder, "-B", folder / "build", f"-DSOURCE={SOURCE}", *chosen, *options],
        capture_output=True, text=True, timeout=CALL_SECONDS, env={**without, **(env or {})})


def words(text):
    """The text without CMake's line breaks."""
    return " ".join(text.split())


# --- floating-point arithmetic

@pytest.mark.parametrize("flags", ["-Ofast", "-ffast-math", "-funsafe-math-optimizations",
                                   "-ffinite-math-only", "-freciprocal-math", "-fno-signed-zeros"])
@pytest.mark.parametrize("build_type", ["Release", "Debug"])
def test_fast_math_is_refused(cmake, tmp_path, flags, build_type):
    done = configured(cmake, tmp_path, "exact_math", f"-DCMAKE_BUILD_TYPE={build_type}",
                      env={"CXXFLAGS": f"-Wall {flags}"})
    assert done.returncode != 0
    assert "flags change floating-point arithmetic" in words(done.stderr)
    assert f"-Wall {flags} " in words(done.stderr)
    assert "infinity and NaN mean something" in words(done.stderr)


def test_fast_math_of_a_build_type_is_refused(cmake, tmp_path):
    done = configured(cmake, tmp_path, "exact_math", "-DCMAKE_BUILD_TYPE=Release",
                      "-DCMAKE_CXX_FLAGS_RELEASE=-Ofast")
    assert done.returncode != 0 and "CMAKE_CXX_FLAGS_RELEASE" in done.stderr


@pytest.mark.parametrize("flags", ["", "-O3", "-Ofast -fno-fast-math", "-O2 -ffp-contract=fast"])
def test_exact_math_is_accepted(cmake, tmp_path, flags):
    done = configured(cmake, tmp_path, "exact_math", "-DCMAKE_BUILD_TYPE=Release",
                      env={"CXXFLAGS": flags})
    assert done.returncode == 0, done.stderr


def test_flags_that_change_are_tried_again(cmake, tmp_path):
    part = (cmake, tmp_path, "exact_math", "-DCMAKE_BUILD_TYPE=Release")
    assert configured(*part).returncode == 0
    assert configured(*part, "-DCMAKE_CXX_FLAGS=-ffast-math").returncode != 0
    assert configured(*part, "-DCMAKE_CXX_FLAGS=-g").returncode == 0


def test_sources_refuse_it_without_cmake(tmp_path):
    compiler = os.environ.get("BRINK_CXX") or "c++"
    (tmp_path / "shape.cpp").write_text('#include "cuda/shape.hpp"\n')
    call = [compiler, "-std=c++17", f"-I{SOURCE}", "-fsyntax-only", tmp_path / "shape.cpp"]
    assert subprocess.run(call, capture_output=True, timeout=CALL_SECONDS).returncode == 0
    done = subprocess.run([*call, "-Ofast"], capture_output=True, text=True, timeout=CALL_SECONDS)
    assert done.returncode != 0 and "Brink needs exact floating-point" in done.stderr


# --- a conda environment

SHOW = 'find_program(FOUND h5cc)\nfind_path(HEADER hdf5.h)\nmessage(STATUS "found: ${FOUND} ${HEADER}")\n'


@pytest.fixture
def conda(tmp_path):
    prefix = tmp_path / "conda env"
    for path in ("bin/h5cc", "include/hdf5.h"):
        (prefix / path).parent.mkdir(parents=True)
        (prefix / path).touch(mode=0o755)
    return prefix


def with_conda(conda):
    return {"CONDA_PREFIX": str(conda), "PATH": f"{conda / 'bin'}:{os.environ['PATH']}"}


def test_active_conda_is_not_searched(cmake, tmp_path, conda):
    done = configured(cmake, tmp_path, "conda", env=with_conda(conda), after=SHOW)
    assert done.returncode == 0, done.stderr
    assert "conda: not searched" in done.stdout
    found = done.stdout.split("found: ")[1].splitlines()[0]
    assert str(conda) not in found, found


def test_conda_is_searched_where_it_is_named(cmake, tmp_path, conda):
    for env, options in (({"CMAKE_PREFIX_PATH": str(conda)}, []),
                         ({}, [f"-DCMAKE_PREFIX_PATH={conda}"])):
        done = configured(cmake, tmp_path, "conda", *options, env={**with_conda(conda), **env},
                          after=SHOW)
        assert f"found: {conda}/bin/h5cc {conda}/include" in done.stdout, done
        shutil.rmtree(tmp_path / "build")


# --- a second HDF5

def test_headers_of_another_hdf5(cmake, tmp_path):
    """CPATH takes precedence over the folders of a package."""
    found = configured(cmake, tmp_path, "hdf5", language="C CXX",
                       after='message(STATUS "at: ${HDF5_C_INCLUDE_DIRS}")\n')
    assert found.returncode == 0, found.stderr
    folders = [Path(path) for path in found.stdout.split("at: ")[1].splitlines()[0].split(";")]
    header = next(path for path in folders if (path / "H5public.h").is_file())
    other = tmp_path / "other hdf5"
    shutil.copytree(header, other)
    text = (other / "H5public.h").read_text()
    (other / "H5public.h").write_text(text.replace("define H5_VERS_MAJOR", "define H5_VERS_MAJOR 9//"))
    shutil.rmtree(tmp_path / "build")
    done = configured(cmake, tmp_path, "hdf5", language="C CXX", env={"CPATH": str(other)})
    assert done.returncode != 0
    assert "built with the headers of HDF5 9." in words(done.stderr), done.stderr
    assert "CPATH" in done.stderr and "HDF5_ROOT" in done.stderr


def test_library_of_another_hdf5(program, tmp_path):
    """The loader finds another library than the build did. The program must say so in one line,
    before HDF5 aborts."""
    (tmp_path / "other.c").write_text(
        "int H5get_libversion(unsigned* a, unsigned* b, unsigned* c)"
        " { *a = 1; *b = 8; *c = 4; return 0; }\n")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", tmp_path / "other.so", tmp_path / "other.c"],
                   check=True, timeout=CALL_SECONDS)
    outcome = Folder(program, tmp_path).call("info", env={"LD_PRELOAD": tmp_path / "other.so"})
    outcome.refused(FAILED, "the headers of HDF5 ", "library that is found is HDF5 1.8.4",
                    "LD_LIBRARY_PATH")
