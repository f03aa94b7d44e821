// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/sampler/cap_windows.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>

namespace brink {
namespace {

using Wide = boost::multiprecision::uint256_t;

std::uint64_t least_cap(std::uint64_t product, std::uint64_t weight) {
  return (product + weight - 1) / weight;
}

/// The sum of |w| cap over all pixels and caps with |w| cap >= product: q times what such pixels
/// gain on average.
Wide gain(Shape shape, const WeightClasses& classes, std::uint64_t product) {
  const std::uint64_t top = shape.top_level();
  Wide all = 0;
  for (std::uint32_t c = 0; c < classes.classes; ++c) {
    const std::uint64_t first = least_cap(product, classes.weight[c]);
    if (first > top) continue;
    const std::uint64_t caps = (first + top) * (top - first + 1) / 2;
    all += Wide(classes.size[c]) * classes.weight[c] * caps;
  }
  return all;
}

/// The largest product |w| cap from which on pixels gain q R on average; 1 if there is none.
std::uint64_t least_product(Shape shape, const WeightClasses& classes, const Wide& root) {
  const Wide wanted = root * shape.levels() * shape.levels();
  std::uint64_t low = 1;
  std::uint64_t high = std::uint64_t{classes.weight[classes.classes - 1]} * shape.top_level();
  while (low < high) {
    const std::uint64_t middle = low + (high - low + 1) / 2;
    if (gain(shape, classes, middle) >= wanted) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/// The least power of two that is at least a / b.
std::uint64_t power_from(const Wide& a, const Wide& b) {
  std::uint64_t power = 1;
  while (b * power < a) power *= 2;
  return power;
}

}  // namespace

std::uint32_t place(std::vector<CapWindows>& windows, std::uint32_t levels) {
  std::uint32_t places = 0;
  for (CapWindows& own : windows) {
    own.first = places;
    places += own.size(levels);
  }
  return places;
}

std::vector<CapWindows> cap_windows(Shape shape, const WeightClasses& classes) {
  const std::uint32_t q = shape.levels();
  std::vector<CapWindows> windows(classes.classes, {q, q, 0});
  if (classes.classes > 0 && shape.b > 1) {
    Wide squares = 0;
    Wide weights = 0;
    for (std::uint32_t c = 0; c < classes.classes; ++c) {
      weights += Wide(classes.size[c]) * classes.weight[c];
      squares += Wide(classes.size[c]) * classes.weight[c] * classes.weight[c];
    }
    const Wide root = boost::multiprecision::sqrt(squares);
    const bool one_step = weights >= 2 * root * q;
    const std::uint64_t product = least_product(shape, classes, root);
    Wide heavier = weights;  // one step of every pixel of a larger |w|
    for (std::uint32_t c = 0; c < classes.classes; ++c) {
      const std::uint64_t weight = classes.weight[c];
      const std::uint64_t high = std::min<std::uint64_t>(q, least_cap(product, weight));
      std::uint64_t low = 0;
      heavier -= Wide(classes.size[c]) * weight;
      if (!one_step || 2 * weight * q >= root || heavier < root * q)
        low = power_from(Wide(weight) * q, root);
      if (!one_step) low = std::max(low, power_from(root * q, weights));
      if (low >= high) continue;
      windows[c].low = static_cast<std::uint32_t>(low);
      windows[c].high = static_cast<std::uint32_t>(high);
    }
  }
  place(windows, q);
  return windows;
}

}  // namespace brink
