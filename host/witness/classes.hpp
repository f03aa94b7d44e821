// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "cuda/classifier/registry.hpp"
#include "host/witness/image_class.hpp"
#include "host/witness/image_class_of.hpp"

/// One function for each classifier of the registry that counts pixels, told apart by
/// its type, and one for all that see images whole.
namespace brink {

std::unique_ptr<ImageClass> image_class_of(Brightness, const CellJob& job);
std::unique_ptr<ImageClass> image_class_of(HalfSpace, const CellJob& job);
std::unique_ptr<ImageClass> image_class_of(MajorityBit, const CellJob& job);
std::unique_ptr<ImageClass> image_class_of(HammingBall, const CellJob& job);
std::unique_ptr<ImageClass> image_class_of(Dictator, const CellJob& job);
std::unique_ptr<ImageClass> image_class_of(Parity, const CellJob& job);

template <class Classifier>
std::unique_ptr<ImageClass> image_class_of(Classifier,
                                           const CellJob& job) requires(Classifier::statistic ==
                                                                        Statistic::image) {
  return std::make_unique<ImageClassOf<Classifier>>(job);
}

}  // namespace brink
