// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// Thrust counts lists of costs. The executor does not have Thrust, so only these tests run it.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

#include "cuda/kernel/tally_thrust.hpp"
#include "host/device/engine.hpp"
#include "host/device/runtime/buffer.hpp"
#include "tests/cpu/test_group.hpp"
#include "tests/device/same_as_cpu.hpp"

namespace brink::device {
namespace {

using Thrust = DeviceTest;

TEST_F(Thrust, CountsEqualCostsOfAList) {
  const Stream stream;
  std::mt19937_64 random(1);
  for (const std::uint32_t size : {1u, 2u, 4097u, 100000u, 3000000u}) {
    for (const std::uint64_t different :
         {std::uint64_t{1}, std::uint64_t{1000}, ~std::uint64_t{0}}) {
      std::vector<std::uint64_t> values(size);
      std::map<std::uint64_t, std::uint32_t> expected;
      for (std::uint64_t& value : values) ++expected[value = random() % different];
      const DeviceBuffer<std::uint64_t> list(values), cost(size);
      const DeviceBuffer<std::uint32_t> images(size);
      const DeviceBuffer<unsigned char> scratch(count_scratch_bytes(size));
      sort_costs(list.data(), size, scratch.data(), scratch.bytes(), stream.get());
      const std::uint32_t found = count_equal_costs(list.data(), size, cost.data(), images.data(),
                                                    scratch.data(), scratch.bytes(), stream.get());
      ASSERT_EQ(found, expected.size());
      const auto costs = cost.read(stream, found);
      const auto counts = images.read(stream, found);
      std::size_t at = 0;
      for (const auto& [value, count] : expected) {
        ASSERT_EQ(costs[at], value);
        ASSERT_EQ(counts[at++], count);
      }
    }
  }
}

/// Many batches, with costs in tables, in lists, and in both. Lists of many different costs are
/// rounded.
TEST_F(Thrust, CountsWhatBatchesList) {
  TestGroup group({6, 1, 8}, 4);
  group.add("dictator", 0);
  group.add("brightness", 0);
  group.add("halfspace", 0, "binomial");
  EngineSettings settings;
  settings.most_batch = 20000;
  for (const bool bounded : {false, true}) {
    if (bounded) group.bound_tallies(1000, {10, 1e3, 1e5});
    for (const std::uint64_t most_costs : {0, 40, 1 << 20}) {
      settings.most_costs = most_costs;
      expect_same_as_cpu(group.job(), 10, 150000, settings);
    }
  }
}

}  // namespace
}  // namespace brink::device
