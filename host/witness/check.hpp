// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host/classes/image_class.hpp"

namespace brink {

/// The cost of going from one image to another at one p (docs/spec/model.md#costs), in the form
/// in which tallies keep costs. It is added up pixel by pixel, independently of the solvers.
std::uint64_t cost_between(Levels from, Levels to, const CostRule& rule);

/// Checks what is claimed of a witness: its levels are below q, it is outside the class, its cost
/// is the upper end of `cost` (real costs may differ by one unit in the last place of a double),
/// and the lower end is not above the upper end.
///
/// @return what is wrong, or an empty string
std::string wrong_with(ImageClass& image_class, const Shape& shape, Levels image, Levels witness,
                       const CostRule& rule, const CostBracket& cost);

}  // namespace brink
