// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/shape.hpp"
#include "host/config/config.hpp"

namespace brink {

/// How many images a cell needs at one shape: `samples`, or q^N for `exhaustive`.
std::uint64_t images_per_cell(const Config& config, Shape shape);

}  // namespace brink
