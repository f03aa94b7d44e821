// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/group/counts_worker.hpp"

#include <functional>
#include <stdexcept>
#include <utility>

#include "host/cpu/draw/counts_words.hpp"
#include "host/cpu/draw/drawn_counts.hpp"
#include "host/cpu/draw/tilted_counts.hpp"
#include "host/cpu/draw/weight_stream.hpp"
#include "host/cpu/judge.hpp"
#include "host/registry.hpp"
#include "host/sampler/cap_windows.hpp"
#include "host/sampler/listed_ones.hpp"

namespace brink {
namespace {

// Images between two looks at the clock and the work queue: about a millisecond for one cell.
constexpr std::uint64_t batch_images = 1 << 10;

/// A class that one drawing of counts decides: `Drawn` has draw and widen.
template <class Drawn, class Judge>
class CountedCell : public DrawnCell {
 public:
  CountedCell(Drawn drawn, Judge judge) : drawn_(std::move(drawn)), judge_(std::move(judge)) {}

  void run(std::uint64_t first, std::uint64_t count, CellTally& tally) override {
    for (std::uint64_t image = first; image < first + count; ++image) {
      if (judge_(drawn_.draw(image), tally, 1)) continue;
      while (!judge_(drawn_.widen(), tally, 1)) {
      }
    }
  }

 private:
  Drawn drawn_;
  Judge judge_;
};

/// A stratum of a class. Images that are not kept count as images outside it.
template <class Drawn, class Judge>
class TiltedCell : public DrawnCell {
 public:
  TiltedCell(Drawn drawn, Judge judge) : drawn_(std::move(drawn)), judge_(std::move(judge)) {}

  void run(std::uint64_t first, std::uint64_t count, CellTally& tally) override {
    for (std::uint64_t image = first; image < first + count; ++image) {
      if (!drawn_.draw(image)) {
        ++tally.samples;
        continue;
      }
      while (!judge_(drawn_.widen(), tally, 1)) {
      }
    }
  }

 private:
  Drawn drawn_;
  Judge judge_;
};

/// A stratum that no image can be in.
class EmptyCell : public DrawnCell {
 public:
  void run(std::uint64_t, std::uint64_t count, CellTally& tally) override {
    tally.samples += count;
  }
};

/// At b = 1 the number of ones describes an image completely. Images are counted by that number,
/// and each number is judged once, at the end.
template <class Judge>
class OnesCell : public DrawnCell {
 public:
  OnesCell(DrawnLevels drawn, std::uint64_t pixels, Judge judge)
      : drawn_(std::move(drawn)), pixels_(pixels), judge_(std::move(judge)), listed_(pixels) {
    images_with_ones_.resize(listed_.size);
  }

  void run(std::uint64_t first, std::uint64_t count, CellTally& tally) override {
    for (std::uint64_t image = first; image < first + count; ++image) {
      const std::uint64_t ones = drawn_.draw(image).sum;
      const std::uint64_t place = ones - listed_.first;  // wraps around below the list
      if (place < images_with_ones_.size()) {
        ++images_with_ones_[place];
      } else {
        judge(ones, 1, tally);
      }
    }
  }
  void finish(CellTally& tally) override {
    for (std::size_t place = 0; place < images_with_ones_.size(); ++place) {
      if (images_with_ones_[place] > 0) {
        judge(listed_.first + place, images_with_ones_[place], tally);
      }
    }
  }

 private:
  void judge(std::uint64_t ones, std::uint64_t times, CellTally& tally) {
    std::uint32_t count[2];
    judge_(two_level_counts(pixels_, ones, count), tally, times);
  }

  DrawnLevels drawn_;
  std::uint64_t pixels_;
  Judge judge_;
  ListedOnes listed_;
  std::vector<std::uint64_t> images_with_ones_;  ///< [ones - listed_.first]
};

/// A class of one or two pixels: each takes the next word.
template <class Seen, class Judge>
class PixelCell : public DrawnCell {
 public:
  PixelCell(Shape shape, std::uint64_t key, Judge judge)
      : shape_(shape), words_(shape, key), judge_(std::move(judge)) {}

  void run(std::uint64_t first, std::uint64_t count, CellTally& tally) override {
    for (std::uint64_t image = first; image < first + count; ++image) {
      words_.start(image);
      if constexpr (std::is_same_v<Seen, LevelPair>) {
        LevelPair levels{level(), 0};
        if (shape_.pixels() > 1) levels.second = level();
        judge_(levels, tally, 1);
      } else {
        judge_(level(), tally, 1);
      }
    }
  }

 private:
  std::uint32_t level() { return static_cast<std::uint32_t>(words_.next()) & shape_.top_level(); }

