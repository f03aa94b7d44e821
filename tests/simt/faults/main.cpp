// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>

#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/simt/faults/faults.hpp"
#include "tests/simt/simt.hpp"

// usage: simt_faults_<build> faulty NAME
//        simt_faults_<build> sound
//
// Runs a kernel with its planted fault, or all kernels without, under every schedule. The exit
// code is 0 if all results are right and no fault was found.
namespace brink::simt {
namespace {

constexpr unsigned blocks = 3;
constexpr unsigned size = blocks * fault_threads;

using Words = std::vector<std::uint32_t>;

void must(cudaError_t error, const char* call) {
  if (error == cudaSuccess) return;
  std::fprintf(stderr, "%s: %s\n", call, cudaGetErrorString(error));
  std::exit(2);
}
#define MUST(call) must((call), #call)

/// Device memory of zeros, freed at the end.
class Buffer {
 public:
  Buffer() {
    MUST(cudaMalloc(&data_, size * sizeof(std::uint32_t)));
    MUST(cudaMemset(data_, 0, size * sizeof(std::uint32_t)));
    MUST(cudaDeviceSynchronize());  // other streams do not wait for the default stream
  }
  ~Buffer() { cudaFree(data_); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  std::uint32_t* data() const { return data_; }
  Words get() const {
    Words words(size);
    MUST(cudaMemcpy(words.data(), data_, size * sizeof(std::uint32_t), cudaMemcpyDeviceToHost));
    return words;
  }

 private:
  std::uint32_t* data_ = nullptr;
};

template <class... Parameters>
void launch(void (*kernel)(Parameters...), cudaStream_t stream,
            std::type_identity_t<Parameters>... arguments) {
  void* pointers[] = {&arguments...};
  MUST(cudaLaunchKernel(kernel, blocks, fault_threads, pointers, 0, stream));
}

using Fault = std::function<bool(unsigned faulty)>;  // whether the results are right

Words thread_numbers() {
  Words words(size);
  for (unsigned i = 0; i < size; ++i) words[i] = i % fault_threads;
  return words;
}

Fault in_kernel(void (*kernel)(std::uint32_t*, unsigned), std::uint32_t first = 0) {
  return [=](unsigned faulty) {
    const Buffer out;
    launch(kernel, nullptr, out.data(), faulty);
    MUST(cudaDeviceSynchronize());
    Words expected = thread_numbers();
    expected[0] = first;
    return out.get() == expected;
  };
}

/// A kernel reads what another stream wrote, without waiting for its event.
bool missing_event_wait(unsigned faulty) {
  settings().deferred = true;
  const Buffer out;
  cudaStream_t writes, reads;
  cudaEvent_t written;
  MUST(cudaStreamCreateWithFlags(&writes, cudaStreamNonBlocking));
  MUST(cudaStreamCreateWithFlags(&reads, cudaStreamNonBlocking));
  MUST(cudaEventCreateWithFlags(&written, cudaEventDisableTiming));
  MUST(cudaMemsetAsync(out.data(), 1, size * sizeof(std::uint32_t), writes));
  MUST(cudaEventRecord(written, writes));
  if (faulty == 0) MUST(cudaStreamWaitEvent(reads, written));
  launch(increment, reads, out.data());
  MUST(cudaStreamSynchronize(reads));
  MUST(cudaStreamSynchronize(writes));
  const bool right = out.get() == Words(size, 0x01010102);
  MUST(cudaEventDestroy(written));
  MUST(cudaStreamDestroy(writes));
  MUST(cudaStreamDestroy(reads));
  return right;
}

/// The host reads the results before it has waited for the stream.
bool missing_synchronize(unsigned faulty) {
  settings().deferred = true;
  const Buffer out;
  cudaStream_t stream;
  MUST(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  Words words(size, 7);
  launch(increment, stream, out.data());
  MUST(cudaMemcpyAsync(words.data(), out.data(), size * sizeof(std::uint32_t),
                       cudaMemcpyDeviceToHost, stream));
  if (faulty == 0) MUST(cudaStreamSynchronize(stream));
  const Words seen = words;
  MUST(cudaStreamSynchronize(stream));
  MUST(cudaStreamDestroy(stream));
  return seen == Words(size, 1);
}

bool host_pointer(unsigned faulty) {
  Words host(size);
  const Buffer device;
  launch(increment, nullptr, faulty != 0 ? host.data() : device.data());
  MUST(cudaDeviceSynchronize());
  return faulty != 0 || device.get() == Words(size, 1);
}

/// A table that is copied to the device contains an address of the host.
bool host_pointer_in_table(unsigned faulty) {
  Words host(size);
  const Buffer device, table;
  std::uint32_t* const entry = faulty != 0 ? host.data() : device.data();
  MUST(cudaMemcpy(table.data(), &entry, sizeof entry, cudaMemcpyHostToDevice));
  return true;
}

/// The host dereferences a pointer to device memory.
bool host_reads_device(unsigned faulty) {
  settings().protects = true;
  const Buffer out;
  launch(increment, nullptr, out.data());
  MUST(cudaDeviceSynchronize());
  const Words words = out.get();
  return (faulty != 0 ? *out.data() : words[0]) == 1;
}

bool freed_memory(unsigned faulty) {
  std::uint32_t* memory = nullptr;
  MUST(cudaMalloc(&memory, size * sizeof(std::uint32_t)));
  if (faulty != 0) MUST(cudaFree(memory));
  launch(increment, nullptr, memory);
  MUST(cudaDeviceSynchronize());
  if (faulty == 0) MUST(cudaFree(memory));
  return true;
}

const std::map<std::string, Fault>& faults() {
  static const std::map<std::string, Fault> all = {
      {"shared_store", in_kernel(shared_store)},
      {"global_store", in_kernel(global_store)},
      {"global_load", in_kernel(global_load)},
      {"missing_barrier", in_kernel(missing_barrier)},
      {"missing_syncwarp", in_kernel(missing_syncwarp)},
      {"plain_update", in_kernel(plain_update, blocks)},
      {"shuffle_outside", in_kernel(shuffle_outside)},
      {"different_masks", in_kernel(different_masks)},
      {"divergent_barrier", in_kernel(divergent_barrier)},
      {"two_barriers", in_kernel(two_barriers)},
      {"deadlock", in_kernel(deadlock)},
      {"missing_event_wait", missing_event_wait},
      {"missing_synchronize", missing_synchronize},
      {"host_pointer", host_pointer},
      {"host_pointer_in_table", host_pointer_in_table},
      {"host_reads_device", host_reads_device},
      {"freed_memory", freed_memory},
  };
  return all;
}

bool right_under(const char* name, const Schedule& schedule, const Fault& fault, unsigned faulty) {
  settings().schedule = schedule;
  forget_failure();
  try {
    if (fault(faulty)) return true;
    std::fprintf(stderr, "wrong result under the %s schedule\n", name);
  } catch (const Failure&) {  // the executor has printed it
  }
  return false;
}

bool right(const Fault& fault, unsigned faulty) {
  const Settings before = settings();
  const bool forward = right_under("forward", {Schedule::Order::forward}, fault, faulty);
  const bool reverse = right_under("reverse", {Schedule::Order::reverse}, fault, faulty);
  const bool random = right_under("random", {Schedule::Order::random, 1}, fault, faulty);
  settings() = before;
  return forward && reverse && random;
}

}  // namespace
}  // namespace brink::simt

int main(int count, char** argument) {
  const auto& faults = brink::simt::faults();
  const std::string what = count > 1 ? argument[1] : "";
  if (what == "sound" && count == 2) {
    bool all_right = true;
    for (const auto& [name, fault] : faults) {
      if (brink::simt::right(fault, 0)) continue;
      std::fprintf(stderr, "%s, without its fault, fails\n", name.c_str());
      all_right = false;
    }
    return all_right ? 0 : 1;
  }
  const auto found = what == "faulty" && count == 3 ? faults.find(argument[2]) : faults.end();
  if (found == faults.end()) {
    std::fprintf(stderr, "usage: %s faulty NAME, or %s sound\n", argument[0], argument[0]);
    return 2;
  }
  return brink::simt::right(found->second, 1) ? 0 : 1;
}
