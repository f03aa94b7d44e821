// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/engine.hpp"

#include <memory>

#include "host/device/group_engine.hpp"

namespace brink::device {
namespace {

/// Keeps the engine of the last group, because a run asks for one range of its images after
/// another.
class Engine {
 public:
  Engine(Device device, EngineSettings settings)
      : device_(std::move(device)), settings_(settings) {}

  std::vector<CellTally> run(const GroupJob& job, std::uint64_t first, std::uint64_t count,
                             const GroupOptions& options) {
    // Each thread has a current device of its own, and another thread may have called last.
    BRINK_CUDA(cudaSetDevice(static_cast<int>(device_.number)));
    if (!(key_ == GroupKey(job)) || group_ == nullptr) {
      group_.reset();  // frees its memory first
      group_ = std::make_unique<GroupEngine>(job, device_, settings_);
      key_ = GroupKey(job);
    }
    std::vector<CellTally> tallies;
    try {
      tallies = group_->run(first, count, options);
    } catch (...) {
      group_.reset();  // what it had gathered is void
      throw;
    }
    if (tallies.empty()) group_.reset();  // cancelled
    return tallies;
  }

 private:
  Device device_;
  EngineSettings settings_;
  GroupKey key_;
  std::unique_ptr<GroupEngine> group_;
};

}  // namespace

GroupRunner device_runner(const Device& device, const EngineSettings& settings) {
  const auto engine = std::make_shared<Engine>(device, settings);
  return [engine](const GroupJob& job, std::uint64_t first, std::uint64_t count,
                  const GroupOptions& options) { return engine->run(job, first, count, options); };
}

}  // namespace brink::device
