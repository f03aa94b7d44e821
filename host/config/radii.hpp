// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "host/config/node.hpp"

namespace brink {

inline constexpr std::string_view radii_form = "a list of numbers >= 0, or { start, stop, count }";

/// Radii, or radius scales, from a list of finite numbers >= 0, none twice, or
/// from a table { start, stop, count }: `count` evenly spaced numbers, the
/// first `start` and, where there are more, the last exactly `stop`.
/// Throws brink::Error (Exit::usage) that names the key at fault.
std::vector<double> read_radii(const Node& node);

}  // namespace brink
