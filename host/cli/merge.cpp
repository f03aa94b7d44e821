// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include <array>
#include <ostream>

#include "host/cli/command.hpp"
#include "host/cli/options.hpp"
#include "host/cli/output.hpp"
#include "host/cli/signals.hpp"
#include "host/error.hpp"
#include "host/result/file/reading_results.hpp"
#include "host/result/file/writing.hpp"
#include "host/result/merge/merging.hpp"
#include "host/run/records.hpp"
#include "host/run/runner.hpp"

namespace brink {
namespace {

void add_merge_options(cxxopts::Options& options) {
  auto add = options.add_options();
  add("o,output", "file to write", cxxopts::value<std::string>(), "FILE");
  add("force", "replace the file where it exists");
  options.add_options(argument_group)("file", "two result files or more",
                                      cxxopts::value<std::vector<std::string>>(), "FILE...");
  options.parse_positional({"file"});
}

void describe(const Results& sum, std::size_t files, const std::string& path, std::ostream& out) {
  std::uint64_t images = 0;
  std::size_t done = 0;
  for (const CellResult& cell : sum.cells) {
    images += cell.samples;
    done += cell.done ? 1 : 0;
  }
  const Config& config = sum.config;
  out << fmt::format("{} files: {} images, {} of {} cells finished", files, images, done,
                     sum.cells.size());
  if (config.sampler != Sampler::exhaustive) {
    out << fmt::format(" of images {}", range_text({{config.first_image, config.samples}}));
  }
  out << fmt::format("\nwritten: {}\n", path);
}

void merge(const std::vector<std::string>& files, const std::string& output, bool force,
           const std::string& command, std::ostream& out) {
  const std::atomic<bool>& interrupted = catch_interrupts();
  const auto go_on = [&] {
    if (interrupted) throw Error(Exit::interrupted, "interrupted: nothing was written");
  };
  OutputFile target(output, force, "--force to replace it");
  Merger merger;
  for (const std::string& file : files) {
    go_on();
    merger.add(file, read_results(file));
  }
  Results sum = merger.result(command);
  restore_records(sum);
  go_on();
  target.write(result_image(sum));
  describe(sum, files.size(), output, out);
}

void call_merge(const cxxopts::ParseResult& parsed, const std::vector<std::string>& arguments,
                std::ostream& out) {
  const std::vector<std::string> files = values(parsed, "file");
  if (files.size() < 2) {
    refuse(fmt::format("brink merge: {} was given; accepted: two result files or more",
                       files.empty() ? "no file" : "one file"));
  }
  const std::string output = output_option(parsed);
  if (output.empty()) refuse("brink merge: -o FILE is missing; accepted: the name of a new file");
  merge(files, output, parsed["force"].as<bool>(), command_text("merge", arguments), out);
}

constexpr std::array merge_examples = {
    Example{"brink merge part1.h5 part2.h5 -o whole.h5", "adds up two parts of one sweep"},
};

}  // namespace

const Command merge_command{"merge",
                            "FILE... -o FILE",
                            "add up disjoint ranges of images",
                            R"(Adds up result files of one sweep that hold disjoint ranges of images
(first_image and samples in the section [run] of their configs). The sum is
the file that a single run over all these images would have written.)",
                            merge_examples,
                            add_merge_options,
                            call_merge};

}  // namespace brink
