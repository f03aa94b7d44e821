// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <thread>

#include "host/cli/command.hpp"
#include "host/cli/device.hpp"
#include "host/cli/options.hpp"
#include "host/cpu/simd.hpp"
#include "host/mpi/channel.hpp"
#include "host/result/reading.hpp"
#include "host/result/sample_reading.hpp"
#include "host/version.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::array info_options = {"help"sv};

/// Cells that are named one by one: those of a shape are part done together.
constexpr std::size_t most_part_done = 10;

/// Every save that continued a file left a line; they are aligned here.
std::string aligned(std::string history) {
  for (std::size_t at = 0; (at = history.find('\n', at)) != std::string::npos; ++at) {
    history.insert(at + 1, "             ");
  }
  return history;
}

void describe_program(std::ostream& out) {
  out << fmt::format("brink {} ({})\n", version, git_commit);
  out << fmt::format("compiler: {}\n", __VERSION__);
  out << fmt::format("device:   {}\n", cpu_description(std::thread::hardware_concurrency()));
  out << fmt::format("vectors:  {} (of {})\n", simd::instruction_set(),
                     fmt::join(simd::instruction_sets(), ", "));
  for (const std::string& line : cuda_lines()) out << fmt::format("cuda:     {}\n", line);
  const std::string mpi = mpi_library();
  out << fmt::format("mpi:      {}\n", mpi.empty() ? "not built in" : mpi);
}

void describe_file(const std::string& path, std::ostream& out) {
  const FileSummary file = read_summary(path);
  out << fmt::format("file:        {}\n", path);
  out << fmt::format("source:      {}\n", file.source);
  out << fmt::format("history:     {}\n", aligned(file.history));
  out << fmt::format("device:      {}, {}\n", file.device, file.backend);
  out << fmt::format("seed:        {}, sampler {}\n", file.seed, file.sampler);
  out << fmt::format("classifiers: {}\n", fmt::join(file.classifiers, ", "));
  out << fmt::format("channels:    {}\n", fmt::join(file.channels, ", "));
  out << fmt::format("n:           {}\n", fmt::join(file.n, ", "));
  out << fmt::format("bit_depth:   {}\n", fmt::join(file.bit_depth, ", "));
  out << fmt::format("p:           {}\n", fmt::join(file.p, ", "));
  const bool scale = file.radius_mode == RadiusMode::scale;
  if (!file.radius.empty()) {
    out << fmt::format("{} {} values, {:g} to {:g}\n",
                       scale ? "radius_scale:" : "radius:      ", file.radius.size(),
                       file.radius.front(), file.radius.back());
  }
  out << fmt::format("cells:       {} of {} finished{}{}\n", file.done, file.cells,
                     file.stopped == 0 ? "" : fmt::format(" ({} ended early)", file.stopped),
                     file.part.empty() ? "" : fmt::format(", {} part done", file.part.size()));
  for (std::size_t i = 0; i < std::min(file.part.size(), most_part_done); ++i) {
    const auto& [cell, samples, wanted] = file.part[i];
    out << fmt::format("part done:   {}: {} of {} images\n", cell, samples, wanted);
  }
  if (file.part.size() > most_part_done) {
    out << fmt::format("part done:   and {} more\n", file.part.size() - most_part_done);
  }
}

void describe_sample(const std::string& path, const SampleSummary& file, std::ostream& out) {
  out << fmt::format("file:        {}\n", path);
  out << fmt::format("source:      {}\n", file.source);
  out << fmt::format("history:     {}\n", file.history);
  out << fmt::format("seed:        {}, sampler {}\n", file.seed, file.sampler);
  out << fmt::format("images:      {}, from number {}, with their witnesses\n", file.images,
                     file.first_image);
  out << fmt::format("shape:       h={} n={} b={}\n", file.channels, file.n, file.bit_depth);
  out << fmt::format("classifiers: {}\n", fmt::join(file.classifiers, ", "));
  out << fmt::format("p:           {}\n", fmt::join(file.p, ", "));
}

void info(const std::string& path, std::ostream& out) {
  if (path.empty()) {
    describe_program(out);
  } else if (const auto sample = read_sample_summary(path)) {
    describe_sample(path, *sample, out);
  } else {
    describe_file(path, out);
  }
}

void parse_and_describe(const std::vector<std::string>& arguments, std::ostream& out) {
  check_options(arguments, info_options);
  for (const std::string& argument : arguments) {
    if (argument != "--help" && argument != "-h") continue;
    out << "usage: brink info [FILE]\n";
    return;
  }
  if (!arguments.empty() && arguments[0].rfind('-', 0) == 0) {
    refuse(fmt::format("unknown option {}; accepted: --help", arguments[0]));
  }
  if (arguments.size() > 1) refuse("brink info: several files given; accepted: one FILE or none");
  info(arguments.empty() ? "" : arguments[0], out);
}

}  // namespace

const Command info_command{"info", "[FILE]", "version, build, devices; or what FILE holds",
                           parse_and_describe};

}  // namespace brink
