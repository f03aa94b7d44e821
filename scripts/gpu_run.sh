#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: run.sh [LOGS]
#
# The first contact of Brink with a GPU, in ten minutes: what the program sees, the tests,
# compute-sanitizer, benchmarks, Nsight Compute, and a run on the GPU that the CPU verifies, and
# then all GPUs together. It needs the NVIDIA driver and bash, and no network. Every step has a
# time limit and a log in LOGS (default: logs beside this file); one that fails or is missing does
# not end the others.
# LOGS/summary.md tells how each ended, and is a section for bench/RESULTS.md.
#
# Exit code: 0 when no step failed (tools that are missing are skipped), 1 when one did, 2 for a
# wrong call, or where LOGS cannot be written.
#
# BRINK_GPU_SECONDS   time for all steps together (default 600)
# BRINK_PROGRAMS      folder of brink, test_gpu and bench_gpu (default: that of this file)
# CUDA_HOME           where compute-sanitizer and ncu are looked for beside PATH and the bundle
#                     (default /usr/local/cuda)
#
# Functions are called by name, and by another bash:
# shellcheck disable=SC2317,SC2016
set -uo pipefail
if [[ $# -gt 1 || ${1:-} == -* ]]; then
  sed -n '5p' "${BASH_SOURCE[0]}" | cut -c3- >&2
  exit 2
fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
readonly programs=${BRINK_PROGRAMS:-$here}
readonly seconds_in_all=${BRINK_GPU_SECONDS:-600}
export LC_ALL=C  # numbers have points, and messages are those that are looked for below
if ! mkdir -p "${1:-$here/logs}" || ! touch "${1:-$here/logs}/summary.md"; then
  echo "error: no logs can be written to ${1:-$here/logs}; name another folder: run.sh LOGS" >&2
  exit 2
fi
logs=$(cd "${1:-$here/logs}" && pwd)
readonly logs

results=()  # "step|result|seconds|log", in order
failed=0

note() {  # NAME RESULT SECONDS
  results+=("$1|$2|$3|$1.log")
  printf '%-12s %s (%s s)\n' "$1" "$2" "$3"
}

give_up() {  # NAME RESULT
  echo "$2" > "$logs/$1.log"
  note "$1" "$2" 0
}

# step NAME LIMIT COMMAND...: runs the command with its output in NAME.log. If this file has a
# function "after_NAME", it judges the log of a command that succeeded. What it prints is the
# reason why the step failed nevertheless.
step() {
  local name=$1 limit=$2 left=$((seconds_in_all - SECONDS)) start=$SECONDS code result
  shift 2
  if ((left <= 0)); then
    failed=1
    give_up "$name" "failed: no time left of $seconds_in_all s"
    return
  fi
  ((limit < left)) || limit=$left
  timeout --kill-after=10 "$limit" "$@" > "$logs/$name.log" 2>&1 < /dev/null
  code=$?
  result=ok
  if ((code == 124 || code == 137)); then
    result="failed: not done in $limit s"
  elif grep -q ERR_NVGPUCTRPERM "$logs/$name.log"; then
    # The driver shows its counters only with the administrator's permission.
    result='skipped: this user may not read the performance counters'
  elif ((code != 0)); then
    result="failed: exit code $code"
  elif declare -F "after_$name" > /dev/null; then
    result=$("after_$name" "$logs/$name.log")
  fi
  [[ $result == failed* ]] && failed=1
  note "$name" "$result" $((SECONDS - start))
}

# tool NAME OPTION...: prints its path, in the bundle, on PATH or in CUDA_HOME. With these options
# it must be able to start a program.
tool() {
  local path name=$1
  shift
  for path in "$here/tools/bin/$name" "$(command -v "$name")" "${CUDA_HOME:-/usr/local/cuda}/bin/$name"; do
    [[ -x $path && -f $path ]] || continue
    grep -qx started <<< "$(timeout 30 "$path" "$@" echo started 2>&1)" && echo "$path" && return
  done
  return 1
}

after_info() {
  grep 'cuda:0' "$1" | grep -qv unusable && echo ok && return
  echo "failed: $(sed -n 's/^cuda: *//p' "$1" | grep -m 1 . || echo 'no device')"
}
passed_tests() {
  local skipped
  skipped=$(grep -c '^\[  SKIPPED \].*(' "$1")
  if ((skipped > 0)); then
    echo "failed: $skipped tests skipped themselves"
  else
    sed -n 's/^\[  PASSED  \] \([0-9]* test.*\)\.$/ok: \1/p' "$1" | grep . || echo 'failed: no test ran'
  fi
}
after_thrust() { passed_tests "$1"; }
after_tests() { passed_tests "$1"; }
after_memcheck() { passed_tests "$1"; }
after_racecheck() { passed_tests "$1"; }
after_synccheck() { passed_tests "$1"; }
after_bench() {
  local why rows
  why=$(sed -n 's/^ *"error_message": "\(.*\)",*$/\1/p' "$logs/bench.json" | head -n 1)
  rows=$(grep -c '^ *"name": "gpu/' "$logs/bench.json")
  if [[ -n $why ]]; then
    echo "failed: $why"
  elif ((rows == 0)); then
    echo 'failed: no row'
  else
    echo "ok: $rows rows"
  fi
}
after_ncu() {
  local found
  found=$(grep -c 'Section: ' "$1")
  if ((found > 0)); then echo ok; else echo 'failed: no kernel was profiled'; fi
}
after_verify() { grep -q 'all equal' "$1" && echo 'ok: all equal' || echo 'failed: not all equal'; }
after_all() { after_verify "$1"; }

step info 60 "$programs/brink" info
step thrust 60 "$programs/test_gpu" --gtest_filter='*Thrust*'
step tests 200 "$programs/test_gpu" --gtest_filter='-*Thrust*'
if sanitizer=$(tool compute-sanitizer --require-cuda-init=no); then
  for check in memcheck racecheck synccheck; do
    step "$check" 60 "$sanitizer" --tool "$check" --error-exitcode 9 "$programs/test_gpu" \
      --gtest_filter='EveryKernel.*'
  done
else
  for check in memcheck racecheck synccheck; do give_up "$check" 'skipped: no compute-sanitizer works here'; done
fi
step bench 120 "$programs/bench_gpu" --benchmark_out="$logs/bench.json" --benchmark_min_time=0.3

# Prints how much one launch of each of four kernels uses the pipes (ALU, FMA, XU, LSU, ...).
pipes() {
  local row kernel
  while read -r kernel row; do
    BRINK_BENCH_SLICE=1e-9 "$1" --section ComputeWorkloadAnalysis --section SpeedOfLight \
      --kernel-name "$kernel" --launch-count 1 "$programs/bench_gpu" --benchmark_filter="$row" || return
  done << 'KERNELS'
tally_ones_by_thread gpu/brightness/n8/b1
judge_levels_by_block gpu/brightness/n1024/b1/
judge_levels_by_block gpu/brightness/n1024/b8/
count_pairs_shared gpu/halfspace_binomial/n1024/b8
KERNELS
}
if ncu=$(tool ncu); then
  export -f pipes
  export programs
  step ncu 60 bash -c 'pipes "$1"' pipes "$ncu"
else
  give_up ncu 'skipped: no ncu works here'
fi
step quickstart 120 "$programs/brink" run "$here/configs/quickstart.toml" -o "$logs/quickstart.h5" \
  --device cuda --force --quiet
step verify 120 "$programs/brink" verify "$logs/quickstart.h5" --device cpu
# All devices of the machine together, of which there may be one.
step all 60 "$programs/brink" verify "$logs/quickstart.h5" --device cuda:all

summary() {
  local entry name result seconds log
  echo "## $(date +%F): $(sed -n 's/^cuda: *cuda:0, //p' "$logs/info.log" | grep . || echo 'no GPU')"
  echo
  head -n 1 "$logs/info.log"
  echo
  echo '| step | result | seconds | log |'
  echo '|---|---|--:|---|'
  for entry in "${results[@]}"; do
    IFS='|' read -r name result seconds log <<< "$entry"
    echo "| $name | $result | $seconds | $log |"
  done
  echo
  # Google Benchmark writes one key per line.
  awk '
    function short(value) {
      if (value == "") return ""
      value += 0  # from here on a number
      if (value >= 1e9) return sprintf("%.3g G", value / 1e9)
      if (value >= 1e6) return sprintf("%.3g M", value / 1e6)
      if (value >= 1e4) return sprintf("%.3g k", value / 1e3)
      return sprintf("%.3g", value)
    }
    match($0, /^ *"[A-Za-z_]+": /) {
      key = $1
      gsub(/[":]/, "", key)
      value[key] = substr($0, RLENGTH + 1)
      sub(/^"/, "", value[key])
      sub(/"?,?$/, "", value[key])
    }
    /^ *}/ && value["name"] ~ /^gpu\// && value["measured"] != "" {
      if (!rows++) {
        print "| benchmark | images/s | Gpixel/s | GB/s | measured | what is measured |"
        print "|---|--:|--:|--:|--:|---|"
      }
      sub(/\/manual_time$/, "", value["name"])
      pixels = value["pixels_per_s"]
      printf "| %s | %s | %s | %s | %s | %s |\n", value["name"], short(value["images_per_s"]),
             pixels == "" ? "" : short(pixels / 1e9), short(value["GB_per_s"]),
             short(value["measured"]), value["label"]
    }
    /^ *}/ { delete value }' "$logs/bench.json" 2> /dev/null
}
summary > "$logs/summary.md"
echo
cat "$logs/summary.md"
echo
echo "written: $logs/summary.md"
exit "$failed"
