// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/file/names.hpp"

#include <fmt/format.h>

namespace brink {

std::string p_text(double p) { return fmt::format("{}", p); }

std::string p_name(double p) { return fmt::format("p{}", p); }

std::string shape_name(const Shape& shape) {
  return fmt::format("h{}_n{}_b{}", shape.h, shape.n, shape.b);
}

std::string cell_name(const Config& config, std::size_t index) {
  const Shape shape = cell_shape(config, index);
  return fmt::format("{} h={} n={} b={}", cell_classifier(config, index).name, shape.h, shape.n,
                     shape.b);
}

}  // namespace brink
