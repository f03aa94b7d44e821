// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What `<cuda_runtime.h>` offers to kernels and their callers, for the SIMT executor: found
/// before the toolkit's header of this name, so that no source names either.
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
