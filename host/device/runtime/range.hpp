// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#if __has_include(<nvtx3/nvToolsExt.h>)
#include <nvtx3/nvToolsExt.h>
#define BRINK_NVTX 1
#endif

namespace brink::device {

/// Gives the host's work in its scope a name for profilers (NVTX, which is a header without a
/// library). It costs a branch where no profiler watches.
class Range {
 public:
#ifdef BRINK_NVTX
  explicit Range(const char* name) { nvtxRangePushA(name); }
  ~Range() { nvtxRangePop(); }
#else
  explicit Range(const char*) {}
  ~Range() {}
#endif
  Range(const Range&) = delete;
  Range& operator=(const Range&) = delete;
};

}  // namespace brink::device
