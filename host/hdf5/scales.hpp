// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host/hdf5/handle.hpp"

namespace brink::hdf5 {

/// A dimension: an HDF5 dimension scale, with coordinates or without.
struct Scale {
  /// A variable, and which of its dimensions it is.
  struct Use {
    hobj_ref_t variable;
    int dimension;
    int padding = 0;  ///< goes into the file with the rest
  };

  Scale(hsize_t length, Handle data);

  hsize_t size;
  Handle dataset;
  hobj_ref_t reference;   ///< by which variables name it
  std::vector<Use> uses;  ///< so far; on file once it is finished
};

/// The dimensions of a variable, slowest first.
using Scales = std::vector<Scale*>;

/// Attaches a scale to every dimension of a dataset that has none yet. What H5DSattach_scale
/// does, which reads and writes the lists of both sides anew for each dimension: that was half
/// of the time that a result file took.
void attach(hid_t dataset, const Scales& dimensions);

/// Writes into each scale which variables use it. Once, when all of them are attached.
void finish(const Scales& scales);

}  // namespace brink::hdf5
