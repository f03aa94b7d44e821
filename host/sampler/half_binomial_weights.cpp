// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/sampler/half_binomial_weights.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <stdexcept>

#include "cuda/half_binomial.hpp"

namespace brink {
namespace {

using Wide = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<
    320, 320, boost::multiprecision::unsigned_magnitude, boost::multiprecision::unchecked, void>>;

// Probabilities relative to that of the mode are integers times 2^-150. After the 2^18 truncated
// steps of the widest table they are right to 2^-132.
constexpr unsigned mode_bits = 150;

// 2^(k/2-1) is the standard deviation. 4 standard deviations contain all but 8e-5 of the draws,
// so that the first table of every digit below 2^14 stays in a first-level cache.
std::uint32_t centre_columns(std::uint32_t k) { return 4u << (k + 1) / 2; }
// P(|z| > 11.3) < 2^-95.
std::uint32_t rest_columns(std::uint32_t k) { return 16u << k / 2; }

/// [j] P(2^(k-1) + j)/P(2^(k-1)) 2^mode_bits, with zeros beyond the support. The values come from
/// the ratio of neighbours, C(2M, M+j+1)/C(2M, M+j) = (M-j)/(M+j+1).
std::vector<Wide> relative_to_mode(std::uint32_t k, std::size_t count) {
  const std::uint64_t mean = std::uint64_t{1} << (k - 1);
  std::vector<Wide> share{Wide{1} << mode_bits};
  for (std::uint64_t j = 0; share.size() < count; ++j) {
    share.push_back(j < mean ? Wide(share.back() * (mean - j) / (mean + j + 1)) : Wide{0});
  }
  return share;
}

std::uint64_t word(const Wide& value) { return static_cast<std::uint64_t>(value); }

}  // namespace

HalfBinomialWeights half_binomial_weights(std::uint32_t k) {
  if (k < first_table_digit || k >= coin_digits) {
    throw std::invalid_argument("half_binomial_weights: k is out of range");
  }
  const std::size_t centre_middle = centre_columns(k) / 2, rest_middle = rest_columns(k) / 2;
  const std::vector<Wide> share = relative_to_mode(k, rest_middle + 1);
  Wide all = share[0];
  for (std::size_t j = 1; j < rest_middle; ++j) all += 2 * share[j];
  all += share[rest_middle];  // outcome 0 has no counterpart above the mean

  HalfBinomialWeights weights;
  weights.centre.assign(2 * centre_middle, 0);
  weights.rest.assign(2 * rest_middle, 0);
  std::vector<Wide> missing(rest_middle + 1);  // [j] the missing part of 2^64 P, times `all`
  std::uint64_t held = 0;
  for (std::size_t j = 0; j <= rest_middle; ++j) {
    missing[j] = share[j] << 64;
    if (j >= centre_middle) continue;
    const std::uint64_t whole = word(missing[j] / all);
    missing[j] -= whole * all;
    weights.centre[centre_middle + j] = weights.centre[centre_middle - j] = whole;
    held += j == 0 ? whole : 2 * whole;
  }
  weights.centre[0] = 0 - held;  // modulo 2^64

  const Wide missing_in_all = Wide{weights.centre[0]} * all;
  std::uint64_t given = 0;
  for (std::size_t j = 0; j <= rest_middle; ++j) {
    const std::uint64_t rounded =
        word(((missing[j] << 65) + missing_in_all) / (2 * missing_in_all));
    for (const bool above : {false, true}) {
      if ((above && j == rest_middle) || (above && j == 0)) continue;
      weights.rest[above ? rest_middle + j : rest_middle - j] = rounded;
      given += rounded;
    }
  }
  *std::max_element(weights.rest.begin(), weights.rest.end()) += 0 - given;
  return weights;
}

}  // namespace brink
