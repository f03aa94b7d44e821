// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/mapping.hpp"

#include <algorithm>
#include <cmath>

namespace brink::device {
namespace {

constexpr std::uint64_t warp = 32;

/// How many warps of a multiprocessor hide each other's waiting: the result of an instruction
/// takes some 4 clocks, in each of the 4 schedulers.
constexpr double busy_warps = 16;

/// The fewest Philox blocks that a thread draws of a shared image. With fewer, adding up the
/// parts costs more than it saves.
constexpr std::uint64_t least_blocks_a_thread = 8;

// Instructions of a warp for each image, in addition to its blocks and items.
constexpr double thread_overhead = 60;  // begins the stream
constexpr double warp_overhead = 150;   // also sums by shuffles
constexpr double block_overhead = 300;  // also barriers
// The instructions of one comparison and exchange.
constexpr double insertion = 6;
constexpr double exchange = 12;

std::uint64_t divided(std::uint64_t value, std::uint64_t by) { return (value + by - 1) / by; }

std::uint64_t lanes_of(const Candidate& candidate) {
  switch (candidate.mapping) {
    case Mapping::thread:
      return 1;
    case Mapping::warp:
      return warp;
    case Mapping::block:
      break;
  }
  return candidate.threads;
}

double overhead(const Candidate& candidate) {
  switch (candidate.mapping) {
    case Mapping::thread:
      return thread_overhead;
    case Mapping::warp:
      return warp_overhead;
    case Mapping::block:
      break;
  }
  return block_overhead;
}

double sorting(const ImageWork& work, std::uint64_t lanes) {
  if (work.lists == 0) return 0;
  const std::uint64_t length = work.storage / work.lists;
  if (length < 2) return 0;
  const auto values = static_cast<double>(length);
  if (lanes == 1) return work.lists * insertion * values * values / 4;
  const double steps = std::ceil(std::log2(values));
  return work.lists * exchange * steps * (steps + 1) / 2 *
         static_cast<double>(divided(divided(length, 2), lanes));
}

}  // namespace

std::uint64_t images_in_block(const Candidate& candidate) {
  return candidate.threads / lanes_of(candidate);
}

std::uint32_t parts_of_image(const Candidate& candidate, const ImageWork& work,
                             std::uint64_t images) {
  if (candidate.mapping != Mapping::block || images == 0) return 1;
  const std::uint64_t most = work.blocks / (candidate.threads * least_blocks_a_thread);
  return static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>(candidate.resident / images, 1, std::max<std::uint64_t>(1, most)));
}

namespace {

double instructions(const Candidate& candidate, const ImageWork& work, std::uint64_t parts) {
  const std::uint64_t lanes = lanes_of(candidate);
  return static_cast<double>(divided(divided(work.blocks, parts), lanes)) * work.per_block +
         static_cast<double>(divided(work.storage, lanes)) + sorting(work, lanes) +
         static_cast<double>(divided(work.items, lanes)) * work.per_item + overhead(candidate);
}

}  // namespace

std::uint64_t instructions_per_image(const Candidate& candidate, const ImageWork& work) {
  return static_cast<std::uint64_t>(instructions(candidate, work, 1));
}

double clocks(const Candidate& candidate, const ImageWork& work, std::uint64_t images,
              unsigned multiprocessors) {
  const std::uint64_t lanes = lanes_of(candidate);
  const std::uint64_t parts = parts_of_image(candidate, work, images);
  const std::uint64_t warps = divided(images * parts * lanes, warp);
  const auto resident = static_cast<double>(candidate.resident * candidate.threads / warp);
  const double working =
      std::min({static_cast<double>(warps), resident, busy_warps * multiprocessors});
  // The last round of a grid counts as a whole one.
  const double rounds = std::ceil(static_cast<double>(warps) / resident);
  const double full = rounds * resident;
  const double counted = rounds == 1 ? static_cast<double>(warps) : full;
  return instructions(candidate, work, parts) * counted / working;
}

MappingChoice choose_mapping(const std::vector<Candidate>& candidates, const ImageWork& work,
                             std::uint64_t images, unsigned multiprocessors) {
  const auto best = std::min_element(
      candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
        return clocks(a, work, images, multiprocessors) < clocks(b, work, images, multiprocessors);
      });
  return {*best, parts_of_image(*best, work, images)};
}

}  // namespace brink::device
