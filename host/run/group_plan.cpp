// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/group_plan.hpp"

#include "host/cpu/power_table.hpp"
#include "host/run/cell_class.hpp"

namespace brink {

const DoubleDouble* PowerTables::at(double p, std::uint32_t b) {
  auto& table = tables_[{p, b}];
  if (table.empty()) table = power_table(p, std::uint32_t{1} << b);
  return table.data();
}

GroupPlan plan_group(const Config& config, Shape shape, PowerTables& tables) {
  GroupPlan plan;
  plan.job.source = {shape, config.seed, config.sampler == Sampler::exhaustive};
  plan.job.multinomial = config.sampler == Sampler::multinomial;
  for (const double p : config.p) {
    CostRule rule;
    rule.norm.p = p;
    rule.real = !integer_costs(rule.norm, shape);
    if (rule.real) rule.powers = tables.at(p, shape.b);
    plan.job.rules.push_back(rule);
  }
  for (const ClassifierConfig& classifier : config.classifiers) {
    const BuiltClass built = build_class(classifier, shape);
    CellJob cell = make_cell_job(classifier, shape, built.threshold, built.weights);
    for (const CostRule& rule : plan.job.rules) {
      cell.bracket.push_back(bracketed(cell, rule.norm));
    }
    plan.built.push_back({built.threshold, built.coverage,
                          cell.weight.size() == 1 ? cell.weight[0] : 0, cell.weighted_pixels()});
    plan.methods.push_back(built.method);
    plan.job.cells.push_back(std::move(cell));
  }
  return plan;
}

std::uint64_t images_per_cell(const Config& config, Shape shape) {
  if (config.sampler != Sampler::exhaustive) return config.samples;
  return std::uint64_t{1} << (shape.pixels() * shape.b);
}

}  // namespace brink
