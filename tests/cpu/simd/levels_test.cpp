// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <random>
#include <vector>

#include "host/cpu/simd/buffer.hpp"
#include "host/cpu/simd/simd.hpp"
#include "tests/cpu/each_instruction_set.hpp"

namespace brink {
namespace {

using SimdLevels = EachInstructionSet;
INSTANTIATE_TEST_SUITE_P(Sets, SimdLevels, testing::ValuesIn(simd::instruction_sets()),
                         instruction_set_name);

constexpr std::size_t word_counts[] = {16, 32, 48, 80, 176, 2048, 8240};
/// Random elements, and the extremes: no bit set, and all bits set.
template <class T>
std::vector<Buffer<T>> samples(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<Buffer<T>> result;
  for (int kind = 0; kind < 4; ++kind) {
    Buffer<T> data(count);
    for (std::size_t i = 0; i < count; ++i) {
      data[i] = kind == 0   ? T{0}
                : kind == 1 ? static_cast<T>(~T{0})
                : kind == 2 ? static_cast<T>(random() % 5)  // many of each
                            : static_cast<T>(random());
    }
    result.push_back(std::move(data));
  }
  return result;
}

TEST_P(SimdLevels, Blend) {
  for (const std::size_t count : word_counts) {
    const auto words = samples<std::uint32_t>(count, 1), flips = samples<std::uint32_t>(count, 2),
               keeps = samples<std::uint32_t>(count, 3);
    Buffer<std::uint32_t> out(count);
    const auto &word = words[3], &flip = flips[3], &keep = keeps[3];
    simd::blend(word.data(), flip.data(), keep.data(), count, out.data());
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(out[i], (word[i] ^ flip[i]) & keep[i]);
    simd::blend(word.data(), flip.data(), nullptr, count, out.data());
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(out[i], word[i] ^ flip[i]);
  }
}

TEST_P(SimdLevels, Pack) {
  for (const std::size_t count : word_counts) {
    const auto words = samples<std::uint32_t>(count, 1);
    for (const auto& used : samples<std::uint8_t>(count / 8 + 8, 2)) {
      Buffer<std::uint32_t> out(count + simd::padding_words);
      std::vector<std::uint32_t> expected;
      for (std::size_t i = 0; i < count; ++i) {
        if ((used[i / 8] >> i % 8 & 1) != 0) expected.push_back(words[3][i]);
      }
      ASSERT_EQ(simd::pack(words[3].data(), used.data(), count, out.data()), expected.size());
      for (std::size_t i = 0; i < expected.size(); ++i) ASSERT_EQ(out[i], expected[i]);
    }
  }
}

TEST_P(SimdLevels, OnesAndPairs) {
  for (const std::size_t count : word_counts) {
    for (const auto& words : samples<std::uint32_t>(count, 4)) {
      std::uint64_t ones = 0, both = 0;
      simd::PairBits pairs;
      for (std::size_t i = 0; i < count; ++i) {
        for (std::uint32_t rest = words[i], field = 0; field < 16; ++field, rest /= 4) {
          const bool low = rest % 2 == 1, high = rest / 2 % 2 == 1;
          ones += static_cast<std::uint64_t>(low) + high;
          pairs.low += low;
          pairs.high += high;
          both += low && high;
        }
      }
      EXPECT_EQ(simd::count_ones(words.data(), count), ones);
      const simd::PairBits found = simd::count_pair_bits(words.data(), count);
      EXPECT_EQ(found.low, pairs.low);
      EXPECT_EQ(found.high, pairs.high);
      EXPECT_EQ(simd::count_pairs(words.data(), count), both);
    }
  }
}

TEST_P(SimdLevels, OnesOfEachImage) {
  for (const std::size_t stride : {4, 8, 12, 16, 20, 36, 64, 68, 128, 300}) {
    for (const std::size_t images : {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 100}) {
      const auto all = samples<std::uint32_t>(stride * images, 8);
      for (const auto& words : all) {
        Buffer<std::uint32_t> ones(images);
        simd::count_ones_each(words.data(), stride, images, ones.data());
        for (std::size_t image = 0; image < images; ++image) {
          std::uint32_t expected = 0;
          for (std::size_t i = 0; i < stride; ++i) {
            for (std::uint32_t rest = words[image * stride + i]; rest != 0; rest /= 2) {
              expected += rest % 2;
            }
          }
          ASSERT_EQ(ones[image], expected) << stride << ' ' << images;
        }
      }
    }
  }
}

/// The levels above 0 of all fields, in ascending order. Lanes without a pixel add zeros only.
std::vector<std::uint16_t> levels_above_zero(const Buffer<std::uint32_t>& words, std::uint32_t b) {
  std::vector<std::uint16_t> levels;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::uint32_t field = 0; field < 32 / b; ++field) {
      const auto level = static_cast<std::uint16_t>((words[i] >> (field * b)) % (1u << b));
      if (level > 0) levels.push_back(level);
    }
  }
  std::sort(levels.begin(), levels.end());
  return levels;
}

