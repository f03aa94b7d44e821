// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The SIMT executor's `<cuda_runtime.h>` for kernels and their callers. It is found before the
/// toolkit's header of this name, so that no source has to choose.
#include "tests/simt/device/keywords.hpp"
//
#include "tests/simt/device/atomics.hpp"
#include "tests/simt/device/barrier.hpp"
#include "tests/simt/device/integers.hpp"
#include "tests/simt/device/thread.hpp"
#include "tests/simt/device/vector_types.hpp"
#include "tests/simt/device/warp.hpp"
#include "tests/simt/runtime/api.hpp"
#include "tests/simt/runtime/launch.hpp"
