// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <optional>

namespace brink {

/// The time, in CPUs, that the control groups of this process allow, including the groups above
/// its own (version 1: cpu.cfs_quota_us, version 2: cpu.max). Returns nothing where they set no
/// limit. `root` is the folder of proc/ and sys/.
std::optional<double> cpu_quota(const std::filesystem::path& root = "/");

}  // namespace brink
