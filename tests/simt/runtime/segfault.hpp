// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace brink::simt {

/// From now on a fault in a kernel, or in device memory, says where, before it ends the process.
/// Leaves a handler that is there alone. The stack for it is that of this thread of the system.
void report_segfaults();

}  // namespace brink::simt
