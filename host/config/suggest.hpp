// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace brink {

/// `did you mean "seed"?` for the candidate nearest to `name`, or an empty
/// string where none is near. Near: at most a third of the candidate's letters
/// changed, added, dropped or swapped with a neighbour, whatever their case; or
/// `name` begins it. The first of equally near candidates wins.
std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace brink
