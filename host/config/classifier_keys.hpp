// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "host/config/config.hpp"
#include "host/config/node.hpp"

namespace brink {

/// The value of a key, as configs are compared and files record it.
using KeyValue = std::variant<std::string, double, std::uint64_t, std::int64_t>;

/// Everything that is known about a key of `[[classifier]]` other than `name` and `type`. Reading
/// a config, comparing two configs, recording a class in a file and the reference in
/// docs/spec/config.md all use these rows. The type says which keys it takes.
struct ClassifierKey {
  std::string_view name;
  std::string_view attribute;  ///< name of the attribute in the class's group of a result file
  std::string_view meaning;    ///< one line for the reference
  /// Reads and checks the value. The config contains what its earlier sections say.
  /// @throw Error(Exit::usage) that names the key
  void (*read)(const Node&, const Config&, ClassifierConfig&);
  KeyValue (*value)(const ClassifierConfig&);
};

/// The rows, in the order in which a file records them.
std::span<const ClassifierKey> classifier_keys();

/// The row of that name, or null.
const ClassifierKey* find_key(std::string_view name);

}  // namespace brink
