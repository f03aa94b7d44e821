// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/tally/list_counter.hpp"

#include <algorithm>

#include "cuda/kernel/tally.hpp"
#include "cuda/kernel/tally_thrust.hpp"
#include "host/device/runtime/launch.hpp"

namespace brink::device {
namespace {

/// Launches a kernel with a thread for each cost of a list, or fewer that stride over it.
template <class Arguments>
void launch_for_costs(void (*kernel)(Arguments), const Arguments& arguments, const Stream& stream) {
  constexpr unsigned threads = 256;
  launch(kernel,
         resident_blocks(reinterpret_cast<const void*>(kernel), threads, 0,
                         (arguments.list.size + threads - 1) / threads),
         threads, stream, arguments);
}

}  // namespace

ListCounter::ListCounter(const CostGrids& grids)
    : grids_(grids), joined_(static_cast<std::size_t>(CostRounding::entries)) {
  for (const auto& grid : grids_) {
    const CostRounding rounding = grid->rounding();
    floors_.emplace_back(
        std::vector<std::uint64_t>(rounding.floor, rounding.floor + rounding.floors));
  }
}

std::uint64_t ListCounter::bytes(std::uint64_t costs) {
  return count_scratch_bytes(costs) + costs * (sizeof(std::uint64_t) + sizeof(std::uint32_t));
}

void ListCounter::reserve(std::uint64_t costs) {
  scratch_ = DeviceBuffer<unsigned char>(count_scratch_bytes(costs));
  cost_ = DeviceBuffer<std::uint64_t>(costs);
  images_ = DeviceBuffer<std::uint32_t>(costs);
}

Tally ListCounter::count(std::size_t p, std::uint64_t* list, std::uint32_t length, int bits,
                         const Stream& stream) const {
  const CostGrid& grid = *grids_[p];
  Tally found = grid.none();
  CostList costs{grid.rounding(), list, length};
  costs.rounding.floor = floors_[p].data();
  const auto round = [&](int to) {
    if (to >= found.bits) return;
    found.bits = to;
    launch_for_costs(round_costs, RoundArguments{costs, to}, stream);
  };
  round(bits);
  sort_costs(list, length, scratch_.data(), scratch_.bytes(), stream.get());
  if (length > grid.most()) {
    joined_.clear(stream);
    launch_for_costs(count_joined, JoinArguments{costs, joined_.data()}, stream);
    const std::vector<std::uint32_t> joined = joined_.read(stream, joined_.size());
    round(CostRounding::bits_that_leave(grid.most(), joined.data()));  // it stays in order
  }
  const std::uint32_t different = count_equal_costs(
      list, length, cost_.data(), images_.data(), scratch_.data(), scratch_.bytes(), stream.get());
  found.cost = cost_.read(stream, different);
  const std::vector<std::uint32_t> images = images_.read(stream, different);
  found.count.assign(images.begin(), images.end());
  return found;
}

}  // namespace brink::device
