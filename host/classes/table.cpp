// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/classifier/table/table.hpp"

#include <memory>

#include "host/classes/host_class.hpp"
#include "host/classes/image_class_of.hpp"

namespace brink {
namespace {

class HostTable final : public HostClass {
 public:
  BuiltClass build(const ClassifierConfig& config, Shape) const override {
    return {config.threshold, std::nullopt, measured_method, {}};
  }
  ExactMoves exact_moves(const CellClass&, Shape, LevelSums&) const override { return {}; }
  /// The config or the file has the scores.
  std::optional<KeptImage> kept_image() const override { return std::nullopt; }
  std::unique_ptr<ImageClass> image_class(const CellJob& job) const override {
    return std::make_unique<ImageClassOf<Table>>(job);
  }
  void add_tables(CellJob& job) const override {
    job.table =
        std::make_shared<const TableTables>(*job.config, job.plan.shape, job.plan.threshold);
    job.plan.table = job.table->view();
  }
};

}  // namespace

template <>
const HostClass& host_class<Table>() {
  static const HostTable instance;
  return instance;
}

}  // namespace brink
