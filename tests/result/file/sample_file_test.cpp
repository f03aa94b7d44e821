// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// The limits of a sample file, and reading it back. tests/python/test_sample.py reads its
// contents with other libraries.
#include "host/result/file/sample_file.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "host/disk/seal.hpp"
#include "host/error.hpp"
#include "host/result/file/reading.hpp"
#include "host/result/file/sample_reading.hpp"
#include "tests/temporary_folder.hpp"

namespace brink {
namespace {

SampleRequest request_of(Shape shape, std::uint64_t images, std::size_t classes,
                         std::vector<double> p) {
  SampleRequest request;
  request.shape = shape;
  request.first_image = 1000;
  request.images = images;
  request.config.p = std::move(p);
  request.config.classifiers.resize(classes);
  for (std::size_t c = 0; c < classes; ++c) {
    request.config.classifiers[c].name = "class " + std::to_string(c);
  }
  return request;
}

TEST(SampleFile, CountsItsLargerPart) {
  // 8 x 8 pixels: one image and 3 * 2 witnesses, two bytes a pixel.
  EXPECT_EQ(sample_bytes(request_of({8, 1, 8}, 10, 3, {0, 2})), 10.0 * 7 * 64 * 2);
  // One pixel: tables of 4 * 6 costs, 2 * 3 numbers and an image number weigh more.
  EXPECT_EQ(sample_bytes(request_of({1, 1, 8}, 10, 3, {0, 2})), 10.0 * (24 + 6 + 1) * 8);
}

TEST(SampleFile, BlocksHoldAChunkOfWitnesses) {
  constexpr std::uint64_t most_levels = std::uint64_t{1} << 18;
  for (const Shape shape :
       {Shape{1, 1, 1}, Shape{64, 1, 8}, Shape{300, 1, 8}, Shape{300, 3, 8}, Shape{2000, 1, 8}}) {
    const SampleBlock block = sample_block(request_of(shape, 5000, 2, {0, 1, 2}));
    const std::uint64_t levels = block.images * block.p * shape.pixels();
    EXPECT_TRUE(block.p == 1 || block.p == 3) << shape.n;
    if (block.p == 3) {
      EXPECT_LE(levels, most_levels) << shape.n;
    }
    if (block.p == 3 && block.images < 5000) {
      EXPECT_GT(2 * levels, most_levels) << shape.n;
    }
    if (block.p == 1) {
      EXPECT_EQ(block.images, 1u) << shape.n;
    }
  }
  EXPECT_EQ(sample_block(request_of({4, 1, 1}, 7, 2, {1})).images, 7u);
}

TEST(SampleFile, SaysWhatItHolds) {
  const TemporaryFolder folder;
  const std::string path = folder / "sample.h5";
  const SampleRequest request = request_of({3, 2, 8}, 4, 2, {0, 1.5});
  SampleFile file(request);
  std::vector<std::uint16_t> levels(4 * 18), witnesses(4 * 2 * 18);
  std::iota(levels.begin(), levels.end(), std::uint16_t{0});
  file.write_images(0, levels);
  for (std::size_t c = 0; c < 2; ++c) file.write_witnesses(c, 0, 4, 0, 2, witnesses);
  SampleTables tables;
  tables.threshold.resize(2);
  tables.in_class.resize(8);
  tables.score.resize(8);
  for (auto* table : {&tables.cost, &tables.cost_lower, &tables.distance, &tables.distance_lower}) {
    table->resize(16);
  }
  write_sealed(file.finish(tables), path);

  const auto either = read_either_summary(path);
  const auto* const summary = std::get_if<SampleSummary>(&either);
  ASSERT_NE(summary, nullptr);
  EXPECT_EQ(summary->images, 4u);
  EXPECT_EQ(summary->first_image, 1000u);
  EXPECT_EQ(summary->n, 3u);
  EXPECT_EQ(summary->channels, 2u);
  EXPECT_EQ(summary->bit_depth, 8u);
  EXPECT_EQ(summary->classifiers, (std::vector<std::string>{"class 0", "class 1"}));
  EXPECT_EQ(summary->p, (std::vector<double>{0, 1.5}));
  try {
    read_summary(path);
    ADD_FAILURE() << "taken for a result file";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Exit::bad_file);
    EXPECT_NE(std::string(error.what()).find("brink sample"), std::string::npos);
  }
}

}  // namespace
}  // namespace brink
