// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host/device/devices.hpp"

namespace brink::device {

/// What `--device` asks for.
struct Wish {
  enum class Kind { automatic, cpu, cuda };

  Kind kind = Kind::automatic;
  std::optional<unsigned> number;  ///< of the device, for cuda:k
};

/// auto, cpu, cuda or cuda:k. @throw Error(Exit::usage)
Wish read_wish(const std::string& text);

/// What computes.
struct Choice {
  std::optional<Device> device;  ///< none: the CPU
  std::string why_cpu;           ///< where a device was looked for and none works
};

/// Takes the device asked for, if it works. Where no number is given, the processes of a
/// machine share its devices: process `local_rank` takes device local_rank mod devices, or
/// the next one that works.
/// @throw Error(Exit::failed) where a device was demanded and does not work, in one line
Choice choose(const Wish& wish, unsigned local_rank = 0);

}  // namespace brink::device
