// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "host/cpu/evaluate.hpp"
#include "host/cpu/weight_stream.hpp"
#include "host/witness/image_class.hpp"

namespace brink {

/// Membership by the definitions of the spec, section 3, and nothing else.
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
    if (type == "dictator") return score(image) >= job_.plan.shape.levels() / 2;
    if (type == "parity") return score(image) % 2 == 1;
    if (type == "hamming_ball") return score(image) <= job_.plan.threshold;
    return score(image) > job_.plan.threshold;
  }

  /// Whether no image is outside: a ball as large as the space.
  bool everything() const {
    return job_.config->type == "hamming_ball" &&
           job_.plan.threshold >= std::int64_t(job_.plan.shape.pixels());
  }

 private:
  const CellJob& job_;
  std::vector<std::int32_t> weight_, centre_;
};

}  // namespace brink
