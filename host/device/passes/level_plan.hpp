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

/// Lays out the storage of an image for a mapping. Threads that sort together need a power of two
/// of values. A block of many threads has several copies of histograms, so that fewer threads share
/// each; several blocks must still fit on a multiprocessor. The storages of single threads are an
/// odd number of words apart, so that the threads of a warp, each at the same place of its own
/// storage, use 32 different banks.
/// @param arguments of plans that are laid out for no mapping yet
void lay_out(LevelArguments& arguments, Mapping mapping, unsigned threads);

/// How often `words` words are kept by a block of so many threads that all count in them.
std::uint32_t histogram_copies(std::uint32_t words, unsigned threads);

/// Makes plans for images that the windows left undecided: every level of all pixels. A block
/// counts for one client at a time.
void count_every_level(LevelArguments& arguments);

/// SASS instructions that the clients take for each Philox block of an image, on average: read off
/// the kernels of sm_90.
double instructions_per_block(const LevelArguments& arguments);

}  // namespace brink::device
