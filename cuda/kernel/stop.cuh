// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

namespace brink::device {

/// Looks between images whether the host has set the stop flag, LaunchRange::stop. The flag lies
/// in the memory of the host, and a read takes a microsecond of the bus, so a thread reads it at
/// most once in `rest` clocks.
class StopWatch {
 public:
  enum class First {
    later,   ///< the first read is due after `rest` clocks
    at_once  ///< for kernels that read what an earlier launch may have left undone: if that launch
             ///< saw the flag, so does the first read here
  };

  __device__ explicit StopWatch(const std::uint32_t* flag, First first = First::later)
      : flag_(flag), last_(first == First::later ? clock() : clock() - rest) {}

  __device__ bool stopped() {
    if (flag_ == nullptr || stopped_) return stopped_;
    const std::uint32_t now = clock();
    if (!has_rested(now - last_)) return false;
    last_ = now;
#ifdef __CUDA_ARCH__
    stopped_ = *static_cast<const volatile std::uint32_t*>(flag_) != 0;
#else
    stopped_ = __atomic_load_n(flag_, __ATOMIC_RELAXED) != 0;
#endif
    return stopped_;
  }

 private:
#ifdef __CUDA_ARCH__
  static constexpr std::uint32_t rest = 1u << 20;  // half a millisecond
  __device__ static std::uint32_t clock() {
    std::uint32_t now;
    asm volatile("mov.u32 %0, %%clock;" : "=r"(now));
    return now;
  }
  __device__ static bool has_rested(std::uint32_t clocks) { return clocks >= rest; }
#else
  static constexpr std::uint32_t rest = 0;
  static std::uint32_t clock() { return 0; }
  static bool has_rested(std::uint32_t) { return true; }
#endif

  const std::uint32_t* flag_;
  std::uint32_t last_;
  bool stopped_ = false;
};

}  // namespace brink::device
