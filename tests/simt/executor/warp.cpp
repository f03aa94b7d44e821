// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/executor/warp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>

namespace brink::simt {
namespace {

constexpr std::uint32_t bit(unsigned lane) { return std::uint32_t{1} << lane; }

template <class Visit>
void for_each_lane(std::uint32_t lanes, Visit visit) {
  for (; lanes != 0; lanes &= lanes - 1) visit(static_cast<unsigned>(std::countr_zero(lanes)));
}

/// The lane that a shuffle reads (PTX ISA, "shfl.sync"), or the lane itself where that would be
/// outside the segment.
unsigned source_lane(const WarpCall& call, unsigned lane) {
  const std::uint32_t segments = 32 - call.width;  // mask of the lane bits that name a segment
  const std::uint32_t operand = call.operand & 31;
  const std::uint32_t first = lane & segments;
  const std::uint32_t last = first | (31 & ~segments);
  switch (call.operation) {
    case WarpOperation::shuffle:
      return first | (operand & ~segments);
    case WarpOperation::shuffle_up:
      return lane >= first + operand ? lane - operand : lane;
    case WarpOperation::shuffle_down:
      return lane + operand <= last ? lane + operand : lane;
    default:
      return (lane ^ operand) <= last ? lane ^ operand : lane;
  }
}

bool is_shuffle(WarpOperation operation) {
  return operation >= WarpOperation::shuffle && operation <= WarpOperation::shuffle_xor;
}

std::uint32_t reduce(WarpOperation operation, std::uint32_t a, std::uint32_t b) {
  const auto signed_a = static_cast<std::int32_t>(a), signed_b = static_cast<std::int32_t>(b);
  switch (operation) {
    case WarpOperation::reduce_add:
      return a + b;
    case WarpOperation::reduce_min_unsigned:
      return std::min(a, b);
    case WarpOperation::reduce_max_unsigned:
      return std::max(a, b);
    case WarpOperation::reduce_min_signed:
      return static_cast<std::uint32_t>(std::min(signed_a, signed_b));
    case WarpOperation::reduce_max_signed:
      return static_cast<std::uint32_t>(std::max(signed_a, signed_b));
    case WarpOperation::reduce_and:
      return a & b;
    case WarpOperation::reduce_or:
      return a | b;
    default:
      return a ^ b;
  }
}

/// The common result of a vote or a reduction over `lanes`.
std::uint32_t combine(const Warp& warp, std::uint32_t lanes, WarpOperation operation) {
  std::uint32_t votes = 0;
  std::optional<std::uint32_t> reduced;
  for_each_lane(lanes, [&](unsigned lane) {
    const auto value = static_cast<std::uint32_t>(warp.lane[lane].call.value);
    if (value != 0) votes |= bit(lane);
    reduced = reduced ? reduce(operation, *reduced, value) : value;
  });
  switch (operation) {
    case WarpOperation::sync:
      return 0;
    case WarpOperation::ballot:
      return votes;
    case WarpOperation::any:
      return votes != 0;
    case WarpOperation::all:
      return votes == lanes;
    default:
      return *reduced;
  }
}

std::uint32_t same_value(const Warp& warp, std::uint32_t lanes, std::uint64_t value) {
  std::uint32_t same = 0;
  for_each_lane(lanes, [&](unsigned lane) {
    if (warp.lane[lane].call.value == value) same |= bit(lane);
  });
  return same;
}

}  // namespace

const char* name(WarpOperation operation) {
  static constexpr std::array names = {
      "__syncwarp",        "__shfl_sync",       "__shfl_up_sync",    "__shfl_down_sync",
      "__shfl_xor_sync",   "__ballot_sync",     "__any_sync",        "__all_sync",
      "__match_any_sync",  "__reduce_add_sync", "__reduce_min_sync", "__reduce_max_sync",
      "__reduce_min_sync", "__reduce_max_sync", "__reduce_and_sync", "__reduce_or_sync",
      "__reduce_xor_sync"};
  return names[static_cast<std::size_t>(operation)];
}

std::optional<std::string> wrong_call(const Warp& warp, const Thread& thread) {
  const WarpCall& call = thread.call;
  const char* const called = name(call.operation);
  if ((call.mask & thread.lane_bit()) == 0) {
    return fmt::format("{}: mask {:#010x} does not name the caller, lane {}", called, call.mask,
                       thread.lane());
  }
  if (is_shuffle(call.operation) &&
      (call.width == 0 || call.width > 32 || !std::has_single_bit(call.width))) {
    return fmt::format("{}: width {} is no power of two up to 32", called,
                       static_cast<int>(call.width));
  }
  for (std::uint32_t lanes = warp.waiting & call.mask & ~thread.lane_bit(); lanes != 0;
       lanes &= lanes - 1) {
    const auto lane = static_cast<unsigned>(std::countr_zero(lanes));
    const WarpCall& other = warp.lane[lane].call;
    if ((other.mask & thread.lane_bit()) == 0) continue;  // it meets others first
    if (other.mask != call.mask) {
      return fmt::format("{}: mask {:#010x}, but lane {} waits for this one with {:#010x}", called,
                         call.mask, lane, other.mask);
    }
    if (other.operation != call.operation || other.bytes != call.bytes) {
      return fmt::format("{}: lane {} of its mask meets it in {} instead", called, lane,
                         name(other.operation));
    }
    break;  // the others have agreed with this lane
  }
  return std::nullopt;
}

bool complete_call(const Warp& warp, const Thread& thread) {
  const std::uint32_t awaited = thread.call.mask & warp.existing & ~warp.exited;
  if ((awaited & ~warp.waiting) != 0) return false;
  bool complete = true;
  for_each_lane(awaited, [&](unsigned lane) {
    complete = complete && warp.lane[lane].call.mask == thread.call.mask;
  });
  return complete;
}

std::optional<WarpFault> answer_call(const Warp& warp, std::uint32_t lanes) {
  const WarpOperation operation =
      warp.lane[static_cast<unsigned>(std::countr_zero(lanes))].call.operation;
  std::optional<WarpFault> fault;
  if (is_shuffle(operation)) {
    for_each_lane(lanes, [&](unsigned lane) {
      const unsigned source = source_lane(warp.lane[lane].call, lane);
      if ((lanes & bit(source)) == 0) {
        const bool named = (warp.lane[lane].call.mask & bit(source)) != 0;
        fault = WarpFault{
            lane, fmt::format("{}: lane {} reads lane {}, which {}", name(operation), lane, source,
                              named ? "has exited or does not exist" : "is outside of the mask")};
        return;
      }
      warp.lane[lane].result = warp.lane[source].call.value;
    });
    return fault;
  }
  if (operation == WarpOperation::match_any) {
    for_each_lane(lanes, [&](unsigned lane) {
      warp.lane[lane].result = same_value(warp, lanes, warp.lane[lane].call.value);
    });
    return fault;
  }
  const std::uint32_t result = combine(warp, lanes, operation);
  for_each_lane(lanes, [&](unsigned lane) { warp.lane[lane].result = result; });
  return fault;
}

}  // namespace brink::simt
