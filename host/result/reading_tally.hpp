// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "cuda/shape.hpp"
#include "host/result/hdf5_handle.hpp"
#include "host/result/results.hpp"

namespace brink {

/// The tallies of one class at one shape and p, from an open result file.
///
/// @param images in the class: what the counts must add up to
/// @throw hdf5::Failure where they are missing or cannot be tallies
CostTallies read_tallies(hid_t file, const std::string& classifier, const Shape& shape, double p,
                         std::uint64_t images);

}  // namespace brink
