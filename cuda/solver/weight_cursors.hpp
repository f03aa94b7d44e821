// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/hd.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink {

/// Where WeightedSteps keeps its place in each class of |w|, and a copy to which it can go back.
/// The cursors take 24 KiB and lie on the stack of a processor.
class LocalCursors {
 public:
  BRINK_HD LocalCursors() {}  // not cleared: clearing 24 KiB takes too long
  BRINK_HD std::uint32_t& steps(std::uint32_t c) { return steps_[c]; }
  BRINK_HD std::uint64_t& able(std::uint32_t c) { return able_[c]; }
  BRINK_HD std::uint32_t& saved_steps(std::uint32_t c) { return saved_steps_[c]; }
  BRINK_HD std::uint64_t& saved_able(std::uint32_t c) { return saved_able_[c]; }

 private:
  std::uint32_t steps_[max_weight_classes];
  std::uint64_t able_[max_weight_classes];
  std::uint32_t saved_steps_[max_weight_classes];
  std::uint64_t saved_able_[max_weight_classes];
};

/// Cursors in memory that `lanes` threads share. Each thread has cursors of its own. The cursors
/// of one class lie side by side, so that threads that go through the classes together read
/// neighbouring words.
class LaneCursors {
 public:
  static constexpr std::uint64_t copies = 2;  ///< the place, and the one to go back to

  /// How many values each of the two arrays has.
  static constexpr std::uint64_t size(std::uint64_t lanes, std::uint32_t classes) {
    return lanes * classes * copies;
  }

  /// The cursors of `lane`.
  BRINK_HD LaneCursors(std::uint32_t* steps, std::uint64_t* able, std::uint32_t lane,
                       std::uint32_t lanes)
      : steps_(steps + lane), able_(able + lane), lanes_(lanes) {}

  BRINK_HD std::uint32_t& steps(std::uint32_t c) { return steps_[at(c, 0)]; }
  BRINK_HD std::uint64_t& able(std::uint32_t c) { return able_[at(c, 0)]; }
  BRINK_HD std::uint32_t& saved_steps(std::uint32_t c) { return steps_[at(c, 1)]; }
  BRINK_HD std::uint64_t& saved_able(std::uint32_t c) { return able_[at(c, 1)]; }

 private:
  BRINK_HD std::uint64_t at(std::uint32_t c, std::uint32_t copy) const {
    return (c * copies + copy) * lanes_;
  }

  std::uint32_t* steps_;
  std::uint64_t* able_;
  std::uint32_t lanes_;
};

/// The counts of an image, and the cursors that its solver must use.
template <class Counts>
struct CountsAndCursors {
  const Counts& counts;
  LaneCursors cursors;
};

}  // namespace brink
