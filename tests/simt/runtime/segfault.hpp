// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace brink::simt {

/// After this call, a fault in a kernel, or in device memory, is reported with its place before
/// it ends the process. A handler that is already installed stays. The handler's stack belongs to
/// this thread of the system.
void report_segfaults();

}  // namespace brink::simt
