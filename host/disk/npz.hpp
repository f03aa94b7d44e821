// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace brink {

/// The bytes of a NumPy archive (`.npz`) in the making: a zip file of `.npy` files, not compressed.
/// All together may have at most 4 GiB.
class Npz {
 public:
  /// Adds an array, row-major. T: std::uint8_t, std::uint16_t, std::int64_t or double.
  template <class T>
  void add(const std::string& name, std::span<const std::uint64_t> shape,
           std::span<const T> values);

  /// The whole archive, once.
  std::vector<std::byte> finish();

 private:
  void add_file(const std::string& name, std::span<const std::byte> header,
                std::span<const std::byte> values);

  std::vector<std::byte> bytes_;
  std::vector<std::byte> directory_;
  std::uint16_t files_ = 0;
};

}  // namespace brink
