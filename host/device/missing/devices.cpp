// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
// The device backend of a build without CUDA.
#include "host/device/devices.hpp"

namespace brink::device {

Devices find_devices() { return {{}, "this brink was built without CUDA", ""}; }

std::string why_unusable(const Device&) { return find_devices().why_none; }

}  // namespace brink::device
