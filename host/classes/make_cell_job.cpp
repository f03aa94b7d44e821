// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/classes/host_class.hpp"

#include <utility>

#include "host/registry.hpp"

namespace brink {

CellJob make_cell_job(const ClassifierConfig& config, Shape shape, BuiltClass built) {
  CellJob job;
  job.config = &config;
  job.plan.shape = shape;
  job.plan.threshold = built.threshold;
  job.plan.pixel = config.pixel;
  job.plan.seed = config.seed;
  for (const auto& [weight, pixels] : built.weights) {
    if (weight == 0) continue;
    job.weight.push_back(weight);
    job.weight_size.push_back(pixels);
  }
  job.built = {built.threshold, built.coverage, job.weight.size() == 1 ? job.weight[0] : 0,
               job.weighted_pixels()};
  job.method = std::move(built.method);
  host_class(config.judged_as()).add_tables(job);
  return job;
}

bool bracketed(const CellJob& job, Norm norm) {
  bool answer = false;
  with_classifier(job.config->judged_as(), [&](auto classifier) {
    using Classifier = decltype(classifier);
    if constexpr (Classifier::statistic == Statistic::image) {
      answer = Classifier::bracketed(job.plan, norm);
    } else {
      // Only unequal weights leave a distance bracketed, except where the greedy choice is exact.
      answer = job.weight.size() > 1 && !greedy_is_exact(norm);
    }
  });
  return answer;
}

}  // namespace brink
