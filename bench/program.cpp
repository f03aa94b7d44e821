// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

// The program as a user starts it, with processes and files.

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <system_error>

#include "bench/measure.hpp"
#include "tests/temporary_folder.hpp"

extern char** environ;

namespace brink::bench {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

/// Runs the program without its output and returns the processor time that it took.
/// @throw std::runtime_error where the program fails
double run_brink(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), BRINK_PROGRAM);
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int error = posix_spawn(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::system_error(error, std::generic_category(), argv[0]);
  int status = 0;
  rusage used{};
  if (wait4(child, &status, 0, &used) != child || status != 0) {
    throw std::runtime_error(fmt::format("failed: {}", fmt::join(arguments, " ")));
  }
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

void measure_program(benchmark::State& state, const std::string& quantity, double unit_seconds,
                     const std::vector<std::string>& arguments, Goal goal) {
  double processor = std::numeric_limits<double>::infinity();
  const Pairs pairs = measure_in_turn(
      state, [&] { processor = std::min(processor, run_brink(arguments)); }, [] {}, Clock::wall);
  state.counters["processor_s"] = processor;
  report(state, quantity, pairs.work() / unit_seconds, pairs.median_work() / unit_seconds, goal);
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path);
  file << text;
  if (!file.flush()) throw std::runtime_error(path + ": cannot be written");
}

/// Classes of level counts, of one pixel, of a centre, and of each kind of weights.
std::string ten_classes() {
  std::string text;
  for (const std::string type :
       {"brightness", "majority_bit", "parity", "dictator", "hamming_ball"}) {
    text += fmt::format("[[classifier]]\ntype = \"{}\"\n", type);
  }
  for (const std::string weights : {"rademacher", "binomial", "uniform", "sparse"}) {
    text += fmt::format("[[classifier]]\ntype = \"halfspace\"\nname = \"{0}\"\nweights = \"{0}\"\n",
                        weights);
  }
  return text + "[[classifier]]\ntype = \"brightness\"\nname = \"fewer\"\ncoverage = 0.25\n";
}

/// `shapes` is the text of the [sweep].
std::string config_text(std::uint64_t samples, const std::string& shapes,
                        const std::string& classes) {
  return fmt::format(
      "[run]\nsamples = {}\n[sweep]\n{}\n[measure]\np = [0, 1, 2, \"inf\"]\n"
      "radius_scale = {{ start = 0.0, stop = 1.5, count = 31 }}\n{}",
      samples, shapes, classes);
}

void add_run(const std::string& name, const std::string& quantity, double unit_seconds,
             const std::string& config, Goal goal) {
  add(name, [=](benchmark::State& state) {
    const TemporaryFolder folder;
    write_file(folder / "bench.toml", config);
    measure_program(state, quantity, unit_seconds,
                    {"run", folder / "bench.toml", "-o", folder / "bench.h5", "--force", "--quiet"},
                    goal);
  });
}

const bool registered = [] {
  constexpr double milliseconds = 1e-3, seconds = 1;
  const Goal start_up{20, true};  // ms
  add("program/info", [=](benchmark::State& state) {
    measure_program(state, "ms to the end", milliseconds, {"info"}, start_up);
  });
  add_run("program/run/one_image", "ms to the end, file written", milliseconds,
          config_text(1, "n = [8]\nbit_depth = [1]", "[[classifier]]\ntype = \"brightness\"\n"),
          start_up);
  // 10 channels x 10 depths x 10 classes of 8 x 8 pixels, 100 images each.
  add_run("program/run/thousand_tiny_cells", "s to the end, file written", seconds,
          config_text(100,
                      "n = [8]\nbit_depth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n"
                      "channels = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]",
                      ten_classes()),
          {1, true});
  return true;
}();

}  // namespace
}  // namespace brink::bench
