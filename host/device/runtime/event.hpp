// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

#include <utility>

#include "host/device/runtime/check.hpp"
#include "host/device/runtime/stream.hpp"

namespace brink::device {

/// Owns a CUDA event, a point in a stream that the host can wait for.
class Event {
 public:
  Event() : Event(cudaEventDisableTiming) {}
  /// An event that also notes when the stream came to it.
  static Event timed() { return Event(cudaEventDefault); }
  ~Event() {
    if (event_ != nullptr) cudaEventDestroy(event_);
  }
  Event(Event&& other) noexcept : event_(std::exchange(other.event_, nullptr)) {}
  Event& operator=(Event&& other) noexcept {
    std::swap(event_, other.event_);
    return *this;
  }

  /// Records the point after all work that the stream already has.
  void record(const Stream& stream) const { BRINK_CUDA(cudaEventRecord(event_, stream.get())); }
  void wait() const { BRINK_CUDA(cudaEventSynchronize(event_)); }
  /// Both events must be timed, and streams must have come to both.
  float milliseconds_since(const Event& start) const {
    float milliseconds = 0;
    BRINK_CUDA(cudaEventElapsedTime(&milliseconds, start.event_, event_));
    return milliseconds;
  }

 private:
  explicit Event(unsigned flags) { BRINK_CUDA(cudaEventCreateWithFlags(&event_, flags)); }

  cudaEvent_t event_ = nullptr;
};

}  // namespace brink::device
