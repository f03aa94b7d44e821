// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cuda/costs.hpp"

namespace brink {

/// The result of a solver. `known` is false where the solver needed a level outside the windows
/// of its counts; the cost then means nothing.
struct Solved {
  CostBracket cost;
  bool known = true;
};

}  // namespace brink
