// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include <array>
#include <ostream>

#include "host/cli/command.hpp"
#include "host/cli/options.hpp"
#include "host/cli/output.hpp"
#include "host/result/merging.hpp"
#include "host/result/reading_results.hpp"
#include "host/result/writing.hpp"
#include "host/run/runner.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::array merge_options = {"output"sv, "force"sv, "help"sv};

cxxopts::Options merge_parser() {
  cxxopts::Options options("brink merge",
                           "Add up files of one sweep that hold disjoint image ranges (first_image "
                           "and samples in [run]).");
  options.custom_help("-o FILE [options]").positional_help("A B...");
  auto add = options.add_options();
  add("o,output", "file to write", cxxopts::value<std::string>(), "FILE");
  add("force", "replace it where it exists");
  add("h,help", "this text");
  add("file", "", cxxopts::value<std::vector<std::string>>());
  options.parse_positional({"file"});
  return options;
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
  check_output_file(output, force, "--force to replace it");
  Merger merger;
  for (const std::string& file : files) merger.add(file, read_results(file));
  Results sum = merger.result(command);
  restore_records(sum);
  write_results(sum, output);
  describe(sum, files.size(), output, out);
}

void parse_and_merge(const std::vector<std::string>& arguments, std::ostream& out) {
  check_options(arguments, merge_options);
  cxxopts::Options options = merge_parser();
  const auto parsed = parse(options, "merge", arguments);
  if (parsed.count("help") > 0) {
    out << options.help();
    return;
  }
  const std::vector<std::string> files = positional(parsed, "file");
  if (files.size() < 2) {
    refuse(fmt::format("brink merge: {} given; accepted: two result files or more",
                       files.empty() ? "no file" : "one file"));
  }
  if (parsed.count("output") == 0) refuse("brink merge: no -o FILE given; accepted: a new file");
  merge(files, parsed["output"].as<std::string>(), parsed["force"].as<bool>(),
        command_text("merge", arguments), out);
}

}  // namespace

const Command merge_command{"merge", "A B... -o C", "add up tallies of disjoint image ranges",
                            parse_and_merge};

}  // namespace brink
