// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/class_name.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "host/config/text.hpp"

namespace brink {
namespace {

/// The limit of a file name; that of netCDF is 256.
constexpr std::size_t most_bytes = 255;

constexpr std::string_view digits = "0123456789_";
constexpr std::string_view marks = "-.+";

struct Alphabet {
  char32_t first, last;
};

/// Letters only. Every text of these letters is already in Unicode's normal form C, the form in
/// which netCDF looks for a name.
constexpr std::array<Alphabet, 13> alphabets = {{
    {'A', 'Z'},
    {'a', 'z'},
    {0xC0, 0xD6},  // Latin with accents
    {0xD8, 0xF6},
    {0xF8, 0x17F},
    {0x391, 0x3A1},  // Greek
    {0x3A3, 0x3A9},
    {0x3B1, 0x3C9},
    {0x400, 0x481},    // Cyrillic
    {0x3041, 0x3096},  // Hiragana
    {0x30A1, 0x30FA},  // Katakana
    {0x4E00, 0x9FFF},  // Chinese characters
    {0xAC00, 0xD7A3},  // Hangul
}};

bool is_letter(std::string_view character) {
  const char32_t code = code_point(character);
  return std::any_of(alphabets.begin(), alphabets.end(), [&](const Alphabet& alphabet) {
    return alphabet.first <= code && code <= alphabet.last;
  });
}

bool is_portable(std::string_view name) {
  if (name.empty() || name.size() > most_bytes || utf8_prefix(name) != name.size()) return false;
  for (std::size_t at = 0; at < name.size();) {
    const std::string_view character = name.substr(at, utf8_length(name, at));
    const bool is_mark = marks.find(character) != marks.npos && at > 0;
    if (!is_mark && digits.find(character) == digits.npos && !is_letter(character)) return false;
    at += character.size();
  }
  return true;
}

/// In a path of HDF5, "/" separates names and "." is the group itself.
bool can_be_group(std::string_view name) {
  return !name.empty() && name != "." && name.find('/') == name.npos &&
         !has_control_characters(name);
}

}  // namespace

std::string_view accepted_names(ClassNames class_names) {
  return class_names == ClassNames::portable
             ? "up to 255 bytes of letters (an accented one as one code point), digits, \"_\", "
               "\"-\", \".\" and \"+\", beginning with a letter, a digit or \"_\""
             : "a string that is not empty, not \".\", and without \"/\" and control characters";
}

bool is_class_name(std::string_view name, ClassNames class_names) {
  return class_names == ClassNames::portable ? is_portable(name) : can_be_group(name);
}

}  // namespace brink
