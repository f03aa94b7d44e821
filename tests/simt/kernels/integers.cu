// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/simt/kernels/integers.hpp"

#include "cuda/philox.hpp"

namespace brink::simt {

__global__ void integer_intrinsics(IntegerArguments a) {
  const unsigned thread = blockIdx.x * blockDim.x + threadIdx.x;
  const unsigned threads = gridDim.x * blockDim.x;
  const unsigned long long wide_x = a.x[thread], wide_y = a.y[thread];
  const auto x = static_cast<unsigned>(wide_x), y = static_cast<unsigned>(wide_y);
  const auto z = static_cast<unsigned>(a.z[thread]);
  const auto signed_x = static_cast<int>(x), signed_y = static_cast<int>(y);
  const auto signed_wide_x = static_cast<long long>(wide_x);
  std::uint64_t* out = a.out + thread;
  const auto put = [&](std::uint64_t result) {
    *out = result;
    out += threads;
  };
  put(static_cast<unsigned>(__popc(x)));
  put(static_cast<unsigned>(__popcll(wide_x)));
  put(static_cast<unsigned>(__ffs(signed_x)));
  put(static_cast<unsigned>(__ffsll(signed_wide_x)));
  put(static_cast<unsigned>(__clz(signed_x)));
  put(static_cast<unsigned>(__clzll(signed_wide_x)));
  put(__brev(x));
  put(__brevll(wide_x));
  put(__byte_perm(x, y, z));
  put(__umulhi(x, y));
  put(static_cast<unsigned>(__mulhi(signed_x, signed_y)));
  put(__umul64hi(wide_x, wide_y));
  put(static_cast<unsigned long long>(__mul64hi(signed_wide_x, static_cast<long long>(wide_y))));
  put(__dp4a(x, y, z));
  put(static_cast<unsigned>(__dp4a(signed_x, signed_y, static_cast<int>(z))));
  put(__funnelshift_l(x, y, z));
  put(__funnelshift_r(x, y, z));
  put(__ldg(&a.x[thread]));
  put(min(x, y));
  put(static_cast<unsigned>(max(signed_x, signed_y)));
  put(max(wide_x, wide_y));
  put(static_cast<std::uint64_t>(fma(3.0, 4.0, static_cast<double>(x))));
}

template <class T>
__device__ void all_atomics(AtomicWords<T>* words, T value) {
  atomicAdd(&words->add, value);
  atomicMin(&words->min, value);
  atomicMax(&words->max, value);
  atomicAnd(&words->bits_and, value);
  atomicOr(&words->bits_or, value);
  atomicXor(&words->bits_xor, value);
  atomicAdd(&words->exchange_sum, atomicExch(&words->exchanged, value));
  T old = 0, seen;
  while ((seen = atomicCAS(&words->swapped, old, old + value)) != old) old = seen;
}

__global__ void atomics(AtomicArguments a) {
  const std::uint64_t value = a.value[blockIdx.x * blockDim.x + threadIdx.x];
  all_atomics(a.signed_words, static_cast<int>(value >> 44));
  all_atomics(a.words, static_cast<unsigned>(value));
  all_atomics<unsigned long long>(a.wide_words, value);
  atomicSub(&a.signed_words->sub, static_cast<int>(value >> 44));
  atomicSub(&a.words->sub, static_cast<unsigned>(value));
}

__global__ void philox_words(std::uint32_t* out, std::uint64_t seed, unsigned per_thread) {
  const unsigned thread = blockIdx.x * blockDim.x + threadIdx.x;
  for (unsigned i = 0; i < per_thread; ++i) {
    const unsigned number = thread * per_thread + i;
    const Block block = philox(Block{{number, 0, 0, 0}}, seed);
    out[number] = block.word[0] ^ block.word[1] ^ block.word[2] ^ block.word[3];
  }
}

}  // namespace brink::simt
