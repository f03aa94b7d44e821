// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/load.hpp"

#include <array>
#include <filesystem>

#include "host/config/class_file.hpp"
#include "host/config/images_key.hpp"
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

std::string config_name(const std::string& path) {
  return std::filesystem::path(path).stem().string();
}

Config parse_config(std::string_view text, const std::string& source_name,
                    const std::vector<std::string>& overrides, ClassNames class_names) {
  Value table = parse_toml(text, source_name);
  for (const std::string& setting : overrides) apply_override(table, setting);

  find_images(table, source_name);
  const bool class_files = find_class_files(table, source_name);

  Config config;
  config.name = config_name(source_name);
  const Node root{source_name, "", &table};
  refuse_other_keys(root, root_keys);
  read_run(root, config);
  read_stop(root, config);
  read_sweep(root, config);
  read_measure(root, config);
  read_classifiers(root, config, class_names);
  settle_sampler(root, config);
  const bool as_written = overrides.empty() && !config.images && !class_files;
  config.text = as_written ? std::string(text) : to_toml(table);
  return config;
}

Config load_config(const std::string& path, const std::vector<std::string>& overrides,
                   ClassNames class_names) {
  return parse_config(read_config_file(path), config_source(path), overrides, class_names);
}

}  // namespace brink
