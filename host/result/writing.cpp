// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/writing.hpp"

#include <span>

#include "host/error.hpp"
#include "host/result/atomic_file.hpp"
#include "host/result/hdf5_write.hpp"
#include "host/result/seal.hpp"
#include "host/result/sections.hpp"

namespace brink {

std::vector<std::byte> result_image(const Results& results) {
  const hdf5::QuietErrors quiet;
  try {
    const hdf5::Handle file = hdf5::create_memory_file();
    write_provenance(file, results);
    write_tables(file, results);
    write_classifiers(file, results);
    write_tallies(file, results);
    return hdf5::file_image(file);
  } catch (const hdf5::Failure& failure) {
    throw Error(Exit::failed, std::string("HDF5 cannot make the result file: ") + failure.what());
  }
}

void write_results(const Results& results, const std::string& path) {
  // The destination first: where it cannot be written, nothing needs to be made.
  AtomicFile file(path);
  const std::vector<std::byte> image = result_image(results);
  file.write(image);
  const std::string seal = seal_of(image);
  file.write(std::as_bytes(std::span(seal)));
  file.commit();
}

}  // namespace brink
