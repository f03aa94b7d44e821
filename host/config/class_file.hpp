// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/config/config.hpp"
#include "host/config/node.hpp"

namespace brink {

/// Where a `[[classifier]]` names a file, reads that file, and replaces its path by a table of what
/// was found (docs/spec/config.md#classes-from-a-file). Relative paths start in the folder of the
/// config. Returns whether there was such a path.
///
/// @throw Error(Exit::usage) that names the key where the file cannot be used
bool find_class_files(Value& root, const std::string& config_file);

/// Reads `file` of a classifier, as find_class_files leaves it, and checks that its array is what
/// the classifier's type asks for at every shape of the sweep.
void read_class_file(const Node& node, const Config& config, ClassifierConfig& classifier);

/// The number of levels of a sweep with a class that has one score for each of them.
///
/// @throw Error(Exit::usage) that names the key where the sweep has several bit depths
std::uint32_t levels_of_table(const Node& node, const Config& config);

/// How many arrays of the shape of an image the file holds: one, or of a type that takes several,
/// the first side of the array.
std::uint64_t arrays_in(const ClassifierConfig& classifier);

/// The integers of a classifier's file, row-major. A process reads each file once.
///
/// @throw Error(Exit::failed) where it is not the file that the config speaks of
const std::vector<std::int32_t>& class_array(const ClassifierConfig& classifier);

}  // namespace brink
