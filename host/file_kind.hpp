// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/stat.h>

namespace brink {

/// The kind of something that is not a regular file, in words: "a folder", "a pipe", "a device",
/// "a socket". Null for a regular file.
inline const char* unusual_kind(mode_t mode) {
  if (S_ISREG(mode)) return nullptr;
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

}  // namespace brink
