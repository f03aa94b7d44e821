// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/images_key.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <limits>

#include "cuda/shape.hpp"
#include "host/config/fields.hpp"
#include "host/config/found_file.hpp"
#include "host/config/text.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view accepted_images =
    "the path of a .npy file, or HDF5_FILE:/DATASET, of uint8 or uint16 and of the shape "
    "(count, n, n) or (count, h, n, n)";
constexpr std::array fact_keys = {"path"sv, "sha256"sv, "count"sv,  "channels"sv,
                                  "n"sv,    "bits"sv,   "largest"sv};

Entry text_entry(const char* key, const Origin& origin, const std::string& text) {
  return {key, origin, text_value(origin, text)};
}

Entry integer_entry(const char* key, const Origin& origin, std::uint64_t integer) {
  return {key, origin, integer_value(origin, static_cast<std::int64_t>(integer))};
}

Value facts_table(const ImageFacts& facts, const Origin& origin) {
  Value table;
  table.origin = origin;
  table.entries = {text_entry("path", origin, facts.path),
                   text_entry("sha256", origin, facts.sha256),
                   integer_entry("count", origin, facts.count),
                   integer_entry("channels", origin, facts.channels),
                   integer_entry("n", origin, facts.side),
                   integer_entry("bits", origin, facts.type_bits),
                   integer_entry("largest", origin, facts.largest)};
  return table;
}

std::string fact_text(const Node& images, std::string_view key) {
  return read_text(required(images, key, "a string"), "a string");
}

std::uint64_t fact(const Node& images, std::string_view key, std::uint64_t low,
                   std::uint64_t high) {
  const std::string accepted = fmt::format("integers {} to {}", low, high);
  return static_cast<std::uint64_t>(read_integer(required(images, key, accepted),
                                                 static_cast<std::int64_t>(low),
                                                 static_cast<std::int64_t>(high)));
}

ImageFacts read_facts(const Node& images) {
  refuse_other_keys(images, fact_keys);
  ImageFacts facts;
  facts.path = fact_text(images, "path");
  facts.sha256 = fact_text(images, "sha256");
  facts.count = fact(images, "count", 1, std::uint64_t{1} << 48);
  facts.channels = static_cast<std::uint32_t>(fact(images, "channels", 1, max_channels));
  facts.side = static_cast<std::uint32_t>(fact(images, "n", 1, max_side));
  facts.type_bits = static_cast<std::uint32_t>(fact(images, "bits", 8, 16));
  facts.largest = static_cast<std::uint32_t>(fact(images, "largest", 0, 65535));
  return facts;
}

}  // namespace

void find_images(Value& root, const std::string& config_file) {
  Value* const run = root.find("run");
  Value* const images = run == nullptr ? nullptr : run->find("images");
  if (images == nullptr || images->kind != Kind::text) return;
  const std::string path = path_from(config_file, images->text);
  try {
    *images = facts_table(read_images(path).facts, images->origin);
  } catch (const ImageFileError& error) {
    refuse(Node{config_file, "run.images", images},
           fmt::format("{} {}", printable(path), error.what()), error.accepted);
  }
}

ImageSet read_image_set(const Node& run) {
  const Node images = required(run, "images", accepted_images);
  if (images.value->kind != Kind::table) refuse_type(images, "a path", accepted_images);
  ImageSet set;
  set.facts = read_facts(images);
  set.bits = set.facts.type_bits;
  if (const auto node = child(run, "image_bits")) {
    set.bits = static_cast<std::uint32_t>(read_integer(*node, 1, set.facts.type_bits));
    if (set.facts.largest >> set.bits != 0) {
      refuse(*node, fmt::format("a level of {} occurs, which has more bits", set.facts.largest),
             fmt::format("integers {} to {} for these images", std::bit_width(set.facts.largest),
                         set.facts.type_bits));
    }
  }
  return set;
}

}  // namespace brink
