// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/kernel/levels.hpp"
#include "host/device/passes/mapping.hpp"

namespace brink::device {

/// Plans what to count of an image for classes that need these windows.
/// @param pixels the number of pixels that count; the others are masked to level 0
LevelPlan level_plan(Shape shape, const LevelWindows& wanted, bool upper_half,
                     std::uint64_t pixels);

/// Adapts a plan to a mapping. Threads that sort together need a power of two of values. A block
/// of many threads has several copies of a histogram, so that fewer threads share each. The
/// storages of single threads are an odd number of words apart, so that the threads of a warp,
/// each at the same place of its own storage, use 32 different banks.
LevelPlan plan_for(const LevelPlan& plan, Mapping mapping, unsigned threads);

/// How many copies of a histogram of so many words a block has. Several blocks must still fit on
/// a multiprocessor.
std::uint32_t histogram_copies(std::uint32_t storage, unsigned threads);

/// The plan for images that its windows left undecided: every level of all pixels.
LevelPlan every_level(const LevelPlan& plan, const PhiloxSource& source);

/// SASS instructions that a plan takes for each Philox block of an image, on average: read
/// off the kernels of sm_90.
double instructions_per_block(const LevelPlan& plan, const PhiloxSource& source);

}  // namespace brink::device
