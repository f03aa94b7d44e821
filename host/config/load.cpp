// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/load.hpp"

#include <array>
#include <filesystem>

#include "host/config/override.hpp"
#include "host/config/read_file.hpp"
#include "host/config/sections.hpp"
#include "host/config/toml_reader.hpp"
#include "host/config/toml_writer.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::array root_keys = {"run"sv, "sweep"sv, "measure"sv, "classifier"sv};

/// The spec's [stop] is for a later version. The error names the first key in it.
void refuse_stop(const Node& root) {
  const auto stop = child(root, "stop");
  if (!stop) return;
  const auto& entries = stop->value->entries;
  const std::string path = entries.empty() ? stop->path : joined_path(stop->path, entries[0].key);
  const Origin& origin = entries.empty() ? stop->value->origin : entries[0].origin;
  refuse(root.file, origin, path, "stopping a cell early is not in this version",
         "a config without [stop]");
}

}  // namespace

Config parse_config(std::string_view text, const std::string& source_name,
                    const std::vector<std::string>& overrides) {
  Value table = parse_toml(text, source_name);
  for (const std::string& setting : overrides) apply_override(table, setting);

  Config config;
  config.name = std::filesystem::path(source_name).stem().string();
  const Node root{source_name, "", &table};
  refuse_stop(root);
  refuse_other_keys(root, root_keys);
  read_run(root, config);
  read_sweep(root, config);
  read_measure(root, config);
  read_classifiers(root, config);
  config.text = overrides.empty() ? std::string(text) : to_toml(table);
  return config;
}

Config load_config(const std::string& path, const std::vector<std::string>& overrides) {
  return parse_config(read_config_file(path), path, overrides);
}

}  // namespace brink
