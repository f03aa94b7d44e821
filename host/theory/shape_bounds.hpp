// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "cuda/shape.hpp"
#include "host/theory/level_sums.hpp"
#include "host/theory/mixed_isoperimetry.hpp"

namespace brink {

/// What the bounds of all classes at one shape share. Several threads may share it.
class ShapeBounds {
 public:
  /// @param law of the sum of the shape's pixels
  ShapeBounds(const Shape& shape, std::shared_ptr<const LevelSum> law)
      : shape_(shape), law_(std::move(law)) {}

  const LevelSum& law() const { return *law_; }

  /// @param p in (1, inf)
  const MixedIsoperimetry& mixed(double p) const {
    const std::lock_guard lock(mutex_);
    return mixed_.try_emplace(p, shape_, p).first->second;
  }

 private:
  Shape shape_;
  std::shared_ptr<const LevelSum> law_;
  mutable std::mutex mutex_;
  mutable std::map<double, MixedIsoperimetry> mixed_;
};

/// The shared parts for the shapes of a file. Each is made once.
class SharedBounds {
 public:
  std::shared_ptr<const ShapeBounds> at(const Shape& shape) {
    auto& bounds = bounds_[{shape.pixels(), shape.b}];
    if (!bounds) {
      bounds = std::make_shared<const ShapeBounds>(shape, sums_.at(shape.pixels(), shape.levels()));
    }
    return bounds;
  }

  LevelSums& sums() { return sums_; }

 private:
  LevelSums sums_;
  std::map<std::pair<std::uint64_t, std::uint32_t>, std::shared_ptr<const ShapeBounds>> bounds_;
};

}  // namespace brink
