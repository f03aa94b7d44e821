// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <vector>

#include "host/result/file/sample_file.hpp"
#include "host/run/progress.hpp"
#include "host/witness/export.hpp"

namespace brink {

/// Draws the images of a request and, for each class and p, the nearest image outside the class.
/// Every such image is checked before it is kept. Returns the bytes of the file.
///
/// @param cancelled is checked between images; may be null
/// @param truth receives what the file says, where it is not null
/// @throw Error(Exit::interrupted) once *cancelled is true
/// @throw std::logic_error where a witness is not what is claimed
std::vector<std::byte> draw_sample(const SampleRequest& request, ProgressMode progress,
                                   const std::atomic<bool>* cancelled,
                                   SampleTruth* truth = nullptr);

}  // namespace brink
