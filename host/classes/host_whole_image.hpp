// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "host/classes/host_class.hpp"
#include "host/classes/image_class_of.hpp"

namespace brink {

/// What the host knows of a class that sees images whole: there is no threshold, no closed
/// form is known, and the class's own solver writes the witness.
template <class Classifier>
class HostWholeImage : public HostClass {
 public:
  BuiltClass build(const ClassifierConfig&, Shape) const final {
    return {0, std::nullopt, "no threshold; the coverage is measured", {}};
  }
  ExactMoves exact_moves(const CellClass&, Shape, LevelSums&) const final { return {}; }
  std::unique_ptr<ImageClass> image_class(const CellJob& job) const final {
    return std::make_unique<ImageClassOf<Classifier>>(job);
  }
};

}  // namespace brink
