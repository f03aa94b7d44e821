// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "host/run/group_job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "host/classes/coverage_probe.hpp"
#include "host/classes/host_class.hpp"
#include "host/classes/strata.hpp"
#include "host/cpu/power_table.hpp"
#include "host/error.hpp"
#include "host/result/cost_grids.hpp"

namespace brink {

namespace {

/// The file of images as it is now, which must be as it was when its config was read first.
ImageFile read_again(const ImageFacts& facts) {
  const auto refuse = [&](const std::string& what, const std::string& accepted) {
    throw Error(Exit::failed,
                fmt::format("run.images: {} {}; accepted: {}", facts.path, what, accepted));
  };
  ImageFile file;
  try {
    file = read_images(facts.path);
  } catch (const ImageFileError& error) {
    refuse(error.what(), error.accepted);
  }
  if (file.facts.sha256 != facts.sha256) {
    refuse(fmt::format("has the SHA-256 {}", file.facts.sha256),
           fmt::format("the file that the config was read with, of {}", facts.sha256));
  }
  return file;
}

}  // namespace

const DoubleDouble* SharedTables::powers(double p, std::uint32_t b) {
  auto& table = powers_[{p, b}];
  if (table.empty()) table = power_table(p, std::uint32_t{1} << b);
  return table.data();
}

std::shared_ptr<const StoredImages> SharedTables::images(const ImageSet& set, const Shape& shape) {
  if (!file_) file_ = read_again(set.facts);
  if (packed_bits_ != shape.b) {
    packed_.reset();  // before the other ones take memory
    packed_ = std::make_shared<const StoredImages>(
        StoredImages{set.facts.sha256, packed_images(file_->levels, set.bits, shape)});
    packed_bits_ = shape.b;
  }
  return packed_;
}

namespace {

/// The law of the images of one shape, in integers.
Distribution distribution_of(const Config& config, const Shape& shape) {
  Distribution law;
  if (config.uniform()) return law;
  constexpr double circle = 65536;
  const auto pixels = static_cast<double>(shape.pixels());
  switch (config.sampler) {
    case Sampler::blocks:
      law.kind = Distribution::Kind::blocks;
      law.block = config.block;
      break;
    case Sampler::smooth:
      law.kind = Distribution::Kind::smooth;
      law.roughness = static_cast<std::uint32_t>(std::floor((1 - config.smoothness) * circle));
      break;
    case Sampler::ball:
      law.kind = Distribution::Kind::ball;
      law.centres = config.centres;
      law.centre_seed = config.centre_seed;
      law.changed = static_cast<std::uint64_t>(std::floor(config.changed * pixels));
      break;
    default:
      break;
  }
  return law;
}

}  // namespace

GroupJob make_group_job(const Config& config, Shape shape, SharedTables& tables) {
  GroupJob job;
  job.source = {shape, config.seed, config.sampler == Sampler::exhaustive};
  job.source.distribution = distribution_of(config, shape);
  if (config.images) {
    job.images = tables.images(*config.images, shape);
    job.source.stored = job.images->words.data();
  }
  job.multinomial = config.sampler == Sampler::multinomial;
  job.counts = config.sampler == Sampler::counts || config.tilted();
  for (const double p : config.p) {
    CostRule rule;
    rule.norm.p = p;
    rule.real = !integer_costs(rule.norm, shape);
    if (rule.real) rule.powers = tables.powers(p, shape.b);
    job.rules.push_back(rule);
    job.grids.push_back(std::make_shared<const CostGrid>(cost_grid(config, p, shape)));
  }
  for (std::size_t c = 0; c < config.classifiers.size(); c += config.strata) {
    const ClassifierConfig& classifier = config.classifiers[c];
    CellJob cell = make_cell_job(classifier, shape,
                                 host_class(classifier.judged_as()).build(classifier, shape));
    if (classifier.measured() && !config.images) refuse_more_than_half(cell);
    for (const CostRule& rule : job.rules) {
      cell.bracket.push_back(bracketed(cell, rule.norm));
    }
    if (config.tilted()) {
      std::vector<CellJob> strata = strata_cells(cell, &classifier, config.strata);
      std::move(strata.begin(), strata.end(), std::back_inserter(job.cells));
    } else {
      job.cells.push_back(std::move(cell));
    }
  }
  return job;
}

GroupJob looking(GroupJob job, const Config& config, std::vector<NormLook> looks) {
  std::vector<CostRule> rules;
  CostGrids grids;
  for (const NormLook& look : looks) {
    rules.push_back(job.rules.at(look.p));
    grids.push_back(std::make_shared<const CostGrid>(
        rules.back().real, Look(look.kept, config.p.at(look.p), job.source.shape)));
  }
  for (CellJob& cell : job.cells) {
    std::vector<bool> bracket;
    for (const NormLook& look : looks) bracket.push_back(cell.bracket.at(look.p));
    cell.bracket = std::move(bracket);
  }
  job.rules = std::move(rules);
  job.grids = std::move(grids);
  job.looks = std::move(looks);
  return job;
}

}  // namespace brink
