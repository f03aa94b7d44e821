// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/kernel/levels.hpp"

namespace brink::device {

/// What to count of an image for classes that ask for these windows.
/// @param pixels that count; the others are masked to level 0
LevelPlan level_plan(Shape shape, const LevelWindows& wanted, bool upper_half,
                     std::uint64_t pixels);

/// The plan for images that its windows left undecided: every level of all pixels.
LevelPlan every_level(const LevelPlan& plan, const BlockSource& source);

/// SASS instructions that a plan takes for each Philox block of an image, on average: read
/// off the kernels of sm_90.
double instructions_per_block(const LevelPlan& plan, const BlockSource& source);

}  // namespace brink::device
