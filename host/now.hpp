// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <functional>

namespace brink {

using Clock = std::chrono::steady_clock;
/// Tells the time. Code that depends on the time takes one of these, so that a test can have a
/// time of its own.
using Now = std::function<Clock::time_point()>;

}  // namespace brink
