// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/report/estimate.hpp"
#include "host/report/evidence.hpp"

namespace brink {

enum class Status {
  holds,         ///< what was measured agrees with the claim
  contradicted,  ///< it does not, by more than chance at 10^-6 explains
  not_shown,     ///< no class of the file shows it; that contradicts nothing
  not_testable   ///< the file lacks what is needed
};

/// "holds", "contradicted", "not shown", "not testable".
const char* status_name(Status status);

/// A claim of the theorem (docs/theory.md), in one line for people.
struct Claim {
  const char* name;
  const char* text;
};

/// A verdict on one claim of the theorem: what was judged, in one sentence.
struct Verdict {
  Status status = Status::not_testable;
  std::string reason;
};

/// A place in the sweep; indices into the evidence's lists.
struct Place {
  std::size_t classifier = 0, h = 0, n = 0, b = 0, p = 0;
};

/// S1: no class keeps more of its images than the bound of every class allows.
struct BoundVerdict : Verdict {
  static constexpr Claim claim{"S1",
                               "every class loses nearly all its images within O(n^(1/max(p,1)))"};
  struct Tightest {  ///< the least likely one of all comparisons
    Place place;
    double radius = 0, bound = 0;
    Measured moved{};
    double probability = 1;  ///< of so few moved images if the bound were attained
  };
  struct AtUnitScale {  ///< the most robust class at c = 1
    Place place;
    double radius = 0, bound = 0;
    Measured moved{};
  };
  std::size_t cells = 0, comparisons = 0, violations = 0;
  Tightest tightest;
  std::vector<AtUnitScale> unit_scale;  ///< one per h, b and p
  std::vector<EvidenceTail> tails;      ///< of the sampler tilted, in place of the two above
};
BoundVerdict judge_bound(const Evidence& evidence);
/// The same of a file of the sampler tilted: at c = 1, 2 and 4, by the certain ends alone.
BoundVerdict judge_tails(const Evidence& evidence);

/// S2: the median distance of some class grows as n^(1/max(p,1)).
struct RateVerdict : Verdict {
  static constexpr Claim claim{"S2",
                               "some class is that robust: its median distance grows at that rate"};
  struct Exponent {
    Place place;                   ///< n is not used
    std::vector<std::uint32_t> n;  ///< sizes that the fit rests on
    double theory = 0;
    double exponent = 0, half_width = 0;  ///< NaN with fewer than two sizes
  };
  struct MostRobust {  ///< at the largest n
    Place place;
    Measured median{};
    double bound = 0;  ///< on the median distance of every class of its coverage
  };
  std::vector<Exponent> exponents;
  std::vector<MostRobust> most_robust;  ///< one per h, b and p
};
RateVerdict judge_rate(const Evidence& evidence);

/// S3: more bits per pixel, less robustness of the most robust of all classes.
struct BitDepthVerdict : Verdict {
  static constexpr Claim claim{"S3", "more bits per pixel, less robustness"};
  struct Step {
    std::size_t h = 0, p = 0, from = 0, to = 0;  ///< indices of channels, p, bit depths
    Measured brightness{};                ///< factor of the median distance per added bit; or NaN
    double prediction = 0;                ///< of that, docs/theory.md
    Measured most_robust{};               ///< the same of the most robust class at either depth
    double bound_from = 0, bound_to = 0;  ///< on the median distance of every class
  };
  std::uint32_t n = 0;         ///< at this size
  std::size_t violations = 0;  ///< medians at more bits above the bound at fewer
  std::vector<Step> steps;
};
BitDepthVerdict judge_bit_depth(const Evidence& evidence);

/// S4: a few columns of pixels are enough, and in Euclidean distance less.
struct ColumnsVerdict : Verdict {
  static constexpr Claim claim{"S4",
                               "a few columns of pixels are enough; in Euclidean distance less"};
  struct Row {  ///< 95 % of the class that needs most, at the largest n
    Place place;
    Measured distance{};  ///< d_0/n, or d_2/sqrt(N)
    double bound = 0;     ///< of the same, for every class
  };
  std::size_t violations = 0;
  std::vector<Row> columns, diameters;
};
ColumnsVerdict judge_columns(const Evidence& evidence);

struct Report {
  BoundVerdict bound;
  RateVerdict rate;
  BitDepthVerdict bit_depth;
  ColumnsVerdict columns;

  std::array<Verdict*, 4> all() { return {&bound, &rate, &bit_depth, &columns}; }

  bool contradicts() const {
    const std::array<const Verdict*, 4> verdicts = {&bound, &rate, &bit_depth, &columns};
    return std::any_of(verdicts.begin(), verdicts.end(), [](const Verdict* verdict) {
      return verdict->status == Status::contradicted;
    });
  }
};

}  // namespace brink
