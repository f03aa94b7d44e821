// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace brink {

/// How many bytes the UTF-8 sequence has that starts at `text[at]`. Returns 0 where no sequence
/// starts (stray bytes, overlong forms, surrogates, code points beyond U+10FFFF; RFC 3629).
std::size_t utf8_length(std::string_view text, std::size_t at);

/// The code point of one UTF-8 sequence.
char32_t code_point(std::string_view sequence);

/// How many bytes of `text` come before the first one that is not UTF-8.
std::size_t utf8_prefix(std::string_view text);

/// Whether the text holds a control character (U+0000..U+001F, U+007F..U+009F).
bool has_control_characters(std::string_view text);

/// The text on one printable line. Control characters, invisible characters, and bytes that are
/// not UTF-8, become \n, \t, \r or \xNN. Everything else stays as it is.
std::string printable(std::string_view text);

/// `printable(text)` in double quotes, cut to about 80 columns.
std::string excerpt(std::string_view text);

/// The text without spaces, tabs and line ends around it.
std::string_view trimmed(std::string_view text);

/// The shortest decimal that reads back as the same double, in TOML's form: `0.5`, `2.0`,
/// `1e+300`, `inf`, `nan`.
std::string real_text(double value);

}  // namespace brink
