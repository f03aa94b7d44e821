// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "host/cpu/simd/simd.hpp"

namespace brink {

/// Runs a test once for every instruction set of this machine.
class EachInstructionSet : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { ASSERT_TRUE(simd::force_instruction_set(GetParam())); }
  void TearDown() override { simd::force_instruction_set(""); }
};

inline std::string instruction_set_name(const testing::TestParamInfo<std::string>& info) {
  return info.param;
}

}  // namespace brink
