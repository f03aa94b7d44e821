// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
//
// cmake/hdf5.cmake runs this. The exit code is 0 if headers and library fit together.
#include <cstdio>

#include "host/hdf5/version.hpp"

int main() {
  const std::string problem = brink::hdf5::version_problem();
  std::puts(problem.c_str());
  return problem.empty() ? 0 : 1;
}
