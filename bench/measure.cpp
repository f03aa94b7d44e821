// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "bench/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <map>
#include <thread>

#include "bench/raw.hpp"
#include "cuda/philox.hpp"
#include "host/cpu/simd/simd.hpp"

namespace brink::bench {
namespace {

// Long compared with the clock and the start of threads, short compared with a scheduler's turns.
constexpr double default_slice_seconds = 0.01;

double now(Clock clock) {
  timespec time{};
  clock_gettime(clock == Clock::wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// How many blocks of the raw generator make a slice, by instruction set.
std::uint64_t raw_slice() {
  static std::map<std::string, std::uint64_t> counts;
  std::uint64_t& count = counts[simd::instruction_set()];
  if (count == 0) {
    count = count_for_slice(
        [](std::uint64_t blocks) { benchmark::DoNotOptimize(raw_blocks(1, 0, blocks)); },
        Clock::this_thread);
  }
  return count;
}

void run_raw(std::uint64_t blocks, unsigned threads) {
  std::vector<std::jthread> others;
  for (unsigned thread = 1; thread < threads; ++thread) {
    others.emplace_back([=] { benchmark::DoNotOptimize(raw_blocks(1, thread, blocks)); });
  }
  benchmark::DoNotOptimize(raw_blocks(1, 0, blocks));
}

}  // namespace

void add(const std::string& name, const std::function<void(benchmark::State&)>& body) {
  benchmark::RegisterBenchmark(name.c_str(), body)->UseManualTime()->Unit(benchmark::kMillisecond);
}

unsigned all_cores() { return std::max(1u, std::thread::hardware_concurrency()); }

double slice_seconds() {
  static const double seconds = [] {
    const char* const wanted = std::getenv("BRINK_BENCH_SLICE");
    return wanted == nullptr ? default_slice_seconds : std::strtod(wanted, nullptr);
  }();
  return seconds;
}

double seconds_of(const std::function<void()>& work, Clock clock) {
  const double start = now(clock);
  work();
  return now(clock) - start;
}

std::uint64_t count_for_slice(const std::function<void(std::uint64_t)>& work, Clock clock,
                              std::uint64_t least, double seconds) {
  constexpr std::uint64_t growth = 4;
  for (std::uint64_t count = least;; count *= growth) {
    const double taken = seconds_of([&] { work(count); }, clock);
    if (taken < seconds / growth) continue;
    const double wanted = static_cast<double>(count) * seconds / taken;
    return std::max(least, static_cast<std::uint64_t>(wanted));
  }
}

void Pairs::add(double work_seconds, double base_seconds) {
  work_.push_back(work_seconds);
  base_.push_back(base_seconds);
}
double Pairs::work() const { return *std::min_element(work_.begin(), work_.end()); }
double Pairs::base() const { return *std::min_element(base_.begin(), base_.end()); }
double Pairs::median_work() const { return median(work_); }
double Pairs::median_work_per_base() const {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < work_.size(); ++i) ratios.push_back(work_[i] / base_[i]);
  return median(ratios);
}

Pairs measure_in_turn(benchmark::State& state, const std::function<void()>& work,
                      const std::function<void()>& base, Clock clock) {
  Pairs pairs;
  for (auto _ : state) {
    const double base_seconds = seconds_of(base, clock);
    const double work_seconds = seconds_of(work, clock);
    pairs.add(work_seconds, base_seconds);
    state.SetIterationTime(work_seconds);
  }
  return pairs;
}

void report(benchmark::State& state, const std::string& quantity, double measured, double median,
            const std::optional<Goal>& goal) {
  state.counters["measured"] = measured;
  state.counters["median"] = median;
  if (!goal) {
    state.SetLabel(quantity);
    return;
  }
  state.counters["goal"] = goal->value;
  state.counters["at_most"] = goal->at_most ? 1 : 0;
  const bool met = goal->at_most ? measured <= goal->value : measured >= goal->value;
  state.SetLabel(fmt::format("{}; goal {} {:g}: {}", quantity,
                             goal->at_most ? "<=" : ">=", goal->value, met ? "met" : "missed"));
}

void report_rates(benchmark::State& state, const Amount& slice, double seconds) {
  if (slice.images > 0) state.counters["images_per_s"] = slice.images / seconds;
  if (slice.pixels > 0) state.counters["pixels_per_s"] = slice.pixels / seconds;
  if (slice.bytes > 0) state.counters["GB_per_s"] = slice.bytes / seconds / 1e9;
}

void measure_against_raw(benchmark::State& state, const Amount& slice,
                         const std::function<void()>& work, unsigned threads,
                         const std::optional<Goal>& goal) {
  const std::uint64_t blocks = raw_slice();
  const double raw_bytes = static_cast<double>(blocks) * sizeof(Block) * threads;
  const Pairs pairs = measure_in_turn(
      state, work, [&] { run_raw(blocks, threads); }, clock_for(threads));
  const double bytes_ratio = slice.bytes / raw_bytes;
  report_rates(state, slice, pairs.work());
  state.counters["raw_GB_per_s"] = raw_bytes / pairs.base() / 1e9;
  report(state, "share of raw", bytes_ratio * pairs.base() / pairs.work(),
         bytes_ratio / pairs.median_work_per_base(), goal);
}

}  // namespace brink::bench
