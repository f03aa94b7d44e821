// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cuda/classifier/brightness.hpp"
#include "cuda/classifier/dictator.hpp"
#include "cuda/classifier/halfspace.hpp"
#include "cuda/classifier/hamming_ball.hpp"
#include "cuda/classifier/hash.hpp"
#include "cuda/classifier/majority_bit.hpp"
#include "cuda/classifier/parity.hpp"
#include "cuda/classifier/voronoi.hpp"

namespace brink {

template <class... Classifier>
struct ClassifierList {};

/// Every classifier of the program: a new one is a header and a name here.
using Classifiers = ClassifierList<Brightness, HalfSpace, MajorityBit, HammingBall, Dictator,
                                   Parity, Hash, Voronoi>;

}  // namespace brink
