// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>
#include <ostream>

#include "host/cli/command.hpp"
#include "host/cli/device.hpp"
#include "host/cli/interrupt.hpp"
#include "host/cli/options.hpp"
#include "host/cli/output.hpp"
#include "host/config/load.hpp"
#include "host/error.hpp"
#include "host/result/names.hpp"
#include "host/run/group_plan.hpp"
#include "host/witness/sampling.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::array sample_options = {"count"sv, "output"sv, "force"sv,
                                       "set"sv,   "quiet"sv,  "help"sv};

/// Bytes of levels, or of tables, in one file. The file is made in memory, like every
/// other of the program: a full disk cannot leave half of it.
constexpr double most_bytes = 0x1p30;

cxxopts::Options sample_parser() {
  cxxopts::Options options("brink sample",
                           "Write images, their distances and the nearest images outside each "
                           "class to an HDF5 file.");
  options.custom_help("[options]").positional_help("CONFIG");
  auto add = options.add_options();
  add("count", "how many images, from run.first_image on", cxxopts::value<std::string>(), "K");
  add("o,output", "file to write (default: results/<config name>_sample.h5)",
      cxxopts::value<std::string>(), "FILE");
  add("force", "replace the file where it exists");
  add("set",
      "override a key of the config, such as sweep.n=[16]; the sweep must hold a single shape; "
      "may be repeated",
      cxxopts::value<std::vector<std::string>>(), "KEY=VALUE");
  add("quiet", "no progress on stderr");
  add("h,help", "this text");
  add("config", "", cxxopts::value<std::vector<std::string>>());
  options.parse_positional({"config"});
  return options;
}

std::uint64_t image_count(const std::string& text) {
  std::uint64_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc() || rest != end || count == 0) {
    refuse(fmt::format("--count {}: not a number of images; accepted: integers from 1", text));
  }
  return count;
}

/// A key of the sweep that holds several values, as the --set that picks the first.
std::string picking(std::string_view key, const std::vector<std::uint32_t>& values) {
  return values.size() < 2 ? "" : fmt::format(" --set sweep.{}=[{}]", key, values[0]);
}

Shape only_shape(const std::string& path, const Config& config) {
  const std::string picks = picking("n", config.n) + picking("bit_depth", config.bit_depth) +
                            picking("channels", config.channels);
  if (picks.empty()) return {config.n[0], config.channels[0], config.bit_depth[0]};
  throw Error(
      Exit::usage,
      fmt::format("{}: sweep: {} shapes, a sample file holds one; accepted: one value "
                  "each of n, bit_depth and channels, for instance{}",
                  path, config.n.size() * config.bit_depth.size() * config.channels.size(), picks));
}

/// Refuses what has no images, too few of them, or too many bytes.
void check_request(const std::string& path, const SampleRequest& request) {
  const Config& config = request.config;
  const bool exhaustive = config.sampler == Sampler::exhaustive;
  if (config.sampler != Sampler::pixels && !exhaustive) {
    throw Error(Exit::usage,
                fmt::format("{}: run.sampler: {} draws no images that could be shown; accepted: "
                            "--set run.sampler=pixels, or exhaustive",
                            path, sampler_name(config.sampler)));
  }
  const std::uint64_t beyond = exhaustive ? images_per_cell(config, request.shape)
                                          : std::numeric_limits<std::uint64_t>::max();
  if (request.first_image >= beyond || request.images > beyond - request.first_image) {
    refuse(fmt::format("--count {}: there are no so many images from number {}; accepted: up to {}",
                       request.images, request.first_image,
                       beyond - std::min(beyond, request.first_image)));
  }
  const double bytes = sample_bytes(request);
  if (bytes <= most_bytes) return;
  const double one = bytes / static_cast<double>(request.images);
  const std::string more = one > most_bytes ? "fewer classifiers or p, or smaller images"
                                            : fmt::format(
                                                  "--count up to {}, fewer classifiers or p, or "
                                                  "smaller images",
                                                  static_cast<std::uint64_t>(most_bytes / one));
  refuse(
      fmt::format("--count {}: {:.3g} GiB of images and witnesses, a sample file holds {:g} GiB; "
                  "accepted: {}",
                  request.images, bytes / most_bytes, most_bytes / 0x1p30, more));
}

void parse_and_sample(const std::vector<std::string>& arguments, std::ostream& out) {
  check_options(arguments, sample_options);
  cxxopts::Options options = sample_parser();
  const auto parsed = parse(options, "sample", arguments);
  if (parsed.count("help") > 0) {
    out << options.help();
    return;
  }
  const std::string config_path =
      only_argument(positional(parsed, "config"), "sample", "config", "one CONFIG file");
  if (parsed.count("count") == 0) {
    refuse("brink sample: no --count given; accepted: --count K, the number of images");
  }
  SampleRequest request;
  request.images = image_count(parsed["count"].as<std::string>());
  request.config = load_config(config_path, set_options(arguments));
  request.shape = only_shape(config_path, request.config);
  request.first_image = request.config.first_image;
  check_request(config_path, request);
  const std::string path = parsed.count("output") > 0
                               ? parsed["output"].as<std::string>()
                               : "results/" + request.config.name + "_sample.h5";
  check_output_file(path, parsed["force"].as<bool>(), "--force to replace it");

  request.provenance = {cpu_description(1), cpu_backend(), command_text("sample", arguments)};
  const std::atomic<bool>& interrupted = catch_interrupts();
  write_sample(draw_sample(request, progress_mode(parsed["quiet"].as<bool>()), &interrupted), path);
  out << fmt::format("{} images of {}, {} classifiers, {} p\nwritten: {}\n", request.images,
                     shape_name(request.shape), request.config.classifiers.size(),
                     request.config.p.size(), path);
}

}  // namespace

const Command sample_command{"sample", "CONFIG --count K",
                             "images, distances and witnesses, an HDF5 file", parse_and_sample};

}  // namespace brink
