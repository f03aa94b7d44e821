// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace brink {

/// The version of the integers that a config and an image range give. Raise it with every change to
/// random streams, classifiers or costs. Files of different streams must not be continued, merged
/// or compared.
inline constexpr std::uint64_t stream_version = 1;
inline constexpr const char* stream_version_attribute = "stream_version";

/// Of what a result file holds; older ones down to oldest_format are read, too. Raise it
/// when older programs would misread a file, and that one when older files lack what is
/// needed to continue them. 2: a tally may have a resolution. 3: the tallies of all cells lie in
/// ragged arrays, where they had a group each.
inline constexpr std::uint64_t format_version = 3;
inline constexpr std::uint64_t first_ragged_format = 3;
inline constexpr std::uint64_t oldest_format = 1;
inline constexpr const char* format_version_attribute = "format_version";

}  // namespace brink
