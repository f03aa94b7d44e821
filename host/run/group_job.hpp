// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "host/config/config.hpp"
#include "host/config/images_per_cell.hpp"
#include "host/cpu/group/group.hpp"
#include "host/images/image_file.hpp"
#include "host/images/stored_images.hpp"

namespace brink {

/// What the groups of a run share, made when it is first asked for.
class SharedTables {
 public:
  /// The table of j^p for j < 2^b.
  const DoubleDouble* powers(double p, std::uint32_t b);
  /// The images of a file, packed. The file is read once, and those of the shape that was asked
  /// for last are kept.
  ///
  /// @throw Error(Exit::failed) where it is not the file that the config speaks of
  std::shared_ptr<const StoredImages> images(const ImageSet& set, const Shape& shape);

 private:
  std::map<std::pair<double, std::uint32_t>, std::vector<DoubleDouble>> powers_;
  std::optional<ImageFile> file_;
  std::shared_ptr<const StoredImages> packed_;
  std::uint32_t packed_bits_ = 0;
};

/// All cells of one shape, ready to run, in the config's order of classifiers. `config` and
/// `tables` must outlive the job.
GroupJob make_group_job(const Config& config, Shape shape, SharedTables& tables);

/// The same cells at fewer p, for a second look at their images.
GroupJob looking(GroupJob job, const Config& config, std::vector<NormLook> looks);

}  // namespace brink
