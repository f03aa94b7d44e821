// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// How everything here is measured. Two things are done in turn, in short slices, and the ratio
/// of their least times is taken: the load of other processes only ever adds to a time, so this
/// ratio suffers least from a busy machine. The median ratio of neighbouring slices is reported
/// with it and tells how quiet the machine was. Where one thread does all the work, its own time
/// on a processor is taken, which leaves out the turns of other threads.
namespace brink::bench {

/// Registers a benchmark. Its body itself reports how long an iteration took.
void add(const std::string& name, const std::function<void(benchmark::State&)>& body);

/// The number of cores that this process may use.
unsigned all_cores();

/// The seconds of a slice of work, so short that some slices fall between two disturbances. The
/// variable BRINK_BENCH_SLICE shortens it for a test that only checks that the benchmark runs.
double slice_seconds();

enum class Clock { wall, this_thread };

/// `this_thread` for one thread that works and never waits, otherwise `wall`.
inline Clock clock_for(unsigned threads) { return threads == 1 ? Clock::this_thread : Clock::wall; }

double seconds_of(const std::function<void()>& work, Clock clock = Clock::wall);

/// The `count` for which work(count) takes about so many seconds; not below `least`.
std::uint64_t count_for_slice(const std::function<void(std::uint64_t)>& work, Clock clock,
                              std::uint64_t least = 1, double seconds = slice_seconds());

/// The number that a benchmark should reach.
struct Goal {
  double value;
  bool at_most = false;
};

/// Slices of the measured work, and of the work with which it is compared, in turn.
class Pairs {
 public:
  void add(double work_seconds, double base_seconds);
  double work() const;  ///< the least seconds of a slice
  double base() const;
  double median_work() const;
  double median_work_per_base() const;

 private:
  std::vector<double> work_, base_;
};

/// Times both in turn, once for each iteration. Google Benchmark sees the time of the work.
Pairs measure_in_turn(benchmark::State& state, const std::function<void()>& work,
                      const std::function<void()>& base, Clock clock);

/// Sets what the table shows of a benchmark: the counters `measured`, `median`, and `goal` and
/// `at_most` where there is a goal. The label says what is measured and whether the goal is met.
/// @param median  computed like `measured`, but from the medians of times
void report(benchmark::State& state, const std::string& quantity, double measured, double median,
            const std::optional<Goal>& goal);

/// What a slice does, for computing rates.
struct Amount {
  double images = 0;
  double pixels = 0;
  double bytes = 0;  ///< of random words; unused words count as drawn
};

/// Sets the counters images_per_s, pixels_per_s and GB_per_s, if they are not 0.
void report_rates(benchmark::State& state, const Amount& slice, double seconds);

/// Compares `work` with the raw generator on as many threads and reports its share of the raw
/// generator's bytes/s. Every instruction set has its own raw generator.
void measure_against_raw(benchmark::State& state, const Amount& slice,
                         const std::function<void()>& work, unsigned threads,
                         const std::optional<Goal>& goal);

}  // namespace brink::bench
