// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host/config/config.hpp"
#include "host/config/node.hpp"

namespace brink {

/// Where `run.images` is the path of a file, reads that file, and replaces the path by a table of
/// what was found (docs/spec/config.md#images-from-a-file). A config of a result file has that
/// table already, so reading it needs no images. Relative paths start in the folder of the config.
///
/// @throw Error(Exit::usage) that names the key where the file cannot be used
void find_images(Value& root, const std::string& config_file);

/// Reads `run.images`, as find_images leaves it, and `run.image_bits`.
ImageSet read_image_set(const Node& run);

}  // namespace brink
