// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <source_location>
#include <type_traits>

namespace brink::simt {

enum class WarpOperation : std::uint8_t {
  sync,
  shuffle,
  shuffle_up,
  shuffle_down,
  shuffle_xor,
  ballot,
  any,
  all,
  match_any,
  reduce_add,
  reduce_min_signed,
  reduce_max_signed,
  reduce_min_unsigned,
  reduce_max_unsigned,
  reduce_and,
  reduce_or,
  reduce_xor,
};

/// A lane's contribution to a call in which lanes of a warp meet.
struct WarpCall {
  WarpOperation operation = WarpOperation::sync;
  std::uint8_t bytes = 0;     ///< size of the value
  std::uint32_t mask = 0;     ///< lanes that meet
  std::uint32_t operand = 0;  ///< for shuffles: source lane, delta or lane mask
  std::uint32_t width = 32;   ///< for shuffles: lanes of a segment
  std::uint64_t value = 0;
};

/// Waits until all lanes of the mask that have not exited have made the same call. Returns this
/// lane's result.
std::uint64_t warp_meeting(const WarpCall& call, const std::source_location& where);
std::uint32_t active_mask(const std::source_location& where);

template <class T>
T warp_call(WarpOperation operation, std::uint32_t mask, T value, std::uint32_t operand, int width,
            const std::source_location& where) {
  static_assert(std::is_arithmetic_v<T> && (sizeof(T) == 4 || sizeof(T) == 8));
  WarpCall call{operation, sizeof(T), mask, operand, static_cast<std::uint32_t>(width), 0};
  std::memcpy(&call.value, &value, sizeof(T));
  const std::uint64_t bits = warp_meeting(call, where);
  T result;
  std::memcpy(&result, &bits, sizeof(T));
  return result;
}

inline std::uint32_t warp_word(WarpOperation operation, std::uint32_t mask, std::uint32_t value,
                               const std::source_location& where) {
  return warp_call(operation, mask, value, 0, 32, where);
}

}  // namespace brink::simt

#define BRINK_SIMT_HERE std::source_location where = std::source_location::current()

inline void __syncwarp(unsigned mask = 0xffffffff, BRINK_SIMT_HERE) {
  brink::simt::warp_word(brink::simt::WarpOperation::sync, mask, 0, where);
}
inline unsigned __activemask(BRINK_SIMT_HERE) { return brink::simt::active_mask(where); }

template <class T>
T __shfl_sync(unsigned mask, T value, int source, int width = 32, BRINK_SIMT_HERE) {
  return brink::simt::warp_call(brink::simt::WarpOperation::shuffle, mask, value,
                                static_cast<unsigned>(source), width, where);
}
template <class T>
T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = 32, BRINK_SIMT_HERE) {
  return brink::simt::warp_call(brink::simt::WarpOperation::shuffle_up, mask, value, delta, width,
                                where);
}
template <class T>
T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = 32, BRINK_SIMT_HERE) {
  return brink::simt::warp_call(brink::simt::WarpOperation::shuffle_down, mask, value, delta, width,
                                where);
}
template <class T>
T __shfl_xor_sync(unsigned mask, T value, int lanes, int width = 32, BRINK_SIMT_HERE) {
  return brink::simt::warp_call(brink::simt::WarpOperation::shuffle_xor, mask, value,
                                static_cast<unsigned>(lanes), width, where);
}

inline unsigned __ballot_sync(unsigned mask, int predicate, BRINK_SIMT_HERE) {
  return brink::simt::warp_word(brink::simt::WarpOperation::ballot, mask, predicate != 0, where);
}
inline int __any_sync(unsigned mask, int predicate, BRINK_SIMT_HERE) {
  return static_cast<int>(
      brink::simt::warp_word(brink::simt::WarpOperation::any, mask, predicate != 0, where));
}
inline int __all_sync(unsigned mask, int predicate, BRINK_SIMT_HERE) {
  return static_cast<int>(
      brink::simt::warp_word(brink::simt::WarpOperation::all, mask, predicate != 0, where));
}
template <class T>
unsigned __match_any_sync(unsigned mask, T value, BRINK_SIMT_HERE) {
  static_assert(std::is_arithmetic_v<T> && (sizeof(T) == 4 || sizeof(T) == 8));
  brink::simt::WarpCall call{brink::simt::WarpOperation::match_any, sizeof(T), mask, 0, 32, 0};
  std::memcpy(&call.value, &value, sizeof(T));
  return static_cast<unsigned>(brink::simt::warp_meeting(call, where));
}

inline unsigned __reduce_add_sync(unsigned mask, unsigned value, BRINK_SIMT_HERE) {
  return brink::simt::warp_word(brink::simt::WarpOperation::reduce_add, mask, value, where);
}
inline int __reduce_add_sync(unsigned mask, int value, BRINK_SIMT_HERE) {
  return static_cast<int>(brink::simt::warp_word(brink::simt::WarpOperation::reduce_add, mask,
                                                 static_cast<unsigned>(value), where));
}
inline unsigned __reduce_min_sync(unsigned mask, unsigned value, BRINK_SIMT_HERE) {
  return brink::simt::warp_word(brink::simt::WarpOperation::reduce_min_unsigned, mask, value,
                                where);
}
inline int __reduce_min_sync(unsigned mask, int value, BRINK_SIMT_HERE) {
  return static_cast<int>(brink::simt::warp_word(brink::simt::WarpOperation::reduce_min_signed,
                                                 mask, static_cast<unsigned>(value), where));
}
inline unsigned __reduce_max_sync(unsigned mask, unsigned value, BRINK_SIMT_HERE) {
  return brink::simt::warp_word(brink::simt::WarpOperation::reduce_max_unsigned, mask, value,
                                where);
}
inline int __reduce_max_sync(unsigned mask, int value, BRINK_SIMT_HERE) {
  return static_cast<int>(brink::simt::warp_word(brink::simt::WarpOperation::reduce_max_signed,
                                                 mask, static_cast<unsigned>(value), where));
}
inline unsigned __reduce_and_sync(unsigned mask, unsigned value, BRINK_SIMT_HERE) {
  return brink::simt::warp_word(brink::simt::WarpOperation::reduce_and, mask, value, where);
}
inline unsigned __reduce_or_sync(unsigned mask, unsigned value, BRINK_SIMT_HERE) {
  return brink::simt::warp_word(brink::simt::WarpOperation::reduce_or, mask, value, where);
}
inline unsigned __reduce_xor_sync(unsigned mask, unsigned value, BRINK_SIMT_HERE) {
  return brink::simt::warp_word(brink::simt::WarpOperation::reduce_xor, mask, value, where);
}

#undef BRINK_SIMT_HERE
