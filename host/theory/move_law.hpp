// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "host/theory/level_sum.hpp"

namespace brink {

/// The exact law of how many unit moves take an image of a class C out of it.
class MoveLaw {
 public:
  MoveLaw() = default;
  MoveLaw(const MoveLaw&) = delete;  // shared, never copied
  MoveLaw& operator=(const MoveLaw&) = delete;
  virtual ~MoveLaw() = default;

  /// The share of C that needs at most `moves` >= 0; NaN where C is empty.
  virtual double within(double moves) const = 0;
  /// Share of C that needs more, as accurate where that is tiny.
  virtual double beyond(double moves) const { return 1 - within(moves); }
};

/// C = {w s > T}, where s is the sum over the N pixels of +-(2 x_i - (q-1)). One step of one pixel
/// lowers w s by 2w, so ceil(ceil((w s - T)/2)/w) steps are needed. That is at most m exactly where
/// s <= floor(T/w) + 2m. At q = 2 a step is a whole pixel.
class HalfSpaceMoves final : public MoveLaw {
 public:
  /// @param sum       law of the sum of the N levels
  /// @param threshold T, at least 0
  /// @param weight    w, at least 1
  HalfSpaceMoves(std::shared_ptr<const LevelSum> sum, std::int64_t threshold, std::uint32_t weight);
  double within(double moves) const override;
  double beyond(double moves) const override;

 private:
  /// log of the share that needs more; NaN where C is empty.
  double log_beyond(double moves) const;
  double log_above(std::int64_t score) const;

  std::shared_ptr<const LevelSum> sum_;
  std::int64_t threshold_;  // floor(T/w)
  double log_size_;         // of C
};

/// C = {D <= rho}, where D is the number of pixels that differ from the centre. rho + 1 - D pixels
/// leave the centre's level, one step each.
class HammingBallMoves final : public MoveLaw {
 public:
  /// @param pixels N @param levels q, as of hamming_coverage
  /// @param rho    -1 where C is empty
  HammingBallMoves(std::uint64_t pixels, std::uint32_t levels, std::int64_t rho);
  double within(double moves) const override { return 1 - beyond(moves); }
  double beyond(double moves) const override;

 private:
  std::uint64_t pixels_;
  std::uint32_t levels_;
  std::int64_t rho_;
  double size_;  // of C
};

/// C = {x_j >= q/2}. x_j - (q/2 - 1) steps of one pixel are needed, which is uniform on 1..q/2.
class DictatorMoves final : public MoveLaw {
 public:
  explicit DictatorMoves(std::uint32_t levels) : half_(levels / 2) {}
  double within(double moves) const override;

 private:
  double half_;
};

/// C = {#{x_i >= q/2} odd}. The pixel nearest to the middle of the levels must cross it. Each of
/// the N pixels needs 1 to q/2 steps, all equally likely, whichever half it is in. So being in C
/// says nothing about the steps.
class NearestPixelMoves final : public MoveLaw {
 public:
  NearestPixelMoves(std::uint64_t pixels, std::uint32_t levels)
      : pixels_(static_cast<double>(pixels)), half_(levels / 2) {}
  double within(double moves) const override;

 private:
  double pixels_;
  double half_;
};

/// C = {sum x_i odd}. Every image needs one step.
class ParityMoves final : public MoveLaw {
 public:
  double within(double moves) const override { return moves >= 1 ? 1 : 0; }
};

}  // namespace brink
