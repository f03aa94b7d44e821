#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: scripts/gpu_bundle.sh [FOLDER [ARCHITECTURES]]
#
# For a GPU machine without compiler, packages or network: builds brink, test_gpu and bench_gpu
# here, for the given compute capabilities ("80;90"; default: all that nvcc knows from 7.5 on), and
# puts them into FOLDER (default results/brink-gpu) with the libraries that they need, with
# compute-sanitizer, where the CUDA toolkit here has it, and with run.sh (scripts/gpu_run.sh). Packs
# all of that into FOLDER.tar.gz. The other machine needs the NVIDIA driver and a C library no older
# than this one's.
#
# BRINK_GPU_PROGRAMS  folder with a brink, test_gpu and bench_gpu that are bundled instead of
#                     building them, such as those of the tests' executor
# BRINK_GPU_BUILD     build folder (default build-gpu)
# JOBS                processes for building
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [[ $# -gt 2 || ${1:-} == -* ]]; then
  sed -n '5p' "scripts/gpu_bundle.sh" | cut -c3- >&2
  exit 2
fi
readonly folder=${1:-results/brink-gpu} architectures=${2:-}
readonly build=${BRINK_GPU_BUILD:-build-gpu}
readonly names=(brink test_gpu bench_gpu)
programs=${BRINK_GPU_PROGRAMS:-}

if [[ -z $programs ]]; then
  # With old-style tags, libraries that bundled libraries need are looked for there, too.
  # The loader, not the shell, replaces $ORIGIN.
  # shellcheck disable=SC2016
  cmake -S . -B "$build" -DCMAKE_BUILD_TYPE=Release -DBRINK_CUDA=ON -DBRINK_MPI=OFF \
    -DBRINK_TESTS=ON -DBRINK_BENCH=ON -DCMAKE_BUILD_RPATH='$ORIGIN/lib' \
    -DCMAKE_EXE_LINKER_FLAGS=-Wl,--disable-new-dtags \
    ${architectures:+-DCMAKE_CUDA_ARCHITECTURES="$architectures"}
  cmake --build "$build" --parallel "${JOBS:-$(nproc)}" --target "${names[@]}"
  programs=$build
fi

rm -rf "$folder" "$folder.tar.gz"
mkdir -p "$folder/lib" "$folder/configs"
for name in "${names[@]}"; do
  cp -L "$programs/$name" "$folder/"
  strip "$folder/$name" 2> /dev/null || true  # a stand-in may be a script
done
cp scripts/gpu_run.sh "$folder/run.sh"
cp configs/quickstart.toml "$folder/configs/"

# All libraries except those of the C library, which belong to the kernel and the loader of a
# machine.
readonly system='^(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util|anl|mvec|nsl))\.so'
for name in "${names[@]}"; do
  ldd "$programs/$name" 2> /dev/null || true
done | awk '$2 == "=>" && $3 ~ /^\// { print $1, $3 }' | sort -u | while read -r library path; do
  if [[ ! $library =~ $system ]]; then cp -L "$path" "$folder/lib/$library"; fi
done

# That of the toolkit here, where it can start a program. PyPI's package cannot: it lacks parts.
sanitizer() {
  local nvcc tools
  nvcc=$(command -v nvcc || echo "${CUDA_HOME:-/usr/local/cuda}/bin/nvcc")
  tools=$(dirname "$(dirname "$(readlink -f "$nvcc")")")/compute-sanitizer
  grep -qx started <<< "$("$tools/compute-sanitizer" --require-cuda-init=no echo started 2>&1)" || return
  mkdir -p "$folder/tools"
  cp -rL "$tools" "$folder/tools/bin"
}
if ! sanitizer; then
  echo "compute-sanitizer is not bundled: none works here; run.sh looks for one on its machine"
fi

tar -czf "$folder.tar.gz" -C "$(dirname "$folder")" "$(basename "$folder")"
echo "written: $folder.tar.gz, $(du -m "$folder.tar.gz" | cut -f 1) MiB; there: tar -xf, then $(basename "$folder")/run.sh"
