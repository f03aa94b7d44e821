// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "host/config/node.hpp"

namespace brink {

inline constexpr std::string_view radii_form = "a list of numbers >= 0, or { start, stop, count }";

/// Reads radii, or radius scales, from a list of finite numbers >= 0 without repetitions, or from
/// a table { start, stop, count }. The table gives `count` evenly spaced numbers. The first is
/// `start` and, if there are more, the last is exactly `stop`. Nine numbers from 0.1 to 0.9 are
/// the doubles that a reader of 0.2, 0.3, ... gets. Throws brink::Error (Exit::usage) that names
/// the key at fault.
std::vector<double> read_radii(const Node& node);

}  // namespace brink
