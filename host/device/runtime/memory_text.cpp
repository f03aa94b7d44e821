// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/runtime/memory_text.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace brink::device {

std::string memory_text(std::uint64_t bytes) {
  using namespace std::string_view_literals;
  constexpr std::array units = {"bytes"sv, "KiB"sv, "MiB"sv, "GiB"sv, "TiB"sv};
  constexpr double step = 1024;
  if (bytes < 1024) return fmt::format("{} bytes", bytes);
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; value >= step && unit + 1 < units.size(); ++unit) value /= step;
  return fmt::format("{:.3g} {}", value, units[unit]);
}

}  // namespace brink::device
