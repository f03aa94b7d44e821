// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/image_pass.hpp"

#include <gtest/gtest.h>

#include "tests/cpu/test_group.hpp"
#include "tests/device/same_as_cpu.hpp"

namespace brink::device {
namespace {

void add_hash(TestGroup& group) { group.add("hash", 0); }
void add_voronoi(TestGroup& group, std::uint32_t prototypes) {
  ClassifierConfig config;
  config.name = config.type = "voronoi";
  config.prototypes = prototypes;
  group.add(config, 0);
}
void add_network(TestGroup& group, std::uint32_t layers, std::uint32_t width) {
  ClassifierConfig config;
  config.name = config.type = "network";
  config.layers = layers;
  config.width = width;
  group.add(config, 0);
}

class ImagePass : public EveryExecution {};
INSTANTIATE_TEST_SUITE_P(Schedules, ImagePass, every_execution());

TEST_P(ImagePass, HasTheIntegersOfTheCpu) {
  std::uint64_t inside = 0;
  for (const std::uint32_t b : {1u, 2u, 4u, 8u, 16u}) {
    for (const auto& [n, h] : {std::pair{1u, 1u}, {2u, 3u}, {7u, 1u}, {16u, 1u}, {32u, 1u}}) {
      SCOPED_TRACE(testing::Message() << "n=" << n << " h=" << h << " b=" << b);
      TestGroup group({n, h, b}, 5);
      add_hash(group);
      for (const std::uint32_t prototypes : {2, 4, 8}) add_voronoi(group, prototypes);
      const std::uint64_t images = n < 16 ? 24 : 6;
      inside += expect_same_as_cpu(group.job(), (std::uint64_t{1} << 32) - 3, images)[0].in_class;
    }
  }
  EXPECT_GT(inside, 100u);
}

/// The least and most layers and channels, and each number of channels for which a kernel is
/// compiled.
TEST_P(ImagePass, NetworksHaveTheIntegersOfTheCpu) {
  for (const Shape& shape : {Shape{1, 1, 1}, Shape{4, 2, 1}, Shape{5, 1, 2}, Shape{6, 1, 8},
                             Shape{3, 1, 16}, Shape{9, 1, 4}}) {
    TestGroup group(shape, 5);
    for (const std::uint32_t width : {4, 12}) add_network(group, 2, width);
    for (const std::uint32_t width : {7, 16}) add_network(group, 3, width);
    SCOPED_TRACE(testing::Message() << "n=" << shape.n << " h=" << shape.h << " b=" << shape.b);
    expect_same_as_cpu(group.job(), 0, 4);
  }
}

TEST_P(ImagePass, SharesLargeImagesAmongManyThreads) {
  for (const Shape& shape : {Shape{65, 1, 1}, Shape{40, 3, 5}}) {
    TestGroup group(shape, 3);
    add_hash(group);
    add_voronoi(group, 6);
    expect_same_as_cpu(group.job(), 0, 5);
  }
}

TEST_P(ImagePass, SharesItsMemoryAmongClassesAndBatches) {
  TestGroup group({4, 1, 6}, 4);
  add_voronoi(group, 8);
  add_network(group, 2, 4);
  add_hash(group);
  EngineSettings settings;
  settings.most_batch = 7;
  for (const bool deferred : {false, true}) {
    defer_streams(deferred);
    expect_same_as_cpu(group.job(), 1000, 24, settings);
  }
}

TEST_P(ImagePass, SeesEveryImageOnce) {
  for (const Shape& shape : {Shape{2, 2, 1}, Shape{1, 7, 1}, Shape{1, 3, 2}, Shape{1, 1, 6}}) {
    TestGroup group(shape, 1, true);
    add_hash(group);
    add_voronoi(group, 4);
    add_network(group, 2, 4);
    const std::uint64_t images = std::uint64_t{1} << shape.pixels() * shape.b;
    const auto found = expect_same_as_cpu(group.job(), 0, images);
    EXPECT_EQ(found[0].samples, images);
  }
}

}  // namespace
}  // namespace brink::device
