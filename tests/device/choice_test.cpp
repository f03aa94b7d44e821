// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/choice.hpp"

#include <gtest/gtest.h>

#include "host/error.hpp"
#include "tests/simt/launching.hpp"

namespace brink::device {
namespace {

class DeviceChoice : public simt::SimtTest {};

std::string refusal(const std::string& text, Exit code) {
  try {
    choose(read_wish(text));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code);
    return error.what();
  }
  ADD_FAILURE() << text << " was accepted";
  return "";
}

void expect_words(const std::string& line, std::initializer_list<std::string> words) {
  for (const std::string& word : words) {
    EXPECT_NE(line.find(word), std::string::npos) << word << " is not in: " << line;
  }
}

TEST_F(DeviceChoice, ReadsWishes) {
  EXPECT_EQ(read_wish("auto").kind, Wish::Kind::automatic);
  EXPECT_EQ(read_wish("cpu").kind, Wish::Kind::cpu);
  EXPECT_EQ(read_wish("cuda").kind, Wish::Kind::cuda);
  EXPECT_FALSE(read_wish("cuda").number.has_value());
  EXPECT_EQ(read_wish("cuda:12").number, 12u);
  for (const char* wrong : {"", "gpu", "CUDA", "cuda:", "cuda:one", "cuda:1x", "cuda:-1", "cuda: 1",
                            "cuda:99999999999", "cpu:0"}) {
    expect_words(refusal(wrong, Exit::usage), {"--device", "accepted", "cuda:k", "cuda:all"});
  }
}

TEST_F(DeviceChoice, WithoutADeviceTheCpuComputes) {
  simt::settings().devices = 0;
  EXPECT_TRUE(find_devices().list.empty());
  const Choice choice = choose(read_wish("auto"));
  EXPECT_TRUE(choice.devices.empty());
  expect_words(choice.why_cpu, {"no CUDA device"});
  EXPECT_EQ(choose(read_wish("cpu")).why_cpu, "");
  expect_words(refusal("cuda", Exit::failed), {"--device cuda:", "no CUDA device", "--device cpu"});
  expect_words(refusal("cuda:1", Exit::failed), {"--device cuda:1:", "no CUDA device"});
  expect_words(refusal("cuda:all", Exit::failed), {"--device cuda:all:", "no CUDA device"});
}

TEST_F(DeviceChoice, RanksOfAMachineShareItsDevices) {
  simt::settings().devices = 2;
  EXPECT_EQ(find_devices().list.size(), 2u);
  for (const char* wish : {"auto", "cuda"}) {
    for (unsigned rank = 0; rank < 5; ++rank) {
      EXPECT_EQ(choose(read_wish(wish), rank).devices.at(0).number, rank % 2) << wish << rank;
    }
  }
  for (unsigned number = 0; number < 2; ++number) {
    EXPECT_EQ(choose(Wish{Wish::Kind::cuda, number}, 1).devices.at(0).number, number);
  }
  expect_words(refusal("cuda:2", Exit::failed), {"--device cuda:2", "0 to 1", "--device cpu"});
  EXPECT_EQ(choose(read_wish("cuda:all"), 1).devices.size(), 2u);
  EXPECT_TRUE(choose(read_wish("cpu")).devices.empty());
}

/// A device that is listed, but on which not even a small kernel runs.
TEST_F(DeviceChoice, ADeviceThatDoesNotWorkIsNone) {
  simt::settings().memory = 1;
  const Devices devices = find_devices();
  ASSERT_EQ(devices.list.size(), 1u);
  expect_words(why_unusable(devices.list[0]), {"no room"});
  const Choice choice = choose(read_wish("auto"));
  EXPECT_TRUE(choice.devices.empty());
  expect_words(choice.why_cpu, {"cuda:0", "no room"});
  for (const char* wish : {"cuda", "cuda:0", "cuda:all"}) {
    const std::string line = refusal(wish, Exit::failed);
    expect_words(line, {"--device", "no room"});
    EXPECT_EQ(line.find("--device cpu"), line.rfind("--device cpu")) << line;
  }
}

TEST_F(DeviceChoice, DescribesDevices) {
  const Device device = find_devices().list.at(0);
  EXPECT_EQ(device.title().rfind("cuda:0, ", 0), 0u);
  EXPECT_EQ(device.memory, simt::settings().memory);
  EXPECT_EQ(device.multiprocessors, static_cast<unsigned>(simt::settings().multiprocessors));
  EXPECT_EQ(device.major, 9);
  EXPECT_EQ(why_unusable(device), "");
}

}  // namespace
}  // namespace brink::device
