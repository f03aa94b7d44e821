// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "cuda/shape.hpp"

namespace brink {

/// Visits every pixel index column by column, top to bottom, all channels of a
/// place together. Witnesses prefer pixels in this order, so that a few moved
/// pixels are a few columns, as the theorem puts it (claim S4).
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
