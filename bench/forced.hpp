// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

#include "host/cpu/simd/simd.hpp"

namespace brink::bench {

/// Uses one instruction set until it is destroyed.
class Forced {
 public:
  explicit Forced(const std::string& name) { simd::force_instruction_set(name); }
  ~Forced() { simd::force_instruction_set(""); }
  Forced(const Forced&) = delete;  // the choice is global
  Forced& operator=(const Forced&) = delete;
};

}  // namespace brink::bench
