// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ostream>
#include <thread>

#include "host/cli/command_line.hpp"
#include "host/cli/device.hpp"
#include "host/cpu/simd.hpp"
#include "host/result/reading.hpp"
#include "host/version.hpp"

namespace brink {
namespace {

void describe_program(std::ostream& out) {
  out << fmt::format("brink {} ({})\n", version, git_commit);
  out << fmt::format("compiler: {}\n", __VERSION__);
  out << fmt::format("device:   {}\n", cpu_description(std::thread::hardware_concurrency()));
  out << fmt::format("vectors:  {} (of {})\n", simd::instruction_set(),
                     fmt::join(simd::instruction_sets(), ", "));
  out << "cuda:     not in this version\n";
}

void describe_file(const std::string& path, std::ostream& out) {
  const FileSummary file = read_summary(path);
  out << fmt::format("file:        {}\n", path);
  out << fmt::format("source:      {}\n", file.source);
  out << fmt::format("history:     {}\n", file.history);
  out << fmt::format("device:      {}, {}\n", file.device, file.backend);
  out << fmt::format("seed:        {}, sampler {}\n", file.seed, file.sampler);
  out << fmt::format("classifiers: {}\n", fmt::join(file.classifiers, ", "));
  out << fmt::format("channels:    {}\n", fmt::join(file.channels, ", "));
  out << fmt::format("n:           {}\n", fmt::join(file.n, ", "));
  out << fmt::format("bit_depth:   {}\n", fmt::join(file.bit_depth, ", "));
  out << fmt::format("p:           {}\n", fmt::join(file.p, ", "));
  const bool scale = file.radius_mode == RadiusMode::scale;
  if (!file.radius.empty()) {
    out << fmt::format("{} {} values, {:g} to {:g}\n", scale ? "radius_scale:" : "radius:      ",
                       file.radius.size(), file.radius.front(), file.radius.back());
  }
  out << fmt::format("cells:       {} of {} finished\n", file.done, file.cells);
}

}  // namespace

void info(const std::string& path, std::ostream& out) {
  if (path.empty()) {
    describe_program(out);
  } else {
    describe_file(path, out);
  }
}

}  // namespace brink
