// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <vector>

#include "host/result/sample_file.hpp"
#include "host/run/progress.hpp"

namespace brink {

/// Draws the images of a request, and for each class and p the nearest image
/// outside it; every one is checked before it is kept. Returns the file's bytes.
///
/// @param cancelled looked at between images; may be null
/// @throw Error(Exit::interrupted) once *cancelled is true
/// @throw std::logic_error where a witness is not what is claimed of it
std::vector<std::byte> draw_sample(const SampleRequest& request, ProgressMode progress,
                                   const std::atomic<bool>* cancelled);

}  // namespace brink
