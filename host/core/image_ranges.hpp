// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace brink {

/// Images first..first+count-1 of a run's stream. `count` is not 0.
struct ImageRange {
  std::uint64_t first = 0, count = 0;

  std::uint64_t end() const { return first + count; }
  bool operator==(const ImageRange&) const = default;
};

/// The images that a cell holds: disjoint ranges in ascending order.
using ImageRanges = std::vector<ImageRange>;

/// The number of images in all ranges.
std::uint64_t image_count(const ImageRanges& ranges);

/// The first range of images that both hold, if there is one.
std::optional<ImageRange> overlap(const ImageRanges& a, const ImageRanges& b);

/// The union of both, with neighbouring ranges joined. The two must not overlap.
ImageRanges united(const ImageRanges& a, const ImageRanges& b);

/// The ranges as text: "0..999, 2000..2999".
std::string range_text(const ImageRanges& ranges);

}  // namespace brink
