// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/tally/tally_tables.hpp"

#include <algorithm>
#include <utility>

#include "cuda/kernel/tally.hpp"
#include "host/device/runtime/launch.hpp"
#include "host/device/runtime/range.hpp"
#include "host/device/tally/dense_size.hpp"
#include "host/registry.hpp"

namespace brink::device {
namespace {

/// So short lists are copied to the host as they are, because a sort on the device costs a dozen
/// launches.
constexpr std::uint32_t few_costs = 4096;
/// Entries of dense tables that are compacted together. Their pairs take 8 MiB at most.
constexpr std::uint64_t compacted_at_once = std::uint64_t{1} << 20;
constexpr unsigned compact_threads = 256;

/// How many pixels may have to change to leave a class.
std::uint64_t moving_pixels(const CellJob& cell) {
  std::uint64_t pixels = cell.plan.shape.pixels();
  with_classifier(cell.config->judged_as(), [&](auto classifier) {
    pixels = deciding_pixels(decltype(classifier)::statistic, pixels);
  });
  return pixels;
}

}  // namespace

TallyTables::TallyTables(const GroupJob& job, std::uint64_t most_costs, std::uint64_t most_bytes)
    : grids_(job.grids), counter_(job.grids) {
  for (;; most_costs /= 2) {
    lay_out(job, most_costs);
    if (dense_entries_ * sizeof(std::uint32_t) <= most_bytes || most_costs == 0) break;
  }
  dense_ = DeviceBuffer<std::uint32_t>(dense_entries_);
  in_class_ = DeviceBuffer<unsigned long long>(job.cells.size());
  found_ = DeviceBuffer<PlaceCount>(std::min(dense_entries_, compacted_at_once));
  found_count_ = DeviceBuffer<std::uint32_t>(1);
  for (Slot& slot : slots_) {
    slot.sinks = DeviceBuffer<CostSink>(sinks_.size());
    slot.wide_count = DeviceBuffer<std::uint32_t>(sinks_.size());
    slot.wide_counts = PinnedBuffer<std::uint32_t>(sinks_.size());
  }
  clear(Stream());
}

void TallyTables::lay_out(const GroupJob& job, std::uint64_t most_costs) {
  sinks_.clear();
  first_upper_.clear();
  first_lower_.clear();
  dense_entries_ = 0;
  lists_ = 0;
  const auto add = [&](std::size_t cell, bool lower, const std::vector<bool>& used) {
    const std::size_t first = sinks_.size();
    for (std::size_t p = 0; p < grids_.size(); ++p) {
      Sink sink{cell, p, lower, used[p], 0, dense_entries_, no_list};
      if (sink.used) {
        const DenseSize size =
            dense_size(job.rules[p], job.source.shape, moving_pixels(job.cells[cell]), most_costs);
        sink.dense_size = size.entries;
        if (!size.whole) sink.list = lists_++;
      }
      dense_entries_ += sink.dense_size;
      sinks_.push_back(sink);
    }
    return first;
  };
  for (std::size_t cell = 0; cell < job.cells.size(); ++cell) {
    const std::vector<bool>& bracket = job.cells[cell].bracket;
    first_upper_.push_back(add(cell, false, std::vector<bool>(grids_.size(), true)));
    const bool any = std::find(bracket.begin(), bracket.end(), true) != bracket.end();
    first_lower_.push_back(any ? add(cell, true, bracket) : none);
  }
}

const CostSink* TallyTables::upper(unsigned slot, std::size_t cell) const {
  return slots_[slot].sinks.data() + first_upper_[cell];
}

const CostSink* TallyTables::lower(unsigned slot, std::size_t cell) const {
  return first_lower_[cell] == none ? nullptr : slots_[slot].sinks.data() + first_lower_[cell];
}

std::uint64_t TallyTables::scratch_bytes(std::uint64_t images) const {
  if (lists_ == 0 || images <= few_costs) return 0;
  return ListCounter::bytes(images);
}

void TallyTables::reserve(std::uint64_t images) {
  capacity_ = images;
  for (Slot& slot : slots_) {
    slot.wide = DeviceBuffer<std::uint64_t>(lists_ * images);
    std::vector<CostSink> sinks;
    for (std::size_t i = 0; i < sinks_.size(); ++i) {
      const Sink& sink = sinks_[i];
      CostSink seen;
      if (sink.used) {
        if (sink.dense_size > 0) seen.dense = dense_.data() + sink.dense_begin;
        seen.dense_size = sink.dense_size;
        if (sink.list != no_list) seen.wide = slot.wide.data() + sink.list * images;
        seen.wide_count = slot.wide_count.data() + i;
      }
      sinks.push_back(seen);
    }
    slot.sinks.write(sinks);
  }
  if (scratch_bytes(images) > 0) counter_.reserve(images);
}

void TallyTables::begin(unsigned slot, const Stream& stream) {
  if (lists_ > 0) slots_[slot].wide_count.clear(stream);
}

void TallyTables::end(unsigned slot, const Stream& stream) {
  const Slot& of = slots_[slot];
  if (lists_ > 0) {
    BRINK_CUDA(cudaMemcpyAsync(of.wide_counts.data(), of.wide_count.data(), of.wide_counts.bytes(),
                               cudaMemcpyDeviceToHost, stream.get()));
  }
  of.done.record(stream);
}

void TallyTables::collect(unsigned slot, const Stream& stream) {
  const Slot& of = slots_[slot];
  of.done.wait();
  if (lists_ == 0) return;
  const Range range("brink: count the costs of a batch");
  for (std::size_t i = 0; i < sinks_.size(); ++i) {
    const Sink& sink = sinks_[i];
    if (sink.list == no_list || of.wide_counts[i] == 0) continue;
    count_list(sink, of.wide.data() + sink.list * capacity_, of.wide_counts[i], stream);
  }
}

void TallyTables::count_list(const Sink& sink, std::uint64_t* list, std::uint32_t length,
                             const Stream& stream) {
  CostAccumulator& counted = listed_[sink.list];
  if (length <= few_costs) {
    for (const std::uint64_t cost : read(list, length, stream)) counted.add(cost);
  } else {
    counted.add(counter_.count(sink.p, list, length, counted.tally().bits, stream));
  }
}

CostAccumulator& TallyTables::costs(const Sink& sink, std::vector<CellTally>& tallies) {
  CellTally& tally = tallies[sink.cell];
  return sink.lower ? tally.lower[sink.p] : tally.upper[sink.p];
}

void TallyTables::drain(const Stream& stream, std::vector<CellTally>& tallies) {
  const Range range("brink: drain the tables of costs");
  drain_dense(stream, tallies);
  for (const Sink& sink : sinks_) {
    if (sink.list != no_list) costs(sink, tallies).add(std::move(listed_[sink.list]));
  }
  forget_lists();
  const std::vector<unsigned long long> in_class = in_class_.read(stream, in_class_.size());
  for (std::size_t cell = 0; cell < in_class.size(); ++cell) {
    tallies[cell].in_class += in_class[cell];
  }
  in_class_.clear(stream);
  stream.synchronize();  // the other slot's stream counts in the table next
}

void TallyTables::drain_dense(const Stream& stream, std::vector<CellTally>& tallies) {
  std::size_t at = 0;
  Tally dense;  // what the sink at `at` has counted
  const auto hand_over = [&] {
    if (dense.cost.empty()) return;
    costs(sinks_[at], tallies).add(std::exchange(dense, {}));
  };
  for (std::uint64_t begin = 0; begin < dense_entries_; begin += compacted_at_once) {
    CompactArguments arguments;
    arguments.dense = dense_.data() + begin;
    arguments.size =
        static_cast<std::uint32_t>(std::min(dense_entries_ - begin, compacted_at_once));
    arguments.found = found_.data();
    arguments.found_count = found_count_.data();
    found_count_.clear(stream);
    launch(compact_dense,
           resident_blocks(reinterpret_cast<const void*>(compact_dense), compact_threads, 0,
                           (arguments.size + compact_threads - 1) / compact_threads),
           compact_threads, stream, arguments);
    std::vector<PlaceCount> found = found_.read(stream, found_count_.read(stream, 1)[0]);
    std::sort(found.begin(), found.end(),
              [](const PlaceCount& a, const PlaceCount& b) { return a.place < b.place; });
    for (const PlaceCount& pair : found) {
      const std::uint64_t place = begin + pair.place;
      for (; place >= sinks_[at].dense_begin + sinks_[at].dense_size; ++at) hand_over();
      dense.cost.push_back(place - sinks_[at].dense_begin);
      dense.count.push_back(pair.images);
    }
  }
  hand_over();
}

void TallyTables::clear(const Stream& stream) {
  dense_.clear(stream);
  in_class_.clear(stream);
  stream.synchronize();
  forget_lists();
}

void TallyTables::forget_lists() {
  listed_.clear();
  for (const Sink& sink : sinks_) {
    if (sink.list != no_list) listed_.emplace_back(grids_[sink.p]);
  }
}

}  // namespace brink::device
