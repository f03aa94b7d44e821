// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host/config/config.hpp"
#include "host/run/runner.hpp"

namespace brink {

/// A runner that shares each range between several, such as the GPUs of a machine, as none is as
/// fast as all. Each computes in a thread of its own, and gets the next part of the range when it
/// has done one; so they need not be equally fast. An error of one ends the others soon.
GroupRunner together(std::vector<GroupRunner> runners);

/// A runner that leaves ranges of little work to `small`: a GPU takes about a millisecond to begin
/// with one, a CPU some microseconds. A run asks for larger ranges as it learns the speed
/// (SlicePacer), so of a large cell only the first few go to `small`.
GroupRunner by_work(GroupRunner small, GroupRunner large);

/// About how many pixels could be drawn in the time that images of so many pixels in all take with
/// these classes. Classes that see whole images take far longer than those that count.
double work_of(const std::vector<const ClassifierConfig*>& classes, double pixels);

/// Whether no group of the run has enough work for `large`, so that it need not be made; always
/// with the sampler `tilted`, which no device has.
bool is_little_work(const Config& config);

/// From so much work on by_work() takes `large`: about 10 ms of a core. What a GPU gains
/// below that was estimated, not measured.
inline constexpr double large_work = 1 << 24;

}  // namespace brink
