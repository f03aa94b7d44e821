// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cuda/shape.hpp"
#include "host/classes/image_class.hpp"
#include "host/config/config.hpp"
#include "host/core/cell_class.hpp"
#include "host/cpu/cell_job.hpp"
#include "host/theory/height_law.hpp"
#include "host/theory/level_sums.hpp"
#include "host/theory/move_law.hpp"

namespace brink {

/// A class built for one shape: its threshold, and how the threshold is known.
struct BuiltClass {
  std::int64_t threshold = 0;
  std::optional<double> coverage;                  ///< |C|/q^N
  std::string method;                              ///< how threshold and coverage are known
  std::map<std::uint32_t, std::uint64_t> weights;  ///< for half-spaces: pixels with each |w|
};

/// The exact law of the moves that images of a class need, and the cost of m moves. Without a
/// law, the class has no closed form.
struct ExactMoves {
  enum class Cost {
    pixels,         ///< m pixels, one step each
    steps,          ///< m steps, spread over the pixels: at p = 1 and b = 1
    top_bits,       ///< m pixels with different steps: at p = 0 and b = 1
    steps_of_pixel  ///< m steps of one pixel
  };
  Cost cost = Cost::pixels;
  std::shared_ptr<const MoveLaw> law;
  /// In place of a law, where a number of moves does not tell the cost: the share of C that costs
  /// at most `cost` at p.
  std::function<double(double p, double cost)> share_within = nullptr;
};

/// The method of a class whose coverage nobody has proved to be at most half.
inline constexpr const char* measured_method = "measured";

/// An array of a class that goes into the result file where N <= 2^20.
struct KeptImage {
  const char* name;  ///< "weights" or "centre"
  /// h x n x n values in pixel order.
  std::vector<std::int32_t> (*draw)(const ClassifierConfig& config, Shape shape);
};

/// What the host knows of a class besides its arithmetic (cuda/classifier/). There is one object
/// for each classifier of the registry, in the file of this folder that has the name of its type.
/// Where a class lacks a part, the compiler's error names it.
class HostClass {
 public:
  HostClass() = default;
  HostClass(const HostClass&) = delete;
  HostClass& operator=(const HostClass&) = delete;
  virtual ~HostClass() = default;

  /// Finds the least threshold whose coverage does not exceed the wanted one, from the exact law
  /// of the score at that shape (docs/spec/classes.md).
  virtual BuiltClass build(const ClassifierConfig& config, Shape shape) const = 0;

  /// @param sums the laws of level sums that the cells of a file share
  virtual ExactMoves exact_moves(const CellClass& built, Shape shape, LevelSums& sums) const = 0;

  virtual std::optional<KeptImage> kept_image() const = 0;

  /// The law of the heights of a class of tilted_types(): brightness and half-spaces have the sum
  /// of |w| cap, `majority_bit` the number of top bits, and a Hamming ball the pixels that agree
  /// with the centre.
  /// @param job the class, with its threshold and weights
  virtual std::optional<HeightLaw> height_law(const CellJob& /*job*/) const { return std::nullopt; }

  /// The largest cost at p of an image of the class of at most that height, as a number; infinity
  /// where nothing better is known.
  virtual double largest_cost(const CellClass& /*built*/, Shape /*shape*/, double /*p*/,
                              std::int64_t /*height*/) const {
    return std::numeric_limits<double>::infinity();
  }

  /// Makes the class of one cell for computing witnesses. `job` must outlive it.
  virtual std::unique_ptr<ImageClass> image_class(const CellJob& job) const = 0;

  /// Adds the tables to which `job.plan` points. Most classes have none.
  virtual void add_tables(CellJob& /*job*/) const {}
};

/// Each file of this folder that is named after a type defines this for the class of that type.
template <class Classifier>
const HostClass& host_class();

/// @throw std::logic_error for a type that the registry does not have
const HostClass& host_class(std::string_view type);

/// A class at one shape with its tables, `bracket` left to be filled. The config must
/// outlive the job.
CellJob make_cell_job(const ClassifierConfig& config, Shape shape, BuiltClass built);

/// Whether the class only brackets its distances at this p (docs/spec/model.md#brackets).
bool bracketed(const CellJob& job, Norm norm);

}  // namespace brink
