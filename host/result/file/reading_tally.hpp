// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <memory>
#include <string>

#include "host/result/file/reading.hpp"
#include "host/tally/tally.hpp"

namespace brink {

/// Reads the tallies of a file of any format. It is quickest where cells are asked for in the order
/// of the file.
class TallyReader {
 public:
  /// @param summary what summary_of() says of the file; must outlive this
  TallyReader(hid_t file, const FileSummary& summary);
  ~TallyReader();

  /// The tallies of a cell, row-major over the summary's lists, at its `p`-th p.
  ///
  /// @param images of the class
  /// @throw hdf5::Failure where they are missing, or are not those of so many images
  CostTallies at(std::size_t cell, std::size_t p, std::uint64_t images);

  /// For messages: "tally 17 at p=2".
  std::string name(std::size_t cell, std::size_t p) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// The format_version of a file; 1 where it does not say.
std::uint64_t format_of(hid_t file);

/// @throw hdf5::Failure with `name` unless costs ascend and counts add up to `images`
void require_tally(const Tally& tally, std::uint64_t images, const std::string& name);

}  // namespace brink
