// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "host/classes/host_class.hpp"

namespace brink {

/// What the host knows of a class that holds exactly half of the images at every shape: it needs
/// no threshold, and it has no weights or centre for the file to keep.
/// @tparam Image the ImageClass of the class
template <class Image>
class HostHalf : public HostClass {
 public:
  BuiltClass build(const ClassifierConfig&, Shape) const final {
    return {0, 0.5, "exactly half by construction, no threshold", {}};
  }
  std::optional<KeptImage> kept_image() const final { return std::nullopt; }
  std::unique_ptr<ImageClass> image_class(const CellJob& job) const final {
    return std::make_unique<Image>(job);
  }
};

}  // namespace brink
