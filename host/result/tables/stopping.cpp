// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/tables/stopping.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "host/result/distances.hpp"

namespace brink {
namespace {

constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t max_samples = std::uint64_t{1} << 48;  // of a config

// Every checkpoint lies an eighth beyond the last one. So a cell draws 6 % too many images on
// average, and is looked at some 250 times at most.
constexpr std::uint64_t first_checkpoint = 16;
constexpr std::uint64_t step_divisor = 8;

/// The counts whose intervals a cell is asked about: at every p and radius.
std::vector<std::uint64_t> moved_counts(const Tally& tally, double p, const Shape& shape,
                                        const Config& config) {
  const Distances distances(tally, p, shape);
  std::vector<std::uint64_t> counts;
  for (const double value : config.radius) {
    counts.push_back(distances.within(radius_at(config, value, p, shape.n)));
  }
  return counts;
}

/// A count and its mirror image have intervals of the same width.
std::uint64_t folded(std::uint64_t count, std::uint64_t images) {
  return std::min(count, images - count);
}

}  // namespace

StoppingRule::StoppingRule(const Config& config) : config_(&config), intervals_(config) {
  if (!config.stop_half_width) return;
  // No interval of as many images is narrower than that of a share of 0.
  const auto narrow = [&](std::uint64_t images) {
    return intervals_.half_width(0, images, false) <= *config.stop_half_width;
  };
  std::uint64_t enough = first_checkpoint;
  while (!narrow(enough) && enough < max_samples) enough += enough / step_divisor;
  least_samples_ = enough;
}

std::uint64_t StoppingRule::next_checkpoint(std::uint64_t samples) const {
  if (!config_->stop_half_width || samples >= max_samples) return never;
  std::uint64_t checkpoint = first_checkpoint;
  while (checkpoint <= samples || checkpoint < least_samples_) {
    checkpoint += checkpoint / step_divisor;
  }
  return checkpoint;
}

bool StoppingRule::ends(const CellResult& cell, const Shape& shape) const {
  return checkpoint(cell.samples) && precise(cell, shape);
}

bool StoppingRule::precise(const CellResult& cell, const Shape& shape) const {
  if (!config_->stop_half_width || cell.in_class == 0) return false;
  struct Asked {
    std::uint64_t count;
    bool bracketed;
  };
  std::vector<Asked> asked;
  for (std::size_t i = 0; i < config_->p.size(); ++i) {
    const CostTallies& tallies = cell.tallies.at(i);
    const bool bracketed = tallies.lower.has_value();
    const auto add = [&](const Tally& tally) {
      for (const std::uint64_t count : moved_counts(tally, config_->p[i], shape, *config_)) {
        asked.push_back({folded(count, cell.in_class), bracketed});
      }
    };
    add(tallies.upper);
    if (bracketed) add(*tallies.lower);
  }
  // The counts whose intervals are widest, near one half, come first, because mostly they alone
  // decide.
  std::sort(asked.begin(), asked.end(), [](const Asked& a, const Asked& b) {
    return a.count != b.count ? a.count > b.count : a.bracketed > b.bracketed;
  });
  const auto same = [](const Asked& a, const Asked& b) {
    return a.count == b.count && a.bracketed == b.bracketed;
  };
  asked.erase(std::unique(asked.begin(), asked.end(), same), asked.end());
  return std::all_of(asked.begin(), asked.end(), [&](const Asked& one) {
    return intervals_.half_width(one.count, cell.in_class, one.bracketed) <=
           *config_->stop_half_width;
  });
}

}  // namespace brink
