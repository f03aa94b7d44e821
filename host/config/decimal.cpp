// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/decimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

namespace brink {
namespace {

/// More digits than any integer of 64 bits has.
constexpr std::size_t most_digits = 40;

constexpr std::string_view decimal_digits = "0123456789";

/// Takes the digits at the beginning of the text and leaves what follows them. A `_` may be
/// between two digits.
std::string take_digits(std::string_view& text) {
  std::string digits;
  while (!text.empty()) {
    const bool gap = text[0] == '_' && !digits.empty();
    const std::size_t at = gap ? 1 : 0;
    if (at >= text.size() || decimal_digits.find(text[at]) == decimal_digits.npos) break;
    digits += text[at];
    text.remove_prefix(at + 1);
  }
  return digits;
}

bool take(std::string_view& text, std::string_view characters) {
  if (text.empty() || characters.find(text[0]) == characters.npos) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<Decimal> read_decimal(std::string_view text) {
  Decimal number;
  number.negative = text.starts_with('-');
  take(text, "+-");
  number.digits = take_digits(text);
  if (number.digits.empty()) return std::nullopt;
  if (take(text, ".")) {
    const std::string decimals = take_digits(text);
    if (decimals.empty()) return std::nullopt;
    number.digits += decimals;
    number.exponent -= static_cast<std::int64_t>(decimals.size());
  }
  if (take(text, "eE")) {
    const bool down = text.starts_with('-');
    take(text, "+-");
    const std::string digits = take_digits(text);
    std::int32_t exponent = 0;
    const char* const end = digits.data() + digits.size();
    if (std::from_chars(digits.data(), end, exponent).ec != std::errc()) return std::nullopt;
    number.exponent += down ? -exponent : exponent;
  }
  if (!text.empty()) return std::nullopt;
  const std::size_t zeros_end = number.digits.find_last_not_of('0') + 1;  // 0 if all digits are
                                                                          // zeros
  number.exponent += static_cast<std::int64_t>(number.digits.size() - zeros_end);
  number.digits.erase(zeros_end);
  number.digits.erase(0, std::min(number.digits.find_first_not_of('0'), number.digits.size()));
  if (number.digits.empty()) number.exponent = 0;
  return number;
}

Decimal shortest_decimal(double value) {
  std::array<char, 32> text;  // at most 17 digits, a point, two signs and an exponent
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific);
  return read_decimal({text.data(), end}).value();
}

std::optional<std::string> whole_digits(const Decimal& number) {
  if (number.digits.empty())
    return number.negative ? std::nullopt : std::optional<std::string>("0");
  if (number.exponent < 0) return std::nullopt;
  const auto zeros = static_cast<std::size_t>(std::min<std::int64_t>(number.exponent, most_digits));
  return (number.negative ? "-" : "") + number.digits + std::string(zeros, '0');
}

}  // namespace brink
