#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: scripts/lint.sh BUILD_DIR JOBS
#
# Checks the form of the sources (clang-format), and looks for bugs in the host code (clang-tidy, with
# the checks of .clang-tidy), the scripts (shellcheck) and the Python code (pyflakes). BUILD_DIR is a
# configured build folder, for its compile_commands.json. Every tool runs, also when one finds faults.
#
# Functions are called by name:
# shellcheck disable=SC2317
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
readonly build_dir=$1 jobs=$2
readonly deciding_version=14  # of clang-format: versions write different formats

status=0
check() {
  local -r name=$1
  shift
  echo "== $name"
  "$@" || { status=1; echo "== $name FAILED"; }
}

check_format() {
  if ! clang-format --version | grep -q "version $deciding_version\."; then
    echo "skipped: clang-format $deciding_version decides, this is $(clang-format --version)"
    return
  fi
  git ls-files '*.[ch]pp' '*.cu' '*.cuh' | xargs clang-format --dry-run -Werror
}

check_tidy() {
  # The build generates a header. Without nvcc, host/device is compiled with the headers of the
  # tests' executor, which clang 14 cannot read.
  cmake --build "$build_dir" --target brink_version_header >/dev/null &&
    run-clang-tidy -quiet -p "$build_dir" -j "$jobs" "$PWD/host/(?!device/).*\.cpp$" 2>/dev/null
}

check_scripts() {
  git grep -lE '^#!/bin/(ba)?sh' -- ':!*.md' | xargs shellcheck  # pages quote scripts
}

check_python() {
  git ls-files '*.py' | xargs pyflakes3
}

check clang-format check_format
check shellcheck check_scripts
check pyflakes check_python
check clang-tidy check_tidy
exit "$status"
