// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <numeric>

#include "tests/simt/kernels/block.hpp"
#include "tests/simt/launching.hpp"

namespace brink::simt {
namespace {

constexpr std::size_t bytes = 64 * sizeof(std::uint32_t);

class StreamsTest : public EverySchedule {
 protected:
  void SetUp() override {
    EverySchedule::SetUp();
    settings().deferred = true;
    ASSERT_EQ(cudaStreamCreateWithFlags(&a, cudaStreamNonBlocking), cudaSuccess);
    ASSERT_EQ(cudaStreamCreateWithFlags(&b, cudaStreamNonBlocking), cudaSuccess);
    ASSERT_EQ(cudaEventCreate(&event), cudaSuccess);
  }
  void TearDown() override {
    EXPECT_EQ(cudaEventDestroy(event), cudaSuccess);
    EXPECT_EQ(cudaStreamDestroy(a), cudaSuccess);
    EXPECT_EQ(cudaStreamDestroy(b), cudaSuccess);
    EverySchedule::TearDown();
  }
  /// Sets the bytes of the array in stream a, and copies them to the host in stream b.
  void set_and_copy(const DeviceArray<std::uint32_t>& array, std::vector<std::uint32_t>& host) {
    EXPECT_EQ(cudaMemsetAsync(array.data(), 1, bytes, a), cudaSuccess);
    EXPECT_EQ(cudaEventRecord(event, a), cudaSuccess);
    EXPECT_EQ(cudaStreamWaitEvent(b, event), cudaSuccess);
    EXPECT_EQ(cudaMemcpyAsync(host.data(), array.data(), bytes, cudaMemcpyDeviceToHost, b),
              cudaSuccess);
  }

  cudaStream_t a = nullptr, b = nullptr;
  cudaEvent_t event = nullptr;
};
INSTANTIATE_TEST_SUITE_P(Schedules, StreamsTest, every_schedule());

TEST_P(StreamsTest, NothingRunsBeforeSomethingWaits) {
  const DeviceArray<std::uint32_t> array(64);
  std::vector<std::uint32_t> host(64, 7);
  set_and_copy(array, host);
  float milliseconds;  // the host's memory may be written at any moment now
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, event, event), cudaErrorNotReady);
  ASSERT_EQ(cudaStreamSynchronize(b), cudaSuccess);
  EXPECT_EQ(host, std::vector<std::uint32_t>(64, 0x01010101));
}

TEST_P(StreamsTest, AnEventThatWasRecordedAgainIsWaitedForAsItWas) {
  const DeviceArray<std::uint32_t> array(64);
  std::vector<std::uint32_t> host(64);
  set_and_copy(array, host);
  ASSERT_EQ(cudaStreamSynchronize(b), cudaSuccess);
  ASSERT_EQ(cudaStreamWaitEvent(b, event), cudaSuccess);  // the earlier record
  ASSERT_EQ(cudaMemsetAsync(array.data(), 2, bytes, a), cudaSuccess);
  ASSERT_EQ(cudaEventRecord(event, a), cudaSuccess);
  EXPECT_EQ(cudaEventQuery(event), cudaErrorNotReady);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
  ASSERT_EQ(cudaEventSynchronize(event), cudaSuccess);
  EXPECT_EQ(cudaEventQuery(event), cudaSuccess);
  EXPECT_EQ(array.get()[63], 0x02020202u);
}

TEST_P(StreamsTest, PollingGetsThere) {
  const DeviceArray<std::uint32_t> array(64);
  std::vector<std::uint32_t> host(64);
  set_and_copy(array, host);
  int polls = 0;
  while (cudaStreamQuery(b) == cudaErrorNotReady) ASSERT_LT(++polls, 10);
  EXPECT_GT(polls, 0);
  EXPECT_EQ(host[5], 0x01010101u);
}

