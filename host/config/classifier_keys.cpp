// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/classifier_keys.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <type_traits>

#include "cuda/classifier/linear/half_spaces.hpp"
#include "cuda/classifier/network/design.hpp"
#include "cuda/classifier/registry.hpp"
#include "cuda/classifier/table/scores.hpp"
#include "cuda/classifier/voronoi/prototypes.hpp"
#include "cuda/shape.hpp"
#include "host/config/class_file.hpp"
#include "host/config/classifier_types.hpp"
#include "host/config/fields.hpp"

namespace brink {
namespace {

/// The half-space solvers keep a cursor for each weight (max_weight_classes).
constexpr std::int64_t max_uniform_weight = 1023;

void read_coverage(const Node& node, const Config&, ClassifierConfig& classifier) {
  constexpr std::string_view accepted = "numbers above 0 up to 0.5";
  classifier.coverage = read_number(node, accepted);
  if (!(classifier.coverage > 0 && classifier.coverage <= 0.5)) refuse_range(node, accepted);
}

void read_seed(const Node& node, const Config&, ClassifierConfig& classifier) {
  classifier.seed = read_wide_integer(node);
}

void read_weights(const Node& node, const Config&, ClassifierConfig& classifier) {
  classifier.weights = read_row(node, weight_kinds(), "kind of weights").name;
}

void read_max_weight(const Node& node, const Config&, ClassifierConfig& classifier) {
  classifier.max_weight = static_cast<std::uint32_t>(read_integer(node, 1, max_uniform_weight));
}

void read_density(const Node& node, const Config&, ClassifierConfig& classifier) {
  constexpr std::string_view accepted = "numbers above 0 up to 1";
  classifier.density = read_number(node, accepted);
  if (!(classifier.density > 0 && classifier.density <= 1)) refuse_range(node, accepted);
}

void read_pixel(const Node& node, const Config& config, ClassifierConfig& classifier) {
  const Shape smallest{*std::min_element(config.n.begin(), config.n.end()),
                       *std::min_element(config.channels.begin(), config.channels.end()), 1};
  const auto last = static_cast<std::int64_t>(smallest.pixels()) - 1;
  classifier.pixel = static_cast<std::uint64_t>(read_integer(node, 0, last));
}

void read_layers(const Node& node, const Config&, ClassifierConfig& classifier) {
  classifier.layers =
      static_cast<std::uint32_t>(read_integer(node, least_network_layers, most_network_layers));
}

void read_width(const Node& node, const Config&, ClassifierConfig& classifier) {
  classifier.width =
      static_cast<std::uint32_t>(read_integer(node, least_network_width, most_network_width));
}

void read_prototypes(const Node& node, const Config&, ClassifierConfig& classifier) {
  const std::string accepted = fmt::format("even integers from 2 to {}", max_prototypes);
  const std::int64_t prototypes = read_integer(node, 2, max_prototypes);
  if (prototypes % 2 != 0) refuse(node, node.value->spelling + " is odd", accepted);
  classifier.prototypes = static_cast<std::uint32_t>(prototypes);
}

/// A half-space of scores above T covers at most half of the images where T >= 0, because the
/// negative of an image has the score -s. Below, it covers half or more.
void read_threshold(const Node& node, const Config& config, ClassifierConfig& classifier) {
  const bool any = config.sampler == Sampler::images || classifier.measured();
  classifier.threshold = read_integer(node, -max_file_offset, max_file_offset);
  if (classifier.threshold >= 0 || any) return;
  refuse(
      node,
      fmt::format("the images of a score above {} are at least half of all", classifier.threshold),
      fmt::format("integers from 0, or any with sampler = \"images\"; the other side has the "
                  "negative weights and threshold = {}",
                  -classifier.threshold - 1));
}

void read_cell(const Node& node, const Config&, ClassifierConfig& classifier) {
  if (!classifier.has_file())
    refuse(node, "there is no file of prototypes", "this key with a file");
  const auto last = static_cast<std::int64_t>(arrays_in(classifier)) - 1;
  classifier.cell = static_cast<std::uint32_t>(read_integer(node, 0, last));
}

void read_offsets(const Node& node, const Config&, ClassifierConfig& classifier) {
  const std::uint64_t scores = classifier.has_file() ? arrays_in(classifier) : 0;
  const std::string accepted = fmt::format("a list of {} integers", scores);
  for (const Node& item : read_items(node, accepted)) {
    classifier.offsets.push_back(read_integer(item, -max_file_offset, max_file_offset));
  }
  if (classifier.offsets.size() == scores) return;
  refuse(node, fmt::format("the list has {} items", classifier.offsets.size()), accepted);
}

/// There is one score for each level, so every bit depth needs a table of its own.
void read_scores(const Node& node, const Config& config, ClassifierConfig& classifier) {
  const std::uint32_t levels = levels_of_table(node, config);
  if (levels > most_listed_scores) {
    refuse(node, fmt::format("a list of {} scores is too long", levels),
           fmt::format("lists of up to {}, and file = \"scores.npy\"", most_listed_scores));
  }
  const std::string accepted = fmt::format("a list of {} integers, one for each level of {} bits",
                                           levels, config.bit_depth.front());
  for (const Node& item : read_items(node, accepted)) {
    classifier.scores.push_back(read_integer(item, -max_table_score, max_table_score));
  }
  if (classifier.scores.size() == levels) return;
  refuse(node, fmt::format("the list has {} items", classifier.scores.size()), accepted);
}

template <auto Field>
KeyValue value_of(const ClassifierConfig& classifier) {
  const auto& value = classifier.*Field;
  if constexpr (std::is_integral_v<std::decay_t<decltype(value)>>) {
    return std::uint64_t{value};
  } else {
    return value;
  }
}

using Class = ClassifierConfig;

constexpr std::array rows = {
    ClassifierKey{"weights", "weights", "how the weights of the half-space are drawn", read_weights,
                  value_of<&Class::weights>},
    ClassifierKey{"coverage", "wanted_coverage",
                  "largest share of the images that the class may cover", read_coverage,
                  value_of<&Class::coverage>},
    ClassifierKey{"density", "density", "share of the sparse weights that are not zero",
                  read_density, value_of<&Class::density>},
    ClassifierKey{"max_weight", "max_weight", "largest |w| of the uniform weights", read_max_weight,
                  value_of<&Class::max_weight>},
    ClassifierKey{"seed", "seed", "key of the random numbers that draw the class", read_seed,
                  value_of<&Class::seed>},
    ClassifierKey{"layers", "layers", "layers of kernels of the network", read_layers,
                  value_of<&Class::layers>},
    ClassifierKey{"width", "width", "channels of each layer of the network", read_width,
                  value_of<&Class::width>},
    ClassifierKey{"prototypes", "prototypes", "number of prototypes, an even one", read_prototypes,
                  value_of<&Class::prototypes>},
    ClassifierKey{"file", "file_sha256",
                  "path of the weights, the centre, the prototypes or the scores of the class",
                  read_class_file, [](const Class& c) -> KeyValue { return c.file.sha256; }},
    ClassifierKey{"threshold", "wanted_threshold",
                  "threshold of the half-space of a file, or of the table", read_threshold,
                  [](const Class& c) -> KeyValue { return c.threshold; }},
    ClassifierKey{
        "offsets", "offsets", "what is added to each of the linear scores", read_offsets,
        [](const Class& c) -> KeyValue { return fmt::format("[{}]", fmt::join(c.offsets, ", ")); }},
    ClassifierKey{
        "scores", "scores", "score of each level", read_scores,
        [](const Class& c) -> KeyValue { return fmt::format("[{}]", fmt::join(c.scores, ", ")); }},
    ClassifierKey{"cell", "cell", "number of the score or prototype whose class it is", read_cell,
                  value_of<&Class::cell>},
    ClassifierKey{"pixel", "pixel", "index of the pixel that decides", read_pixel,
                  value_of<&Class::pixel>},
};

constexpr const ClassifierKey* row_of(std::string_view name) {
  for (const ClassifierKey& row : rows) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

template <class... Classifier>
constexpr bool every_key_has_a_row(ClassifierList<Classifier...>) {
  const auto known = [](const auto& keys) { return std::all_of(keys.begin(), keys.end(), row_of); };
  return (known(Classifier::keys) && ...);
}
static_assert(every_key_has_a_row(Classifiers{}), "a classifier takes a key without a row here");

/// Stands for a value of any field.
struct AnyValue {
  template <class T>
  operator T() const;
};
/// How many fields an aggregate has.
template <class Aggregate, class... Values>
consteval std::size_t fields(Values... values) {
  if constexpr (requires { Aggregate{values..., AnyValue{}}; }) {
    return fields<Aggregate>(values..., AnyValue{});
  } else {
    return sizeof...(values);
  }
}
static_assert(fields<ClassifierConfig>() == rows.size() + 4,
              "every field of ClassifierConfig but name, type, place and stratum has its row here");

}  // namespace

std::span<const ClassifierKey> classifier_keys() { return rows; }

const ClassifierKey* find_key(std::string_view name) { return row_of(name); }

}  // namespace brink
