// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host/result/results.hpp"

namespace brink {

/// Reads a whole result file back, to continue, merge or verify it.
///
/// `config` is parsed again from the file's own text. Cells hold what was tallied;
/// `done` says whether those are all the images that the config asks for.
/// `provenance.earlier` is the file's history, `provenance.command` is empty. Of
/// the classifiers' records only name, type, proof and threshold method are read,
/// and `images` is empty: both follow from the config (see restore_records()).
///
/// @throw Error(Exit::bad_file), one line, for a file that is missing, damaged or
/// not Brink's, whose parts do not belong together, or whose random streams or
/// format are those of another version
Results read_results(const std::string& path);

}  // namespace brink
