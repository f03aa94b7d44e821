// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace brink {

/// `did you mean "seed"?` for the candidate nearest to `name`, or an empty string where none is
/// near. A candidate is near if at most a third of its letters were changed, added, dropped or
/// swapped with a neighbour, ignoring case, or if it begins with `name`. Of equally near
/// candidates the first one is taken.
std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace brink
