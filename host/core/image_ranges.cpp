// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/core/image_ranges.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace brink {

std::uint64_t image_count(const ImageRanges& ranges) {
  std::uint64_t count = 0;
  for (const ImageRange& range : ranges) count += range.count;
  return count;
}

std::optional<ImageRange> overlap(const ImageRanges& a, const ImageRanges& b) {
  for (auto left = a.begin(), right = b.begin(); left != a.end() && right != b.end();) {
    const std::uint64_t first = std::max(left->first, right->first);
    const std::uint64_t end = std::min(left->end(), right->end());
    if (first < end) return ImageRange{first, end - first};
    ++(left->end() < right->end() ? left : right);
  }
  return std::nullopt;
}

ImageRanges united(const ImageRanges& a, const ImageRanges& b) {
  ImageRanges all = a;
  all.insert(all.end(), b.begin(), b.end());
  std::sort(all.begin(), all.end(),
            [](const ImageRange& x, const ImageRange& y) { return x.first < y.first; });
  ImageRanges joined;
  for (const ImageRange& range : all) {
    if (!joined.empty() && joined.back().end() == range.first) {
      joined.back().count += range.count;
    } else {
      joined.push_back(range);
    }
  }
  return joined;
}

std::string range_text(const ImageRanges& ranges) {
  std::string text;
  for (const ImageRange& range : ranges) {
    text += fmt::format("{}{}..{}", text.empty() ? "" : ", ", range.first, range.end() - 1);
  }
  return text;
}

}  // namespace brink
