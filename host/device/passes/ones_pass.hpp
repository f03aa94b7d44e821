// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "host/device/passes/level_pass.hpp"
#include "host/device/passes/level_work.hpp"

namespace brink::device {

/// The passes of cells at b = 1 that need the number of ones only, for up to most_listed_ones
/// pixels. The device counts images by that number, and each number is judged once. A pass draws
/// the words of an image once for up to most_ones_clients clients.
std::vector<std::unique_ptr<Pass>> make_ones_passes(const GroupJob& job,
                                                    std::vector<LevelClients> clients,
                                                    const LevelSettings& settings);

}  // namespace brink::device
