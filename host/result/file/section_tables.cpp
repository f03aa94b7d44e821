// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <concepts>
#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "host/hdf5/array.hpp"
#include "host/result/file/schema.hpp"
#include "host/result/file/sections.hpp"
#include "host/result/tables/tables.hpp"
#include "host/result/tables/tail.hpp"
#include "host/theory/bounds.hpp"

namespace brink {
namespace {

using hdf5::Scale;
using hdf5::Scales;

/// Integer coordinates are signed, because n**2 of an unsigned one may wrap around in Python.
Scale integer_scale(hid_t file, const char* name, const std::vector<std::uint32_t>& values,
                    const char* long_name) {
  const std::vector<std::int64_t> coordinates(values.begin(), values.end());
  return hdf5::create_scale<std::int64_t>(file, name, coordinates, {long_name});
}

Scale real_scale(hid_t file, const char* name, const std::vector<double>& values,
                 const char* long_name, const char* units = "1") {
  return hdf5::create_scale<double>(file, name, values, {long_name, units});
}

Scale classifier_scale(hid_t file, const Config& config) {
  std::vector<std::string> names;
  for (std::size_t c = 0; c < config.classifiers.size(); c += config.strata) {
    names.push_back(config.classifiers[c].class_name());
  }
  return hdf5::create_text_scale(file, "classifier", names, {"name of the classifier"});
}

Scale radius_scale(hid_t file, const Config& config) {
  if (config.radius_mode == RadiusMode::absolute) {
    return real_scale(file, "radius", config.radius, "radius in intensity, in pixels for p = 0",
                      "intensity");
  }
  return real_scale(file, "radius_scale", config.radius,
                    "radius scale c: the radius is c n^(1/max(p,1))");
}

constexpr const char* rounded_comment =
    "where the cell has resolution_bits m below 64 and refined is 0, too low by a relative 2^-m at "
    "most";

/// Which inequality gave `moved_fraction_bound`, as CF's flags (CF 3.5).
void set_bound_forms(hid_t variable) {
  std::vector<std::int64_t> flags;
  std::string meanings;
  for (std::size_t i = 0; i < bound_form_names.size(); ++i) {
    flags.push_back(static_cast<std::int64_t>(i));
    if (i > 0) meanings += ' ';
    meanings += bound_form_names[i];
  }
  hdf5::set_numbers<std::int64_t>(variable, "flag_values", flags);
  hdf5::set_text(variable, "flag_meanings", meanings);
}

/// The dimensions of the file, in the order of their creation.
struct Dimensions {
  Dimensions(hid_t file, const Config& config)
      : classifier(classifier_scale(file, config)),
        channels(integer_scale(file, "channels", config.channels, "channels h")),
        n(integer_scale(file, "n", config.n, "image side n, in pixels")),
        bit_depth(integer_scale(file, "bit_depth", config.bit_depth, "bit depth b")),
        p(real_scale(file, "p", config.p, "p of the norm; 0 counts changed pixels")),
        radius(radius_scale(file, config)),
        quantile(real_scale(file, "quantile", config.quantiles, "quantile")) {
    if (!config.tilted()) return;
    std::vector<std::uint32_t> numbers(config.strata);
    std::iota(numbers.begin(), numbers.end(), 0);
    stratum = integer_scale(file, "stratum", numbers, "number of the stratum of a class");
    tail = real_scale(file, "tail", tail_shares(config), "share of the class");
  }

  Scales cell() {
    if (!stratum) return {&classifier, &channels, &n, &bit_depth};
    return {&classifier, &*stratum, &channels, &n, &bit_depth};
  }

  Scales of(Over over) {
    if (over == Over::n_p_radius) return {&n, &p, &radius};
    if (over == Over::class_p_radius) return {&classifier, &channels, &n, &bit_depth, &p, &radius};
    if (over == Over::class_p_tail) return {&classifier, &channels, &n, &bit_depth, &p, &*tail};
    Scales scales = cell();
    if (over != Over::cell) scales.push_back(&p);
    if (over == Over::cell_p_radius) scales.push_back(&radius);
    if (over == Over::cell_p_quantile) scales.push_back(&quantile);
    return scales;
  }

  Scales all() {
    Scales scales = {&classifier, &channels, &n, &bit_depth, &p, &radius, &quantile};
    for (auto* const scale : {&stratum, &tail}) {
      if (*scale) scales.push_back(&**scale);
    }
    return scales;
  }

  Scale classifier, channels, n, bit_depth, p, radius, quantile;
  std::optional<Scale> stratum, tail;  ///< of the sampler tilted
};

/// A block of cells that lie one after the other, by its place and sides in the dimensions
/// of a cell.
struct Block {
  std::vector<hsize_t> first, sides;

