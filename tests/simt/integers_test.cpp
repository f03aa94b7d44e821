// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/kernels/integers.hpp"

#include <algorithm>
#include <random>

#include "cuda/philox.hpp"
#include "tests/simt/launching.hpp"

namespace brink::simt {
namespace {

using IntegersTest = EverySchedule;
INSTANTIATE_TEST_SUITE_P(Schedules, IntegersTest, every_schedule());

/// The bits of a word as a list, lowest first, on which the definitions are written.
std::vector<bool> bits(std::uint64_t word, unsigned count) {
  std::vector<bool> all;
  for (unsigned i = 0; i < count; ++i) all.push_back((word >> i & 1) != 0);
  return all;
}
std::uint64_t word(const std::vector<bool>& all) {
  std::uint64_t result = 0;
  for (std::size_t i = 0; i < all.size(); ++i) result |= std::uint64_t{all[i]} << i;
  return result;
}
std::uint64_t ones(std::uint64_t x, unsigned count) {
  const auto all = bits(x, count);
  return static_cast<std::uint64_t>(std::count(all.begin(), all.end(), true));
}
std::uint64_t first_one(std::uint64_t x, unsigned count) {  // from 1; 0: none
  const auto all = bits(x, count);
  const auto found = std::find(all.begin(), all.end(), true);
  return found == all.end() ? 0 : static_cast<std::uint64_t>(found - all.begin()) + 1;
}
std::uint64_t leading_zeros(std::uint64_t x, unsigned count) {
  const auto all = bits(x, count);
  return static_cast<std::uint64_t>(std::find(all.rbegin(), all.rend(), true) - all.rbegin());
}
std::uint64_t reversed(std::uint64_t x, unsigned count) {
  auto all = bits(x, count);
  std::reverse(all.begin(), all.end());
  return word(all);
}
std::uint64_t byte(std::uint64_t x, unsigned i) { return x >> (8 * i) & 0xff; }

/// The high half of a product, computed from halves as in school.
std::uint64_t high_product(std::uint64_t x, std::uint64_t y) {
  const std::uint64_t low = 0xffffffff;
  const std::uint64_t middle = (x >> 32) * (y & low) + ((x & low) * (y & low) >> 32);
  return (x >> 32) * (y >> 32) + (middle >> 32) + (((x & low) * (y >> 32) + (middle & low)) >> 32);
}
std::uint64_t high_signed_product(std::uint64_t x, std::uint64_t y) {
  return high_product(x, y) - (x >> 63 ? y : 0) - (y >> 63 ? x : 0);
}

std::vector<std::uint64_t> expected(std::uint64_t x, std::uint64_t y, std::uint64_t z) {
  const std::uint64_t low = 0xffffffff, a = x & low, b = y & low, c = z & low;
  std::uint64_t permuted = 0, dot = c;
  std::int64_t signed_dot = static_cast<std::int32_t>(c);
  for (unsigned i = 0; i < 4; ++i) {
    permuted |= byte(b << 32 | a, static_cast<unsigned>(c >> (4 * i) & 7)) << (8 * i);
    dot += byte(a, i) * byte(b, i);
    signed_dot += static_cast<std::int8_t>(byte(a, i)) * static_cast<std::int8_t>(byte(b, i));
  }
  auto both = bits(b << 32 | a, 64);
  const auto shift = static_cast<std::ptrdiff_t>(c % 32);
  const std::vector<bool> left(both.begin() + 32 - shift, both.begin() + 64 - shift);
  const std::vector<bool> right(both.begin() + shift, both.begin() + 32 + shift);
  const std::int64_t signed_a = static_cast<std::int32_t>(a),
                     signed_b = static_cast<std::int32_t>(b);
  return {ones(a, 32),
          ones(x, 64),
          first_one(a, 32),
          first_one(x, 64),
          leading_zeros(a, 32),
          leading_zeros(x, 64),
          reversed(a, 32),
          reversed(x, 64),
          permuted,
          a * b >> 32,
          static_cast<std::uint64_t>(signed_a * signed_b) >> 32,
          high_product(x, y),
          high_signed_product(x, y),
          dot & low,
          static_cast<std::uint64_t>(signed_dot) & low,
          word(left),
          word(right),
          x,
          std::min(a, b),
          static_cast<std::uint64_t>(std::max(signed_a, signed_b)) & low,
          std::max(x, y),
          12 + a};
}

TEST_P(IntegersTest, IntrinsicsByTheirDefinitions) {
  constexpr unsigned threads = 128, blocks = 8, all = threads * blocks;
  std::mt19937_64 random(3);
  std::vector<std::uint64_t> x, y, z;
  for (unsigned i = 0; i < all; ++i) {
    // Many values have few bits, because counts of zeros differ there.
    x.push_back(i % 3 == 0 ? std::uint64_t{1} << random() % 64 : random() >> random() % 64);
    y.push_back(i % 5 == 0 ? 0 : random());
    z.push_back(random());
  }
  x[0] = 0;
  const DeviceArray<std::uint64_t> device_x(x), device_y(y), device_z(z),
      out(integer_results * all);
  ASSERT_EQ(launch(integer_intrinsics, {blocks, threads},
                   IntegerArguments{device_x.data(), device_y.data(), device_z.data(), out.data()}),
            cudaSuccess);
  const std::vector<std::uint64_t> results = out.get();
  for (unsigned i = 0; i < all; ++i) {
    const std::vector<std::uint64_t> definition = expected(x[i], y[i], z[i]);
    ASSERT_EQ(definition.size(), integer_results);
    for (unsigned row = 0; row < integer_results; ++row) {
      ASSERT_EQ(results[row * all + i], definition[row])
          << "row " << row << " of " << x[i] << ", " << y[i] << ", " << z[i];
    }
  }
}

template <class T>
void expect_words(const AtomicWords<T>& words, const AtomicWords<T>& start,
                  const std::vector<T>& values) {
  T sum = 0, both = start.bits_and, either = start.bits_or, odd = start.bits_xor;
  for (const T value : values) {
    sum = static_cast<T>(sum + value);
    both &= value;
    either |= value;
    odd ^= value;
  }
  EXPECT_EQ(words.add, static_cast<T>(start.add + sum));
  EXPECT_EQ(words.min, *std::min_element(values.begin(), values.end()));
  EXPECT_EQ(words.max, *std::max_element(values.begin(), values.end()));
  EXPECT_EQ(words.bits_and, both);
  EXPECT_EQ(words.bits_or, either);
  EXPECT_EQ(words.bits_xor, odd);
  EXPECT_EQ(static_cast<T>(words.exchange_sum + words.exchanged),
            static_cast<T>(start.exchanged + sum));
  EXPECT_EQ(words.swapped, sum);
  if constexpr (sizeof(T) == 4) {
    EXPECT_EQ(words.sub, static_cast<T>(start.sub - sum));
  }
}

TEST_P(IntegersTest, AtomicsOfAllThreadsAddUp) {
  constexpr unsigned threads = 96, blocks = 4;
  std::mt19937_64 random(4);
  std::vector<std::uint64_t> value(threads * blocks);
  std::vector<int> number;
  std::vector<unsigned> small;
  std::vector<unsigned long long> wide;
  for (auto& v : value) {
    v = random();
    number.push_back(static_cast<int>(v >> 44));
    small.push_back(static_cast<unsigned>(v));
    wide.push_back(v);
  }
  const AtomicWords<int> signed_start{5, 6, 1 << 30, -1, -1, 0, 3, 11, 0, 0};
  const AtomicWords<unsigned> start{5, 6, ~0u, 0, ~0u, 0, 3, 11, 0, 0};
  const AtomicWords<unsigned long long> wide_start{5, 6, ~0ull, 0, ~0ull, 0, 3, 11, 0, 0};
  const DeviceArray<std::uint64_t> device_value(value);
  const DeviceArray<AtomicWords<int>> signed_words(std::vector{signed_start});
  const DeviceArray<AtomicWords<unsigned>> words(std::vector{start});
  const DeviceArray<AtomicWords<unsigned long long>> wide_words(std::vector{wide_start});
  ASSERT_EQ(launch(atomics, {blocks, threads},
                   AtomicArguments{device_value.data(), signed_words.data(), words.data(),
                                   wide_words.data()}),
            cudaSuccess);
  expect_words(signed_words.get()[0], signed_start, number);
  expect_words(words.get()[0], start, small);
  expect_words(wide_words.get()[0], wide_start, wide);
}

TEST_P(IntegersTest, PhiloxOfAGridIsThatOfTheHost) {
  constexpr unsigned threads = 64, blocks = 6, per_thread = 7;
  constexpr std::uint64_t seed = 0x123456789abcdef;
  const DeviceArray<std::uint32_t> out(threads * blocks * per_thread);
  ASSERT_EQ(launch(philox_words, {blocks, threads}, out.data(), seed, per_thread), cudaSuccess);
  const std::vector<std::uint32_t> words = out.get();
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    const Block block = philox(Block{{i, 0, 0, 0}}, seed);
    ASSERT_EQ(words[i], block.word[0] ^ block.word[1] ^ block.word[2] ^ block.word[3]) << i;
  }
}

}  // namespace
}  // namespace brink::simt
