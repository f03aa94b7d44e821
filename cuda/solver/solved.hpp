// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cuda/costs.hpp"

namespace brink {

/// What a solver found: `known` is false where it needed a level outside the
/// windows of its counts, and the cost then means nothing.
struct Solved {
  CostBracket cost;
  bool known = true;
};

}  // namespace brink
