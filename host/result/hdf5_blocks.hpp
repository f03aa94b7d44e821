// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host/result/hdf5_write.hpp"

namespace brink::hdf5 {

/// A variable of 16-bit levels that is written block by block: shuffled, deflated
/// and checksummed chunks. Blocks that cover whole chunks are never read back.
class LevelBlocks {
 public:
  /// @param chunk sides of a chunk, as many as dimensions
  /// @param fill becomes `_FillValue`
  LevelBlocks(hid_t group, const std::string& name, const Scales& dimensions,
              const std::vector<hsize_t>& chunk, const Description& description,
              std::optional<std::uint16_t> fill = {});

  /// Values row-major over a block of `sides`, from `first` on.
  void write(const std::vector<hsize_t>& first, const std::vector<hsize_t>& sides,
             std::span<const std::uint16_t> values);

  /// For more attributes.
  hid_t dataset() const { return dataset_; }

 private:
  Handle dataset_;
};

}  // namespace brink::hdf5
