// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <type_traits>
#include <utility>

#include "cuda/classifier/registry.hpp"
#include "cuda/kernel/sink.cuh"

namespace brink::device {

/// Whether a class can be judged from these counts.
template <class Classifier, class Counts, class = void>
struct Judges : std::false_type {};
template <class Classifier, class Counts>
struct Judges<Classifier, Counts,
              std::void_t<decltype(Classifier::cost(
                  std::declval<const CellPlan&>(), std::declval<const Counts&>(), std::int64_t{},
                  std::declval<const CostRule&>()))>> : std::true_type {};

/// The classifier that judges by these counts in place of another one. The counts mean the same
/// to both, and so the kernel contains the code once.
template <class Classifier, class Counts, class = void>
struct JudgedAs {
  using type = Classifier;
};
template <class Classifier>
struct JudgedAs<Classifier, LevelCounts, std::void_t<typename Classifier::OfLevelCounts>> {
  using type = typename Classifier::OfLevelCounts;
};

/// Calls visit(Classifier{}) for the classifier at this place of the list, if it judges by these
/// counts.
template <class Counts, class Visit, class... Classifier>
__device__ void with_judge(ClassifierList<Classifier...>, std::uint32_t place, Visit visit) {
  const auto try_one = [&](auto judge) {
    using Judge = decltype(judge);
    if constexpr (Judges<Judge, Counts>::value) {
      std::uint32_t at = 0;
      bool chosen = false;
      ((chosen =
            chosen || (std::is_same<typename JudgedAs<Classifier, Counts>::type, Judge>::value &&
                       at == place),
        ++at),
       ...);
      if (chosen) visit(judge);
    }
  };
  (try_one(Classifier{}), ...);
}

/// What the counts tell about one item of an image.
struct Verdict {
  bool inside = false;
  bool known = true;  ///< whether the counts suffice for the cost
  CostBracket cost;   ///< only where inside and known
};

/// Judges one item of an image from its counts. Gives whether the image is in the class and, if
/// it is, its cost.
template <class Counts>
__device__ Verdict judge_counts(const Cells& cells, std::uint32_t item, const Counts& counts) {
  const DeviceCell& cell = cells.cell[item / cells.rules];
  Verdict verdict;
  with_judge<Counts>(Classifiers{}, cell.classifier, [&](auto classifier) {
    using Classifier = decltype(classifier);
    const std::int64_t score = Classifier::score(cell.plan, counts);
    verdict.inside = Classifier::inside(cell.plan, score);
    if (!verdict.inside) return;
    const Solved solved =
        Classifier::cost(cell.plan, counts, score, cells.rule[item % cells.rules]);
    verdict.known = solved.known;
    verdict.cost = solved.cost;
  });
  return verdict;
}

/// Judges one item and records the result. The first item of a cell also counts the image if it
/// is inside. Returns false, and records no cost, where the counts do not suffice.
/// @param first_look whether to count the image; false when an undecided item comes again
template <class Counts>
__device__ bool judge_item(const Cells& cells, std::uint32_t item, const Counts& counts,
                           bool first_look) {
  const Verdict verdict = judge_counts(cells, item, counts);
  if (!verdict.inside) return true;
  const DeviceCell& cell = cells.cell[item / cells.rules];
  const std::uint32_t p = item % cells.rules;
  if (first_look && p == 0) atomicAdd(cell.in_class, 1ull);
  if (verdict.known) add_cost(cell, p, verdict.cost);
  return verdict.known;
}

/// Judges every item of an image. `size` threads share the image; thread `rank` takes every
/// size-th item.
/// @param image counted from the first one of the batch
template <class Counts>
__device__ void judge_image(const Cells& cells, const Counts& counts, std::uint32_t rank,
                            std::uint32_t size, std::uint64_t image, const Undecided& undecided) {
  for (std::uint32_t item = rank; item < cells.items(); item += size) {
    if (!judge_item(cells, item, counts, true)) {
      add_undecided(undecided, image * cells.items() + item);
    }
  }
}

}  // namespace brink::device
