// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "cuda/shape.hpp"
#include "host/config/config.hpp"

namespace brink {

/// A class built for one shape: its threshold, and how that is known.
struct BuiltClass {
  std::int64_t threshold = 0;
  std::optional<double> coverage;                  ///< |C|/q^N
  std::string method;                              ///< how threshold and coverage are known
  std::map<std::uint32_t, std::uint64_t> weights;  ///< half-space: pixels with each |w|
};

/// The least threshold whose coverage does not exceed the wanted one (spec,
/// section 3), from the exact law of the classifier's score at that shape.
BuiltClass build_class(const ClassifierConfig& config, Shape shape);

}  // namespace brink
