// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/toml_writer.hpp"

#include <gtest/gtest.h>

#include "host/config/toml_reader.hpp"

namespace brink::test {
namespace {

void expect_same(const Value& a, const Value& b) {
  EXPECT_EQ(a.kind, b.kind);
  EXPECT_EQ(a.integer, b.integer);
  EXPECT_EQ(a.real, b.real);
  EXPECT_EQ(a.spelling, b.spelling);
  EXPECT_EQ(a.boolean, b.boolean);
  EXPECT_EQ(a.text, b.text);
  ASSERT_EQ(a.items.size(), b.items.size());
  for (std::size_t i = 0; i < a.items.size(); ++i) expect_same(a.items[i], b.items[i]);
  ASSERT_EQ(a.entries.size(), b.entries.size());
  for (const Entry& entry : a.entries) {
    const Value* other = b.find(entry.key);
    ASSERT_NE(other, nullptr) << entry.key;
    expect_same(entry.value, *other);
  }
}

TEST(TomlWriter, ParsesBackToTheSameTable) {
  const Value table = parse_toml(R"(
plain = true
"odd key \"\n" = 1
"" = 2
reals = [0.1, -0.0, 1e300, 5e-324, inf, -inf, 3.0]
integers = [9223372036854775807, -9223372036854775808, 0xff, 0b11]
strings = ["", "quote \" and \\", "tab \t nul \u0000 delete \u007f", 'größe', "\u0085"]
nested = [[1, "a"], [], [{ a = 1 }, 2]]
empty_list = []
[table]
x.y.z = 1
empty = {}
[empty_table]
[[list]]
name = "one"
[[list]]
[[list]]
inner = { a = [1, { b = 2 }] }
)",
                                 "writer.toml");
  ASSERT_EQ(table.entries.size(), 11U);
  expect_same(parse_toml(to_toml(table), "written.toml"), table);
}

TEST(TomlWriter, KeepsTheOrderAndTheShape) {
  const std::string text =
      "z = 1\na = [1.0, \"x\"]\n\n[second]\nkey = false\n\n[[first]]\nb = 1\na = { c = 2 }\n"
      "\n[[first]]\n";
  EXPECT_EQ(to_toml(parse_toml(text, "order.toml")), text);
}

}  // namespace
}  // namespace brink::test
