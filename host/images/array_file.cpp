// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/images/array_file.hpp"

#include <algorithm>

#include "host/images/image_file.hpp"
#include "host/images/raw_file.hpp"

namespace brink {

ArrayFile read_array(const std::string& path) {
  RawFile<std::int32_t> raw = read_raw<std::int32_t>(path);
  ArrayFile file;
  file.facts.path = raw.path;
  file.facts.sha256 = raw.sha256;
  file.facts.shape = raw.array.shape;
  file.values = std::move(raw.array.values);
  if (file.values.empty()) throw ImageFileError("holds no numbers", "an array of integers");
  const auto [smallest, largest] = std::minmax_element(file.values.begin(), file.values.end());
  file.facts.smallest = *smallest;
  file.facts.largest = *largest;
  return file;
}

}  // namespace brink
