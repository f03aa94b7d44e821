// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/kernels/warp.hpp"

#include <algorithm>
#include <bit>
#include <random>

#include "tests/simt/launching.hpp"

namespace brink::simt {
namespace {

using WarpTest = EverySchedule;
INSTANTIATE_TEST_SUITE_P(Schedules, WarpTest, every_schedule());

constexpr unsigned threads = 128, blocks = 2, all = threads * blocks;

/// The intrinsic to which a row of results belongs.
enum Row {
  shuffle,
  up,
  down,
  exclusive_or,
  ballot,
  any_of,
  all_of,
  match,
  add,
  add_signed,
  least,
  least_signed,
  most,
  most_signed,
  bits_and,
  bits_or,
  bits_xor,
  warp_size
};

struct Inputs {
  std::vector<std::uint32_t> value, operand;
  std::vector<std::uint64_t> wide;
  std::uint32_t shift = 0, mask = 0;
  int width = 32;
};

Inputs random_inputs(std::mt19937_64& random, std::uint32_t mask) {
  Inputs in;
  for (unsigned i = 0; i < all; ++i) {
    in.value.push_back(static_cast<std::uint32_t>(random()));
    in.wide.push_back(random());
    in.operand.push_back(static_cast<std::uint32_t>(random()) % 64);
  }
  in.shift = static_cast<std::uint32_t>(random()) % 32;
  in.width = 1 << random() % 6;
  in.mask = mask;
  return in;
}

/// The definitions of the CUDA C++ Programming Guide, "Warp Shuffle Functions": the lane that
/// `lane` reads, within segments of `width` lanes.
int source(Row row, int lane, int operand, int width) {
  const int start = lane / width * width;
  switch (row) {
    case shuffle:
      return start + operand % width;
    case up:
      return lane - operand < start ? lane : lane - operand;
    case down:
      return lane + operand >= start + width ? lane : lane + operand;
    // "... if they attempt to access elements from later groups of threads their own value of
    // var will be returned."
    default:
      return (lane ^ operand) / width > lane / width ? lane : lane ^ operand;
  }
}

class Expected {
 public:
  Expected(const Inputs& in, unsigned thread) : in_(in), thread_(thread) {}

  std::uint32_t value(Row row) const {
    switch (row) {
      case shuffle:
      case up:
      case down:
      case exclusive_or:
        return in_.value[other(row)];
      case ballot:
        return lanes([](std::uint32_t v) { return static_cast<int>(v) > 0; });
      case any_of:
        return lanes([](std::uint32_t v) { return v % 64 == 0; }) != 0;
      case all_of:
        return lanes([](std::uint32_t v) { return v % 64 == 0; }) == 0;
      case match: {
        const std::uint32_t own = in_.value[thread_] % 4;
        return lanes([&](std::uint32_t v) { return v % 4 == own; });
      }
      case warp_size:
        return 32;
      default:
        return reduced(row);
    }
  }
  std::uint64_t wide_shuffle(Row row) const { return in_.wide[other(row)]; }
  std::uint32_t wide_match() const {
    std::uint32_t mask = 0;
    for_each([&](unsigned lane, unsigned thread) {
      if (in_.wide[thread] % 4 == in_.wide[thread_] % 4) mask |= 1u << lane;
    });
    return mask;
  }

 private:
  unsigned other(Row row) const {
    const int operand = static_cast<int>(row == shuffle ? in_.operand[thread_] : in_.shift);
    return thread_ / 32 * 32 +
           static_cast<unsigned>(source(row, static_cast<int>(thread_ % 32), operand, in_.width));
  }
  template <class Visit>
  void for_each(Visit visit) const {
    for (unsigned lane = 0; lane < 32; ++lane) {
      if ((in_.mask >> lane & 1) != 0) visit(lane, thread_ / 32 * 32 + lane);
    }
  }
  template <class Predicate>
  std::uint32_t lanes(Predicate predicate) const {
    std::uint32_t mask = 0;
    for_each([&](unsigned lane, unsigned thread) {
      if (predicate(in_.value[thread])) mask |= 1u << lane;
    });
    return mask;
  }
  std::uint32_t reduced(Row row) const {
    std::vector<std::uint32_t> v;
    for_each([&](unsigned, unsigned thread) { v.push_back(in_.value[thread]); });
    const auto less = [](std::uint32_t a, std::uint32_t b) {
      return static_cast<std::int32_t>(a) < static_cast<std::int32_t>(b);
    };
    std::uint32_t sum = 0, product = ~0u, either = 0, odd = 0;
    for (const std::uint32_t word : v) sum += word, product &= word, either |= word, odd ^= word;
    switch (row) {
      case least:
        return *std::min_element(v.begin(), v.end());
      case least_signed:
        return *std::min_element(v.begin(), v.end(), less);
      case most:
        return *std::max_element(v.begin(), v.end());
      case most_signed:
        return *std::max_element(v.begin(), v.end(), less);
      case bits_and:
        return product;
      case bits_or:
        return either;
      case bits_xor:
        return odd;
      default:
        return sum;
    }
  }

