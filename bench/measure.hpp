// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// How everything here is measured. What a busy machine spoils least is the ratio of two
/// things done in turn, in short slices: the least time of each, as others' load only
/// ever adds to it. The median ratio of neighbouring slices stands beside it and tells
/// how quiet the machine was. Where one thread does all the work, its own time on a
/// processor is taken, which leaves out the turns of others.
namespace brink::bench {

/// Registers a benchmark; its body says by itself how long an iteration took.
void add(const std::string& name, const std::function<void(benchmark::State&)>& body);

/// Cores that this process may use.
unsigned all_cores();

/// A slice of work: some of them fall between two disturbances. Seconds; the
/// variable BRINK_BENCH_SLICE shortens it for a test that only wants to see it run.
double slice_seconds();

enum class Clock { wall, this_thread };

/// `this_thread` for one thread that works and never waits, else `wall`.
inline Clock clock_for(unsigned threads) { return threads == 1 ? Clock::this_thread : Clock::wall; }

double seconds_of(const std::function<void()>& work, Clock clock = Clock::wall);

/// The `count` for which work(count) takes about so many seconds, at least `least`.
std::uint64_t count_for_slice(const std::function<void(std::uint64_t)>& work, Clock clock,
                              std::uint64_t least = 1, double seconds = slice_seconds());

/// What must be reached by the number that a benchmark measures.
struct Goal {
  double value;
  bool at_most = false;
};

/// Slices of the work that is measured and of what it is compared with, in turn.
class Pairs {
 public:
  void add(double work_seconds, double base_seconds);
  double work() const;  ///< least seconds of a slice
  double base() const;
  double median_work() const;
  double median_work_per_base() const;

 private:
  std::vector<double> work_, base_;
};

/// Times both in turn, once for each iteration; Google Benchmark sees the work's time.
Pairs measure_in_turn(benchmark::State& state, const std::function<void()>& work,
                      const std::function<void()>& base, Clock clock);

/// What the table shows of a benchmark: counters `measured`, `median`, and `goal` and
/// `at_most` where there is one; the label says what is measured and whether it is met.
/// @param median  the same as `measured` from the medians of times
void report(benchmark::State& state, const std::string& quantity, double measured, double median,
            const std::optional<Goal>& goal);

/// What a slice does, for rates.
struct Amount {
  double images = 0;
  double pixels = 0;
  double bytes = 0;  ///< of random words, unused ones counted as drawn
};

/// Counters images_per_s, pixels_per_s and GB_per_s, those that are not 0.
void report_rates(benchmark::State& state, const Amount& slice, double seconds);

/// Measures `work` against the raw generator on as many threads: the share of its
/// bytes/s. Every instruction set has its own raw generator.
void measure_against_raw(benchmark::State& state, const Amount& slice,
                         const std::function<void()>& work, unsigned threads,
                         const std::optional<Goal>& goal);

}  // namespace brink::bench
