// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cuda/classifier/network/network.hpp"
#include "host/classes/host_whole_image.hpp"

namespace brink {
namespace {

class HostNetwork final : public HostWholeImage<Network> {
 public:
  std::optional<KeptImage> kept_image() const override { return std::nullopt; }
  void add_tables(CellJob& job) const override {
    const NetworkDesign design{job.plan.shape, job.config->layers, job.config->width};
    job.network = std::make_shared<NetworkTables>(design, job.config->seed);
    job.plan.network = job.network->plan();
  }
};

}  // namespace

template <>
const HostClass& host_class<Network>() {
  static const HostNetwork instance;
  return instance;
}

}  // namespace brink
