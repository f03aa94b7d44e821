// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/cpu/cell_job.hpp"

#include "host/registry.hpp"

namespace brink {

CellJob make_cell_job(const ClassifierConfig& config, Shape shape, std::int64_t threshold,
                      const std::map<std::uint32_t, std::uint64_t>& weights) {
  CellJob job;
  job.config = &config;
  job.plan.shape = shape;
  job.plan.threshold = threshold;
  job.plan.pixel = config.pixel;
  job.plan.seed = config.seed;
  if (config.type == Voronoi::type) {
    job.prototypes =
        std::make_shared<const PrototypeTables>(shape, config.seed, config.prototypes / 2);
    job.plan.prototypes = job.prototypes->view();
  }
  for (const auto& [weight, pixels] : weights) {
    if (weight == 0) continue;
    job.weight.push_back(weight);
    job.weight_size.push_back(pixels);
  }
  if (config.type == Network::type) {
    job.network = std::make_shared<NetworkTables>(NetworkDesign{shape, config.layers, config.width},
                                                  config.seed);
    job.plan.network = job.network->plan();
  }
  return job;
}

bool bracketed(const CellJob& job, Norm norm) {
  bool answer = false;
  with_classifier(job.config->type, [&](auto classifier) {
    using Classifier = decltype(classifier);
    if constexpr (Classifier::statistic == Statistic::image) {
      answer = Classifier::bracketed(job.plan, norm);
    } else {
      // Only unequal weights leave a distance open, and not where the greedy choice
      // is exact.
      answer = job.weight.size() > 1 && !greedy_is_exact(norm);
    }
  });
  return answer;
}

}  // namespace brink
