// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host/witness/image_class.hpp"

namespace brink {

/// What going from one image to another costs at one p (spec, section 1), as the
/// tally keeps costs: added up pixel by pixel, apart from the solvers.
std::uint64_t cost_between(Levels from, Levels to, const CostRule& rule);

/// Checks a witness against what is claimed of it: levels below q, outside the
/// class, at the cost's upper end (real costs: within one unit in the last place
/// of a double), the lower end not above it.
///
/// @return what is wrong, empty if nothing is
std::string wrong_with(ImageClass& image_class, const Shape& shape, Levels image, Levels witness,
                       const CostRule& rule, const CostBracket& cost);

}  // namespace brink