/// Calls check(words, b, levels above 0, lanes) at every bit depth from 3 on.
template <class Check>
void at_every_bit_depth(Check check) {
  for (std::uint32_t b = 3; b <= 16; ++b) {
    for (const std::size_t count : word_counts) {
      for (const auto& words : samples<std::uint32_t>(count, b)) {
        const std::size_t lanes = simd::sum_levels(words.data(), count, b, simd::Totals::sum).lanes;
        ASSERT_GE(lanes, count * (32 / b));
        SCOPED_TRACE(testing::Message() << "b=" << b << ", " << count << " words");
        ASSERT_NO_FATAL_FAILURE(check(words, b, levels_above_zero(words, b), lanes));
      }
    }
  }
}

TEST_P(SimdLevels, SumsAndUpperHalves) {
  at_every_bit_depth([](const auto& words, std::uint32_t b, const auto& levels, std::size_t) {
    const simd::LevelTotals totals =
        simd::sum_levels(words.data(), words.size(), b, simd::Totals::both);
    ASSERT_EQ(totals.sum, std::accumulate(levels.begin(), levels.end(), std::uint64_t{0}));
    const auto upper = std::lower_bound(levels.begin(), levels.end(), 1u << (b - 1));
    ASSERT_EQ(totals.upper_half, static_cast<std::uint64_t>(levels.end() - upper));
    const simd::LevelTotals sum_only =
        simd::sum_levels(words.data(), words.size(), b, simd::Totals::sum);
    ASSERT_EQ(sum_only.sum, totals.sum);
    ASSERT_EQ(sum_only.upper_half, 0u);
    const simd::LevelTotals upper_only =
        simd::sum_levels(words.data(), words.size(), b, simd::Totals::upper_half);
    ASSERT_EQ(upper_only.upper_half, totals.upper_half);
    ASSERT_EQ(upper_only.sum, 0u);
    ASSERT_EQ(upper_only.lanes, totals.lanes);
    ASSERT_EQ(sum_only.lanes, totals.lanes);
  });
}

TEST_P(SimdLevels, CountsOfTwoLevels) {
  at_every_bit_depth([](const auto& words, std::uint32_t b, const auto& levels, std::size_t lanes) {
    const auto top = static_cast<std::uint16_t>((1u << b) - 1);
    const auto half = static_cast<std::uint16_t>(1u << (b - 1));
    const std::uint16_t asked[] = {0, 1, top, half, 4, 4, static_cast<std::uint16_t>(half - 1), 2};
    for (std::size_t i = 0; i < std::size(asked); i += 2) {
      std::uint64_t found[2];
      simd::count_levels(words.data(), words.size(), b, &asked[i], found);
      for (std::size_t k = 0; k < 2; ++k) {
        const auto expected = asked[i + k] == 0
                                  ? static_cast<std::ptrdiff_t>(lanes - levels.size())
                                  : std::count(levels.begin(), levels.end(), asked[i + k]);
        ASSERT_EQ(found[k], static_cast<std::uint64_t>(expected)) << asked[i + k];
      }
    }
  });
}

