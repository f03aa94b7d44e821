// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/seal.hpp"

#include <gtest/gtest.h>

#include <system_error>

#include "tests/result/temporary_folder.hpp"

namespace brink {
namespace {

std::string seal_text(const std::string& text) { return seal_of(std::as_bytes(std::span(text))); }

/// Values published with FNV-1a.
TEST(Seal, IsFnv1a) {
  EXPECT_EQ(seal_text(""), "\nbrink-fnv1a64 cbf29ce484222325\n");
  EXPECT_EQ(seal_text("a"), "\nbrink-fnv1a64 af63dc4c8601ec8c\n");
  EXPECT_EQ(seal_text("foobar"), "\nbrink-fnv1a64 85944171f73967e8\n");
}

TEST(Seal, KnowsIntactBrokenAndBareFiles) {
  const TemporaryFolder folder;
  for (const std::size_t size : {0u, 1u, 65'536u, 200'000u}) {
    const std::string text(size, 'x');
    write_bytes(folder / "f", text + seal_text(text));
    EXPECT_EQ(check_seal(folder / "f"), Seal::intact) << size;
    write_bytes(folder / "f", text + "y" + seal_text(text));
    EXPECT_EQ(check_seal(folder / "f"), Seal::broken) << size;
    write_bytes(folder / "f", text);
    EXPECT_EQ(check_seal(folder / "f"), Seal::none) << size;
  }
}

TEST(Seal, NeedsAFile) {
  const TemporaryFolder folder;
  EXPECT_THROW(check_seal(folder / "none"), std::system_error);
}

}  // namespace
}  // namespace brink
