// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/draw/prototype_tables.hpp"

#include "host/cpu/draw/draw_levels.hpp"

namespace brink {

PrototypeTables::PrototypeTables(Shape shape, std::uint64_t seed, std::uint32_t pairs)
    : level(pairs * shape.pixels()),
      square_sum(std::size_t{2} * pairs),
      weight_count(std::size_t{2} * pairs * shape.levels()) {
  const std::uint64_t pixels = shape.pixels();
  const std::uint32_t top = shape.top_level();
  for (std::uint32_t pair = 0; pair < pairs; ++pair) {
    std::uint16_t* const own = level.data() + pair * pixels;
    draw_centre(shape, seed, pair, {own, pixels});
    for (std::uint32_t negative : {0u, 1u}) {
      const std::size_t prototype = std::size_t{2} * pair + negative;
      std::uint32_t* const count = weight_count.data() + prototype * shape.levels();
      for (std::uint64_t i = 0; i < pixels; ++i) {
        const std::uint32_t value = negative == 1 ? top - own[i] : own[i];
        square_sum[prototype] += std::uint64_t{value} * value;
        ++count[value > level[i] ? value - level[i] : level[i] - value];
      }
    }
  }
}

Prototypes PrototypeTables::view() const {
  return {static_cast<std::uint32_t>(square_sum.size() / 2), level.data(), square_sum.data(),
          weight_count.data()};
}

}  // namespace brink
