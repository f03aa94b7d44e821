#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# Compiles the vectorised loops and their tests for ARM (NEON) and runs them on an emulated
# machine: about two minutes. On Debian it needs, as root,
#
#   dpkg --add-architecture arm64 && apt-get update
#   apt-get install g++-aarch64-linux-gnu qemu-user-static libhwy-dev:arm64 libgtest-dev:arm64 \
#                   libfmt-dev:arm64
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The loops, what their tests draw in, and nothing that needs more libraries.
sources='host/cpu/simd/simd.cpp host/cpu/levels/level_counter.cpp host/cpu/levels/level_windows.cpp
  host/cpu/weighted/prepared_weights.cpp host/cpu/draw/weight_stream.cpp host/cpu/draw/draw_levels.cpp host/cpu/draw/unpack.cpp
  tests/cpu/simd/draw_test.cpp tests/cpu/simd/levels_test.cpp tests/cpu/simd/weights_test.cpp
  tests/cpu/levels/level_counter_test.cpp'
# Word by word:
# shellcheck disable=SC2086
aarch64-linux-gnu-g++ -std=c++20 -O2 -ffp-contract=off -I. $sources \
  -lgtest -lgtest_main -lhwy -lfmt -lpthread -o "$folder/test_neon"
qemu-aarch64-static "$folder/test_neon"
