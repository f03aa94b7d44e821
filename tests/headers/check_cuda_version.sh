#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: check_cuda_version.sh VERSION FOLDER CXX PYTHON
#
# Compiles every file of the host that calls CUDA, as far as its syntax, against the runtime's
# headers of that version (12.0), which come from PyPI, once, and are kept in FOLDER. No nvcc
# takes part. Says "no headers of CUDA" where PyPI cannot be reached.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
readonly version=$1 python=$4
readonly folder=$2/$version
readonly CXX=$3

fetch() {
  local packages=("nvidia-cuda-runtime==$version.*" "nvidia-cuda-crt==$version.*")
  # Before CUDA 13 crt/ came with nvcc.
  if [[ ${version%%.*} -lt 13 ]]; then
    packages=("nvidia-cuda-runtime-cu12==$version.*" "nvidia-cuda-nvcc-cu12==$version.*")
  fi
  local work wheel
  mkdir -p "$2"
  work=$(mktemp -d "$2/fetching.XXXXXX")
  trap 'rm -rf "$work"' RETURN
  "$python" -m pip download --quiet --no-deps --only-binary=:all: --dest "$work" "${packages[@]}" \
    > "$work/pip.log" 2>&1 || { tail -n 2 "$work/pip.log"; return 1; }
  for wheel in "$work"/*.whl; do
    "$python" -m zipfile -e "$wheel" "$work/unpacked" || return 1
  done
  mkdir "$work/include"
  cp -r "$work"/unpacked/nvidia/*/include/* "$work/include/" 2> /dev/null
  [[ -f $work/include/cuda_runtime.h ]] || return 1
  mv -T "$work/include" "$folder"
}

if [[ ! -f $folder/cuda_runtime.h ]] && ! fetch "$version" "$2"; then
  echo "no headers of CUDA $version here: PyPI gave none"
  exit 0
fi
[[ -f $folder/crt/host_config.h ]] || { echo "the headers of CUDA $version lack crt/"; exit 1; }

# What nearly every file includes is parsed once: a third of the time.
common=$(mktemp -d)
readonly common
trap 'rm -rf "$common"' EXIT
readonly -a standard=(algorithm array cstdint functional memory string vector)
printf '#include <%s>\n' "${standard[@]}" fmt/format.h cuda_runtime.h > "$common/common.hpp"
readonly -a options=(-std=c++20 -Wall -Wextra -Werror -I. -isystem "$folder")
"$CXX" "${options[@]}" -x c++-header "$common/common.hpp" -o "$common/common.hpp.gch" || exit 1

mapfile -t files < <(find host/device -name '*.cpp' -not -path '*/missing/*' | sort
                     printf '%s\n' bench/gpu.cpp tests/gpu/*.cpp)
printf '%s\n' "${files[@]}" \
  | xargs -P 2 -n 1 "$CXX" "${options[@]}" -include "$common/common.hpp" -Winvalid-pch -fsyntax-only \
  || { echo "not every file compiles with the headers of CUDA $version"; exit 1; }
echo "${#files[@]} files compile with the headers of CUDA $version"
