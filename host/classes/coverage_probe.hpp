// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/cpu/cell_job.hpp"

namespace brink {

/// Refuses a class that covers more than half of the images, as far as a few random images show
/// it: one that covers at most half is refused with a probability below 1e-9. The images are the
/// same every time.
///
/// @throw Error(Exit::usage)
void refuse_more_than_half(const CellJob& job);

}  // namespace brink
