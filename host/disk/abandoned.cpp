// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/disk/abandoned.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace brink {

void remove_abandoned(const Target& target) {
  namespace fs = std::filesystem;
  const std::string prefix = fs::path(target.hidden(temporary_suffix)).filename().string();
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(target.folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(prefix) &&
        name.find_first_not_of("0123456789-", prefix.size()) == std::string::npos) {
      found.push_back(entry->path());
    }
  }
  for (const fs::path& path : found) fs::remove(path, error);
}

}  // namespace brink
