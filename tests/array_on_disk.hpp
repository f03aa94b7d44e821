// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "host/images/array_file.hpp"

namespace brink {

/// Writes a NumPy file of 32-bit integers and reads it as a config does.
inline ArrayFacts array_on_disk(const std::string& path, const std::vector<std::uint64_t>& shape,
                                const std::vector<std::int32_t>& values) {
  const std::string header = fmt::format(
      "{{'descr': '<i4', 'fortran_order': False, 'shape': ({},), }}\n", fmt::join(shape, ", "));
  std::ofstream file(path, std::ios::binary);
  file << "\x93NUMPY" << '\x01' << '\0' << static_cast<char>(header.size()) << '\0' << header;
  file.write(reinterpret_cast<const char*>(values.data()),
             static_cast<std::streamsize>(values.size() * sizeof values[0]));
  file.close();
  return read_array(path).facts;
}

}  // namespace brink
