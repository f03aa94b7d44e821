// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace brink::simt {

/// Results of every integer intrinsic for x, y and z of a thread; [result][thread].
struct IntegerArguments {
  const std::uint64_t* x;
  const std::uint64_t* y;
  const std::uint64_t* z;
  std::uint64_t* out;
};
inline constexpr unsigned integer_results = 22;
__global__ void integer_intrinsics(IntegerArguments arguments);

/// Every atomic, on words that all threads share, for each type that has it.
template <class T>
struct AtomicWords {
  T add, sub, min, max, bits_and, bits_or, bits_xor, exchanged, swapped;
  T exchange_sum;  ///< sum of what the exchanges returned; with `exchanged`, of all that was put in
};
struct AtomicArguments {
  const std::uint64_t* value;  ///< [thread]
  AtomicWords<int>* signed_words;
  AtomicWords<unsigned>* words;
  AtomicWords<unsigned long long>* wide_words;
};
__global__ void atomics(AtomicArguments arguments);

/// Words of Philox4x32-10: out[i] is the exclusive or of the four words of block i under `seed`,
/// for `per_thread` blocks a thread.
__global__ void philox_words(std::uint32_t* out, std::uint64_t seed, unsigned per_thread);

}  // namespace brink::simt
