// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/mpi/build_name.hpp"

#include <fmt/format.h>

#include "host/version.hpp"

namespace brink {

std::string build_name() { return fmt::format("{} ({})", version, git_commit); }

}  // namespace brink