  const Inputs& in_;
  unsigned thread_;
};

void expect_by_definition(const Inputs& in) {
  const DeviceArray<std::uint32_t> value(in.value), operand(in.operand), out(warp_results * all);
  const DeviceArray<std::uint64_t> wide(in.wide), wide_out(wide_warp_results * all);
  ASSERT_EQ(launch(warp_intrinsics, {blocks, threads},
                   WarpArguments{value.data(), wide.data(), operand.data(), in.shift, in.width,
                                 in.mask, out.data(), wide_out.data()}),
            cudaSuccess);
  const std::vector<std::uint32_t> results = out.get();
  const std::vector<std::uint64_t> wide_results = wide_out.get();
  for (unsigned thread = 0; thread < all; ++thread) {
    if ((in.mask >> thread % 32 & 1) == 0) continue;
    const Expected expected(in, thread);
    for (unsigned row = 0; row < warp_results; ++row) {
      ASSERT_EQ(results[row * all + thread], expected.value(static_cast<Row>(row)))
          << "row " << row << ", thread " << thread << ", width " << in.width << ", by "
          << in.shift;
    }
    ASSERT_EQ(wide_results[thread], expected.wide_shuffle(shuffle));
    ASSERT_EQ(wide_results[all + thread], expected.wide_shuffle(up));
    ASSERT_EQ(wide_results[2 * all + thread], expected.wide_shuffle(exclusive_or));
    ASSERT_EQ(wide_results[3 * all + thread], expected.wide_match());
  }
}

TEST_P(WarpTest, IntrinsicsOfFullWarps) {
  std::mt19937_64 random(1);
  for (int trial = 0; trial < 30; ++trial) expect_by_definition(random_inputs(random, 0xffffffff));
}

TEST_P(WarpTest, IntrinsicsOfSomeLanes) {
  std::mt19937_64 random(2);
  for (int trial = 0; trial < 30; ++trial) {
    // Whole segments take part, so that no lane reads a lane that does not take part.
    const std::uint32_t segments = static_cast<std::uint32_t>(random()) & 0xff;
    std::uint32_t mask = 0;
    for (unsigned lane = 0; lane < 32; ++lane) mask |= (segments >> lane / 4 & 1) << lane;
    if (mask == 0) continue;
    Inputs in = random_inputs(random, mask);
    in.width = std::min(in.width, 4);
    in.shift %= 4;
    expect_by_definition(in);
  }
}

TEST_P(WarpTest, HalvesOfAWarpMeetApart) {
  const DeviceArray<std::uint32_t> out(64);
  ASSERT_EQ(launch(warp_halves, {1, 64}, out.data()), cudaSuccess);
  const std::vector<std::uint32_t> sums = out.get();
  // Even lanes: five sums of 16 lanes. Odd lanes: their sum of 256, and three times lane 1 in
  // addition.
  const std::uint32_t even = 5 * 240 + 16 * (0 + 1 + 2 + 3 + 4), odd = 256 + 3;
  for (std::uint32_t thread = 0; thread < 64; ++thread) {
    EXPECT_EQ(sums[thread], (thread % 2 == 0 ? even : odd) + 7) << thread;
  }
}

TEST_P(WarpTest, ActiveMaskNamesLanesThatRunTogether) {
  const DeviceArray<std::uint32_t> out = zeros<std::uint32_t>(1);
  ASSERT_EQ(launch(active_lanes, {1, 96}, out.data(), 45u), cudaSuccess);
  EXPECT_EQ(out.get()[0], 45u);
}

}  // namespace
}  // namespace brink::simt
