// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cuda/classifier/brightness/brightness.hpp"
#include "cuda/classifier/corner/corner.hpp"
#include "cuda/classifier/dictator/dictator.hpp"
#include "cuda/classifier/halfspace/halfspace.hpp"
#include "cuda/classifier/hamming_ball/hamming_ball.hpp"
#include "cuda/classifier/hash/hash.hpp"
#include "cuda/classifier/linear/linear.hpp"
#include "cuda/classifier/majority_bit/majority_bit.hpp"
#include "cuda/classifier/network/network.hpp"
#include "cuda/classifier/parity/parity.hpp"
#include "cuda/classifier/table/table.hpp"
#include "cuda/classifier/top_bit_parity/top_bit_parity.hpp"
#include "cuda/classifier/voronoi/voronoi.hpp"

namespace brink {

template <class... Classifier>
struct ClassifierList {};

/// Every classifier of the program. A new classifier is a header and a name in this list.
using Classifiers =
    ClassifierList<Brightness, HalfSpace, MajorityBit, HammingBall, Dictator, Corner, Parity,
                   TopBitParity, Hash, Voronoi, Network, Linear, Table>;

}  // namespace brink
