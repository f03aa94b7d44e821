// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cuda/kernel/draw_counts.hpp"
#include "host/device/passes/ones_judge.hpp"
#include "host/device/passes/pass.hpp"
#include "host/device/passes/split_tables.hpp"
#include "host/device/runtime/buffer.hpp"

namespace brink::device {

/// The pass of the multinomial sampler at b = 1. The device counts images by their number of
/// ones, and the host judges each number once.
class DrawnOnesPass : public Pass {
 public:
  DrawnOnesPass(const GroupJob& job, const std::vector<std::size_t>& cells);

  std::uint64_t bytes_per_image() const override { return 0; }
  std::uint64_t preferred_batch() const override;
  void reserve(std::uint64_t) override {}
  void launch(const Batch& batch, const Stream& stream) override;
  void finish(std::vector<CellTally>& tallies) override;

 private:
  void clear();

  std::uint64_t pixels_;
  OnesJudge judge_;
  SplitTables tables_;
  DrawOnesArguments arguments_;
  Stream stream_;  ///< used by finish()
  DeviceBuffer<unsigned long long> images_;
  DeviceBuffer<std::uint32_t> others_, others_count_;
  std::uint64_t shared_bytes_ = 0;
  unsigned blocks_ = 1;
};

}  // namespace brink::device
