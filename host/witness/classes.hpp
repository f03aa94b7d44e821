// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "cuda/classifier/registry.hpp"
#include "host/witness/image_class.hpp"

/// One function for each classifier of the registry, told apart by its type.
namespace brink {

std::unique_ptr<ImageClass> image_class_of(Brightness, const CellJob& job);
std::unique_ptr<ImageClass> image_class_of(HalfSpace, const CellJob& job);
std::unique_ptr<ImageClass> image_class_of(MajorityBit, const CellJob& job);
std::unique_ptr<ImageClass> image_class_of(HammingBall, const CellJob& job);
std::unique_ptr<ImageClass> image_class_of(Dictator, const CellJob& job);
std::unique_ptr<ImageClass> image_class_of(Parity, const CellJob& job);

}  // namespace brink
