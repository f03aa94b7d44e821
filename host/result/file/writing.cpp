// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/file/writing.hpp"

#include <utility>

#include "host/disk/seal.hpp"
#include "host/error.hpp"
#include "host/result/file/sections.hpp"

namespace brink {

hdf5::FileImage result_image(const Results& results) {
  const hdf5::QuietErrors quiet;
  try {
    hdf5::Handle file = hdf5::create_memory_file();
    write_provenance(file, results);
    write_tables(file, results);
    write_classifiers(file, results);
    write_tallies(file, results);
    write_ranges(file, results);
    return hdf5::FileImage(std::move(file));
  } catch (const hdf5::Failure& failure) {
    throw Error(Exit::failed, std::string("HDF5 cannot make the result file: ") + failure.what());
  }
}

void write_results(const Results& results, const std::string& path) {
  write_sealed(result_image(results), path);
}

}  // namespace brink
