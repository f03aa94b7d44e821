// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cuda/kernel/cells.hpp"
#include "cuda/kernel/tally.hpp"
#include "host/cpu/collector.hpp"
#include "host/device/buffer.hpp"
#include "host/device/event.hpp"
#include "host/device/pass.hpp"
#include "host/device/pinned.hpp"
#include "host/device/tally_runs.hpp"

namespace brink::device {

/// Where the costs of a group's cells are gathered on the device, and how they become
/// tallies. A *sink* takes one end of one cell's costs at one p. Costs below its dense
/// size are counted in a table that both slots share; the others are listed, each slot in
/// a list of its own, so that one batch's can be counted while the other batch is solved.
class TallyTables {
 public:
  /// @param most_costs entries of the largest dense table
  /// @param most_bytes of all dense tables together; they are made smaller to fit
  TallyTables(const GroupJob& job, std::uint64_t most_costs, std::uint64_t most_bytes);

  /// [p], as kernels see them. Their addresses are fixed from the beginning.
  const CostSink* upper(unsigned slot, std::size_t cell) const;
  /// Null where every cost of the cell is exact.
  const CostSink* lower(unsigned slot, std::size_t cell) const;
  unsigned long long* in_class(std::size_t cell) const { return in_class_.data() + cell; }

  /// Device memory for each image of a batch in one slot, beside scratch_bytes.
  std::uint64_t bytes_per_image() const { return lists_ * sizeof(std::uint64_t); }
  /// Device memory that counting the lists of one batch takes, whatever the slot.
  std::uint64_t scratch_bytes(std::uint64_t images) const;
  /// Makes room for batches of up to that many images. Called once, before begin().
  void reserve(std::uint64_t images);

  /// Empties the slot's lists, before a batch is launched.
  void begin(unsigned slot, const Stream& stream);
  /// Notes how long the lists have become, after it.
  void end(unsigned slot, const Stream& stream);
  /// Waits for the batch and counts what its lists hold.
  void collect(unsigned slot, const Stream& stream);
  /// Adds all that was gathered to the tallies, but no samples, and starts anew; every
  /// stream is idle.
  void drain(const Stream& stream, std::vector<CellTally>& tallies);
  /// Forgets what was gathered; every stream is idle.
  void clear(const Stream& stream);

 private:
  /// One end of one cell's costs at one p.
  struct Sink {
    std::size_t cell, p;
    bool lower;
    bool used;  ///< false: the lower end of an exact cost, beside bracketed ones
    std::uint64_t dense_size;
    std::uint64_t dense_begin;  ///< in dense_
    std::size_t list;           ///< which list takes the other costs; no_list: there are none
  };
  static constexpr std::size_t none = ~std::size_t{0};
  static constexpr std::size_t no_list = none;

  void lay_out(const GroupJob& job, std::uint64_t most_costs);
  void count_list(const Sink& sink, std::uint64_t* list, std::uint32_t length,
                  const Stream& stream);
  void drain_dense(const Stream& stream, std::vector<CellTally>& tallies);
  static CostAccumulator& costs(const Sink& sink, std::vector<CellTally>& tallies);

  std::size_t rules_;
  std::vector<Sink> sinks_;
  std::vector<std::size_t> first_upper_;  ///< [cell] its first sink, of [p]
  std::vector<std::size_t> first_lower_;  ///< [cell]; none where every cost is exact
  std::size_t lists_ = 0;
  std::uint64_t dense_entries_ = 0;
  std::uint64_t capacity_ = 0;  ///< images of a batch

  DeviceBuffer<std::uint32_t> dense_;
  DeviceBuffer<unsigned long long> in_class_;  ///< [cell]
  struct Slot {
    DeviceBuffer<CostSink> sinks;
    DeviceBuffer<std::uint64_t> wide;         ///< [list * capacity + place]
    DeviceBuffer<std::uint32_t> wide_count;   ///< [sink]
    PinnedBuffer<std::uint32_t> wide_counts;  ///< [sink], what it was at the end
    Event done;
  };
  Slot slots_[batch_slots];

  DeviceBuffer<unsigned char> scratch_;  ///< of count_equal_costs, and what it finds
  DeviceBuffer<std::uint64_t> counted_cost_;
  DeviceBuffer<std::uint32_t> counted_images_;
  DeviceBuffer<PlaceCount> found_;  ///< what compact_dense finds
  DeviceBuffer<std::uint32_t> found_count_;
  std::vector<TallyRuns> runs_;  ///< [list] what was counted so far
};

}  // namespace brink::device
