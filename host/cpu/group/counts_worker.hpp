// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "host/cpu/group/worker.hpp"

namespace brink {

/// Draws and judges the images of one cell of the sampler `counts`.
class DrawnCell {
 public:
  virtual ~DrawnCell() = default;
  virtual void run(std::uint64_t first, std::uint64_t count, CellTally& tally) = 0;
  /// Judges what was put off until the last range.
  virtual void finish(CellTally&) {}
};

/// @throw std::invalid_argument where the class of the cell sees more than counts
std::unique_ptr<DrawnCell> make_drawn_cell(const GroupJob& job, std::size_t cell);

/// The worker of the sampler `counts`. Each cell draws its own images.
class CountsWorker : public Worker {
 public:
  explicit CountsWorker(const GroupJob& job);

  std::uint64_t preferred_batch() const override;
  void run(std::uint64_t first, std::uint64_t count) override;
  void finish() override;

 private:
  std::vector<std::unique_ptr<DrawnCell>> cells_;
};

}  // namespace brink
