// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/suggest.hpp"

#include <gtest/gtest.h>

#include <array>

namespace brink::test {
namespace {

using namespace std::string_view_literals;

constexpr std::array names = {"seed"sv, "samples"sv, "first_image"sv, "brightness"sv, "n"sv};

TEST(DidYouMean, FindsTheNearest) {
  EXPECT_EQ(did_you_mean("sede", names), "did you mean \"seed\"?");       // a swap
  EXPECT_EQ(did_you_mean("sample", names), "did you mean \"samples\"?");  // a letter less
  EXPECT_EQ(did_you_mean("saamples", names), "did you mean \"samples\"?");
  EXPECT_EQ(did_you_mean("first-image", names), "did you mean \"first_image\"?");
  EXPECT_EQ(did_you_mean("Brightness", names), "did you mean \"brightness\"?");
  EXPECT_EQ(did_you_mean("bright", names), "did you mean \"brightness\"?");  // its beginning
}

TEST(DidYouMean, StaysSilentWhereNothingIsNear) {
  EXPECT_EQ(did_you_mean("colour", names), "");
  EXPECT_EQ(did_you_mean("", names), "");
  EXPECT_EQ(did_you_mean("x", names), "");   // one letter of one: nothing in common with n
  EXPECT_EQ(did_you_mean("br", names), "");  // too short a beginning
  EXPECT_EQ(did_you_mean(std::string(100'000, 's'), names), "");
  EXPECT_EQ(did_you_mean("seed", {}), "");
}

TEST(DidYouMean, PrefersTheNearer) {
  constexpr std::array radii = {"radius_scale"sv, "radius"sv};
  EXPECT_EQ(did_you_mean("radiuss", radii), "did you mean \"radius\"?");
  EXPECT_EQ(did_you_mean("radius_scal", radii), "did you mean \"radius_scale\"?");
}

}  // namespace
}  // namespace brink::test
