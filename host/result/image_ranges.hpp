// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace brink {

/// Images first..first+count-1 of a run's stream; count is not 0.
struct ImageRange {
  std::uint64_t first = 0, count = 0;

  std::uint64_t end() const { return first + count; }
  bool operator==(const ImageRange&) const = default;
};

/// Which images a cell holds: disjoint, ascending.
using ImageRanges = std::vector<ImageRange>;

/// The number of images in all.
std::uint64_t image_count(const ImageRanges& ranges);

/// The first images that both hold, if any.
std::optional<ImageRange> overlap(const ImageRanges& a, const ImageRanges& b);

/// Both together, neighbours joined. They must not overlap.
ImageRanges united(const ImageRanges& a, const ImageRanges& b);

/// "0..999, 2000..2999".
std::string range_text(const ImageRanges& ranges);

}  // namespace brink
