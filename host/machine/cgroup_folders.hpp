// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <vector>

namespace brink {

/// The folders that may limit this process's CPU time: those of its control group and of the
/// groups above it up to the mount of the hierarchy, of either version. They are found in
/// proc/self/cgroup and proc/self/mountinfo below `root`.
std::vector<std::filesystem::path> cgroup_folders(const std::filesystem::path& root);

}  // namespace brink
