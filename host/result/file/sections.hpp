// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <hdf5.h>

#include "host/result/results.hpp"

/// The parts of the result file (docs/spec/file_format.md#result-file), each written into an open
/// HDF5 file. All throw hdf5::Failure.
namespace brink {

/// Global attributes: where the file comes from and the whole config.
void write_provenance(
    hid_t file, const Results& results,
    const char* title = "Distances of random images from the edge of their class");

/// Dimensions with their scales and the tables over them.
void write_tables(hid_t file, const Results& results);

/// `tally/p<p>`: the tallies of all cells that are begun, one behind the other.
void write_tallies(hid_t file, const Results& results);

/// `images`: the ranges of images of all cells that are begun, one behind the other.
void write_ranges(hid_t file, const Results& results);

/// `classifiers/<name>`: parameters and proof as attributes. Weights and centres are `weights` or
/// `centre` (channel, row, column) in a subgroup for each shape. The group is named in the plural,
/// because the dimension `classifier` lies in the root as well.
void write_classifiers(hid_t file, const Results& results);

}  // namespace brink
