// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <chrono>

#include "tests/simt/runtime/api.hpp"
#include "tests/simt/runtime/call.hpp"

namespace simt = brink::simt;

namespace {

/// Calls `action(device, stream)` for the stream of a handle.
template <class Action>
cudaError_t with_stream(cudaStream_t handle, Action action) {
  return simt::with_device([&](simt::Device& device) {
    CUstream_st* const stream = device.streams.find(handle);
    return stream == nullptr ? cudaErrorInvalidResourceHandle : action(device, *stream);
  });
}

template <class Action>
cudaError_t with_event(cudaEvent_t event, Action action) {
  return simt::with_device([&](simt::Device& device) {
    return device.events.count(event) == 0 ? cudaErrorInvalidResourceHandle
                                           : action(device, *event);
  });
}

/// Lets the device go on, as a caller that polls sees it between its calls. "Not ready" is not an
/// error that cudaGetLastError() would return.
cudaError_t query(simt::Device& device, const std::shared_ptr<simt::Work>& work) {
  if (work == nullptr) return cudaSuccess;
  if (work->done) {
    device.finish(work);
    return cudaSuccess;
  }
  device.do_something();
  return cudaErrorNotReady;
}

}  // namespace

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned flags) {
  return simt::with_device([&](simt::Device& device) {
    if (flags > cudaStreamNonBlocking) return cudaErrorInvalidValue;
    *stream = device.streams.create(flags != cudaStreamNonBlocking);
    (*stream)->device = simt::chosen_device;
    return cudaSuccess;
  });
}

cudaError_t cudaStreamCreate(cudaStream_t* stream) {
  return cudaStreamCreateWithFlags(stream, cudaStreamDefault);
}

cudaError_t cudaStreamDestroy(cudaStream_t handle) {
  return simt::release_on_device([&](simt::Device& device) {
    CUstream_st* const stream = device.streams.find(handle);
    if (stream == nullptr || handle == nullptr) return cudaErrorInvalidResourceHandle;
    device.streams.destroy(stream);
    return cudaSuccess;
  });
}

cudaError_t cudaStreamSynchronize(cudaStream_t handle) {
  return with_stream(handle, [](simt::Device& device, CUstream_st& stream) {
    if (stream.last != nullptr) device.finish(std::shared_ptr(stream.last));
    return cudaSuccess;
  });
}

cudaError_t cudaStreamQuery(cudaStream_t handle) {
  cudaError_t result = cudaSuccess;
  const cudaError_t error = with_stream(handle, [&](simt::Device& device, CUstream_st& stream) {
    result = query(device, stream.last);
    return cudaSuccess;
  });
  return error == cudaSuccess ? result : error;
}

cudaError_t cudaStreamWaitEvent(cudaStream_t handle, cudaEvent_t event, unsigned) {
  return with_stream(handle, [&](simt::Device& device, CUstream_st& stream) {
    if (device.events.count(event) == 0) return cudaErrorInvalidResourceHandle;
    if (event->record != nullptr) device.submit(stream, [] {}, {event->record});
    return cudaSuccess;
  });
}

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned flags) {
  return simt::with_device([&](simt::Device& device) {
    *event = new CUevent_st;
    (*event)->timed = (flags & cudaEventDisableTiming) == 0;
    (*event)->device = simt::chosen_device;
    device.events.insert(*event);
    return cudaSuccess;
  });
}

cudaError_t cudaEventCreate(cudaEvent_t* event) {
  return cudaEventCreateWithFlags(event, cudaEventDefault);
}

cudaError_t cudaEventDestroy(cudaEvent_t event) {
  return simt::release_on_device([&](simt::Device& device) {
    if (device.events.erase(event) == 0) return cudaErrorInvalidResourceHandle;
    delete event;
    return cudaSuccess;
  });
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t handle) {
  return with_stream(handle, [&](simt::Device& device, CUstream_st& stream) {
    if (device.events.count(event) == 0 || !stream.belongs_to(event->device)) {
      return cudaErrorInvalidResourceHandle;
    }
    event->record = device.submit(stream, [] {});
    return cudaSuccess;
  });
}

cudaError_t cudaEventSynchronize(cudaEvent_t event) {
  return with_event(event, [](simt::Device& device, CUevent_st& waited) {
    if (waited.record != nullptr) device.finish(waited.record);
    return cudaSuccess;
  });
}

cudaError_t cudaEventQuery(cudaEvent_t event) {
  cudaError_t result = cudaSuccess;
  const cudaError_t error = with_event(event, [&](simt::Device& device, CUevent_st& queried) {
    result = query(device, queried.record);
    return cudaSuccess;
  });
  return error == cudaSuccess ? result : error;
}

cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t start, cudaEvent_t end) {
  cudaError_t result = cudaSuccess;
  const cudaError_t error = with_event(start, [&](simt::Device& device, CUevent_st& from) {
    if (device.events.count(end) == 0 || !from.timed || !end->timed || from.record == nullptr ||
        end->record == nullptr) {
      return cudaErrorInvalidResourceHandle;
    }
    if (!from.record->done || !end->record->done) {
      result = cudaErrorNotReady;
      return cudaSuccess;
    }
    using Milliseconds = std::chrono::duration<float, std::milli>;
    *milliseconds = Milliseconds(end->record->end - from.record->end).count();
    return cudaSuccess;
  });
  return error == cudaSuccess ? result : error;
}