template <class Lane>
void expect_expanded(const Buffer<std::uint32_t>& words, std::uint32_t b,
                     const std::vector<std::uint16_t>& levels, std::size_t lanes) {
  Buffer<Lane> out(lanes + simd::padding_bytes);
  ASSERT_EQ(simd::expand_levels(words.data(), words.size(), b, out.data()), lanes);
  std::vector<std::uint16_t> found(out.data(), out.data() + lanes);
  std::sort(found.begin(), found.end());  // the order is not specified
  found.erase(found.begin(), std::upper_bound(found.begin(), found.end(), 0));
  ASSERT_EQ(found, levels);
}

TEST_P(SimdLevels, ExpandWritesEveryLane) {
  at_every_bit_depth([](const auto& words, std::uint32_t b, const auto& levels, std::size_t lanes) {
    if (b <= 8) {
      expect_expanded<std::uint8_t>(words, b, levels, lanes);
    } else {
      expect_expanded<std::uint16_t>(words, b, levels, lanes);
    }
  });
}

/// Computed from the levels themselves instead of their bits.
TEST_P(SimdLevels, ExtremeWordsHaveALevelNearAnEndOrTheMiddle) {
  at_every_bit_depth([](const auto& words, std::uint32_t b, const auto&, std::size_t) {
    const auto q = static_cast<std::uint32_t>(1u << b);
    for (std::uint32_t lowest = 0; lowest + 1 < b; ++lowest) {
      for (const bool middle : {false, true}) {
        const std::uint32_t highest = middle ? b - 2 : b - 1;
        if (lowest >= highest) continue;
        const std::uint32_t reach = 1u << lowest;
        std::vector<std::uint32_t> expected;
        for (std::size_t i = 0; i < words.size(); ++i) {
          bool wanted = false;
          for (std::uint32_t field = 0; field < 32 / b; ++field) {
            const std::uint32_t x = (words[i] >> (field * b)) % q;
            wanted = wanted || x < reach || x >= q - reach;
            wanted = wanted || (middle && x >= q / 2 - reach && x < q / 2 + reach);
          }
          if (wanted) expected.push_back(words[i]);
        }
        Buffer<std::uint32_t> out(words.size() + simd::padding_words);
        const std::size_t found =
            simd::extreme_words(words.data(), words.size(), b, lowest, highest, out.data());
        ASSERT_EQ(std::vector<std::uint32_t>(out.data(), out.data() + found), expected)
            << lowest << ' ' << highest;
      }
    }
  });
}

/// The words are not padded: the words behind them must not count.
TEST_P(SimdLevels, LevelsInWindowsAreThoseOfTheFirstWords) {
  at_every_bit_depth([](const auto& words, std::uint32_t b, const auto&, std::size_t) {
    const auto q = static_cast<std::uint32_t>(1u << b);
    for (const LevelWindows& windows :
         {LevelWindows{1, 0, 0, q}, LevelWindows{0, 0, 0, q - 1}, LevelWindows{1, 2, 3, q - 1},
          LevelWindows{q / 4, q / 2, q / 2 + q / 8, q - q / 4}, LevelWindows{0, 0, 0, q}}) {
      for (const std::size_t count : {words.size(), words.size() - 1, words.size() / 2 + 3}) {
        std::vector<std::uint32_t> expected;
        for (std::size_t i = 0; i < count * (32 / b); ++i) {
          const std::uint32_t x = (words[i / (32 / b)] >> (i % (32 / b) * b)) % q;
          if (windows.contains(x)) expected.push_back(x);
        }
        Buffer<std::uint32_t> out(count * (32 / b) + simd::padding_words);
        const std::size_t found =
            simd::levels_in_windows(words.data(), count, b, windows, out.data());
        std::vector<std::uint32_t> levels(out.data(), out.data() + found);
        std::sort(levels.begin(), levels.end());
        std::sort(expected.begin(), expected.end());
        ASSERT_EQ(levels, expected) << windows.low << ' ' << windows.high << ' ' << count;
      }
    }
  });
}

}  // namespace
}  // namespace brink
