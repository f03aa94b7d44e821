#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: scripts/configure.sh PRESET BUILD_DIR program|tests|bench
#
# Configures BUILD_DIR with a preset of CMakePresets.json. The user's CC, CXX,
# CXXFLAGS, CMAKE_GENERATOR, ... act as CMake documents them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly preset=$1 build_dir=$2 purpose=$3

options=()
# A folder keeps its generator, because CMake refuses to change it.
if [[ ! -e $build_dir/CMakeCache.txt && -z ${CMAKE_GENERATOR:-} ]] && command -v ninja >/dev/null; then
  options+=(-G Ninja)
fi
# The program alone must build without the test packages. A folder that has the tests keeps them,
# so that `make run` does not throw away what `make test` built.
if [[ $purpose == tests ]]; then
  options+=(-DBRINK_TESTS=ON)
elif [[ ! -e $build_dir/build.ninja && ! -e $build_dir/Makefile ]]; then
  options+=(-DBRINK_TESTS=OFF)
fi
if [[ $purpose == bench ]]; then
  options+=(-DBRINK_BENCH=ON)
fi
exec cmake --preset "$preset" "${options[@]}"
