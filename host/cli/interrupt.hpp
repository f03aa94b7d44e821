// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>

namespace brink {

/// Makes the first Ctrl-C or SIGTERM set a flag instead of ending the program;
/// the second one, whichever it is, ends it as usual.
const std::atomic<bool>& catch_interrupts();

}  // namespace brink
