// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/tally/look.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "host/tally/distance.hpp"

namespace brink {
namespace {

constexpr std::uint64_t no_cost = std::numeric_limits<std::uint64_t>::max();

/// Where the costs of an entry end.
std::uint64_t end_of(const Tally& tally, std::size_t entry) {
  return entry + 1 < tally.cost.size() ? tally.cost[entry + 1] : no_cost;
}

/// The entry in which a quantile lies.
std::size_t entry_of(const Tally& tally, double probability, std::uint64_t images) {
  std::uint64_t cumulative = 0;
  for (std::size_t i = 0; i < tally.cost.size(); ++i) {
    if (reaches(cumulative += tally.count[i], probability, images)) return i;
  }
  throw std::logic_error("a quantile lies in no entry of its tally");
}

std::uint64_t images_below(const Tally& tally, std::uint64_t cost) {
  std::uint64_t images = 0;
  for (std::size_t i = 0; i < tally.cost.size() && tally.cost[i] < cost; ++i) {
    images += tally.count[i];
  }
  return images;
}

}  // namespace

CostIntervals gaps_of(const Tally& rounded, const std::vector<double>& quantiles) {
  CostIntervals gaps;
  const std::uint64_t images = image_count(rounded);
  for (const double probability : quantiles) {
    const std::size_t entry = entry_of(rounded, probability, images);
    gaps = united(gaps, {rounded.cost[entry], end_of(rounded, entry)});
  }
  return gaps;
}

CostIntervals united(const CostIntervals& a, const CostIntervals& b) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> all;
  for (const CostIntervals* const some : {&a, &b}) {
    for (std::size_t i = 0; i < some->size(); i += 2) all.emplace_back((*some)[i], (*some)[i + 1]);
  }
  std::sort(all.begin(), all.end());
  CostIntervals sum;
  for (const auto& [begin, end] : all) {
    if (!sum.empty() && begin <= sum.back()) {
      sum.back() = std::max(sum.back(), end);
    } else {
      sum.insert(sum.end(), {begin, end});
    }
  }
  return sum;
}

Look::Look(CostIntervals kept, double p, const Shape& shape)
    : kept_(std::move(kept)), p_(p), shape_(shape) {
  // Every distance is below 2^62 units, even if its own rounding error takes it past the largest.
  unit_ = std::ilogb(largest_distance(p, shape)) + 2 - 62;
}

std::uint64_t Look::kept(std::uint64_t cost) const {
  const auto next = std::upper_bound(kept_.begin(), kept_.end(), cost);
  const auto place = next - kept_.begin();
  if (place % 2 == 1) return cost;
  return place == 0 ? 0 : *(next - 1);
}

DistanceSum Look::sum(const Tally& tally) const {
  DistanceSum sum = 0;
  for (std::size_t i = 0; i < tally.cost.size(); ++i) {
    const double distance = distance_of_cost(cost_value(tally.cost[i], tally.real), p_, shape_);
    sum += static_cast<DistanceSum>(std::ldexp(distance, -unit_)) * tally.count[i];
  }
  return sum;
}

Tally Look::refined(const Tally& rounded, const Tally& found,
                    const std::vector<double>& quantiles) const {
  const std::uint64_t images = image_count(rounded);
  if (!found.sum || image_count(found) != images) {
    throw std::logic_error("a second look saw other images than the first one");
  }
  std::vector<std::uint64_t> exact;
  for (const double probability : quantiles) {
    exact.push_back(found.cost[entry_of(found, probability, images)]);
  }
  std::sort(exact.begin(), exact.end());
  Tally result{rounded.real, {}, {}, rounded.bits};
  auto mark = exact.begin();
  for (std::size_t i = 0; i < rounded.cost.size(); ++i) {
    const std::uint64_t begin = rounded.cost[i], end = end_of(rounded, i);
    if (mark == exact.end() || *mark >= end) {
      append(result, begin, rounded.count[i]);
      continue;
    }
    const std::uint64_t below = images_below(found, begin);
    if (*mark < begin || below != images_below(rounded, begin) ||
        images_below(found, end) - below != rounded.count[i]) {
      throw std::logic_error("a second look found other costs than the first one");
    }
    std::uint64_t start = begin;
    for (std::size_t j = 0; j < found.cost.size() && found.cost[j] < end; ++j) {
      if (found.cost[j] < begin) continue;
      for (; mark != exact.end() && *mark <= found.cost[j]; ++mark) start = *mark;
      append(result, start, found.count[j]);
    }
  }
  result.refined = true;
  result.mean = std::ldexp(static_cast<double>(*found.sum) / static_cast<double>(images), unit_);
  return result;
}

}  // namespace brink
