// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "host/hdf5/write.hpp"
#include "host/result/file/names.hpp"
#include "host/result/file/sections.hpp"
#include "host/result/file/versions.hpp"
#include "host/result/tables/interval_method.hpp"
#include "host/utc.hpp"
#include "host/version.hpp"

namespace brink {

void write_provenance(hid_t file, const Results& results, const char* title) {
  const Config& config = results.config;
  const auto text = [&](const char* name, const std::string& value) {
    hdf5::set_text(file, name, value);
  };
  text("Conventions", "CF-1.10");
  text("title", title);
  text("source", fmt::format("brink {} (git commit {})", version, git_commit));
  const std::string& earlier = results.provenance.earlier;
  text("history",
       utc_now() + ": " + results.provenance.command + (earlier.empty() ? "" : "\n") + earlier);
  text("config", config.text);
  hdf5::set_number(file, stream_version_attribute, stream_version);
  hdf5::set_number(file, format_version_attribute, format_version);
  hdf5::set_number(file, "seed", config.seed);
  text("sampler", sampler_name(config.sampler));
  text("interval_method", IntervalMethod(config).name());
  text("device", results.provenance.device);
  text("backend", results.provenance.backend);
  text("references",
       "Dai & Gifford, Fundamental limits on the robustness of image classifiers, ICLR 2023");
}

}  // namespace brink
