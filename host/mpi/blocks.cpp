// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/blocks.hpp"

#include <algorithm>

namespace brink {
namespace {

// Long compared with the cost of starting a block (threads, buffers: up to a millisecond), and
// short enough for a live progress line and for a rank that becomes slower.
constexpr double block_seconds = 0.25;
// Blocks shrink to this towards the end of a range. Ranks wait about as long for each other.
constexpr double least_seconds = 0.005;
// The part of what a rank could still do, if all ranks kept their speed, that it is given at
// once. The rest is left for corrections.
constexpr double part_of_share = 0.5;

}  // namespace

void Speeds::note(std::size_t rank, std::uint64_t images, double seconds) {
  constexpr double clock_tick = 1e-6;  // a shorter time would give a meaningless quotient
  speed_[rank] = static_cast<double>(images) / std::max(seconds, clock_tick);
}

double Speeds::share(std::size_t rank) const {
  double sum = 0, known = 0;
  for (const double speed : speed_) {
    sum += speed;
    known += speed > 0 ? 1 : 0;
  }
  const double average = known > 0 ? sum / known : 1;
  const double total = sum + average * (static_cast<double>(speed_.size()) - known);
  return (speed_[rank] > 0 ? speed_[rank] : average) / total;
}

std::uint64_t Blocks::size(std::size_t rank, unsigned threads, const Speeds& speeds) const {
  if (sizes_.fixed > 0) return sizes_.fixed;
  const double speed = speeds.of(rank);
  const double grain = static_cast<double>(sizes_.grain * threads);
  const double moment = speed > 0 ? speed * block_seconds : static_cast<double>(sizes_.first);
  const double least = std::max(speed * least_seconds, static_cast<double>(threads));
  const double share = static_cast<double>(left_) * speeds.share(rank) * part_of_share;
  const double images = std::min(std::max(moment, grain), std::max(share, least));
  if (images >= static_cast<double>(left_)) return left_;
  // Each thread gets as many images as the others, and whole grains where images are long.
  const std::uint64_t unit = images < grain ? threads : sizes_.grain * threads;
  return (static_cast<std::uint64_t>(images) + unit - 1) / unit * unit;
}

std::optional<ImageRange> Blocks::take(std::size_t rank, unsigned threads, const Speeds& speeds) {
  if (left_ == 0) return std::nullopt;
  const ImageRange block{next_, std::min(left_, size(rank, threads, speeds))};
  next_ += block.count;
  left_ -= block.count;
  return block;
}

}  // namespace brink
