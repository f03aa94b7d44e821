// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host/hdf5/dataset.hpp"
#include "host/hdf5/write.hpp"

namespace brink::hdf5 {

/// A variable that is written block by block. Blocks that cover whole chunks are
/// compressed once and never read back. T: double, std::uint16_t, std::int64_t or
/// std::uint64_t.
template <typename T>
class Array {
 public:
  /// @param chunk sides of a chunk, as many as dimensions; empty as for create_dataset()
  /// @param fill becomes `_FillValue`
  /// @param stored the type in the file; any that holds the values
  Array(hid_t group, const std::string& name, const Scales& dimensions,
        const std::vector<hsize_t>& chunk, const Description& description,
        std::optional<T> fill = {}, hid_t stored = file_type<T>());

  /// Values row-major over a block of `sides`, from `first` on.
  void write(const std::vector<hsize_t>& first, const std::vector<hsize_t>& sides,
             std::span<const T> values);

  /// For more attributes.
  hid_t dataset() const { return dataset_; }

 private:
  Handle dataset_;
};

}  // namespace brink::hdf5
