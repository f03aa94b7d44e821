// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/engine.hpp"
#include "host/error.hpp"

namespace brink::device {

GroupRunner device_runner(const Device&, const EngineSettings&) {
  throw Error(Exit::failed, find_devices().why_none);
}

}  // namespace brink::device
