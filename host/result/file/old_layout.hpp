// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <string>

#include "cuda/shape.hpp"
#include "host/tally/tally.hpp"

/// Files of format 1 and 2 had a group for each cell, and in it one for each p with `cost` and
/// `count`. Such files can still be read, and are never written.
namespace brink {

/// The group of a cell: `tally/<classifier>/h<h>_n<n>_b<b>`.
std::string old_group(const std::string& classifier, const Shape& shape);

/// The tallies of that group at one p.
///
/// @param images in the class @param real whether costs are doubles
/// @throw hdf5::Failure where they are missing, or are not of that kind or number
CostTallies read_old_tallies(hid_t file, const std::string& group, double p, std::uint64_t images,
                             bool real);

/// Its attributes.
inline constexpr const char* old_common_weight = "common_weight";
inline constexpr const char* old_weighted_pixels = "weighted_pixels";
inline constexpr const char* old_image_ranges = "image_ranges";  ///< first and count, in turn
/// Of `cost`, where it is rounded.
inline constexpr const char* old_resolution = "resolution_bits";

}  // namespace brink
