// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/file/opening.hpp"

#include "host/disk/seal.hpp"
#include "host/error.hpp"
#include "host/hdf5/read.hpp"

namespace brink {
namespace {

/// How every `source` begins.
constexpr const char* program_name = "brink";

void require_source(hid_t file, const std::string& path) {
  const bool has_source = hdf5::check(H5Aexists(file, "source"), "attribute source") > 0;
  if (!has_source || !hdf5::get_text(file, "source").starts_with(program_name)) {
    refuse_file(path, "an HDF5 file, but not one of Brink's");
  }
}

void require_whole(hid_t file, std::size_t size) {
  const ssize_t end = H5Fget_file_image(file, nullptr, 0);  // without what stands behind it
  if (end < 0) hdf5::fail("end of the file");
  if (size != static_cast<std::size_t>(end)) throw hdf5::Failure("bytes are left over at its end");
}

}  // namespace

BrinkFile::BrinkFile(const std::string& path) : path_(path), bytes_(hdf5_file_bytes(path)) {
  const Seal seal = check_seal(bytes_);
  if (seal == Seal::broken) refuse_damaged("its checksum does not match");
  sealed_ = seal == Seal::intact;
}

hdf5::Handle BrinkFile::open() {
  hdf5::Handle file = hdf5::open_image(bytes_);
  require_source(file, path_);
  if (!sealed_) require_whole(file, bytes_.size());
  return file;
}

void BrinkFile::refuse_damaged(const std::string& reason) const {
  if (!is_held(path_)) refuse_file(path_, "truncated or damaged: " + reason);
  refuse_file(path_, "cannot be read: another program holds it and may be changing it: " + reason);
}

void require_results(hid_t file, const std::string& path) {
  if (is_sample(file)) {
    refuse_file(path, "holds images and witnesses of brink sample; accepted: a file of brink run");
  }
}

bool is_sample(hid_t file) { return hdf5::has(file, "witness"); }

}  // namespace brink
