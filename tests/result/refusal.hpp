// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "host/error.hpp"

namespace brink {

/// The error line of read() for the file at `path`.
template <class Read>
std::string refusal_of(const std::string& path, Read read) {
  try {
    read();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Exit::bad_file);
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
    return error.what();
  }
  ADD_FAILURE() << path << " was read";
  return {};
}

}  // namespace brink
