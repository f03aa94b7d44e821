// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cuda/shape.hpp"
#include "host/config/config.hpp"

namespace brink {

/// The sampler's name in the config and in the file: "pixels", "multinomial",
/// "exhaustive".
std::string sampler_name(Sampler sampler);

/// p as short as it reads back: "0", "0.5", "inf".
std::string p_text(double p);

/// The group of one p: "p0", "p0.5", "pinf".
std::string p_name(double p);

/// What a class is like at one shape, as attributes of that shape's tallies.
inline constexpr const char* common_weight_attribute = "common_weight";
inline constexpr const char* weighted_pixels_attribute = "weighted_pixels";

/// Which images a cell holds: first and count of each range, in turn.
inline constexpr const char* image_ranges_attribute = "image_ranges";

/// The table that says which cells [stop] ended, in files that have a [stop].
inline constexpr const char* stopped_variable = "stopped_early";

/// The group of one shape: "h1_n16_b8".
std::string shape_name(const Shape& shape);

}  // namespace brink
