// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// The main() of every program of bench/: Google Benchmark's, which also records what made the
// numbers.

#include <benchmark/benchmark.h>

#include "bench/measure.hpp"
#include "host/cpu/simd/simd.hpp"
#include "host/version.hpp"

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::AddCustomContext(
      "brink", std::string(brink::version) + " (" + std::string(brink::git_commit) + ")");
  benchmark::AddCustomContext("compiler", __VERSION__);
  benchmark::AddCustomContext("instruction_set", brink::simd::instruction_set());
  benchmark::AddCustomContext("threads", std::to_string(brink::bench::all_cores()));
  benchmark::RunSpecifiedBenchmarks();
}
