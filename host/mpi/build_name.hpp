// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

namespace brink {

/// Version and commit of this program. Ranks that differ in it must not work together.
std::string build_name();

}  // namespace brink
