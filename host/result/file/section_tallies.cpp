// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "host/hdf5/array.hpp"
#include "host/result/file/names.hpp"
#include "host/result/file/sections.hpp"

namespace brink {
namespace {

using hdf5::Handle;
using hdf5::Scale;

constexpr std::uint64_t no_integer = std::numeric_limits<std::uint64_t>::max();

/// Values of a chunk; all of them where they lie in one piece.
std::size_t chunk_length(hsize_t size, std::size_t bytes) {
  const std::vector<hsize_t> chunk = hdf5::chunk_of({size}, bytes);
  return static_cast<std::size_t>(chunk.empty() ? std::max<hsize_t>(1, size) : chunk[0]);
}

/// A long list that is written from front to back, a chunk at a time.
template <class T>
class List {
 public:
  List(hid_t group, const std::string& name, Scale& scale, const hdf5::Description& description,
       std::size_t bytes, std::optional<T> fill = {})
      : array_(group, name, {&scale}, hdf5::chunk_of({scale.size}, bytes), description, fill,
               hdf5::stored_type<T>(bytes)),
        chunk_(chunk_length(scale.size, bytes)) {}

  void add(T value) {
    pending_.push_back(value);
    if (pending_.size() == chunk_) flush();
  }
  void flush() {
    array_.write({written_}, {pending_.size()}, pending_);
    written_ += pending_.size();
    pending_.clear();
  }

 private:
  hdf5::Array<T> array_;
  std::size_t chunk_;
  hsize_t written_ = 0;
  std::vector<T> pending_;
};

/// What the tallies of one end at one p have in common.
struct End {
  std::uint64_t costs = 0;
  std::size_t cost_bytes = 1, count_bytes = 1;
  bool reals = false, integers = false;

  void add(const TallyFacts& facts) {
    costs += facts.costs;
    (facts.real ? reals : integers) = true;
    cost_bytes = std::max(cost_bytes, facts.cost_bytes);
    count_bytes = std::max(count_bytes, facts.count_bytes);
  }
};

/// The ragged array of one end at one p: `cost`, `count` and, where only some shapes have
/// integer costs, `cost_integer`.
class Ragged {
 public:
  /// @param name of its costs, for people
  Ragged(hid_t group, const End& end, const std::string& suffix, const std::string& name)
      : scale_(hdf5::create_bare_scale(group, "entry" + suffix, end.costs)) {
    if (!end.reals) {
      integers_.emplace(group, "cost" + suffix, scale_, hdf5::Description{name}, end.cost_bytes);
    } else {
      reals_.emplace(group, "cost" + suffix, scale_, hdf5::Description{name}, sizeof(double));
    }
    counts_.emplace(group, "count" + suffix, scale_,
                    hdf5::Description{"images in the class at each cost", "images"},
                    end.count_bytes);
    if (end.reals && end.integers) {
      integers_.emplace(group, "cost_integer" + suffix, scale_,
                        hdf5::Description{name + ", exactly, where it is an integer"},
                        sizeof(std::uint64_t), no_integer);
    }
  }

  void add(const Tally& tally) {
    for (const std::uint64_t cost : tally.cost) {
      if (reals_) reals_->add(cost_value(cost, tally.real));
      if (integers_) integers_->add(tally.real ? no_integer : cost);
    }
    for (const std::uint64_t count : tally.count) counts_->add(count);
  }

  void finish() {
    if (reals_) reals_->flush();
    if (integers_) integers_->flush();
    counts_->flush();
    hdf5::finish({&scale_});
  }

 private:
  Scale scale_;
  std::optional<List<double>> reals_;
  std::optional<List<std::uint64_t>> integers_, counts_;
};

/// What a cost is at one p (docs/spec/model.md#costs).
std::string cost_in_words(double p) {
  if (p == 0) return "number of pixels that move";
  if (std::isinf(p)) return "largest number of steps a of a pixel";
  return "sum of a^p over the pixels' steps a";
}

/// The tallies of all cells at one p, which is the i-th of the config.
void write_at_p(hid_t group, const Results& results, std::size_t i) {
  End upper, lower;
  for (const CellResult& cell : results.cells) {
    if (!cell.begun()) continue;
    const CostFacts facts = cell.tallies.facts(i);
    upper.add(facts.upper);
    if (facts.lower) lower.add(*facts.lower);
  }
  const bool bracketed = lower.reals || lower.integers;
  const std::string name = "cost S = " + cost_in_words(results.config.p[i]);
  Ragged costs(group, upper, "", (bracketed ? "upper end of the " : "") + name);
  std::optional<Ragged> lower_costs;
  if (bracketed) lower_costs.emplace(group, lower, "_lower", "lower end of the " + name);
  for (const CellResult& cell : results.cells) {
    if (!cell.begun()) continue;
    const CostTallies tallies = cell.tallies.at(i);
    costs.add(tallies.upper);
    if (tallies.lower) lower_costs->add(*tallies.lower);
  }
  costs.finish();
  if (lower_costs) lower_costs->finish();
}

}  // namespace

void write_tallies(hid_t file, const Results& results) {
  const Handle root = hdf5::create_group(file, "tally");
  for (std::size_t i = 0; i < results.config.p.size(); ++i) {
    write_at_p(hdf5::create_group(root, p_name(results.config.p[i])), results, i);
  }
}

void write_ranges(hid_t file, const Results& results) {
  std::vector<std::uint64_t> first, count;
  for (const CellResult& cell : results.cells) {
    for (const ImageRange& range : cell.held(results.config.first_image)) {
      first.push_back(range.first);
      count.push_back(range.count);
    }
  }
  const Handle group = hdf5::create_group(file, "images");
  Scale scale = hdf5::create_bare_scale(group, "range", first.size());
  hdf5::create_variable<std::uint64_t>(group, "first", {&scale}, first,
                                       {"number of the first image of a range"});
  hdf5::create_variable<std::uint64_t>(group, "count", {&scale}, count,
                                       {"images of a range", "images"});
  hdf5::finish({&scale});
}

}  // namespace brink