  Shape shape_;
  CountsWords words_;
  Judge judge_;
};

template <template <class...> class Cell, class... Fixed, class Judge, class... Arguments>
std::unique_ptr<DrawnCell> made(Judge judge, Arguments... arguments) {
  return std::make_unique<Cell<Fixed..., Judge>>(std::move(arguments)..., std::move(judge));
}

template <class Classifier>
std::unique_ptr<DrawnCell> make_levels(const GroupJob& job, std::size_t cell, std::uint64_t key) {
  const Shape& shape = job.source.shape;
  constexpr bool caps = Classifier::statistic == Statistic::caps;
  const std::uint64_t pixels = caps ? job.cells[cell].weighted_pixels() : shape.pixels();
  bool sum = caps;
  if constexpr (Classifier::statistic == Statistic::levels) {
    sum = Classifier::total == LevelTotal::sum;
  }
  DrawnLevels drawn(shape, key, pixels, Classifier::drawn_windows(shape, pixels), sum);
  auto judged = judge<Classifier, LevelCounts>(job, cell);
  if (shape.b == 1) return made<OnesCell>(std::move(judged), std::move(drawn), pixels);
  return made<CountedCell, DrawnLevels>(std::move(judged), std::move(drawn));
}

template <class Classifier>
std::unique_ptr<DrawnCell> make_tilted_levels(const GroupJob& job, std::size_t cell,
                                              std::uint64_t key) {
  constexpr Statistic seen = Classifier::statistic;
  TiltedView view =
      seen == Statistic::centre_differences ? TiltedView::agreeing : TiltedView::levels;
  if constexpr (seen == Statistic::levels) {
    if (Classifier::total == LevelTotal::upper_half) view = TiltedView::top_bits;
  }
  const Shape& shape = job.source.shape;
  const std::uint64_t pixels =
      seen == Statistic::caps ? job.cells[cell].weighted_pixels() : shape.pixels();
  return made<TiltedCell, TiltedLevels>(
      judge<Classifier, LevelCounts>(job, cell),
      TiltedLevels(shape, key, pixels, Classifier::drawn_windows(shape, pixels), view,
                   job.cells[cell].tilt));
}

}  // namespace

std::unique_ptr<DrawnCell> make_drawn_cell(const GroupJob& job, std::size_t cell) {
  const CellJob& cell_job = job.cells[cell];
  const Shape& shape = job.source.shape;
  const std::uint64_t key = counts_key(shape, job.source.seed, cell_job.config->name);
  if (cell_job.tilt && cell_job.tilt->begin >= cell_job.tilt->end) {
    return std::make_unique<EmptyCell>();
  }
  std::unique_ptr<DrawnCell> drawn;
  with_classifier(cell_job.config->type, [&](auto classifier) {
    using Classifier = decltype(classifier);
    if constexpr (Classifier::statistic == Statistic::one_pixel) {
      drawn =
          made<PixelCell, std::uint32_t>(judge<Classifier, std::uint32_t>(job, cell), shape, key);
    } else if constexpr (Classifier::statistic == Statistic::two_pixels) {
      drawn = made<PixelCell, LevelPair>(judge<Classifier, LevelPair>(job, cell), shape, key);
    } else if constexpr (Classifier::statistic == Statistic::caps) {
      const bool unit = weight_rule(*cell_job.config).unit();
      const WeightClasses classes = cell_job.weight_classes();
      if (cell_job.tilt && !unit) {
        drawn = made<TiltedCell, TiltedWeights>(
            judge<Classifier, GroupedCounts>(job, cell),
            TiltedWeights(shape, key, classes, cap_windows(shape, classes), cell_job.tilt));
        return;
      }
      if (unit) {
        drawn = cell_job.tilt ? make_tilted_levels<Classifier>(job, cell, key)
                              : make_levels<Classifier>(job, cell, key);
        return;
      }
      drawn = made<CountedCell, DrawnWeights>(
          judge<Classifier, GroupedCounts>(job, cell),
          DrawnWeights(shape, key, classes, cap_windows(shape, classes)));
    } else if constexpr (Classifier::statistic != Statistic::image) {
      drawn = cell_job.tilt ? make_tilted_levels<Classifier>(job, cell, key)
                            : make_levels<Classifier>(job, cell, key);
    }
  });
  if (drawn == nullptr) throw std::invalid_argument("the sampler counts draws counts only");
  return drawn;
}

CountsWorker::CountsWorker(const GroupJob& job) : Worker(job) {
  for (std::size_t cell = 0; cell < job.cells.size(); ++cell) {
    cells_.push_back(make_drawn_cell(job, cell));
  }
}

std::uint64_t CountsWorker::preferred_batch() const { return batch_images; }

void CountsWorker::run(std::uint64_t first, std::uint64_t count) {
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    cells_[cell]->run(first, count, tallies_[cell]);
  }
}

void CountsWorker::finish() {
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) cells_[cell]->finish(tallies_[cell]);
}

}  // namespace brink
