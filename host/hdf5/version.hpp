// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <hdf5.h>

#include <cstdlib>
#include <string>

namespace brink::hdf5 {

/// Says what is wrong where the library that runs is of another version than the headers
/// of the build, at which HDF5's own calls would end the program. Empty where they fit, or
/// where the user has HDF5 overlook it (HDF5_DISABLE_VERSION_CHECK).
inline std::string version_problem() {
  unsigned major = 0, minor = 0, release = 0;
  H5get_libversion(&major, &minor, &release);
  const bool later_releases_fit = major > 1 || minor > 12;  // HDF5's own rule
  const bool fits = major == H5_VERS_MAJOR && minor == H5_VERS_MINOR &&
                    (release == H5_VERS_RELEASE || later_releases_fit);
  if (fits || std::getenv("HDF5_DISABLE_VERSION_CHECK") != nullptr) return {};
  const auto text = [](unsigned a, unsigned b, unsigned c) {
    return std::to_string(a) + '.' + std::to_string(b) + '.' + std::to_string(c);
  };
  return "built with the headers of HDF5 " + text(H5_VERS_MAJOR, H5_VERS_MINOR, H5_VERS_RELEASE) +
         ", but the library that is found is HDF5 " + text(major, minor, release);
}

}  // namespace brink::hdf5
