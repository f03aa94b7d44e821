// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/summary/text_table.hpp"

#include <gtest/gtest.h>

namespace brink {
namespace {

TEST(TextTable, AlignsToTheRight) {
  TextTable table({"p", "n=8"});
  table.add({"inf", "1"});
  table.add({"2", "1.25"});
  EXPECT_EQ(table.text(), "    p   n=8\n  inf     1\n    2  1.25\n");
  EXPECT_EQ(table.width(), 11u);
}

TEST(TextTable, DropsAColumn) {
  TextTable table({"a", "b", "c"});
  table.add({"1", "22222", "3"});
  table.drop(1);
  EXPECT_EQ(table.text(), "  a  c\n  1  3\n");
  EXPECT_EQ(table.width(), 6u);
}

}  // namespace
}  // namespace brink
