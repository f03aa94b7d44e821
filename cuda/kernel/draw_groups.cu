// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/kernel/draw_groups.hpp"

#include "cuda/kernel/judge.cuh"
#include "cuda/kernel/shared.hpp"
#include "cuda/kernel/stop.cuh"
#include "cuda/solver/weight_cursors.hpp"

namespace brink::device {
namespace {

/// The 64-bit words of an image's stream, in order. A block serves two of them.
class DeviceWords {
 public:
  __device__ DeviceWords(const CountsSource& source, std::uint64_t image)
      : stream_(source.keys, source.shape.stream(Domain::counts), image) {}

  __device__ std::uint64_t next() {
    const bool second = held_;
    held_ = !held_;
    if (second) return second_;
    const Block block = stream_[block_++];
    second_ = block.word[2] | std::uint64_t{block.word[3]} << 32;
    return block.word[0] | std::uint64_t{block.word[1]} << 32;
  }

 private:
  PhiloxStream stream_;
  std::uint32_t block_ = 0;
  std::uint64_t second_ = 0;
  bool held_ = false;
};

__device__ std::uint64_t first_image() {
  return std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x;
}
__device__ std::uint64_t image_stride() { return std::uint64_t{gridDim.x} * blockDim.x; }

struct Nothing {
  __device__ void operator()(std::uint32_t, std::uint32_t, std::uint32_t) const {}
};

}  // namespace

__global__ void __launch_bounds__(drawn_threads, drawn_blocks)
    draw_groups(DrawGroupsArguments arguments) {
  BRINK_DYNAMIC_SHARED(std::uint32_t, shared);
  std::uint32_t* const scratch = shared + threadIdx.x;
  const CountsSource& source = arguments.source;
  const DrawnImages& drawn = arguments.drawn;
  const std::uint32_t b = source.shape.b;
  StopWatch watch(arguments.range.stop);
  for (std::uint64_t image = first_image(); image < arguments.range.images && !watch.stopped();
       image += image_stride()) {
    DeviceWords words(source, arguments.range.first + image);
    std::uint32_t* const count = drawn.count + image * drawn.places;
    if (!drawn.listed) {
      for (std::uint64_t place = 0; place < drawn.places; ++place) count[place] = 0;
    }
    for (std::uint32_t g = 0; g < drawn.groups; ++g) {
      const PixelGroup& group = drawn.group[g];
      WalkTotals totals;
      if (drawn.listed) {
        ListSink sink{count};
        totals = walk_levels(source.hat, b, group.pixels, group.windows, words, scratch, blockDim.x,
                             sink);
        drawn.listed_count[image] = sink.size;
      } else {
        CountSink sink(count + group.first, group.windows);
        totals = walk_levels(source.hat, b, group.pixels, group.windows, words, scratch, blockDim.x,
                             sink);
      }
      if (drawn.sum) {
        totals.sum += draw_shared_bits(source.hat, b, scratch, blockDim.x, words, Nothing{});
      }
      drawn.caps[image * drawn.groups + g] = totals.sum;
      drawn.upper_half[image] = static_cast<std::uint32_t>(totals.upper_half);
    }
  }
}

__global__ void __launch_bounds__(drawn_threads, drawn_blocks)
    judge_drawn_levels(JudgeDrawnArguments arguments) {
  const DrawnImages& drawn = arguments.drawn;
  StopWatch watch(arguments.range.stop, StopWatch::First::at_once);
  for (std::uint64_t image = first_image(); image < arguments.range.images && !watch.stopped();
       image += image_stride()) {
    const PixelGroup& group = drawn.group[0];
    LevelCounts counts;
    counts.pixels = group.pixels;
    counts.sum = drawn.caps[image];
    counts.upper_half = drawn.upper_half[image];
    counts.levels = arguments.shape.levels();
    counts.windows = group.windows;
    std::uint32_t* const count = drawn.count + image * drawn.places;
    if (drawn.listed) {
      counts.present = count;
      counts.present_count = drawn.listed_count[image];
    } else {
      const CountSink sink(count, group.windows);
      counts.count = count;
      counts.middle_shift = sink.middle_shift;
      counts.high_shift = sink.high_shift;
    }
    judge_image(arguments.cells, counts, 0, 1, image, arguments.undecided);
  }
}

__global__ void __launch_bounds__(drawn_threads, drawn_blocks)
    solve_groups(JudgeDrawnArguments arguments) {
  const DrawnImages& drawn = arguments.drawn;
  const std::uint32_t lanes = gridDim.x * blockDim.x;
  const std::uint32_t lane = blockIdx.x * blockDim.x + threadIdx.x;
  const LaneCursors cursors(arguments.steps, arguments.able, lane, lanes);
  const std::uint32_t items = arguments.cells.items();
  const std::uint32_t item = blockIdx.x % items;
  const std::uint64_t stride = std::uint64_t{gridDim.x / items} * blockDim.x;
  StopWatch watch(arguments.range.stop, StopWatch::First::at_once);
  for (std::uint64_t image = std::uint64_t{blockIdx.x / items} * blockDim.x + threadIdx.x;
       image < arguments.range.images && !watch.stopped(); image += stride) {
    GroupedCounts counts;
    counts.classes = arguments.classes;
    counts.levels = arguments.shape.levels();
    counts.windows = arguments.windows;
    counts.count = drawn.count + image * drawn.places;
    counts.caps = drawn.caps + image * drawn.groups;
    for (std::uint32_t c = 0; c < drawn.groups; ++c) {
      counts.reach += counts.caps[c] * counts.classes.weight[c];
    }
    const CountsAndCursors<GroupedCounts> both{counts, cursors};
    if (!judge_item(arguments.cells, item, both, true)) {
      add_undecided(arguments.undecided, image * items + item);
    }
  }
}

__global__ void __launch_bounds__(256) judge_drawn_pixels(JudgeDrawnPixelsArguments arguments) {
  const CountsSource& source = arguments.source;
  const std::uint32_t top = source.shape.top_level();
  for (std::uint64_t image = first_image(); image < arguments.range.images;
       image += image_stride()) {
    DeviceWords words(source, arguments.range.first + image);
    const auto level = [&] { return static_cast<std::uint32_t>(words.next()) & top; };
    LevelPair levels{level(), 0};
    if (arguments.two && source.shape.pixels() > 1) levels.second = level();
    for (std::uint32_t item = 0; item < arguments.cells.items(); ++item) {
      if (arguments.two) {
        judge_item(arguments.cells, item, levels, true);
      } else {
        judge_item(arguments.cells, item, levels.first, true);
      }
    }
  }
}

}  // namespace brink::device
