// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/text.hpp"

#include <fmt/core.h>

#include <cmath>

namespace brink {
namespace {

/// The longest excerpt of the user's text in a message, which is one line of a terminal.
constexpr std::size_t excerpt_bytes = 80;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Control characters of one byte (C0, DEL) or of two (C1, `C2 80` to `C2 9F`).
bool is_control(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x20 || first == 0x7F) return true;
  return first == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
}

/// Characters that show nothing, or change the direction of what follows.
bool is_invisible(std::string_view sequence) {
  const char32_t code = code_point(sequence);
  return (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

std::string escaped(char c) {
  switch (c) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
}

}  // namespace

std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return 1;
  const std::size_t length = first < 0xC2   ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
  if (length == 0 || at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[at + i])) return 0;
  }
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool surrogate = first == 0xED && second >= 0xA0;
  const bool beyond_unicode = first == 0xF4 && second >= 0x90;
  return overlong || surrogate || beyond_unicode ? 0 : length;
}

char32_t code_point(std::string_view sequence) {
  constexpr unsigned lead_bits[] = {0x7F, 0x1F, 0x0F, 0x07};  // by the number of bytes that follow
  char32_t code = static_cast<unsigned char>(sequence[0]) & lead_bits[sequence.size() - 1];
  for (const char next : sequence.substr(1)) {
    code = code << 6 | (static_cast<unsigned char>(next) & 0x3F);
  }
  return code;
}

std::size_t utf8_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = utf8_length(text, at);
    if (length == 0) break;
    at += length;
  }
  return at;
}

bool has_control_characters(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_control(text, at)) return true;
  }
  return false;
}

std::string printable(std::string_view text) {
  std::string line;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(text, at);
    if (length == 0 || is_control(text, at) || is_invisible(text.substr(at, length))) {
      line += escaped(text[at++]);
      continue;
    }
    line += text.substr(at, length);
    at += length;
  }
  return line;
}

std::string excerpt(std::string_view text) {
  // Escapes only lengthen the text, so its first bytes are enough.
  std::string line = printable(text.substr(0, excerpt_bytes + 1));
  if (line.size() <= excerpt_bytes) return '"' + line + '"';
  std::size_t end = excerpt_bytes;
  while (end > 0 && is_continuation(line[end])) --end;
  return '"' + line.substr(0, end) + "...\"";
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string real_text(double value) {
  std::string text = fmt::format("{}", value);
  if (std::isfinite(value) && text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

}  // namespace brink
