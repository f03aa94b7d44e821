// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <limits>
#include <ostream>

#include "host/cli/command.hpp"
#include "host/cli/device.hpp"
#include "host/cli/options.hpp"
#include "host/cli/output.hpp"
#include "host/cli/signals.hpp"
#include "host/config/load.hpp"
#include "host/count_of.hpp"
#include "host/error.hpp"
#include "host/result/file/names.hpp"
#include "host/run/group_job.hpp"
#include "host/witness/export.hpp"
#include "host/witness/sampling.hpp"

namespace brink {
namespace {

/// The most bytes of levels, or of tables, in one file. The program makes the file in memory, as
/// it does with every file, so that a full disk cannot leave half of it.
constexpr double most_bytes = 0x1p30;

void add_sample_options(cxxopts::Options& options) {
  auto add = options.add_options();
  add("count", "how many images, counted from run.first_image", cxxopts::value<std::string>(), "K");
  add("o,output", "file to write (default: results/<config name>_sample.h5)",
      cxxopts::value<std::string>(), "FILE");
  add("export", "folder for the same as NumPy archives, for attacks and verifiers",
      cxxopts::value<std::string>(), "DIR");
  add("force", "replace files where they exist");
  add("set",
      "override a key of the config, such as sweep.n=[16]; the sweep must hold a single shape; "
      "may be repeated",
      cxxopts::value<std::vector<std::string>>(), "KEY=VALUE");
  add("quiet", "no progress on stderr");
  options.add_options(argument_group)("config", "the config, a TOML file",
                                      cxxopts::value<std::vector<std::string>>(), "CONFIG");
  options.parse_positional({"config"});
}

/// A --set that chooses the first value of a key of the sweep, where the key has several values.
std::string picking(std::string_view key, const std::vector<std::uint32_t>& values) {
  return values.size() < 2 ? "" : fmt::format(" --set sweep.{}=[{}]", key, values[0]);
}

Shape only_shape(const std::string& path, const Config& config) {
  const std::string picks = picking("n", config.n) + picking("bit_depth", config.bit_depth) +
                            picking("channels", config.channels);
  if (picks.empty()) return {config.n[0], config.channels[0], config.bit_depth[0]};
  throw Error(
      Exit::usage,
      fmt::format("{}: sweep: there are {} shapes, but a sample file holds one; accepted: one "
                  "value each of n, bit_depth and channels, for instance{}",
                  path, config.n.size() * config.bit_depth.size() * config.channels.size(), picks));
}

/// Refuses a request for no images, more images than there are, or too many bytes.
void check_request(const std::string& path, const SampleRequest& request) {
  const Config& config = request.config;
  const bool exhaustive = config.sampler == Sampler::exhaustive;
  if (draws_counts(config.sampler)) {
    throw Error(Exit::usage,
                fmt::format("{}: run.sampler: {} draws counts and no images; accepted: "
                            "--set run.sampler=pixels, or any sampler but counts, multinomial "
                            "and auto, which may stand for counts",
                            path, sampler_name(config.sampler)));
  }
  std::uint64_t beyond = std::numeric_limits<std::uint64_t>::max();
  if (exhaustive) beyond = images_per_cell(config, request.shape);
  if (config.images) beyond = config.images->facts.count;
  if (request.first_image >= beyond || request.images > beyond - request.first_image) {
    refuse(fmt::format(
        "--count {}: there are not that many images from number {} on; "
        "accepted: up to {}",
        request.images, request.first_image, beyond - std::min(beyond, request.first_image)));
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
      fmt::format("--count {}: {:.3g} GiB of images and witnesses are more than the {:g} GiB "
                  "of a sample file; accepted: {}",
                  request.images, bytes / most_bytes, most_bytes / 0x1p30, more));
}

/// Refuses a folder whose files would be replaced or that cannot be one.
void check_folder(const std::string& folder, bool may_replace) {
  namespace fs = std::filesystem;
  std::error_code unknown;
  const bool there = fs::exists(folder, unknown);
  if (!folder.empty() && (!there || (may_replace && fs::is_directory(folder, unknown)))) return;
  refuse(
      fmt::format("--export {}: {}; accepted: a new folder, or --force to replace the files of one",
                  folder, folder.empty() ? "the name is empty" : "exists"));
}

void call_sample(const cxxopts::ParseResult& parsed, const std::vector<std::string>& arguments,
                 std::ostream& out) {
  const std::string config_path =
      only_argument(values(parsed, "config"), "sample", "config", "one CONFIG file");
  const std::string path = output_path(output_option(parsed), config_path, "_sample.h5");
  if (parsed.count("count") == 0) {
    refuse("brink sample: --count is missing; accepted: --count K, the number of images");
  }
  SampleRequest request;
  request.images = integer("count", parsed["count"].as<std::string>(), 1,
                           std::numeric_limits<std::uint64_t>::max());
  request.config = load_config(config_path, values(parsed, "set"));
  request.shape = only_shape(config_path, request.config);
  request.first_image = request.config.first_image;
  check_request(config_path, request);
  const std::string folder = parsed.count("export") > 0 ? parsed["export"].as<std::string>() : "";
  if (parsed.count("export") > 0) check_folder(folder, parsed["force"].as<bool>());
  const std::atomic<bool>& interrupted = catch_interrupts();
  OutputFile output(path, parsed["force"].as<bool>(), "--force to replace it");

  request.provenance = {cpu_description(1), cpu_backend(), command_text("sample", arguments)};
  SampleTruth truth;
  output.write(draw_sample(request, progress_mode(parsed["quiet"].as<bool>()), &interrupted,
                           folder.empty() ? nullptr : &truth));
  if (!folder.empty()) export_sample(request, truth, folder);
  out << fmt::format("{} of {}, {}, {}\nwritten: {}\n", count_of(request.images, "image"),
                     shape_name(request.shape),
                     count_of(request.config.classifiers.size(), "classifier"),
                     count_of(request.config.p.size(), "norm"), path);
  if (!folder.empty()) out << "exported: " << folder << '\n';
}

constexpr std::array sample_examples = {
    Example{"brink sample configs/gallery.toml --count 8", "writes results/gallery_sample.h5"},
    Example{"brink sample wide.toml --count 100 --set 'sweep.n=[64]' --set 'sweep.bit_depth=[8]'",
            "picks one shape of a wider sweep"},
    Example{"brink sample configs/gallery.toml --count 100 --export truth",
            "writes truth/images.npz and truth/classes/NAME.npz as well"},
};

}  // namespace

const Command sample_command{
    "sample",
    "CONFIG --count K",
    "write images and witnesses to a file",
    R"(Writes images of a run with their scores and distances to an HDF5 file and,
for each class and each p, a witness: an image outside the class at exactly
that distance, or at the upper end of its bracket. The sweep must hold a
single shape.)",
    sample_examples,
    add_sample_options,
    call_sample};

}  // namespace brink
