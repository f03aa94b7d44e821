// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <optional>

#include "cuda/classifier/brightness/brightness.hpp"
#include "host/count_of.hpp"
#include "host/report/prediction.hpp"
#include "host/report/verdict.hpp"
#include "host/result/distances.hpp"

namespace brink {
namespace {

/// S3 speaks of medians of classes that hold half of the images.
constexpr double half = 0.5;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

class BitDepthJudge {
 public:
  explicit BitDepthJudge(const Evidence& evidence) : evidence_(evidence) {
    order_.resize(evidence.bit_depth.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
      return evidence.bit_depth[a] < evidence.bit_depth[b];
    });
  }

  BitDepthVerdict judge() {
    choose_size();
    if (size_) {
      verdict_.n = evidence_.n[*size_];
      for (std::size_t h = 0; h < evidence_.channels.size(); ++h) {
        for (std::size_t p = 0; p < evidence_.p.size(); ++p) add_steps(h, p);
      }
    }
    conclude();
    return std::move(verdict_);
  }

 private:
  const EvidenceCell& cell(std::size_t k, std::size_t h, std::size_t b) const {
    return evidence_.cell(k, h, *size_, b);
  }

  /// The largest n at which most bit depths are finished for every class.
  void choose_size() {
    std::size_t most = 1;
    for (std::size_t n = 0; n < evidence_.n.size(); ++n) {
      std::size_t depths = 0;
      for (std::size_t b = 0; b < evidence_.bit_depth.size(); ++b) {
        bool finished = true;
        for (std::size_t k = 0; k < evidence_.names.size(); ++k) {
          for (std::size_t h = 0; h < evidence_.channels.size(); ++h) {
            finished = finished && evidence_.cell(k, h, n, b).done;
          }
        }
        depths += finished ? 1 : 0;
      }
      const bool larger = !size_ || evidence_.n[n] > evidence_.n[*size_];
      if (depths > most || (depths == most && depths > 1 && larger)) {
        most = depths;
        size_ = n;
      }
    }
  }

  std::optional<QuantileEstimate> median(std::size_t k, std::size_t h, std::size_t b,
                                         std::size_t p) const {
    const EvidenceCell& at = cell(k, h, b);
    if (!at.done || !enough_images(at.in_class, evidence_.exhaustive)) return std::nullopt;
    return estimate_quantile(at.tallies[p].least(), evidence_.p[p], at.shape, 0.5,
                             evidence_.exhaustive);
  }

  std::optional<QuantileEstimate> most_robust(std::size_t h, std::size_t b, std::size_t p) const {
    std::optional<QuantileEstimate> best;
    for (std::size_t k = 0; k < evidence_.names.size(); ++k) {
      const auto here = median(k, h, b, p);
      if (here && (!best || here->distance.value > best->distance.value)) best = here;
    }
    return best;
  }

  /// An upper bound on the median distance of every class that holds half of the images.
  double bound_at(std::size_t h, std::size_t b, std::size_t p) {
    const Shape shape{evidence_.n[*size_], evidence_.channels[h], evidence_.bit_depth[b]};
    return radius_to_leave(MovedFractionBound(shape, {half, half}, evidence_.bounds->at(shape)),
                           shape, evidence_.p[p], half);
  }

  /// How many classes certainly keep more than half of their images at more bits, within a radius
  /// at which every class loses half at fewer bits.
  std::size_t gaining(const BitDepthVerdict::Step& step, double risk) const {
    std::size_t classes = 0;
    for (std::size_t k = 0; k < evidence_.names.size(); ++k) {
      const EvidenceCell& at = cell(k, step.h, step.to);
      if (!at.done || at.in_class == 0) continue;
      const Distances distances(at.tallies[step.p].least(), evidence_.p[step.p], at.shape);
      const std::uint64_t stayed = at.in_class - distances.within(step.bound_from);
      classes +=
          certainly_more(stayed, at.in_class, half, risk, evidence_.exhaustive, evidence_.sequence)
              ? 1
              : 0;
    }
    return classes;
  }

  /// The factor per bit between two medians.
  static Measured factor(const QuantileEstimate& from, const QuantileEstimate& to, double bits) {
    const double log_factor = std::log(to.distance.value / from.distance.value) / bits;
    const double error = std::hypot(from.log_error, to.log_error) / bits;
    return {std::exp(log_factor), std::exp(log_factor - interval_width * error),
            std::exp(log_factor + interval_width * error)};
  }

  double predicted(std::size_t k, std::size_t h, std::size_t b, std::size_t p) const {
    const EvidenceCell& at = cell(k, h, b);
    const auto sum = std::make_shared<const LevelSum>(at.shape.pixels(), at.shape.levels());
    const HalfSpaceMoves law(sum, at.threshold, 1);
    return brightness_distance(at.shape, evidence_.p[p], median_moves(law));
  }

  void add_steps(std::size_t h, std::size_t p) {
    const auto found = std::find(evidence_.types.begin(), evidence_.types.end(), Brightness::type);
    const auto k = static_cast<std::size_t>(found - evidence_.types.begin());
    for (std::size_t i = 0; i + 1 < order_.size(); ++i) {
      const std::size_t from = order_[i], to = order_[i + 1];
      const auto here = most_robust(h, from, p), next = most_robust(h, to, p);
      if (!here || !next) continue;
      const double bits = static_cast<double>(evidence_.bit_depth[to] - evidence_.bit_depth[from]);
      BitDepthVerdict::Step step{h, p, from, to, {nan, nan, nan}, nan, {}, 0, 0};
      step.most_robust = factor(*here, *next, bits);
      step.bound_from = bound_at(h, from, p);
      step.bound_to = bound_at(h, to, p);
      const bool has_brightness = found != evidence_.types.end();
      const auto before = has_brightness ? median(k, h, from, p) : std::nullopt;
      const auto after = has_brightness ? median(k, h, to, p) : std::nullopt;
      if (before && after) {
        step.brightness = factor(*before, *after, bits);
        step.prediction = std::pow(predicted(k, h, to, p) / predicted(k, h, from, p), 1 / bits);
      }
      verdict_.steps.push_back(step);
    }
  }

  /// That one class of the file gains does not contradict S3, which speaks of the best of all
  /// classes. A class contradicts it that is above the bound of every class at fewer bits.
  void conclude() {
    if (verdict_.steps.empty()) {
      verdict_.reason =
          fmt::format("needs at least two finished bit depths at one n with {} images in a class",
                      least_images);
      return;
    }
    const double risk =
        verdict_risk / static_cast<double>(verdict_.steps.size() * evidence_.names.size());
    for (const BitDepthVerdict::Step& step : verdict_.steps) {
      verdict_.violations += gaining(step, risk);
    }
    verdict_.status = verdict_.violations == 0 ? Status::holds : Status::contradicted;
    verdict_.reason =
        fmt::format("{} in {} above the bound on the median of every class at fewer bits (n = {})",
                    count_of(verdict_.violations, "median"),
                    count_of(verdict_.steps.size(), "step"), verdict_.n);
  }

  const Evidence& evidence_;
  std::vector<std::size_t> order_;  // bit depths, ascending
  std::optional<std::size_t> size_;
  BitDepthVerdict verdict_;
};

}  // namespace

BitDepthVerdict judge_bit_depth(const Evidence& evidence) {
  return BitDepthJudge(evidence).judge();
}

}  // namespace brink
