// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/mapping.hpp"

#include <gtest/gtest.h>

namespace brink::device {
namespace {

constexpr unsigned multiprocessors = 132;  // as on an H100

/// Kernels that have 1024 threads on each multiprocessor, as those of 64 registers do.
std::vector<Candidate> candidates() {
  constexpr std::uint64_t resident = std::uint64_t{multiprocessors} * 1024 / 256;
  return {{Mapping::thread, 256, resident},
          {Mapping::warp, 256, resident},
          {Mapping::block, 256, resident}};
}

MappingChoice choice(std::uint64_t blocks, std::uint64_t images) {
  ImageWork work;
  work.blocks = blocks;
  work.items = 5;
  return choose_mapping(candidates(), work, images, multiprocessors);
}

TEST(Mapping, ManySmallImagesHaveAThreadEach) {
  EXPECT_EQ(choice(1, 1 << 20).candidate.mapping, Mapping::thread);
  EXPECT_EQ(choice(8, 1 << 20).candidate.mapping, Mapping::thread);
}

TEST(Mapping, FewImagesHaveMoreThreads) {
  // A thread for each of 1000 images would leave nearly all of the device idle.
  EXPECT_EQ(choice(64, 1000).candidate.mapping, Mapping::warp);
  EXPECT_EQ(choice(1 << 14, 500).candidate.mapping, Mapping::block);
}

TEST(Mapping, FewLargeImagesHaveSeveralBlocks) {
  constexpr std::uint64_t largest = std::uint64_t{1} << 21;  // n = 16384, b = 1
  const MappingChoice one = choice(largest, 1);
  EXPECT_EQ(one.candidate.mapping, Mapping::block);
  EXPECT_EQ(one.parts, one.candidate.resident);
  EXPECT_EQ(choice(largest, 100).parts, one.candidate.resident / 100);
  EXPECT_EQ(choice(largest, one.candidate.resident).parts, 1u);
}

TEST(Mapping, PartsHaveSomethingToDo) {
  ImageWork work;
  const Candidate block = candidates()[2];
  for (std::uint64_t blocks = 1; blocks < 100000; blocks = blocks * 3 + 1) {
    work.blocks = blocks;
    const std::uint32_t parts = parts_of_image(block, work, 1);
    EXPECT_GE(parts, 1u);
    if (parts > 1) {
      EXPECT_GE(blocks / parts, 8 * block.threads) << blocks;
    }
    EXPECT_EQ(parts_of_image(candidates()[1], work, 1), 1u);
  }
}

TEST(Mapping, RoomForHistogramsCounts) {
  // Where the histograms of threads leave room for only a few warps, mapping to warps is better.
  ImageWork work;
  work.blocks = 16;
  work.items = 5;
  auto some = candidates();
  EXPECT_EQ(choose_mapping(some, work, 1 << 20, multiprocessors).candidate.mapping,
            Mapping::thread);
  some[0].threads = 64;
  some[0].resident = multiprocessors;
  EXPECT_EQ(choose_mapping(some, work, 1 << 20, multiprocessors).candidate.mapping, Mapping::warp);
}

TEST(Mapping, MoreImagesNeverTakeLess) {
  for (const Candidate& candidate : candidates()) {
    ImageWork work;
    work.blocks = 1000;
    double before = 0;
    for (std::uint64_t images = 1; images < 1 << 20; images *= 4) {
      const double now = clocks(candidate, work, images, multiprocessors);
      EXPECT_GE(now, before) << images;
      before = now;
    }
  }
}

}  // namespace
}  // namespace brink::device
