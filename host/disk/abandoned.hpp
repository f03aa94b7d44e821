// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/disk/target.hpp"

namespace brink {

/// What follows a file's name in that of its temporary files, before a number.
inline constexpr const char* temporary_suffix = ".tmp-";

/// Removes temporary files of a target: those of killed processes, which would fill the
/// disk with time. Only for its one writer.
void remove_abandoned(const Target& target);

}  // namespace brink
