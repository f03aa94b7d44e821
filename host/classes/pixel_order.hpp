// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "cuda/shape.hpp"

namespace brink {

/// Visits the index of every pixel, column by column from top to bottom, with all channels of a
/// position together. Witnesses prefer pixels in this order, so that a few moved pixels form a
/// few columns, as in claim S4 of the theorem.
template <class Visit>
void each_by_column(const Shape& shape, Visit visit) {
  const std::size_t n = shape.n;
  for (std::size_t column = 0; column < n; ++column) {
    for (std::size_t row = 0; row < n; ++row) {
      for (std::size_t channel = 0; channel < shape.h; ++channel) {
        visit((channel * n + row) * n + column);
      }
    }
  }
}

}  // namespace brink
