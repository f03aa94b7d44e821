// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/half_space_tables.hpp"

#include <vector>

#include "host/cpu/draw/weight_stream.hpp"
#include "host/cpu/weighted/weighted_collector.hpp"
#include "host/device/runtime/launch.hpp"

namespace brink::device {
namespace {

/// [|w|]: the class of that weight + 1.
std::vector<std::uint16_t> rows(const CellJob& job) {
  std::vector<std::uint16_t> row_of(max_weight_classes + 1);
  for (std::size_t c = 0; c < job.weight.size(); ++c) {
    row_of[job.weight[c]] = static_cast<std::uint16_t>(c + 1);
  }
  return row_of;
}

/// [class]: how many pixels are in the classes before it; at the end, how many there are in all.
std::vector<std::uint32_t> places_begin(const CellJob& job) {
  std::vector<std::uint32_t> begin{0};
  for (const std::uint64_t size : job.weight_size) {
    begin.push_back(begin.back() + static_cast<std::uint32_t>(size));
  }
  return begin;
}

}  // namespace

HalfSpaceTables::HalfSpaceTables(const CellJob& job)
    : order_{job.plan.shape},
      // A single weight is solved by equal steps, which need counts.
      sorted_(few_pixels(job) && job.weight.size() > 1),
      weighted_pixels_(job.weighted_pixels()),
      weight_(job.weight),
      size_(job.weight_size) {
  if (sorted_) {
    cap_place_ = DeviceBuffer<std::uint32_t>(order_.places());
    begin_ = DeviceBuffer<std::uint32_t>(places_begin(job));
  } else {
    row_ = DeviceBuffer<std::uint16_t>(order_.places());
  }
  draw(job);
  const std::uint32_t classes = this->classes().classes;
  const bool few = classes > 1 && classes <= most_plane_classes;
  if (order_.shape.b == 1 && !sorted_ && few) make_planes();
}

WeightClasses HalfSpaceTables::classes() const {
  return {static_cast<std::uint32_t>(weight_.size()), weight_.data(), size_.data()};
}

void HalfSpaceTables::make_planes() {
  constexpr unsigned threads = 256;
  const std::uint64_t blocks = order_.shape.blocks();
  flip_ = DeviceBuffer<Block>(blocks);
  plane_ = DeviceBuffer<Block>(class_planes * blocks);
  const Stream stream;
  launch(write_planes,
         resident_blocks(reinterpret_cast<const void*>(write_planes), threads, 0,
                         (blocks + threads - 1) / threads),
         threads, stream, WritePlanesArguments{order_, row_.data(), flip_.data(), plane_.data()});
  stream.synchronize();
}

void HalfSpaceTables::draw(const CellJob& job) {
  constexpr unsigned threads = 256;
  const DeviceBuffer<std::uint16_t> row_of(rows(job));
  const DeviceBuffer<std::uint32_t> next(places_begin(job));
  const Stream stream;
  WeightTableArguments arguments;
  arguments.order = order_;
  arguments.rule = weight_rule(*job.config);
  arguments.seed = job.plan.seed;
  arguments.row_of = row_of.data();
  arguments.row = row_.data();
  arguments.cap_place = cap_place_.data();
  arguments.next_place = next.data();
  const std::uint64_t wanted = (order_.fours() + threads - 1) / threads;
  const unsigned blocks =
      resident_blocks(reinterpret_cast<const void*>(write_weight_table), threads, 0, wanted);
  launch(write_weight_table, blocks, threads, stream, arguments);
  stream.synchronize();
}

}  // namespace brink::device
