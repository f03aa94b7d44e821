// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "cuda/classifier/network/network.hpp"
#include "cuda/classifier/table/table.hpp"
#include "cuda/classifier/voronoi/prototypes.hpp"
#include "cuda/shape.hpp"
#include "cuda/strata.hpp"
#include "host/config/classifier_keys.hpp"
#include "host/config/classifier_types.hpp"
#include "host/config/fields.hpp"
#include "host/config/sections.hpp"
#include "host/config/suggest.hpp"
#include "host/config/text.hpp"

namespace brink {
namespace {

/// Each classifier is a group of the result file and a row in its tables.
constexpr std::size_t max_classifiers = 1000;

/// The most bytes that a network may take for an image in each thread. Every network of one
/// channel fits at n = 16384.
constexpr std::uint64_t most_network_bytes = std::uint64_t{16} << 30;

constexpr std::string_view list_form = "one to 1000 tables [[classifier]]";

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string read_name(const Node& node, ClassNames class_names) {
  const std::string_view accepted = accepted_names(class_names);
  const std::string name = read_text(node, accepted);
  if (!is_class_name(name, class_names)) {
    refuse(node, excerpt(name) + " cannot be a name", accepted);
  }
  return name;
}

/// Throws where the table holds a key that the type, or the weight kind, does not take.
void check_keys(const Node& table, const std::string& type, const KeyRow* kind,
                std::span<const std::string_view> taken) {
  std::string accepted = comma_list(taken);
  if (kind != nullptr) {
    for (const KeyRow& other : weight_kinds()) {
      if (&other == kind || other.keys.empty()) continue;
      accepted +=
          fmt::format("; with weights = \"{}\" also {}", other.name, comma_list(other.keys));
    }
  }
  for (const Entry& entry : table.value->entries) {
    if (contains(taken, entry.key)) continue;
    std::string what;
    const bool of_other_kind =
        kind != nullptr &&
        std::any_of(weight_kinds().begin(), weight_kinds().end(),
                    [&](const KeyRow& row) { return contains(row.keys, entry.key); });
    if (of_other_kind) {
      what = fmt::format("weights = \"{}\" does not take this key", kind->name);
    } else if (find_key(entry.key) != nullptr) {
      what = fmt::format("type = \"{}\" does not take this key", type);
    } else {
      const std::string hint = did_you_mean(entry.key, taken);
      what = fmt::format("unknown key{}{}", hint.empty() ? "" : ", ", hint);
    }
    refuse(table.file, entry.origin, joined_path(table.path, entry.key), what, accepted);
  }
}

/// In small images a weight of 1 would often be missing (host/theory/level_sum.cpp).
constexpr std::uint32_t most_tilted_weight = 64;

/// Images can be tilted to the tail of a score that is a sum over the pixels, whose law is known.
void check_tilted(const Node& table, const ClassifierConfig& classifier) {
  const bool wide = classifier.weights == "uniform" && classifier.max_weight > most_tilted_weight;
  const bool file = classifier.type == "halfspace" && classifier.has_file();
  if (contains(tilted_types(), classifier.type) && !file) {
    if (!wide) return;
    refuse(required(table, "max_weight", ""),
           fmt::format("the law of so many different weights takes too long for sampler = "
                       "\"tilted\": max_weight is {}",
                       classifier.max_weight),
           fmt::format("1 to {} with this sampler", most_tilted_weight));
  }
  refuse(required(table, file ? "weights" : "type", ""),
         fmt::format("sampler = \"tilted\" cannot reach the tail of classifier {} of {}: {}",
                     excerpt(classifier.name),
                     file ? std::string("weights from a file")
                          : fmt::format("type \"{}\"", classifier.type),
                     file || contains(counted_types(), classifier.type)
                         ? "it has no score that can be tilted and whose law is known"
                         : "nothing tells beforehand which images are far from its edge"),
         fmt::format("{} with this sampler; every type with sampler = \"pixels\"",
                     comma_list(tilted_types())));
}

/// Two samplers draw counts, which are not enough for some types.
void check_sampler(const Node& type, const ClassifierConfig& classifier, const Config& config) {
  const bool levels = config.sampler == Sampler::multinomial;
  if (!levels && config.sampler != Sampler::counts) return;
  const auto types = levels ? level_count_types() : counted_types();
  if (contains(types, classifier.type)) return;
  refuse(
      type,
      fmt::format("classifier {} of type \"{}\" needs more than {}counts, which are all that "
                  "sampler = \"{}\" draws",
                  excerpt(classifier.name), classifier.type, levels ? "level " : "",
                  levels ? "multinomial" : "counts"),
      fmt::format("{} with this sampler; every type with sampler = \"pixels\"", comma_list(types)));
}

/// Every thread holds all sums of a network, and its gradient.
void check_memory(const Node& type, const ClassifierConfig& classifier, const Config& config) {
  if (classifier.type != Network::type) return;
  const Shape largest{*std::max_element(config.n.begin(), config.n.end()),
                      *std::max_element(config.channels.begin(), config.channels.end()), 1};
  const auto bytes = [&](std::uint32_t n, std::uint32_t width) {
    const Shape shape{n, largest.h, largest.b};
    return Network::scratch_words(NetworkDesign{shape, classifier.layers, width}) *
           sizeof(std::uint64_t);
  };
  if (bytes(largest.n, classifier.width) <= most_network_bytes) return;
  std::uint32_t accepted = 1;
  while (bytes(accepted + 1, classifier.width) <= most_network_bytes) ++accepted;
  refuse(type,
         fmt::format("network {} of width {} needs {:.1f} GiB a thread at n = {}, {} channels",
                     excerpt(classifier.name), classifier.width,
                     static_cast<double>(bytes(largest.n, classifier.width)) / 0x1p30, largest.n,
                     largest.h),
         fmt::format("up to {} GiB, which here means n up to {}, or a smaller width",
                     most_network_bytes >> 30, accepted));
}

/// The law of a score is known for weights up to this.
constexpr std::int64_t most_law_weight = 1023;

/// A class from a file needs the file, and takes no key that would say how to draw it.
void check_file(const Node& table, const KeyRow& type, const ClassifierConfig& classifier) {
  const bool of_file = classifier.type == "linear" || classifier.weights == "file";
  if (of_file && !classifier.has_file()) {
    required(table, "file", "the path of a .npy file, or HDF5_FILE:/DATASET, of integers");
  }
  for (const std::string_view key : type.keys) {
    const auto node = child(table, key);
    if (!node || takes_key(classifier, key)) continue;
    const bool by_file = classifier.has_file() && key != "coverage";
    const char* const other = by_file ? "file" : "threshold";
    refuse(*node, fmt::format("a class with `{}` does not take this key", other),
           fmt::format("one of `{}` and `{}`", other, key));
  }
  const std::int64_t most = std::max(-classifier.file.smallest, classifier.file.largest);
  if (classifier.weights != "file" || most <= most_law_weight || classifier.coverage == 0.5 ||
      classifier.threshold != threshold_by_coverage) {
    return;
  }
  refuse(*child(table, "coverage"),
         fmt::format("the law of the score is not known for a weight of {}", most),
         fmt::format("0.5 (threshold = 0), a threshold, or weights up to {}", most_law_weight));
}

/// A table needs its scores and its threshold.
void check_table(const Node& table, const ClassifierConfig& classifier) {
  if (classifier.type != Table::type) return;
  if (!classifier.has_file()) required(table, "scores", "a list of integers, or a file of them");
  required(table, "threshold", "an integer");
}

/// The prototypes of a shape are kept in memory.
void check_prototypes(const Node& node, const ClassifierConfig& classifier, const Config& config) {
  const Shape largest{*std::max_element(config.n.begin(), config.n.end()),
                      *std::max_element(config.channels.begin(), config.channels.end()), 1};
  const std::uint64_t most = max_prototype_levels * 2 / classifier.prototypes;
  if (largest.pixels() <= most) return;
  refuse(
      node,
      fmt::format("{} prototypes of {} pixels (n = {}, {} channels) take more memory than {} GiB",
                  classifier.prototypes, largest.pixels(), largest.n, largest.h,
                  max_prototype_levels * sizeof(std::uint16_t) >> 30),
      fmt::format("images of at most {} pixels with as many prototypes", most));
}

ClassifierConfig read_classifier(const Node& table, const Config& config, ClassNames class_names) {
  ClassifierConfig classifier;
  const KeyRow type = read_row(required(table, "type", comma_list(row_names(classifier_types()))),
                               classifier_types(), "type");
  classifier.type = type.name;
  const auto name = child(table, "name");
  classifier.name = name ? read_name(*name, class_names) : classifier.type;
  classifier.place.text = place_of(table);
  check_sampler(required(table, "type", ""), classifier, config);

  const KeyRow* kind = nullptr;
  if (contains(type.keys, "weights")) {
    if (const auto weights = child(table, "weights")) {
      find_key("weights")->read(*weights, config, classifier);
    }
    kind = find_row(weight_kinds(), classifier.weights);
  }
  const std::vector<std::string_view> own = keys_taken(type.name, classifier.weights);
  std::vector<std::string_view> taken = {"name", "type"};
  taken.insert(taken.end(), own.begin(), own.end());
  check_keys(table, classifier.type, kind, taken);
  for (const std::string_view key : own) {
    if (const auto node = child(table, key)) find_key(key)->read(*node, config, classifier);
  }
  check_file(table, type, classifier);
  check_table(table, classifier);
  if (config.tilted()) check_tilted(table, classifier);
  check_memory(required(table, "type", ""), classifier, config);
  if (contains(type.keys, "prototypes") && !classifier.has_file()) {
    const auto prototypes = child(table, "prototypes");
    check_prototypes(prototypes ? *prototypes : required(table, "type", ""), classifier, config);
  }
  return classifier;
}

/// Each class once for each of its strata.
std::vector<ClassifierConfig> strata_of(Config& config) {
  config.strata = strata_for(config.tail);
  std::vector<ClassifierConfig> strata;
  for (const ClassifierConfig& classifier : config.classifiers) {
    for (std::uint32_t i = 0; i < config.strata; ++i) {
      strata.push_back(classifier);
      strata.back().stratum = i;
      strata.back().name += fmt::format("{}{}", stratum_mark, i);
    }
  }
  return strata;
}

}  // namespace

void read_classifiers(const Node& root, Config& config, ClassNames class_names) {
  const Node list = required(root, "classifier", list_form);
  const std::vector<Node> tables = read_items(list, list_form);
  if (tables.size() > max_classifiers) {
    refuse(list, fmt::format("{} classifiers are too many", tables.size()), list_form);
  }
  std::map<std::string, std::string> paths;  // of the names read so far
  for (const Node& table : tables) {
    if (table.value->kind != Kind::table) refuse_type(table, "a table", list_form);
    config.classifiers.push_back(read_classifier(table, config, class_names));
    const std::string& name = config.classifiers.back().name;
    const auto [first, is_new] = paths.emplace(name, table.path);
    if (is_new) continue;
    const auto node = child(table, "name");
    refuse(table.file, (node ? *node : table).value->origin, joined_path(table.path, "name"),
           fmt::format("{} is already the name of {}", excerpt(name), first->second),
           "a different name = \"...\" for each classifier; the default is the type");
  }
  if (config.tilted()) config.classifiers = strata_of(config);
}

}  // namespace brink
