// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/run/runner.hpp"

namespace brink {

/// What computes the groups of a run, as `--device` chose it.
struct Backend {
  GroupRunner run_group;
  std::uint64_t parallel_images = 0;  ///< see RunOptions
  std::string device;                 ///< the GPU, for the result file; empty for the CPU
  std::string name;                   ///< "cpu (AVX3_DL)", "cuda (runtime 13.0, driver 13.0)"
  std::string notice;                 ///< a message before computing; may be empty

  /// What computes, with so many threads, for the result file.
  std::string description(unsigned threads) const;
};

/// Takes the devices that `--device` names: auto, cpu, cuda, cuda:k or cuda:all. Of several
/// processes on a machine, number `local_rank` takes device local_rank mod devices.
/// @throw Error where the word is unknown or the device does not work
Backend choose_backend(const std::string& device, unsigned local_rank = 0);

/// Makes the runner of the ranks that serve the root of a run. It computes on the `--device` of
/// the command line, which all ranks share with the root. It chooses the device at its first
/// call, by the number of the rank on its machine.
GroupRunner rank_runner(const std::vector<std::string>& arguments);

/// The CPU with its instruction set: "cpu (AVX3_DL)".
std::string cpu_backend();

/// The CPU for the result file and for people: "cpu: <model>, <threads> threads".
std::string cpu_description(unsigned threads);

/// The devices of this machine, one per line, or the reason why there is none.
std::vector<std::string> cuda_lines();

}  // namespace brink
