// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "host/classes/image_class.hpp"
#include "host/cpu/cell_job.hpp"
#include "host/cpu/draw/weight_stream.hpp"
#include "host/registry.hpp"

namespace brink {

/// Membership by the definitions of docs/spec/classes.md. For classes that see images whole, it
/// calls the program again; tests/cuda compares their scores with the definitions.
class PlainClass {
 public:
  explicit PlainClass(const CellJob& job)
      : job_(job),
        weight_(weights(*job.config, job.plan.shape)),
        centre_(centre_levels(*job.config, job.plan.shape)) {}

  std::int64_t score(Levels image) const {
    const std::string& type = job_.config->type;
    const std::int64_t top = job_.plan.shape.top_level();
    if (type == "dictator") return image[job_.plan.pixel];
    if (const auto whole = whole_image(image)) return whole->score;
    std::int64_t score = type == "majority_bit" ? -std::int64_t(image.size()) : 0;
    for (std::size_t i = 0; i < image.size(); ++i) {
      const std::int64_t x = image[i];
      if (type == "brightness") score += 2 * x - top;
      if (type == "halfspace") score += weight_[i] * (2 * x - top);
      if (type == "majority_bit") score += 2 * x > top ? 2 : 0;
      if (type == "hamming_ball") score += x != centre_[i] ? 1 : 0;
      if (type == "parity") score += x;
    }
    return score;
  }

  bool inside(Levels image) const {
    const std::string& type = job_.config->type;
    if (const auto whole = whole_image(image)) return whole->inside;
    if (type == "dictator") return score(image) >= job_.plan.shape.levels() / 2;
    if (type == "parity") return score(image) % 2 == 1;
    if (type == "hamming_ball") return score(image) <= job_.plan.threshold;
    return score(image) > job_.plan.threshold;
  }

  /// Whether no image is outside, as in a ball of the size of the space.
  bool everything() const {
    return job_.config->type == "hamming_ball" &&
           job_.plan.threshold >= std::int64_t(job_.plan.shape.pixels());
  }

 private:
  struct Seen {
    std::int64_t score;
    bool inside;
  };
  std::optional<Seen> whole_image(Levels image) const {
    std::optional<Seen> seen;
    with_classifier(job_.config->judged_as(), [&](auto classifier) {
      using Classifier = decltype(classifier);
      if constexpr (Classifier::statistic == Statistic::image) {
        std::vector<std::uint64_t> scratch(Classifier::scratch_words(job_.plan));
        const std::int64_t score = Classifier::score(job_.plan, image.data(), scratch.data());
        seen = {score, Classifier::inside(job_.plan, score)};
      }
    });
    return seen;
  }

  const CellJob& job_;
  std::vector<std::int32_t> weight_, centre_;
};

}  // namespace brink
