// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "cuda/shape.hpp"
#include "host/config/config.hpp"
#include "host/result/results.hpp"

namespace brink {

/// The shortest text that reads back as p: "0", "0.5", "inf".
std::string p_text(double p);

/// The group of one p: "p0", "p0.5", "pinf".
std::string p_name(double p);

/// The table that says which cells [stop] ended, in files that have a [stop].
inline constexpr const char* stopped_variable = "stopped_early";

/// The group of one shape: "h1_n16_b8".
std::string shape_name(const Shape& shape);

/// The name of a cell in messages: "gaussian h=1 n=16 b=8".
std::string cell_name(const Config& config, std::size_t index);

}  // namespace brink
