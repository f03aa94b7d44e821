// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cuda/kernel/cells.hpp"
#include "cuda/kernel/tally.hpp"
#include "host/cpu/collector.hpp"
#include "host/device/runtime/buffer.hpp"
#include "host/device/runtime/event.hpp"
#include "host/device/runtime/pinned.hpp"
#include "host/device/tally/batch.hpp"
#include "host/device/tally/list_counter.hpp"

namespace brink::device {

/// Where the costs of a group's cells are gathered on the device, and how they become tallies. A
/// *sink* takes one end of one cell's costs at one p. Costs below the sink's dense size are
/// counted in a table that both slots share. The other costs are listed, each slot in a list of
/// its own, so that the list of one batch can be counted while the other batch is solved.
class TallyTables {
 public:
  /// @param most_costs entries of the largest dense table
  /// @param most_bytes for all dense tables together; they are made smaller to fit
  TallyTables(const GroupJob& job, std::uint64_t most_costs, std::uint64_t most_bytes);

  /// [p], as kernels see them. The addresses never change.
  const CostSink* upper(unsigned slot, std::size_t cell) const;
  /// The same for the lower end; null where every cost of the cell is exact.
  const CostSink* lower(unsigned slot, std::size_t cell) const;
  unsigned long long* in_class(std::size_t cell) const { return in_class_.data() + cell; }

  /// Device memory for each image of a batch in one slot, in addition to scratch_bytes.
  std::uint64_t bytes_per_image() const { return lists_ * sizeof(std::uint64_t); }
  /// Device memory for counting the lists of one batch; the slots share it.
  std::uint64_t scratch_bytes(std::uint64_t images) const;
  /// Makes room for batches of up to `images` images. Called once, before begin().
  void reserve(std::uint64_t images);

  /// Empties the slot's lists. Call it before a batch is launched.
  void begin(unsigned slot, const Stream& stream);
  /// Notes how long the lists have become. Call it after the batch was launched.
  void end(unsigned slot, const Stream& stream);
  /// Waits for the batch and counts what its lists hold.
  void collect(unsigned slot, const Stream& stream);
  /// Adds all that was gathered to the tallies, except the number of samples, and starts anew.
  /// Every stream must be idle.
  void drain(const Stream& stream, std::vector<CellTally>& tallies);
  /// Forgets what was gathered. Every stream must be idle.
  void clear(const Stream& stream);

 private:
  /// One end of one cell's costs at one p.
  struct Sink {
    std::size_t cell, p;
    bool lower;
    bool used;  ///< false: the lower end of an exact cost, beside bracketed ones
    std::uint64_t dense_size;
    std::uint64_t dense_begin;  ///< its place in dense_
    std::size_t list;           ///< the list for the other costs; no_list: there are none
  };
  static constexpr std::size_t none = ~std::size_t{0};
  static constexpr std::size_t no_list = none;

  void lay_out(const GroupJob& job, std::uint64_t most_costs);
  void count_list(const Sink& sink, std::uint64_t* list, std::uint32_t length,
                  const Stream& stream);
  void forget_lists();
  void drain_dense(const Stream& stream, std::vector<CellTally>& tallies);
  static CostAccumulator& costs(const Sink& sink, std::vector<CellTally>& tallies);

  CostGrids grids_;  ///< [p]
  std::vector<Sink> sinks_;
  std::vector<std::size_t> first_upper_;  ///< [cell] its first sink, of [p]
  std::vector<std::size_t> first_lower_;  ///< [cell]; none where every cost is exact
  std::size_t lists_ = 0;
  std::uint64_t dense_entries_ = 0;
  std::uint64_t capacity_ = 0;  ///< the most images of a batch

  DeviceBuffer<std::uint32_t> dense_;
  DeviceBuffer<unsigned long long> in_class_;  ///< [cell]
  struct Slot {
    DeviceBuffer<CostSink> sinks;
    DeviceBuffer<std::uint64_t> wide;         ///< [list * capacity + place]
    DeviceBuffer<std::uint32_t> wide_count;   ///< [sink]
    PinnedBuffer<std::uint32_t> wide_counts;  ///< [sink], wide_count at the end of the batch
    Event done;
  };
  Slot slots_[batch_slots];

  ListCounter counter_;
  DeviceBuffer<PlaceCount> found_;  ///< the results of compact_dense
  DeviceBuffer<std::uint32_t> found_count_;
  std::vector<CostAccumulator> listed_;  ///< [list] the costs counted so far
};

}  // namespace brink::device
