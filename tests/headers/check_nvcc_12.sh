#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: check_nvcc_12.sh HEADERS FOLDER CXX PYTHON
#
# Compiles every kernel to PTX with nvcc 12.0, the oldest that README.md promises. PyPI has only
# ptxas of CUDA 12, so nvcc and Thrust come from the packages of Ubuntu 24.04, unpacked, once, and are
# kept in FOLDER. HEADERS are the runtime's, which check_cuda_version.sh has fetched. Says "no nvcc
# 12.0 here" where there is none to be had, or no g++ that it can use.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
readonly headers=$1 folder=$2 CXX=$3 python=$4
readonly newest_host=12  # of g++, by nvcc 12.0's own headers

none() {
  echo "no nvcc 12.0 here: $1"
  exit 0
}

readonly pool=http://archive.ubuntu.com/ubuntu/pool
readonly -a packages=(
  "multiverse/n/nvidia-cuda-toolkit/nvidia-cuda-toolkit_12.0.140~12.0.1-4build4_amd64.deb
   ee91ed0262cd2c66a24453d53d3bcfe60825abdd6536de997cd8fd8d4f50b483"
  "universe/libt/libthrust/libthrust-dev_2.0.1-2_all.deb
   f6c8d791e669c23bbba75d8c0a2cceb551202e7ff0c2ca3ca6909e748aea66cf"
  "universe/c/cub/libcub-dev_2.0.1-2_all.deb
   9735635b969895e2a7c28d26865ddccfc36c89edaab5e3983ca20da191d0966b"
  "universe/libc/libcudacxx/libcu++-dev_1.9.0-3_all.deb
   cbc4abc2b4515705379bee50728eb39941e4a4599a2a8b6e25bfb2fddfd76920"
)

# fetch URL SHA256 FILE: fails where the network is so slow that the test would run out of time.
fetch() {
  timeout 300 "$python" -c 'import shutil, sys, urllib.request
with urllib.request.urlopen(sys.argv[1], timeout=60) as got, open(sys.argv[2], "wb") as file:
    shutil.copyfileobj(got, file)' "$1" "$3" 2> /dev/null &&
    sha256sum --check --status <<< "$2  $3"
}

# Puts the tools where nvcc looks for them, as NVIDIA's own packages do.
unpack() {
  local work package url sum
  mkdir -p "$folder"
  work=$(mktemp -d "$folder/fetching.XXXXXX")
  trap 'rm -rf "$work"' RETURN
  for package in "${packages[@]}"; do
    read -r -d '' url sum <<< "$package"
    fetch "$pool/$url" "$sum" "$work/package.deb" || return 1
    dpkg-deb -x "$work/package.deb" "$work/root" || return 1
  done
  local -r from=$work/root/usr/lib/nvidia-cuda-toolkit to=$work/nvcc
  mkdir -p "$to/bin" "$to/nvvm/bin"
  cp "$from/bin/nvcc" "$work/root/usr/bin/"{cudafe++,ptxas,fatbinary} "$to/bin"
  cp "$from/bin/cicc" "$to/nvvm/bin"
  cp -r "$from/libdevice" "$to/nvvm/"
  cp -r "$work/root/usr/include" "$to/"
  # shellcheck disable=SC2016  # nvcc replaces them
  printf '%s\n' 'TOP = $(_HERE_)/..' 'CICC_PATH = $(TOP)/nvvm/bin' \
    'NVVMIR_LIBRARY_DIR = $(TOP)/nvvm/libdevice' 'PATH += $(TOP)/nvvm/bin:$(_HERE_):' \
    > "$to/bin/nvcc.profile"
  mv -T "$to" "$folder/nvcc"
}

[[ -f $headers/cuda_runtime.h ]] || none "PyPI gave no headers"
[[ $(uname -m) == x86_64 && -x $(type -P dpkg-deb) ]] || none "its package is for Debian on x86_64"
host=$CXX
[[ $("$host" -dumpversion) -le $newest_host ]] || host=$(type -P "g++-$newest_host") ||
  none "it knows g++ up to $newest_host"
[[ -x $folder/nvcc/bin/nvcc ]] || unpack || none "Ubuntu gave no package"

mapfile -t kernels < <(find cuda -name '*.cu' | sort)
printf '%s\n' "${kernels[@]}" |
  xargs -P 2 -I {} "$folder/nvcc/bin/nvcc" -ccbin "$host" -std=c++17 --fmad=false -DNDEBUG -I. \
    -isystem "$folder/nvcc/include" -isystem "$headers" -arch=compute_75 -ptx -o /dev/null {} ||
  { echo "not every kernel compiles with nvcc 12.0"; exit 1; }
echo "${#kernels[@]} files of kernels compile with $("$folder/nvcc/bin/nvcc" --version | tail -n 1)"
