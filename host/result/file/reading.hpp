// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cuda/shape.hpp"
#include "host/config/config.hpp"
#include "host/hdf5/handle.hpp"

namespace brink {

/// What a result file says of itself and how much of it is computed.
struct FileSummary {
  std::string source;  ///< program, version and git commit
  std::string history;
  std::string config;  ///< the whole TOML
  std::uint64_t seed = 0;
  std::string sampler;
  std::string device;
  std::string backend;

  std::vector<std::string> classifiers;  ///< each stratum is one, as in Config
  std::size_t strata = 1;
  std::vector<std::int64_t> channels, n, bit_depth;
  std::vector<double> p;
  RadiusMode radius_mode = RadiusMode::scale;
  std::vector<double> radius;  ///< radius scales, or radii in intensity
  std::vector<double> quantiles;

  /// A cell that has some of its images.
  struct PartDone {
    std::string cell;  ///< "brightness h=1 n=64 b=8"
    std::uint64_t samples = 0, wanted = 0;
  };

  std::size_t cells = 0;       ///< of the whole sweep
  std::size_t done = 0;        ///< of them, finished
  std::size_t stopped = 0;     ///< of those, ended early by [stop]
  std::vector<PartDone> part;  ///< of them, begun but not finished

  /// Of a cell, row-major over the lists above.
  Shape shape_of(std::size_t cell) const;
  const std::string& classifier_of(std::size_t cell) const;
  /// The names of the classes, without their strata.
  std::vector<std::string> class_names() const;
};

/// The summary of a result file that is open. @throw hdf5::Failure
FileSummary summary_of(hid_t file);

/// Reads what `brink info FILE` shows.
///
/// @throw Error(Exit::bad_file), one line, for a file that is missing, is not
/// HDF5, is truncated or damaged, or was not written by Brink
FileSummary read_summary(const std::string& path);

}  // namespace brink
