// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/theory/count.hpp"
#include "host/theory/score_tail.hpp"

namespace brink {

/// A tail known as a number of images out of all q^N: exact.
class IntegerTail : public ScoreTail {
 public:
  /// @param score of at most 2^max_count_bits images
  explicit IntegerTail(const ReducedScore& score) : space_bits_(score.pixels * score.bits) {}

  /// The number of images with s > t.
  virtual Count images_above(std::int64_t t) const = 0;

  double above(std::int64_t t) const final { return share_of(images_above(t), space_bits_); }
  bool at_most(std::int64_t t, double coverage) const final {
    return images_above(t) <= floor_share(coverage, space_bits_);
  }
  std::string method() const final { return "exact count of all images"; }

 protected:
  Count images() const { return Count{1} << space_bits_; }

 private:
  std::uint64_t space_bits_;
};

}  // namespace brink
