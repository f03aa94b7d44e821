// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/run/runner.hpp"

namespace brink {

/// What carries out a run's groups, as `--device` chose it.
struct Backend {
  GroupRunner run_group;
  std::uint64_t parallel_images = 0;  ///< see RunOptions
  std::string device;                 ///< the GPU, for the result file; empty: the CPU
  std::string name;                   ///< "cpu (AVX3_DL)", "cuda (runtime 13.0, driver 13.0)"
  std::string notice;                 ///< what to tell before computing; empty: nothing

  /// What computes with so many threads, for the result file.
  std::string description(unsigned threads) const;
};

/// Takes the device that `--device` names: auto, cpu, cuda or cuda:k. Of several
/// processes on a machine, number `local_rank` takes device local_rank mod devices.
/// @throw Error: no such word; the device does not work
Backend choose_backend(const std::string& device, unsigned local_rank = 0);

/// For the ranks that serve a run's root: computes with the `--device` that stands in the
/// command line, which they share with root. The device is chosen at the first call, by
/// the rank's number on its machine.
GroupRunner rank_runner(const std::vector<std::string>& arguments);

/// Every core of this machine, at least 1.
unsigned all_cores();

/// "cpu (AVX3_DL)": the CPU with its instruction set.
std::string cpu_backend();

/// "cpu: <model>, <threads> threads", for the result file and for people.
std::string cpu_description(unsigned threads);

/// The devices of this machine, a line each, or why there is none.
std::vector<std::string> cuda_lines();

}  // namespace brink
