// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>

#include "host/result/file/writing.hpp"
#include "host/result/summary/summary.hpp"
#include "tests/result/sample_results.hpp"

/// Writes the made-up sweep to FOLDER for the readers in tests/python: scaled.h5,
/// absolute.h5 (absolute radii), scaled.json and scaled.txt (its summaries).
int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: write_sample_file FOLDER\n", stderr);
    return 2;
  }
  try {
    const std::string folder = argv[1];
    const brink::Results scaled = brink::sample::results();
    brink::write_results(scaled, folder + "/scaled.h5");
    brink::write_results(brink::sample::results(brink::RadiusMode::absolute),
                         folder + "/absolute.h5");
    std::ofstream(folder + "/scaled.json") << brink::summary_json(scaled);
    std::ofstream(folder + "/scaled.txt") << brink::summary_table(scaled);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "write_sample_file: %s\n", error.what());
    return 1;
  }
}
