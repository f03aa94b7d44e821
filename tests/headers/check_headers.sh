#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: check_headers.sh CXX [NVCC]
#
# Compiles every header of the device code and its callers alone, as the only thing that a
# file includes: cuda/ as C++17 without CUDA, what names CUDA on the executor's runtime. Where
# there is an nvcc, it compiles those of cuda/ too, all in one file, which takes seconds and
# not a minute. Names those that do not compile.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
export CXX=$1
readonly nvcc=${2:-}

check() {
  local dialect=(-std=c++20 -DBRINK_SIMT -Itests/simt/include)
  if [[ $1 == cuda/* && $1 != cuda/kernel/* ]]; then dialect=(-std=c++17); fi
  "$CXX" "${dialect[@]}" -Wall -Wextra -Werror -I. -fsyntax-only -x c++ - <<< "#include \"$1\"" && return
  echo "does not compile alone: $1"
  return 1
}
export -f check

mapfile -t headers < <(find cuda host/device -name '*.hpp' -o -name '*.cuh' | sort)
if [[ ${#headers[@]} -eq 0 ]]; then
  echo "no headers found" >&2
  exit 1
fi
printf '%s\n' "${headers[@]}" | xargs -P "$(nproc)" -I{} bash -c 'check {}' || exit 1
if [[ -n $nvcc ]]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  for header in "${headers[@]}"; do
    if [[ $header == cuda/* ]]; then echo "#include \"$header\""; fi
  done > "$work/all.cu"
  "$nvcc" -std=c++17 -arch=sm_75 -I. --cuda -o "$work/all.ii" "$work/all.cu" || exit 1
fi
echo "${#headers[@]} headers compile alone"
