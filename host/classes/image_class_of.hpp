// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cuda/classifier/whole_image.hpp"
#include "host/classes/image_class.hpp"

namespace brink {

/// A class that sees images whole. Its own solver writes the witness.
template <class Classifier>
class ImageClassOf : public ImageClass {
 public:
  explicit ImageClassOf(const CellJob& job)
      : plan_(job.plan), scratch_(Classifier::scratch_words(job.plan)) {}

  std::int64_t score(Levels image) override {
    return Classifier::score(plan_, image.data(), scratch_.data());
  }
  bool inside(std::int64_t score) const override { return Classifier::inside(plan_, score); }

  CostBracket leave(Levels image, std::int64_t, const CostRule& rule, LevelsOut witness) override {
    // Scores the image again, because the solver reads what scoring this very image left in the
    // scratch.
    const std::int64_t own = score(image);
    return Classifier::cost(plan_, image.data(), own, rule, scratch_.data(), witness.data()).cost;
  }

 private:
  CellPlan plan_;
  std::vector<std::uint64_t> scratch_;
};

}  // namespace brink
