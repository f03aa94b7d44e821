// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "host/device/level_pass.hpp"
#include "host/device/level_work.hpp"

namespace brink::device {

/// The pass of cells at b = 1 that see the number of ones alone, up to most_listed_ones
/// pixels: images are counted by it on the device, and each number is judged once.
std::unique_ptr<Pass> make_ones_pass(const GroupJob& job, LevelClients clients,
                                     const LevelSettings& settings);

}  // namespace brink::device
