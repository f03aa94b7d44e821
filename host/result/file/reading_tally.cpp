// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/file/reading_tally.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>
#include <optional>
#include <vector>

#include "cuda/norm.hpp"
#include "host/hdf5/read.hpp"
#include "host/hdf5/window.hpp"
#include "host/result/file/names.hpp"
#include "host/result/file/old_layout.hpp"
#include "host/result/file/versions.hpp"
#include "host/result/tables/tables.hpp"

namespace brink {
namespace {

using Places = std::vector<std::uint64_t>;

/// Both ends of the place of each tally, (cell, p).
struct Index {
  Index(hid_t file, const std::string& suffix, std::size_t size)
      : begin(hdf5::get_values<std::uint64_t>(file, "tally_begin" + suffix)),
        end(hdf5::get_values<std::uint64_t>(file, "tally_end" + suffix)) {
    if (hdf5::has(file, "refined")) {
      refined = hdf5::get_values<std::int64_t>(file, "refined");
      mean = hdf5::get_values<double>(file, "distance_mean");
    }
    if (hdf5::has(file, "resolution_bits" + suffix)) {
      bits = hdf5::get_values<std::int64_t>(file, "resolution_bits" + suffix);
    }
    const bool other_bits = !bits.empty() && bits.size() != size;
    const bool other_looks = !refined.empty() && (refined.size() != size || mean.size() != size);
    if (begin.size() != size || end.size() != size || other_bits || other_looks) {
      throw hdf5::Failure("a table of places does not fill its dimensions");
    }
  }

  Places begin, end;
  std::vector<std::int64_t> bits;     ///< empty: no tally is rounded
  std::vector<std::int64_t> refined;  ///< empty: none is refined
  std::vector<double> mean;           ///< of the upper ends, where `refined` is not empty
};

/// The ragged array of one end at one p.
class Ragged {
 public:
  Ragged(hid_t file, const std::string& group, const std::string& suffix)
      : counts_(file, group + "/count" + suffix) {
    const std::string cost = group + "/cost" + suffix;
    const std::string integers = group + "/cost_integer" + suffix;
    const bool real = hdf5::is_real(file, cost);
    if (real) reals_.emplace(file, cost);
    if (!real || hdf5::has(file, integers)) integers_.emplace(file, real ? integers : cost);
    for (const std::uint64_t size : {reals_ ? reals_->size() : counts_.size(),
                                     integers_ ? integers_->size() : counts_.size()}) {
      if (size != counts_.size()) throw hdf5::Failure(cost + " and its counts differ in size");
    }
  }

  Tally at(std::uint64_t begin, std::uint64_t end, bool real) {
    if (real ? !reals_ : !integers_) throw hdf5::Failure("a tally has costs of the wrong type");
    Tally tally;
    tally.real = real;
    const auto counts = counts_.at(begin, end);
    tally.count.assign(counts.begin(), counts.end());
    if (!real) {
      const auto costs = integers_->at(begin, end);
      tally.cost.assign(costs.begin(), costs.end());
      return tally;
    }
    for (const double cost : reals_->at(begin, end)) {
      if (!(cost >= 0)) throw hdf5::Failure("a tally holds what is not a cost");
      tally.cost.push_back(std::bit_cast<std::uint64_t>(cost));
    }
    return tally;
  }

 private:
  hdf5::Window<std::uint64_t> counts_;
  std::optional<hdf5::Window<std::uint64_t>> integers_;
  std::optional<hdf5::Window<double>> reals_;
};

}  // namespace

struct TallyReader::Parts {
  Parts(hid_t from, const FileSummary& of) : file(from), summary(of) {
    if (format_of(file) < first_ragged_format) return;
    const std::size_t size = summary.cells * summary.p.size();
    upper.emplace(file, "", size);
    const bool bracketed = hdf5::has(file, "tally_begin_lower");
    if (bracketed) lower.emplace(file, "_lower", size);
    for (const double p : summary.p) {
      const std::string group = "tally/" + p_name(p);
      upper_at.emplace_back(file, group, "");
      lower_at.emplace_back();
      if (hdf5::has(file, group + "/count_lower")) lower_at.back().emplace(file, group, "_lower");
    }
  }

  static Tally tally(const Index& index, Ragged& costs, std::size_t place, bool real) {
    Tally tally = costs.at(index.begin[place], index.end[place], real);
    if (index.bits.empty() || index.bits[place] == Tally::exact) return tally;
    if (index.bits[place] < 0 || index.bits[place] > Tally::exact) {
      throw hdf5::Failure("a tally has an impossible resolution");
    }
    tally.bits = static_cast<int>(index.bits[place]);
    tally.refined = !index.refined.empty() && index.refined[place] == 1;
    return tally;
  }

  hid_t file;
  const FileSummary& summary;
  std::optional<Index> upper, lower;  ///< of a file of today's format
  std::vector<Ragged> upper_at;       ///< [p]
  std::vector<std::optional<Ragged>> lower_at;
};

TallyReader::TallyReader(hid_t file, const FileSummary& summary)
    : parts_(std::make_unique<Parts>(file, summary)) {}
TallyReader::~TallyReader() = default;

std::string TallyReader::name(std::size_t cell, std::size_t p) const {
  return "tally " + std::to_string(cell) + " at p=" + p_text(parts_->summary.p.at(p));
}

CostTallies TallyReader::at(std::size_t cell, std::size_t p, std::uint64_t images) {
  Parts& parts = *parts_;
  const Shape shape = parts.summary.shape_of(cell);
  const double norm = parts.summary.p.at(p);
  const bool real = !integer_costs({norm}, shape);
  if (!parts.upper) {
    return read_old_tallies(parts.file, old_group(parts.summary.classifier_of(cell), shape), norm,
                            images, real);
  }
  const std::size_t place = cell * parts.summary.p.size() + p;
  CostTallies tallies{Parts::tally(*parts.upper, parts.upper_at[p], place, real), std::nullopt};
  if (tallies.upper.refined) tallies.upper.mean = parts.upper->mean[place];
  require_tally(tallies.upper, images, name(cell, p));
  if (parts.lower && parts.lower->begin[place] != missing_count) {
    if (!parts.lower_at[p]) throw hdf5::Failure(name(cell, p) + " lacks its lower ends");
    tallies.lower = Parts::tally(*parts.lower, *parts.lower_at[p], place, real);
    require_tally(*tallies.lower, images, name(cell, p) + ", lower ends,");
  }
  return tallies;
}

std::uint64_t format_of(hid_t file) {
  const bool says = hdf5::check(H5Aexists(file, format_version_attribute), "format") > 0;
  return says ? hdf5::get_integer(file, format_version_attribute) : oldest_format;
}

void require_tally(const Tally& tally, std::uint64_t images, const std::string& name) {
  const bool ascending = std::adjacent_find(tally.cost.begin(), tally.cost.end(),
                                            std::greater_equal<>()) == tally.cost.end();
  const std::uint64_t sum =
      std::accumulate(tally.count.begin(), tally.count.end(), std::uint64_t{0});
  if (tally.cost.size() != tally.count.size() || !ascending || sum != images) {
    throw hdf5::Failure(name + " is not the tally of the class");
  }
}

}  // namespace brink
