// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/theory/binomial.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <vector>

#include "cuda/shape.hpp"
#include "host/theory/count.hpp"

namespace brink {
namespace {

constexpr std::uint64_t max_pixels = max_counted_pixels;

// A sum leaves out terms that are this small beside it. Terms fall at least geometrically, so even
// 10^5 terms as large as the first omitted one would not change the sum.
constexpr long double negligible = 1e-26L;

void check(std::uint64_t pixels, std::uint32_t levels) {
  if (pixels == 0 || pixels > max_pixels) {
    throw std::invalid_argument("Hamming ball: pixels out of range");
  }
  if (!std::has_single_bit(levels) || levels < 2 || levels > 1u << max_bit_depth) {
    throw std::invalid_argument("Hamming ball: levels must be a power of two in 2..65536");
  }
}

std::uint64_t space_bits(std::uint64_t pixels, std::uint32_t levels) {
  return pixels * static_cast<std::uint64_t>(std::countr_zero(levels));
}

/// [rho]: how many images differ from the centre in at most rho pixels; the space has 2^space_bits
/// images.
std::vector<Count> ball_sizes(std::uint64_t pixels, std::uint32_t levels) {
  std::vector<Count> shell{1};
  for (std::uint64_t i = 0; i < pixels; ++i) {
    shell.push_back(0);
    for (std::size_t j = shell.size() - 1; j > 0; --j) shell[j] += (levels - 1) * shell[j - 1];
  }
  for (std::size_t j = 1; j < shell.size(); ++j) shell[j] += shell[j - 1];
  return shell;
}

/// C(N, j) (q-1)^j relative to its value at the mode. The exact ratio of neighbouring terms gives
/// each from the one before. Logarithms of factorials of 2^32 would cancel and lose digits.
class Shell {
 public:
  Shell(std::uint64_t pixels, std::uint32_t levels)
      : pixels_(static_cast<std::int64_t>(pixels)),
        others_(static_cast<long double>(levels - 1)),
        // C(N, j+1) (q-1) >= C(N, j) as long as j + 1 <= (N+1) (q-1)/q.
        j_(static_cast<std::int64_t>((pixels + 1) * (levels - 1) / levels)) {}

  std::int64_t j() const { return j_; }
  long double size() const { return size_; }
  bool last() const { return j_ == pixels_; }
  bool first() const { return j_ == 0; }
  void up() {
    size_ *= static_cast<long double>(pixels_ - j_) * others_ / static_cast<long double>(j_ + 1);
    ++j_;
  }
  void down() {
    size_ *= static_cast<long double>(j_) / (static_cast<long double>(pixels_ - j_ + 1) * others_);
    --j_;
  }

 private:
  std::int64_t pixels_;
  long double others_;
  std::int64_t j_;
  long double size_ = 1;
};

/// Sum of all shells above `shell`.
long double sum_above(Shell shell) {
  long double sum = 0;
  while (!shell.last()) {
    shell.up();
    sum += shell.size();
    if (shell.size() <= negligible * sum) break;
  }
  return sum;
}

/// Sum of `shell` and all shells below.
long double sum_up_to(Shell shell) {
  long double sum = shell.size();
  while (!shell.first() && shell.size() > negligible * sum) {
    shell.down();
    sum += shell.size();
  }
  return sum;
}

}  // namespace

double hamming_coverage(std::uint64_t pixels, std::uint32_t levels, std::int64_t rho) {
  check(pixels, levels);
  if (rho < 0) return 0;
  if (rho >= static_cast<std::int64_t>(pixels)) return 1;
  const std::uint64_t bits = space_bits(pixels, levels);
  if (bits <= max_count_bits) {
    return share_of(ball_sizes(pixels, levels)[static_cast<std::size_t>(rho)], bits);
  }
  Shell shell(pixels, levels);
  const long double all = sum_up_to(shell) + sum_above(shell);
  if (rho < shell.j()) {
    while (shell.j() > rho && shell.size() > 0) shell.down();
    return static_cast<double>(sum_up_to(shell) / all);
  }
  while (shell.j() < rho && shell.size() > 0) shell.up();
  return static_cast<double>(1 - sum_above(shell) / all);
}

std::int64_t hamming_radius(std::uint64_t pixels, std::uint32_t levels, double coverage) {
  check(pixels, levels);
  if (!(coverage > 0 && coverage < 1)) {
    throw std::invalid_argument("Hamming ball: coverage must be in (0, 1)");
  }
  const std::uint64_t bits = space_bits(pixels, levels);
  if (bits <= max_count_bits) {
    const std::vector<Count> ball = ball_sizes(pixels, levels);
    return std::upper_bound(ball.begin(), ball.end(), floor_share(coverage, bits)) - ball.begin() -
           1;
  }
  Shell shell(pixels, levels);
  const long double all = sum_up_to(shell) + sum_above(shell);
  const long double limit = static_cast<long double>(coverage) * (1 + coverage_tie) * all;
  while (!shell.first() && shell.size() > negligible * limit) shell.down();
  // The sum runs upwards, so that small terms are added first.
  long double sum = shell.size();
  while (sum <= limit && !shell.last()) {
    shell.up();
    sum += shell.size();
  }
  return shell.j() - 1;
}

}  // namespace brink
