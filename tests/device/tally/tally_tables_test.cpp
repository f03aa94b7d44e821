// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/tally/tally_tables.hpp"

#include <gtest/gtest.h>

#include <map>

#include "cuda/kernel/sink.cuh"
#include "host/device/runtime/launch.hpp"
#include "host/device/tally/cell_tables.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/simt/launching.hpp"

namespace brink::device {
namespace {

/// Below the size of any table; for the p at which no larger cost exists.
constexpr std::uint64_t small_costs = 50;

/// The bracket that a thread with the cost `cost` records at the p with that index.
__device__ CostBracket recorded(std::uint64_t cost, std::uint32_t p, const CostRule& rule) {
  const auto kind = rule.norm.kind();
  if (kind == Norm::Kind::zero || kind == Norm::Kind::infinity) cost %= small_costs;
  return {(cost + p) / 2, cost + p};
}

struct RecordArguments {
  Cells cells;
  const std::uint64_t* cost = nullptr;  ///< one for each thread
  std::uint32_t costs = 0;
};

__global__ void record_costs(RecordArguments arguments) {
  const std::uint32_t thread = blockIdx.x * blockDim.x + threadIdx.x;
  if (thread >= arguments.costs) return;
  const DeviceCell& cell = arguments.cells.cell[0];
  for (std::uint32_t p = 0; p < arguments.cells.rules; ++p) {
    add_cost(cell, p, recorded(arguments.cost[thread], p, arguments.cells.rule[p]));
  }
  atomicAdd(cell.in_class, 1ull);
}

using Counts = std::map<std::uint64_t, std::uint64_t>;

Counts counts_of(CostAccumulator costs) {
  const Tally tally = costs.tally();
  Counts counts;
  for (std::size_t i = 0; i < tally.cost.size(); ++i) counts[tally.cost[i]] = tally.count[i];
  return counts;
}

class Tallies : public simt::EverySchedule {};
INSTANTIATE_TEST_SUITE_P(Schedules, Tallies, simt::every_schedule());

/// Compares with a plain map. Batches are in both slots at a time, with small and large costs, on
/// streams that run only when something waits for them.
TEST_P(Tallies, CountWhatBothSlotsRecord) {
  constexpr std::uint32_t images = 5000, threads = 128;  // more than a few costs in a list
  TestGroup group({8, 1, 8}, 4);
  group.add("halfspace", 0, "binomial");
  const GroupJob& job = group.job();
  for (const bool deferred : {false, true}) {
    simt::settings().deferred = deferred;
    TallyTables tallies(job, 3000, 1 << 20);
    CellTables tables(job, tallies);
    const SlotCells cells = tables.cells({0});
    EXPECT_GT(tallies.bytes_per_image(), 0u);
    tallies.reserve(images);
    const Stream streams[batch_slots];
    std::vector<Counts> upper(job.rules.size()), lower(job.rules.size());
    std::vector<CellTally> found = job.tallies();
    std::vector<DeviceBuffer<std::uint64_t>> costs(batch_slots);
    std::uint64_t inside = 0;
    for (unsigned batch = 0; batch < 5; ++batch) {
      const unsigned slot = batch % batch_slots;
      if (batch >= batch_slots) tallies.collect(slot, streams[slot]);
      std::vector<std::uint64_t> values;
      for (std::uint32_t i = 0; i < images - batch; ++i) {
        // These values are odd, because some even ones are addresses of this process and would
        // look like pointers.
        values.push_back(i % 3 == 0 ? i : i % 3 == 1 ? 7 : std::uint64_t{i % 100} << 40 | 1);
      }
      for (const std::uint64_t value : values) {
        for (std::size_t p = 0; p < job.rules.size(); ++p) {
          const CostBracket cost = recorded(value, static_cast<std::uint32_t>(p), job.rules[p]);
          ++upper[p][cost.upper];
          if (job.cells[0].bracket[p]) ++lower[p][cost.lower];
        }
      }
      inside += values.size();
      costs[slot] = DeviceBuffer<std::uint64_t>(values);
      tallies.begin(slot, streams[slot]);
      launch(record_costs, (images + threads - 1) / threads, threads, streams[slot],
             RecordArguments{cells.slot[slot], costs[slot].data(),
                             static_cast<std::uint32_t>(values.size())});
      tallies.end(slot, streams[slot]);
    }
    tallies.collect(1, streams[1]);
    tallies.collect(0, streams[0]);
    tallies.drain(streams[0], found);
    for (std::size_t p = 0; p < job.rules.size(); ++p) {
      EXPECT_EQ(counts_of(found[0].upper[p]), upper[p]) << p;
      EXPECT_EQ(counts_of(found[0].lower[p]), lower[p]) << p;
    }
    EXPECT_EQ(found[0].in_class, inside);

    std::vector<CellTally> again = job.tallies();
    tallies.drain(streams[0], again);
    EXPECT_EQ(again[0].in_class, 0u) << "draining starts anew";
    EXPECT_TRUE(counts_of(again[0].upper[0]).empty());
  }
}

}  // namespace
}  // namespace brink::device
