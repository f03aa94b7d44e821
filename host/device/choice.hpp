// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/device/devices.hpp"

namespace brink::device {

/// The value of `--device`, taken apart.
struct Wish {
  enum class Kind { automatic, cpu, cuda };

  Kind kind = Kind::automatic;
  std::optional<unsigned> number;  ///< the device's number, for cuda:k
  bool all = false;                ///< cuda:all
};

/// Reads auto, cpu, cuda, cuda:k or cuda:all. @throw Error(Exit::usage)
Wish read_wish(const std::string& text);

/// What computes the run: CUDA devices or the CPU.
struct Choice {
  std::vector<Device> devices;  ///< none: the CPU computes
  std::string why_cpu;          ///< the reason where a device was looked for and none works
};

/// Takes the device asked for, if it works; for cuda:all every device, which all must work. Where
/// no number is given, the processes of a machine share its devices: process `local_rank` takes
/// device local_rank mod devices, or the next one that works.
/// @throw Error(Exit::failed), in one line, where a device was demanded and does not work
Choice choose(const Wish& wish, unsigned local_rank = 0);

}  // namespace brink::device
