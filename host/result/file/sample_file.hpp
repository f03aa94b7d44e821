// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cuda/shape.hpp"
#include "host/result/results.hpp"

namespace brink {

/// Which images a sample file holds, and where they come from.
struct SampleRequest {
  Config config;  ///< classifiers and p are dimensions of the file
  Provenance provenance;
  Shape shape;
  std::uint64_t first_image = 0;
  std::uint64_t images = 0;
};

/// What is known of every image, row-major. Costs and distances are NaN where the
/// image is not in the class.
struct SampleTables {
  std::vector<std::int64_t> threshold;           ///< classifier
  std::vector<std::int64_t> in_class, score;     ///< classifier, image
  std::vector<double> cost, cost_lower;          ///< classifier, image, p
  std::vector<double> distance, distance_lower;  ///< classifier, image, p
};

/// Images and p's whose levels fill a chunk of the file: how many to hand over at once.
struct SampleBlock {
  std::uint64_t images = 1;
  std::size_t p = 1;
};

/// What every pixel of a witness holds where the image is not in the class. It is
/// `_FillValue` too, except at bit depth 16, where it is a level like any other.
inline constexpr std::uint16_t no_witness = std::numeric_limits<std::uint16_t>::max();

/// What limits a sample file: the bytes of its levels before compression, or those of its tables
/// where the tables are larger.
double sample_bytes(const SampleRequest& request);

/// How the images of a request are cut into blocks: about half a MiB of levels each.
SampleBlock sample_block(const SampleRequest& request);

/// A sample file in the making (docs/spec/file_format.md#sample-file), in memory.
/// All functions throw Error(Exit::failed) where HDF5 refuses.
class SampleFile {
 public:
  explicit SampleFile(const SampleRequest& request);
  ~SampleFile();

  /// Writes the levels of images first..., N values each. `first` counts from the file's first
  /// image.
  void write_images(std::uint64_t first, std::span<const std::uint16_t> levels);

  /// Witnesses of one classifier for `images` images from `first` and `p_count` p's
  /// from `first_p`: (image, p, pixel) row-major.
  void write_witnesses(std::size_t classifier, std::uint64_t first, std::uint64_t images,
                       std::size_t first_p, std::size_t p_count,
                       std::span<const std::uint16_t> levels);

  /// Writes the tables, which must happen once, and returns the file's bytes.
  std::vector<std::byte> finish(const SampleTables& tables);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace brink
