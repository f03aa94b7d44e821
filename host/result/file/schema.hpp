// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "host/result/results.hpp"
#include "host/result/tables/tables.hpp"

namespace brink {

/// The dimensions of a variable; `cell` stands for classifier, channels, n, bit_depth, and with the
/// sampler `tilted` for classifier, stratum, channels, n, bit_depth; `class_` is then the same
/// without the stratum.
enum class Over {
  cell,
  cell_p,
  cell_p_radius,
  cell_p_quantile,
  n_p_radius,
  class_p_radius,
  class_p_tail
};

/// Whether a variable is written with its cells, not at once.
constexpr bool per_cell(Over over) { return over < Over::n_p_radius; }

/// How `brink verify` compares a variable.
enum class Check {
  recomputed,  ///< the cell's images are drawn again, and the numbers must be the same
  exact,       ///< it is derived anew from the tallies, and the numbers must be the same
  close,       ///< the same to a relative 1e-9, because other machines may round otherwise
  never        ///< it is about the run, not about the cell
};

/// Which files have a variable.
enum class Presence {
  always,
  plain,          ///< cells are classes
  tilted,         ///< cells are strata of classes
  stop,           ///< the config has [stop]
  radius_scale,   ///< the config has radius_scale
  brackets,       ///< a class brackets its distances at some p
  rounded,        ///< a tally of upper ends is rounded
  rounded_any,    ///< a tally of a class is rounded
  rounded_lower,  ///< a tally of lower ends is rounded
};

/// Where the values of a variable lie in Tables, and what stands for a missing one.
template <class T>
struct Column {
  const std::vector<T>& (*values)(const Tables&);
  T fill;
};

/// One variable at the root of a result file. Writing, reading, `brink verify` and the test of
/// docs/spec/file_format.md#result-variables follow from its row.
struct Variable {
  std::string_view name;
  Over over;
  std::string_view units;
  std::string_view long_name;
  Check check;
  std::variant<Column<std::uint64_t>, Column<std::int64_t>, Column<double>> column;
  Presence presence = Presence::always;
  std::uint64_t since = 1;  ///< format_version; older files may lack it
};

/// All of them, in the order of the file.
std::span<const Variable> schema();

/// What decides which variables a file has, and whether they have missing values.
struct Contents {
  explicit Contents(const Results& results);

  bool has(Presence presence) const;
  /// Whether a value of this variable is missing.
  bool lacks(const Variable& variable) const;

 private:
  bool tilted_ = false, stop_ = false, radius_scale_ = false;
  bool missing_ = false;  ///< a cell is not begun
  bool exact_ = false;    ///< a distance is not bracketed
  bool brackets_ = false, rounded_ = false, rounded_lower_ = false;
};

}  // namespace brink
