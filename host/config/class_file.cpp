// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/class_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <mutex>

#include "cuda/classifier/linear/half_spaces.hpp"
#include "cuda/classifier/table/scores.hpp"
#include "cuda/shape.hpp"
#include "host/config/fields.hpp"
#include "host/config/found_file.hpp"
#include "host/config/text.hpp"
#include "host/error.hpp"
#include "host/images/image_file.hpp"

namespace brink {
namespace {

using namespace std::string_view_literals;

constexpr std::array fact_keys = {"path"sv, "sha256"sv, "shape"sv, "smallest"sv, "largest"sv};
constexpr std::int64_t most_arrays = 4096;

Value facts_table(const ArrayFacts& facts, const Origin& origin) {
  Value table;
  table.origin = origin;
  Value shape;
  shape.kind = Kind::list;
  shape.origin = origin;
  for (const std::uint64_t side : facts.shape) {
    shape.items.push_back(integer_value(origin, static_cast<std::int64_t>(side)));
  }
  table.entries = {{"path", origin, text_value(origin, facts.path)},
                   {"sha256", origin, text_value(origin, facts.sha256)},
                   {"shape", origin, shape},
                   {"smallest", origin, integer_value(origin, facts.smallest)},
                   {"largest", origin, integer_value(origin, facts.largest)}};
  return table;
}

ArrayFacts read_facts(const Node& table) {
  refuse_other_keys(table, fact_keys);
  ArrayFacts facts;
  facts.path = read_text(required(table, "path", "a string"), "a string");
  facts.sha256 = read_text(required(table, "sha256", "a string"), "a string");
  if (facts.sha256.empty()) refuse(table, "the SHA-256 is empty", "64 hexadecimal digits");
  for (const Node& side : read_items(required(table, "shape", "a list"), "a list of integers")) {
    facts.shape.push_back(static_cast<std::uint64_t>(read_integer(side, 0, std::int64_t{1} << 40)));
  }
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  constexpr std::int64_t least = std::numeric_limits<std::int32_t>::min();
  facts.smallest = read_integer(required(table, "smallest", "an integer"), least, most);
  facts.largest = read_integer(required(table, "largest", "an integer"), least, most);
  return facts;
}

bool takes_several(const ClassifierConfig& classifier) {
  return classifier.type == "voronoi" || classifier.type == "linear";
}
bool holds_levels(const ClassifierConfig& classifier) {
  return classifier.type == "voronoi" || classifier.type == "hamming_ball";
}

/// The sides without the first one where that counts the arrays.
std::vector<std::uint64_t> sides_of_image(const ClassifierConfig& classifier) {
  const std::vector<std::uint64_t>& shape = classifier.file.shape;
  return {shape.begin() + (takes_several(classifier) && !shape.empty() ? 1 : 0), shape.end()};
}

void check_shape(const Node& node, const Config& config, const ClassifierConfig& classifier) {
  const bool several = takes_several(classifier);
  const std::vector<std::uint64_t> sides = sides_of_image(classifier);
  const std::string found =
      fmt::format("the array has the shape ({})", fmt::join(classifier.file.shape, ", "));
  const std::size_t count = sides.size();
  if ((count != 2 && count != 3) || sides[count - 1] != sides[count - 2]) {
    refuse(node, found, several ? "the shape (k, n, n) or (k, h, n, n)" : "(n, n) or (h, n, n)");
  }
  const std::uint64_t n = sides[count - 1], h = count == 3 ? sides[0] : 1;
  const auto all = [](const std::vector<std::uint32_t>& values, std::uint64_t value) {
    return std::all_of(values.begin(), values.end(), [=](std::uint64_t v) { return v == value; });
  };
  if (!all(config.n, n) || !all(config.channels, h)) {
    refuse(node,
           fmt::format("{}, which is that of images of n = {} and channels = {}", found, n, h),
           fmt::format("this file with n = [{}] and channels = [{}] alone", n, h));
  }
  const std::uint64_t arrays = arrays_in(classifier);
  if (several && (arrays < 2 || arrays > most_arrays)) {
    refuse(node, fmt::format("{}: {} of an image's shape", found, arrays),
           fmt::format("2 to {} of them", most_arrays));
  }
  if (arrays * n * n * h > max_half_space_values) {
    refuse(node, found + ", which are too many values",
           fmt::format("up to {}", max_half_space_values));
  }
}

void check_table(const Node& node, const Config& config, const ClassifierConfig& classifier) {
  const std::uint32_t levels = levels_of_table(node, config);
  const std::vector<std::uint64_t>& shape = classifier.file.shape;
  if (shape.size() != 1 || shape[0] != levels) {
    refuse(node, fmt::format("the array has the shape ({})", fmt::join(shape, ", ")),
           fmt::format("the shape ({}), one score for each level of {} bits", levels,
                       config.bit_depth.front()));
  }
}

void check_values(const Node& node, const Config& config, const ClassifierConfig& classifier) {
  const std::uint32_t b = *std::min_element(config.bit_depth.begin(), config.bit_depth.end());
  const bool levels = holds_levels(classifier), table = classifier.type == "table";
  const std::int64_t largest = table ? max_table_score : max_file_weight;
  const std::int64_t most = levels ? (std::int64_t{1} << b) - 1 : largest;
  const std::int64_t least = levels ? 0 : -largest;
  const ArrayFacts& facts = classifier.file;
  if (least <= facts.smallest && facts.largest <= most) return;
  refuse(node,
         fmt::format("the array holds {}", facts.smallest < least ? facts.smallest : facts.largest),
         levels ? fmt::format("levels 0 to {} at bit_depth = {}", most, b)
                : fmt::format("{} {} to {}", table ? "scores" : "weights", least, most));
}

}  // namespace

bool find_class_files(Value& root, const std::string& config_file) {
  Value* const classifiers = root.find("classifier");
  if (classifiers == nullptr || classifiers->kind != Kind::list) return false;
  bool found = false;
  for (std::size_t i = 0; i < classifiers->items.size(); ++i) {
    Value* const file = classifiers->items[i].find("file");
    if (file == nullptr || file->kind != Kind::text) continue;
    const std::string path = path_from(config_file, file->text);
    try {
      *file = facts_table(read_array(path).facts, file->origin);
    } catch (const ImageFileError& error) {
      refuse(Node{config_file, fmt::format("classifier[{}].file", i), file},
             fmt::format("{} {}", printable(path), error.what()), error.accepted);
    }
    found = true;
  }
  return found;
}

void read_class_file(const Node& node, const Config& config, ClassifierConfig& classifier) {
  if (node.value->kind != Kind::table) {
    refuse_type(node, "a path", "the path of a .npy file, or HDF5_FILE:/DATASET, of integers");
  }
  classifier.file = read_facts(node);
  (classifier.type == "table" ? check_table : check_shape)(node, config, classifier);
  check_values(node, config, classifier);
}

std::uint32_t levels_of_table(const Node& node, const Config& config) {
  if (config.bit_depth.size() > 1) {
    refuse(node, "a table has a score for each level of one bit depth",
           "a sweep.bit_depth of one value; several are several runs, each with its table");
  }
  return std::uint32_t{1} << config.bit_depth.front();
}

std::uint64_t arrays_in(const ClassifierConfig& classifier) {
  return takes_several(classifier) ? classifier.file.shape.at(0) : 1;
}

const std::vector<std::int32_t>& class_array(const ClassifierConfig& classifier) {
  static std::mutex mutex;
  static std::map<std::string, std::vector<std::int32_t>> arrays;  // by path and SHA-256
  const ArrayFacts& facts = classifier.file;
  const std::lock_guard lock(mutex);
  const auto [entry, is_new] = arrays.try_emplace(facts.path + '\n' + facts.sha256);
  if (!is_new) return entry->second;
  const auto refuse = [&](const std::string& what, const std::string& accepted) {
    arrays.erase(entry);
    throw Error(Exit::failed, fmt::format("classifier.{}.file: {} {}; accepted: {}",
                                          classifier.name, facts.path, what, accepted));
  };
  ArrayFile file;
  try {
    file = read_array(facts.path);
  } catch (const ImageFileError& error) {
    refuse(error.what(), error.accepted);
  }
  if (file.facts.sha256 != facts.sha256) {
    refuse(fmt::format("has the SHA-256 {}", file.facts.sha256),
           fmt::format("the file that the config was read with, of {}", facts.sha256));
  }
  // The facts may have come from a config by hand.
  if (file.facts != facts) refuse("is not what the config says", "the facts of the file");
  return entry->second = std::move(file.values);
}

}  // namespace brink
