// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/runtime/check.hpp"

#include <gtest/gtest.h>

#include <string>

#include "host/device/runtime/launch.hpp"
#include "host/device/runtime/memory.hpp"
#include "host/device/runtime/memory_text.hpp"
#include "host/error.hpp"
#include "tests/simt/launching.hpp"

namespace brink::device {
namespace {

class Check : public simt::SimtTest {};

template <class Action>
std::string message(Action action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Exit::failed);
    return error.what();
  }
  ADD_FAILURE() << "no error";
  return "";
}

TEST_F(Check, NamesCallPlaceReasonAndRemedy) {
  const std::string line = message([] { BRINK_CUDA(cudaSetDevice(7)); });
  for (const char* word : {"check_test.cpp:", "cudaSetDevice(7)", "cudaErrorInvalidDevice",
                           "invalid device ordinal", "brink info", "--device cpu"}) {
    EXPECT_NE(line.find(word), std::string::npos) << word << " is not in: " << line;
  }
  EXPECT_EQ(cudaGetLastError(), cudaSuccess) << "the error was taken";
}

TEST_F(Check, SaysWhatToDo) {
  const auto said = [](cudaError_t status) {
    return message([&] { check(status, "call", "file", 1); });
  };
  EXPECT_NE(said(cudaErrorMemoryAllocation).find("smaller n"), std::string::npos);
  EXPECT_NE(said(cudaErrorNoKernelImageForDevice).find("CMAKE_CUDA_ARCHITECTURES"),
            std::string::npos);
  EXPECT_NE(said(cudaErrorInsufficientDriver).find("driver"), std::string::npos);
  EXPECT_NE(said(cudaErrorIllegalAddress).find("--resume"), std::string::npos);
  EXPECT_NO_THROW(check(cudaSuccess, "call", "file", 1));
}

TEST_F(Check, FullMemoryNamesNeedAndFree) {
  simt::settings().memory = 1 << 20;
  const std::string line = message([] { allocate(3 << 20); });
  EXPECT_NE(line.find("3 MiB"), std::string::npos) << line;
  EXPECT_NE(line.find("1 MiB"), std::string::npos) << line;
}

TEST_F(Check, FullMemoryOfTheHostIsNotTheDevices) {
  const std::string line = message([] { allocate_pinned(std::size_t{1} << 60); });
  for (const char* word : {"the machine", "page-locked", "1.05e+06 TiB", "--device cpu"}) {
    EXPECT_NE(line.find(word), std::string::npos) << word << " is not in: " << line;
  }
  EXPECT_EQ(line.find("the device has no room"), std::string::npos) << line;
  EXPECT_EQ(cudaGetLastError(), cudaSuccess) << "the error was taken";
}

TEST_F(Check, MemoryForPeople) {
  EXPECT_EQ(memory_text(0), "0 bytes");
  EXPECT_EQ(memory_text(1023), "1023 bytes");
  EXPECT_EQ(memory_text(1536), "1.5 KiB");
  EXPECT_EQ(memory_text(std::uint64_t{80} << 30), "80 GiB");
}

struct Nothing {
  int unused = 0;
};
void idle(Nothing) {}

TEST_F(Check, BlocksThatFitOnTheDevice) {
  const auto kernel = reinterpret_cast<const void*>(&idle);
  simt::settings().multiprocessors = 3;
  EXPECT_EQ(resident_blocks(kernel, 1024, 0, 1000), 3u * 2);
  EXPECT_EQ(resident_blocks(kernel, 1024, 0, 5), 5u);
  EXPECT_EQ(resident_blocks(kernel, 1024, 0, 0), 1u);
  EXPECT_EQ(resident_blocks(kernel, 128, 100 << 10, 1000), 3u * 2);  // above 48 KiB: allowed
  const std::string line =
      message([&] { resident_blocks(kernel, 128, std::size_t{1} << 20, 1000); });
  EXPECT_NE(line.find("cudaFuncSetAttribute"), std::string::npos) << line;
}

}  // namespace
}  // namespace brink::device
