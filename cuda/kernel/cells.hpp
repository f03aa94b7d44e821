// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/costs.hpp"
#include "cuda/weighted_counts.hpp"

namespace brink::device {

/// The device memory in which one end of one cell's costs at one p is gathered. Threads add with
/// integer atomics, so the order of their additions does not matter.
struct CostSink {
  std::uint32_t* dense = nullptr;  ///< [cost] images, for costs below dense_size
  std::uint64_t dense_size = 0;
  std::uint64_t* wide = nullptr;        ///< [place] the other costs, one for each image
  std::uint32_t* wide_count = nullptr;  ///< how many places are taken; there is one for every image
                                        ///< of a batch
};

/// One class of a group of cells, as kernels see it. It lies in device memory, and so does
/// everything that it points to.
struct DeviceCell {
  std::uint32_t classifier = 0;  ///< the class's place in Classifiers
  CellPlan plan;
  WeightClasses weights;                   ///< only for half-spaces
  const CostSink* upper = nullptr;         ///< [p]
  const CostSink* lower = nullptr;         ///< [p]; null where every cost is exact
  unsigned long long* in_class = nullptr;  ///< images inside
};

/// Cells that are judged by the same counts, each at every p. A cell at one p is an *item*, with
/// the number cell * rules + rule, so that many threads can share the work of one image.
struct Cells {
  const DeviceCell* cell = nullptr;  ///< [cells]
  std::uint32_t cells = 0;
  const CostRule* rule = nullptr;  ///< [p]
  std::uint32_t rules = 0;

  BRINK_HD std::uint32_t items() const { return cells * rules; }
};

/// Items whose counts did not suffice (LevelWindows, WeightedWindows): another launch counts
/// every level for them. An entry is image * items + item, where the image is counted from the
/// first one of the batch. There is a place for every item of a batch.
struct Undecided {
  std::uint64_t* entry = nullptr;
  std::uint32_t* count = nullptr;
};

/// The images of a launch: first..first+images-1.
struct LaunchRange {
  std::uint64_t first = 0;
  std::uint64_t images = 0;
  /// The stop flag, in page-locked memory of the host: not 0 as soon as the results of the launch
  /// are no longer wanted. Kernels look at it between images (StopWatch) and may end early. Null
  /// where nobody stops them.
  const std::uint32_t* stop = nullptr;
};

}  // namespace brink::device
