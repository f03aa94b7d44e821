// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <variant>

#include "host/cli/command.hpp"
#include "host/cli/device.hpp"
#include "host/cli/options.hpp"
#include "host/cpu/simd/simd.hpp"
#include "host/machine/cpu_allowance.hpp"
#include "host/mpi/channel.hpp"
#include "host/result/file/sample_reading.hpp"
#include "host/version.hpp"

namespace brink {
namespace {

/// The most cells that are listed one by one, because all cells of a shape are part done
/// together.
constexpr std::size_t most_part_done = 10;

/// Aligns the lines of a history. Each save that continued a file has added a line.
std::string aligned(std::string history) {
  for (std::size_t at = 0; (at = history.find('\n', at)) != std::string::npos; ++at) {
    history.insert(at + 1, "             ");
  }
  return history;
}

void describe_program(std::ostream& out) {
  out << fmt::format("brink {} ({})\n", version, git_commit);
  out << fmt::format("compiler: {}\n", __VERSION__);
  const CpuAllowance cpus = cpu_allowance();
  out << fmt::format("device:   {}\n", cpu_description(cpus.threads()));
  out << fmt::format("threads:  {}\n", cpus.text());
  out << fmt::format("vectors:  {} (of {})\n", simd::instruction_set(),
                     fmt::join(simd::instruction_sets(), ", "));
  for (const std::string& line : cuda_lines()) out << fmt::format("cuda:     {}\n", line);
  const std::string mpi = mpi_library();
  out << fmt::format("mpi:      {}\n", mpi.empty() ? "not built in" : mpi);
}

void describe(const std::string& path, const FileSummary& file, std::ostream& out) {
  out << fmt::format("file:        {}\n", path);
  out << fmt::format("source:      {}\n", file.source);
  out << fmt::format("history:     {}\n", aligned(file.history));
  out << fmt::format("device:      {}, {}\n", file.device, file.backend);
  out << fmt::format("seed:        {}, sampler {}\n", file.seed, file.sampler);
  out << fmt::format("classifiers: {}\n", fmt::join(file.class_names(), ", "));
  if (file.strata > 1) out << fmt::format("strata:      {} of each class\n", file.strata);
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

void describe(const std::string& path, const SampleSummary& file, std::ostream& out) {
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

void add_info_options(cxxopts::Options& options) {
  options.add_options(argument_group)("file", "a result file or a sample file (optional)",
                                      cxxopts::value<std::vector<std::string>>(), "FILE");
  options.parse_positional({"file"});
}

void call_info(const cxxopts::ParseResult& parsed, const std::vector<std::string>&,
               std::ostream& out) {
  const std::vector<std::string> files = values(parsed, "file");
  if (files.size() > 1) refuse("brink info: several files were given; accepted: one FILE or none");
  if (files.empty()) {
    describe_program(out);
  } else {
    std::visit([&](const auto& file) { describe(files[0], file, out); },
               read_either_summary(files[0]));
  }
}

constexpr std::array info_examples = {
    Example{"brink info", "tells the version, the build and the devices of this machine"},
    Example{"brink info results/quickstart.h5", "tells what the file holds and how far it is"},
};

}  // namespace

const Command info_command{
    "info",
    "[FILE]",
    "show version and devices, or a file",
    R"(Without FILE, prints the version, the compiler, the instruction sets, the GPUs
and the MPI library, which is what a report of a fault should hold. With FILE,
prints what a result file or a sample file holds.)",
    info_examples,
    add_info_options,
    call_info};

}  // namespace brink
