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

constexpr std::array root_keys = {"run"sv, "stop"sv, "sweep"sv, "measure"sv, "classifier"sv};

}  // namespace

Config parse_config(std::string_view text, const std::string& source_name,
                    const std::vector<std::string>& overrides) {
  Value table = parse_toml(text, source_name);
  for (const std::string& setting : overrides) apply_override(table, setting);

  Config config;
  config.name = std::filesystem::path(source_name).stem().string();
  const Node root{source_name, "", &table};
  refuse_other_keys(root, root_keys);
  read_run(root, config);
  read_stop(root, config);
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
