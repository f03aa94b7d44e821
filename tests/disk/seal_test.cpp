// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/disk/seal.hpp"

#include <gtest/gtest.h>

#include "tests/temporary_folder.hpp"

namespace brink {
namespace {

Seal state(const std::string& file) { return check_seal(std::as_bytes(std::span(file))); }

std::string seal_text(const std::string& text) { return seal_of(std::as_bytes(std::span(text))); }

/// The second is the check value that CRC catalogues print.
TEST(Seal, IsCrc32) {
  EXPECT_EQ(seal_text(""), "\nbrink-crc32 00000000\n");
  EXPECT_EQ(seal_text("123456789"), "\nbrink-crc32 cbf43926\n");
}

/// Files of format 1 and 2 end with FNV-1a; its published value of "foobar".
TEST(Seal, KnowsThatOfOlderFiles) {
  EXPECT_EQ(state("foobar\nbrink-fnv1a64 85944171f73967e8\n"), Seal::intact);
  EXPECT_EQ(state("fooba7\nbrink-fnv1a64 85944171f73967e8\n"), Seal::broken);
}

TEST(Seal, KnowsIntactBrokenAndBareFiles) {
  for (const std::size_t size : {0u, 1u, 65'536u, 200'000u}) {
    const std::string text(size, 'x');
    EXPECT_EQ(state(text + seal_text(text)), Seal::intact) << size;
    EXPECT_EQ(state(text + "y" + seal_text(text)), Seal::broken) << size;
    EXPECT_EQ(state(text), Seal::none) << size;
  }
}

TEST(Seal, StandsBehindWhatIsWritten) {
  const TemporaryFolder folder;
  const std::string text = "foobar";
  write_sealed(std::as_bytes(std::span(text)), folder / "f");
  EXPECT_EQ(read_bytes(folder / "f"), text + seal_text(text));
}

}  // namespace
}  // namespace brink
