// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/images/sha256.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace brink {
namespace {

std::string of(std::string_view text) { return sha256(std::as_bytes(std::span(text))); }

/// The examples of FIPS 180-4.
TEST(Sha256, IsThePublishedOne) {
  EXPECT_EQ(of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace brink
