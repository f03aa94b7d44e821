// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "cuda/classifier/cell_plan.hpp"
#include "cuda/costs.hpp"
#include "cuda/solver/solved.hpp"

namespace brink {

/// A class with Statistic::image sees an image whole: N levels in pixel order. It has
///
///     std::size_t scratch_words(const CellPlan&);
///     std::size_t kept_words(const CellPlan&);
///     std::int64_t score(const CellPlan&, const std::uint16_t* image, Scratch);
///     bool inside(const CellPlan&, std::int64_t score);
///     bool bracketed(const CellPlan&, Norm);
///     Solved cost(const CellPlan&, const std::uint16_t* image, std::int64_t score,
///                 const CostRule&, Scratch, std::uint16_t* witness, const Worker& = Alone());
///
/// all static, BRINK_HD and without allocation. `bracketed` says whether the two ends of a cost
/// may differ. `cost` is for images inside. It needs the scratch as `score` left it for the same
/// image, of which the last kept_words suffice; so others may solve with a copy of them. It may
/// be called for one p after another. On a device the members of a Worker (cuda/solver/alone.hpp)
/// share the search; `hash`, whose search is short, has no such parameter. A `witness` that is not
/// null receives N levels: an image outside the class at exactly the upper cost.

/// Scratch memory of one image in work, scratch_words long, which the caller provides.
using Scratch = std::uint64_t*;

}  // namespace brink