  std::size_t cells() const {
    return std::accumulate(sides.begin(), sides.end(), std::size_t{1}, std::multiplies<>());
  }
};

std::vector<hsize_t> sizes_of(const Scales& scales) {
  std::vector<hsize_t> sizes;
  for (const Scale* const scale : scales) sizes.push_back(scale->size);
  return sizes;
}

/// The sides of a block: whole dimensions from the last one on, and as many cells as fill a chunk
/// in the largest tables.
std::vector<hsize_t> block_sides(const std::vector<hsize_t>& cells, hsize_t values_per_cell) {
  hsize_t left = std::max<hsize_t>(
      1, hdf5::chunk_bytes / sizeof(double) / std::max<hsize_t>(1, values_per_cell));
  std::vector<hsize_t> sides(cells.size());
  for (std::size_t i = cells.size(); i-- > 0;) {
    sides[i] = std::min(cells[i], left);
    left = sides[i] == cells[i] ? left / cells[i] : 1;
  }
  return sides;
}

/// All blocks, in the order of the cells.
std::vector<Block> blocks_of(const std::vector<hsize_t>& cells, const std::vector<hsize_t>& sides) {
  std::vector<Block> blocks;
  for (std::vector<hsize_t> first(cells.size(), 0); first[0] < cells[0];) {
    Block block{first, sides};
    for (std::size_t i = 0; i < cells.size(); ++i) {
      block.sides[i] = std::min(sides[i], cells[i] - first[i]);
    }
    blocks.push_back(std::move(block));
    std::size_t i = cells.size();
    while (i-- > 0) {
      first[i] += sides[i];
      if (first[i] < cells[i] || i == 0) break;
      first[i] = 0;
    }
  }
  return blocks;
}

/// A variable that is being written.
class Written {
 public:
  Written(hid_t file, const Variable& variable, const Contents& contents, Dimensions& dimensions,
          const std::vector<hsize_t>& block)
      : variable_(variable) {
    const Scales scales = dimensions.of(variable.over);
    sizes_ = sizes_of(scales);
    std::vector<hsize_t> chunk = hdf5::chunk_of(sizes_, sizeof(double));
    if (per_cell() && !chunk.empty()) {
      std::copy(block.begin(), block.end(), sizes_.begin());
      chunk = hdf5::chunk_of(sizes_, sizeof(double));
      if (chunk.empty()) chunk = sizes_;
      sizes_ = sizes_of(scales);
    }
    std::visit(
        [&]<class T>(const Column<T>& column) {
          std::optional<T> fill;
          if (contents.lacks(variable)) fill = column.fill;
          array_.emplace<hdf5::Array<T>>(
              file, std::string(variable.name), scales, chunk,
              hdf5::Description{std::string(variable.long_name), std::string(variable.units)},
              fill);
        },
        variable.column);
  }

  bool per_cell() const { return brink::per_cell(variable_.over); }

  /// All at once, where it is not per cell.
  void write(const Tables& tables) {
    write(tables, std::vector<hsize_t>(sizes_.size(), 0), sizes_);
  }

  void write(const Tables& tables, const Block& block) {
    std::vector<hsize_t> first(sizes_.size(), 0), sides = sizes_;
    std::copy(block.first.begin(), block.first.end(), first.begin());
    std::copy(block.sides.begin(), block.sides.end(), sides.begin());
    write(tables, first, sides);
  }

  hid_t dataset() const {
    return std::visit(
        [](const auto& array) -> hid_t {
          if constexpr (std::same_as<std::decay_t<decltype(array)>, std::monostate>) {
            return H5I_INVALID_HID;
          } else {
            return array.dataset();
          }
        },
        array_);
  }

 private:
  void write(const Tables& tables, const std::vector<hsize_t>& first,
             const std::vector<hsize_t>& sides) {
    std::visit(
        [&]<class T>(const Column<T>& column) {
          std::get<hdf5::Array<T>>(array_).write(first, sides, column.values(tables));
        },
        variable_.column);
  }

  const Variable& variable_;
  std::vector<hsize_t> sizes_;
  std::variant<std::monostate, hdf5::Array<std::uint64_t>, hdf5::Array<std::int64_t>,
               hdf5::Array<double>>
      array_;
};

}  // namespace

void write_tables(hid_t file, const Results& results) {
  const Contents contents(results);
  Dimensions dimensions(file, results.config);
  const std::vector<hsize_t> cells = sizes_of(dimensions.cell());
  const std::vector<hsize_t> sides = block_sides(
      cells, dimensions.p.size * std::max(dimensions.radius.size, dimensions.quantile.size));

  std::vector<Written> variables;
  for (const Variable& variable : schema()) {
    if (!contents.has(variable.presence)) continue;
    variables.emplace_back(file, variable, contents, dimensions, sides);
    if (variable.name == "moved_fraction_bound_form") set_bound_forms(variables.back().dataset());
    const bool by_cost = variable.name.starts_with("distance_");
    if (by_cost && contents.has(Presence::rounded)) {
      hdf5::set_text(variables.back().dataset(), "comment", rounded_comment);
    }
  }
  TableMaker maker(results);
  bool first = true;
  for (const Block& block : blocks_of(cells, sides)) {
    const Tables tables = maker.next(block.cells());
    for (Written& variable : variables) {
      if (variable.per_cell()) {
        variable.write(tables, block);
      } else if (first) {
        variable.write(tables);
      }
    }
    first = false;
  }
  hdf5::finish(dimensions.all());
}

}  // namespace brink
