// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/witness/sampling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <stdexcept>

#include "host/classes/host_class.hpp"
#include "host/cpu/draw/draw_levels.hpp"
#include "host/error.hpp"
#include "host/result/distances.hpp"
#include "host/result/file/names.hpp"
#include "host/result/tables/tables.hpp"
#include "host/run/group_job.hpp"
#include "host/run/running_clock.hpp"
#include "host/witness/check.hpp"

namespace brink {
namespace {

double as_double(std::uint64_t cost, const CostRule& rule) {
  return rule.real ? std::bit_cast<double>(cost) : static_cast<double>(cost);
}

class Sampling {
 public:
  Sampling(const SampleRequest& request, ProgressMode progress, const std::atomic<bool>* cancelled)
      : request_(request),
        pixels_(request.shape.pixels()),
        block_(sample_block(request)),
        group_(make_group_job(request.config, request.shape, powers_)),
        file_(request),
        progress_(progress, static_cast<double>(request.images * pixels_), 0,
                  [this] { return clock_.now(); }),
        cancelled_(cancelled) {
    const std::size_t classes = group_.cells.size();
    for (const CellJob& job : group_.cells) {
      classes_.push_back(host_class(job.config->judged_as()).image_class(job));
      tables_.threshold.push_back(job.plan.threshold);
    }
    tables_.in_class.resize(classes * request.images);
    tables_.score.resize(tables_.in_class.size());
    for (auto* table :
         {&tables_.cost, &tables_.cost_lower, &tables_.distance, &tables_.distance_lower}) {
      table->resize(tables_.in_class.size() * norms(), missing_real);
    }
    levels_.resize(block_.images * pixels_);
    witnesses_.resize(block_.images * block_.p * pixels_);
  }

  std::vector<std::byte> run(SampleTruth* truth) {
    const auto pixels = static_cast<double>(pixels_);
    progress_.start_group(
        {shape_name(request_.shape), "", pixels, pixels * static_cast<double>(request_.images)});
    for (std::uint64_t first = 0; first < request_.images; first += block_.images) {
      const std::uint64_t images = std::min(block_.images, request_.images - first);
      for (std::uint64_t i = 0; i < images; ++i) {
        draw_levels(group_.source, request_.first_image + first + i, image(i));
      }
      const Levels drawn = LevelsOut(levels_).first(images * pixels_);
      file_.write_images(first, drawn);
      if (truth != nullptr) truth->levels.insert(truth->levels.end(), drawn.begin(), drawn.end());
      for (std::size_t c = 0; c < classes_.size(); ++c) leave_block(c, first, images);
      progress_.add_images(images);
    }
    if (truth != nullptr) {
      truth->tables = tables_;
      for (const CellJob& job : group_.cells) truth->layers.push_back(linear_layer(job));
    }
    return file_.finish(tables_);
  }

 private:
  std::size_t norms() const { return group_.rules.size(); }
  LevelsOut image(std::uint64_t i) { return LevelsOut(levels_).subspan(i * pixels_, pixels_); }

  void leave_block(std::size_t c, std::uint64_t first, std::uint64_t images) {
    for (std::size_t first_p = 0; first_p < norms(); first_p += block_.p) {
      for (std::uint64_t i = 0; i < images; ++i) {
        if (cancelled_ != nullptr && cancelled_->load()) {
          throw Error(Exit::interrupted, "interrupted: nothing was written");
        }
        leave(c, first + i, image(i), first_p,
              LevelsOut(witnesses_).subspan(i * block_.p * pixels_, block_.p * pixels_));
      }
      file_.write_witnesses(c, first, images, first_p, block_.p,
                            LevelsOut(witnesses_).first(images * block_.p * pixels_));
    }
  }

  /// Computes one image and one class at as many p as a block holds.
  void leave(std::size_t c, std::uint64_t number, Levels image, std::size_t first_p,
             LevelsOut witnesses) {
    const std::size_t cell = c * request_.images + number;
    const std::int64_t score = classes_[c]->score(image);
    const bool inside = classes_[c]->inside(score);
    tables_.score[cell] = score;
    tables_.in_class[cell] = inside ? 1 : 0;
    for (std::size_t p = first_p; p < first_p + block_.p; ++p) {
      const LevelsOut witness = witnesses.subspan((p - first_p) * pixels_, pixels_);
      if (!inside) {
        std::fill(witness.begin(), witness.end(), no_witness);
        continue;
      }
      const CostRule& rule = group_.rules[p];
      const CostBracket cost = classes_[c]->leave(image, score, rule, witness);
      const std::string wrong =
          wrong_with(*classes_[c], request_.shape, image, witness, rule, cost);
      if (!wrong.empty()) {
        throw std::logic_error(
            fmt::format("internal error: the witness of image {} for classifier {} at p = {} is "
                        "wrong: {}",
                        request_.first_image + number, request_.config.classifiers[c].name,
                        p_text(request_.config.p[p]), wrong));
      }
      keep(cell * norms() + p, cost, rule);
    }
  }

  void keep(std::size_t place, const CostBracket& cost, const CostRule& rule) {
    tables_.cost[place] = as_double(cost.upper, rule);
    tables_.cost_lower[place] = as_double(cost.lower, rule);
    tables_.distance[place] = distance_of_cost(tables_.cost[place], rule.norm.p, request_.shape);
    tables_.distance_lower[place] =
        distance_of_cost(tables_.cost_lower[place], rule.norm.p, request_.shape);
  }

  const SampleRequest& request_;
  std::uint64_t pixels_;
  SampleBlock block_;
  SharedTables powers_;
  GroupJob group_;
  std::vector<std::unique_ptr<ImageClass>> classes_;
  SampleFile file_;
  SampleTables tables_;
  RunningClock clock_;
  Progress progress_;
  const std::atomic<bool>* cancelled_;
  std::vector<std::uint16_t> levels_;     ///< of a block: image, pixel
  std::vector<std::uint16_t> witnesses_;  ///< of a block: image, p, pixel
};

}  // namespace

std::vector<std::byte> draw_sample(const SampleRequest& request, ProgressMode progress,
                                   const std::atomic<bool>* cancelled, SampleTruth* truth) {
  return Sampling(request, progress, cancelled).run(truth);
}

}  // namespace brink
