// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace brink {

/// Of the integers that a config and an image range give. Raise it with every
/// change to random streams, classifiers or costs: files of different streams
/// must not be continued, merged or compared.
inline constexpr std::uint64_t stream_version = 1;
inline constexpr const char* stream_version_attribute = "stream_version";

/// Of what a result file holds. Raise it when older files lack what is needed to
/// continue them.
inline constexpr std::uint64_t format_version = 1;
inline constexpr const char* format_version_attribute = "format_version";

}  // namespace brink
