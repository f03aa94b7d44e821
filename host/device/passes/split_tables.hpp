// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cuda/half_binomial.hpp"
#include "host/device/runtime/buffer.hpp"

namespace brink::device {

/// The tables of the multinomial sampler (host/sampler/binomial_tables.hpp) in device memory,
/// which take a few MB at most.
class SplitTables {
 public:
  /// Makes the tables for numbers of coins up to `most`.
  explicit SplitTables(std::uint32_t most);

  const BinomialTables* get() const { return tables_.data(); }

 private:
  DeviceBuffer<std::uint64_t> columns_;
  DeviceBuffer<BinomialTables> tables_;
};

}  // namespace brink::device
