// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/cpu/group/count_worker.hpp"

#include <algorithm>
#include <stdexcept>

#include "host/cpu/judge.hpp"
#include "host/registry.hpp"
#include "host/sampler/listed_ones.hpp"

namespace brink {
namespace {

// Splits between two looks at the clock and the work queue. They take about a millisecond.
constexpr std::uint64_t batch_splits = 1 << 15;
constexpr std::uint64_t most_batch_images = 1 << 13;

}  // namespace

CountWorker::CountWorker(const GroupJob& job)
    : Worker(job), pixels_(job.source.shape.pixels()), sampler_(job.source.shape, job.source.seed) {
  for (std::size_t cell = 0; cell < job.cells.size(); ++cell) {
    with_classifier(job.cells[cell].config->judged_as(), [&](auto classifier) {
      using Classifier = decltype(classifier);
      if constexpr (Classifier::statistic == Statistic::levels) {
        judges_.push_back(judge<Classifier, LevelCounts>(job, cell));
      } else {
        throw std::invalid_argument("the multinomial sampler draws level counts only");
      }
    });
  }
  if (job.source.shape.b == 1) {
    const ListedOnes listed(pixels_);
    first_listed_ = listed.first;
    images_with_ones_.resize(listed.size);
  }
}

std::uint64_t CountWorker::preferred_batch() const {
  return std::clamp<std::uint64_t>(batch_splits / sampler_.splits(), 1, most_batch_images);
}

void CountWorker::run(std::uint64_t first, std::uint64_t count) {
  for (std::uint64_t image = first; image < first + count; ++image) {
    const LevelCounts counts = sampler_.draw(image);
    const std::uint64_t place = counts.sum - first_listed_;  // wraps around below the list
    if (place < images_with_ones_.size()) {
      ++images_with_ones_[place];
    } else {
      judge_all(counts, 1);
    }
  }
}

void CountWorker::judge_all(const LevelCounts& counts, std::uint64_t times) {
  for (std::size_t cell = 0; cell < judges_.size(); ++cell) {
    judges_[cell](counts, tallies_[cell], times);
  }
}

void CountWorker::finish() {
  for (std::size_t place = 0; place < images_with_ones_.size(); ++place) {
    if (images_with_ones_[place] == 0) continue;
    std::uint32_t count[2];
    const LevelCounts counts = two_level_counts(pixels_, first_listed_ + place, count);
    judge_all(counts, images_with_ones_[place]);
  }
}

}  // namespace brink
