// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cli/resume.hpp"

#include <gtest/gtest.h>

namespace brink {
namespace {

TEST(ResumeCommand, AddsTheOption) {
  EXPECT_EQ(resume_command("brink", {"c.toml", "-o", "r.h5"}, "c.toml"),
            "brink run c.toml -o r.h5 --resume");
}

TEST(ResumeCommand, StaysAsItIs) {
  EXPECT_EQ(resume_command("./build/brink", {"--resume", "c.toml"}, "c.toml"),
            "./build/brink run --resume c.toml");
}

TEST(ResumeCommand, DoesNotReplaceTheFileAgain) {
  EXPECT_EQ(resume_command("brink", {"--force", "c.toml"}, "c.toml"), "brink run c.toml --resume");
}

TEST(ResumeCommand, IsQuotedForAShell) {
  EXPECT_EQ(resume_command("/my brink", {"it's.toml", "--set", "sweep.n=[8, 16]", ""}, "it's.toml"),
            "'/my brink' run 'it'\\''s.toml' --set 'sweep.n=[8, 16]' '' --resume");
}

TEST(ResumeCommand, StaysOnOneLine) {
  EXPECT_EQ(resume_command("brink",
                           {"a\nb'\\\xFF"
                            "f.toml"},
                           "none"),
            "brink run $'a\\nb\\'\\\\\\xfff.toml' --resume");
}

TEST(ResumeCommand, SaysWhereTheConfigCameFrom) {
  EXPECT_EQ(resume_command("brink", {"-", "-o", "r.h5"}, "-"),
            "brink run - -o r.h5 --resume, with the same config from standard input");
  EXPECT_EQ(resume_command("brink", {"/dev/null", "-o", "r.h5"}, "/dev/null"),
            "brink run /dev/null -o r.h5 --resume, with the same config from a device (/dev/null)");
}

}  // namespace
}  // namespace brink
