// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cuda/grouped_counts.hpp"
#include "cuda/shape.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink {

/// The windows of a half-space of unequal weights under the sampler `counts`, as
/// docs/spec/random_streams.md#windows defines them. Enough for all but about one image in 10^3;
/// what a random image needs is known beforehand (docs/design/sampler.md#windows-of-counts).
///
/// @return [class], and the places of the counts follow each other
std::vector<CapWindows> cap_windows(Shape shape, const WeightClasses& classes);

/// Places windows behind each other and returns how many counts they have.
std::uint32_t place(std::vector<CapWindows>& windows, std::uint32_t levels);

}  // namespace brink
