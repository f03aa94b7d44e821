// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cli/device.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <thread>

#include "host/cpu/simd.hpp"
#include "host/error.hpp"

namespace brink {

void check_device(const std::string& device) {
  if (device == "auto" || device == "cpu") return;
  if (std::regex_match(device, std::regex("cuda(:[0-9]+)?"))) {
    throw Error(Exit::failed, fmt::format("--device {}: this version of brink has no CUDA "
                                          "backend; use --device cpu",
                                          device));
  }
  throw Error(Exit::usage, fmt::format("--device {}: unknown device; accepted: auto, cpu, cuda, "
                                       "cuda:k with k a device number",
                                       device));
}

unsigned all_cores() { return std::max(1u, std::thread::hardware_concurrency()); }

std::string cpu_backend() { return fmt::format("cpu ({})", simd::instruction_set()); }

std::string cpu_description(unsigned threads) {
  std::ifstream file("/proc/cpuinfo");
  std::string model;
  for (std::string line; model.empty() && std::getline(file, line);) {
    if (line.rfind("model name", 0) == 0) model = line.substr(line.find(':') + 2);
  }
  return fmt::format("cpu: {}{} thread{}", model.empty() ? "" : model + ", ", threads,
                     threads == 1 ? "" : "s");
}

}  // namespace brink
