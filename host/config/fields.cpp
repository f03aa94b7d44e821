// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/fields.hpp"

#include <fmt/core.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <system_error>

#include "host/config/decimal.hpp"

namespace brink {
namespace {

/// The digits of an integer, or of a float that is whole, such as `1e6` or `8.0`. They come from
/// the spelling, which is exact where the double is rounded.
std::string integer_digits(const Node& node, std::string_view accepted) {
  const Value& value = *node.value;
  if (value.kind == Kind::integer) return std::to_string(value.integer);
  const auto number = value.kind == Kind::real ? read_decimal(value.spelling) : std::nullopt;
  const auto digits = number ? whole_digits(*number) : std::nullopt;
  if (!digits) refuse_type(node, "an integer", accepted);
  return *digits;
}

/// The integer that all of `digits` is.
template <class Integer>
Integer integer_of(const Node& node, std::string_view digits, int base, std::string_view accepted) {
  Integer integer = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, integer, base);
  if (error == std::errc::result_out_of_range) refuse_range(node, accepted);
  if (error != std::errc() || stop != end) refuse_type(node, "an integer", accepted);
  return integer;
}

}  // namespace

std::int64_t read_integer(const Node& node, std::int64_t low, std::int64_t high) {
  const std::string accepted = fmt::format("integers {} to {}", low, high);
  const auto integer = integer_of<std::int64_t>(node, integer_digits(node, accepted), 10, accepted);
  if (integer < low || integer > high) refuse_range(node, accepted);
  return integer;
}

std::uint64_t read_wide_integer(const Node& node) {
  constexpr std::string_view accepted =
      "integers 0 to 2^63-1, or up to 2^64-1 as a string of decimal digits or of 0x and "
      "hexadecimal digits";
  const Value& value = *node.value;
  if (value.kind != Kind::text) {
    const std::string digits = integer_digits(node, accepted);
    if (digits.starts_with('-')) refuse_range(node, accepted);
    return integer_of<std::uint64_t>(node, digits, 10, accepted);
  }
  std::string_view digits = value.text;
  const bool hexadecimal = digits.starts_with("0x");
  if (hexadecimal) digits.remove_prefix(2);
  return integer_of<std::uint64_t>(node, digits, hexadecimal ? 16 : 10, accepted);
}

double read_number(const Node& node, std::string_view accepted) {
  const Value& value = *node.value;
  if (value.kind == Kind::integer) return static_cast<double>(value.integer);
  if (value.kind != Kind::real) refuse_type(node, "a number", accepted);
  if (std::isnan(value.real)) refuse_range(node, accepted);
  return value.real + 0.0;  // -0.0 becomes 0.0: they are one value, and one name in the file
}

std::string read_text(const Node& node, std::string_view accepted) {
  if (node.value->kind != Kind::text) refuse_type(node, "a string", accepted);
  return node.value->text;
}

std::vector<Node> read_items(const Node& node, std::string_view accepted) {
  if (node.value->kind != Kind::list) refuse_type(node, "a list", accepted);
  if (node.value->items.empty()) refuse(node, "the list is empty", accepted);
  std::vector<Node> items;
  for (const Value& item : node.value->items) {
    items.push_back({node.file, fmt::format("{}[{}]", node.path, items.size()), &item});
  }
  return items;
}

std::vector<std::uint32_t> read_integers(const Node& node, std::uint32_t low, std::uint32_t high) {
  std::vector<std::uint32_t> values;
  std::set<std::uint32_t> seen;
  const std::string accepted = fmt::format("a list of integers {} to {}", low, high);
  for (const Node& item : read_items(node, accepted)) {
    values.push_back(static_cast<std::uint32_t>(read_integer(item, low, high)));
    refuse_repeat(item, values.back(), seen);
  }
  return values;
}

}  // namespace brink
