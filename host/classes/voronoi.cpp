// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cuda/classifier/voronoi/voronoi.hpp"
#include "host/classes/host_whole_image.hpp"
#include "host/cpu/draw/weight_stream.hpp"

namespace brink {
namespace {

class HostVoronoi final : public HostWholeImage<Voronoi> {
 public:
  /// Of the prototypes, the one whose cell the class is.
  std::optional<KeptImage> kept_image() const override {
    return KeptImage{"centre", centre_levels};
  }
  void add_tables(CellJob& job) const override {
    job.prototypes = std::make_shared<const PrototypeTables>(job.plan.shape, job.config->seed,
                                                             job.config->prototypes / 2);
    job.plan.prototypes = job.prototypes->view();
  }
};

}  // namespace

template <>
const HostClass& host_class<Voronoi>() {
  static const HostVoronoi instance;
  return instance;
}

}  // namespace brink
