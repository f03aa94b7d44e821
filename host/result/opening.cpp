// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/opening.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "host/error.hpp"
#include "host/result/hdf5_read.hpp"
#include "host/result/seal.hpp"

namespace brink {
namespace {

/// How every `source` begins.
constexpr const char* program_name = "brink";

/// Size in bytes of a regular file.
hsize_t size_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    refuse_file(path, errno == ENOENT ? "no such file" : std::strerror(errno));
  }
  if (S_ISDIR(status.st_mode)) refuse_file(path, "is a folder, not a result file");
  if (!S_ISREG(status.st_mode)) refuse_file(path, "not a regular file");
  return static_cast<hsize_t>(status.st_size);
}

Seal seal_at(const std::string& path) {
  try {
    return check_seal(path);
  } catch (const std::system_error& error) {
    refuse_file(path, std::strerror(error.code().value()));
  }
}

void require_whole(hid_t file, hsize_t size, const std::string& path) {
  haddr_t end = 0;
  hdf5::check(H5Fget_eoa(file, &end), "end of the file");
  if (size != end) refuse_file(path, "truncated or damaged: bytes are left over at its end");
}

void require_source(hid_t file, const std::string& path) {
  const bool has_source = hdf5::check(H5Aexists(file, "source"), "attribute source") > 0;
  if (!has_source || !hdf5::get_text(file, "source").starts_with(program_name)) {
    refuse_file(path, "an HDF5 file, but not one of Brink's");
  }
}

}  // namespace

void refuse_file(const std::string& path, const std::string& reason) {
  throw Error(Exit::bad_file, path + ": " + reason);
}

hdf5::Handle open_brink_file(const std::string& path) {
  const hsize_t size = size_of(path);
  const Seal seal = seal_at(path);
  const hdf5::QuietErrors quiet;
  if (H5Fis_hdf5(path.c_str()) <= 0) refuse_file(path, "not an HDF5 file");
  if (seal == Seal::broken) refuse_file(path, "damaged: its checksum does not match");
  try {
    hdf5::Handle file = hdf5::open_file(path);
    require_source(file, path);
    if (seal == Seal::none) require_whole(file, size, path);
    return file;
  } catch (const hdf5::Failure& failure) {
    refuse_file(path, std::string("truncated or damaged: ") + failure.what());
  }
}

hdf5::Handle open_result_file(const std::string& path) {
  hdf5::Handle file = open_brink_file(path);
  if (is_sample(file)) {
    refuse_file(path, "holds images and witnesses of brink sample; accepted: a file of brink run");
  }
  return file;
}

bool is_sample(hid_t file) { return hdf5::has(file, "witness"); }

}  // namespace brink
