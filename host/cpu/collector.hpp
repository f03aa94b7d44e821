// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "cuda/image_source.hpp"
#include "host/cpu/draw/chunk.hpp"
#include "host/cpu/evaluate.hpp"
#include "host/images/stored_images.hpp"

namespace brink {

/// The cells of one shape, all of which see the same images.
struct GroupJob {
  ImageSource source;
  std::vector<CellJob> cells;
  std::vector<CostRule> rules;                 ///< [p]
  CostGrids grids;                             ///< [p]
  std::shared_ptr<const StoredImages> images;  ///< which source.stored points to, or none
  bool multinomial = false;  ///< whether level counts are drawn instead of the source's pixels
  bool counts = false;       ///< whether each cell draws counts of its own instead

  /// [cell] tallies in which no image is counted yet.
  std::vector<CellTally> tallies() const { return {cells.size(), CellTally(grids)}; }
};

/// Gathers one kind of counts from images that arrive chunk by chunk, and lets the classes that
/// share these counts judge the images. Several images ("slots") are in work at once. The caller
/// calls prepare for a chunk, then add for every slot, and finish once all chunks are in.
class Collector {
 public:
  virtual ~Collector() = default;

  /// Whether add reads the words of the image at all.
  virtual bool needs_words() const { return true; }
  /// Whether it matters which pixel a level belongs to. If not, add may be given the words of a
  /// chunk in any order.
  virtual bool needs_order() const { return needs_words(); }
  /// Memory of one slot in bytes. It decides how many images are in work at once.
  virtual std::size_t slot_bytes() const = 0;
  virtual void set_slots(std::size_t slots) = 0;
  virtual void prepare(const Chunk& chunk) = 0;
  virtual void add(std::size_t slot, const Chunk& chunk, const std::uint32_t* words) = 0;
  /// Takes whole images of `stride` words each, one after the other, in place of add and finish.
  /// Returns false where this collector needs add and finish.
  virtual bool take(const std::uint32_t*, std::size_t, std::size_t) { return false; }
  /// Records what was put off until after the last image.
  virtual void flush(std::vector<CellTally>&) {}
  /// Judges the image of a slot and clears the slot. Appends to `undecided` the cells whose
  /// counts did not suffice.
  virtual void finish(std::size_t slot, std::uint64_t image, std::vector<CellTally>& tallies,
                      std::vector<std::size_t>& undecided) = 0;
};

/// The order of words that all of the collectors can use.
inline simd::WordOrder order_for(const std::vector<std::unique_ptr<Collector>>& collectors) {
  const bool needed = std::any_of(collectors.begin(), collectors.end(),
                                  [](const auto& collector) { return collector->needs_order(); });
  return needed ? simd::WordOrder::of_stream : simd::WordOrder::any;
}

/// Makes one collector for each kind of counts that the group's cells need. With `every_level`,
/// no collector leaves a cell undecided. `cells` are indices.
std::vector<std::unique_ptr<Collector>> make_collectors(const GroupJob& job,
                                                        const std::vector<std::size_t>& cells,
                                                        bool every_level);

}  // namespace brink