TEST_P(StreamsTest, TheDefaultStreamWaitsForBlockingStreamsAndTheyForIt) {
  cudaStream_t blocking;
  ASSERT_EQ(cudaStreamCreate(&blocking), cudaSuccess);
  const DeviceArray<std::uint32_t> array(64);
  std::vector<std::uint32_t> host(64);
  ASSERT_EQ(cudaMemsetAsync(array.data(), 1, bytes, blocking), cudaSuccess);
  ASSERT_EQ(cudaMemsetAsync(array.data(), 2, bytes / 2), cudaSuccess);
  ASSERT_EQ(cudaMemcpyAsync(host.data(), array.data(), bytes, cudaMemcpyDeviceToHost, blocking),
            cudaSuccess);
  ASSERT_EQ(cudaStreamSynchronize(blocking), cudaSuccess);
  EXPECT_EQ(host[0], 0x02020202u);
  EXPECT_EQ(host[63], 0x01010101u);
  EXPECT_EQ(cudaStreamDestroy(blocking), cudaSuccess);
  EXPECT_EQ(cudaStreamDestroy(blocking), cudaErrorInvalidResourceHandle);
}

TEST_P(StreamsTest, ADestroyedStreamStillDoesItsWork) {
  cudaStream_t stream;
  ASSERT_EQ(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), cudaSuccess);
  const DeviceArray<std::uint32_t> array(64);
  ASSERT_EQ(cudaMemsetAsync(array.data(), 3, bytes, stream), cudaSuccess);
  ASSERT_EQ(cudaStreamDestroy(stream), cudaSuccess);
  ASSERT_EQ(cudaDeviceSynchronize(), cudaSuccess);
  EXPECT_EQ(array.get()[0], 0x03030303u);
}

TEST_P(StreamsTest, MemoryFreedInAStreamIsThereUntilItsTurn) {
  std::uint32_t* memory = nullptr;
  std::vector<std::uint32_t> host(64);
  ASSERT_EQ(cudaMallocAsync(&memory, bytes, a), cudaSuccess);
  ASSERT_EQ(cudaMemsetAsync(memory, 4, bytes, a), cudaSuccess);
  ASSERT_EQ(cudaMemcpyAsync(host.data(), memory, bytes, cudaMemcpyDeviceToHost, a), cudaSuccess);
  ASSERT_EQ(cudaFreeAsync(memory, a), cudaSuccess);
  ASSERT_EQ(cudaStreamSynchronize(a), cudaSuccess);
  EXPECT_EQ(host[9], 0x04040404u);
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);
  cudaGetLastError();
}

TEST_P(StreamsTest, ElapsedTimeIsThatBetweenTwoEvents) {
  cudaEvent_t start, untimed;
  ASSERT_EQ(cudaEventCreate(&start), cudaSuccess);
  ASSERT_EQ(cudaEventCreateWithFlags(&untimed, cudaEventDisableTiming), cudaSuccess);
  const unsigned threads = 1024, blocks = 8;
  const DeviceArray<std::uint32_t> value = zeros<std::uint32_t>(threads * blocks), sum(blocks);
  float milliseconds = -1;
  ASSERT_EQ(cudaEventRecord(start, a), cudaSuccess);
  ASSERT_EQ(launch(block_sums, {blocks, threads, 0, a}, value.data(), sum.data()), cudaSuccess);
  ASSERT_EQ(cudaEventRecord(event, a), cudaSuccess);
  ASSERT_EQ(cudaEventRecord(untimed, a), cudaSuccess);
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, start, event), cudaErrorNotReady);
  ASSERT_EQ(cudaStreamSynchronize(a), cudaSuccess);
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, start, event), cudaSuccess);
  EXPECT_GT(milliseconds, 0);
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, start, untimed), cudaErrorInvalidResourceHandle);
  cudaGetLastError();
  EXPECT_EQ(cudaEventDestroy(start), cudaSuccess);
  EXPECT_EQ(cudaEventDestroy(untimed), cudaSuccess);
}

}  // namespace
}  // namespace brink::simt
