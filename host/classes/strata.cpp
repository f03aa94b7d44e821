// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/classes/strata.hpp"

#include <memory>
#include <numbers>
#include <stdexcept>
#include <utility>

#include "host/classes/host_class.hpp"
#include "host/sampler/tilt.hpp"

namespace brink {

std::vector<CellJob> strata_cells(const CellJob& whole, const ClassifierConfig* config,
                                  std::size_t strata) {
  const std::optional<HeightLaw> law = host_class(whole.config->judged_as()).height_law(whole);
  if (!law) throw std::logic_error("a class without a law of heights has no strata");
  std::vector<CellJob> cells;
  for (const Stratum& stratum : strata_of(*law, strata)) {
    CellJob cell = whole;
    cell.config = config + cells.size();
    cell.built.stratum = {stratum.begin, stratum.end, stratum.log_share / std::numbers::ln10,
                          stratum.theta};
    Tilt tilt{static_cast<std::uint64_t>(stratum.begin),
              static_cast<std::uint64_t>(stratum.end),
              stratum.theta,
              {}};
    for (const HeightBits& bits : law->bits) {
      tilt.bits.push_back({bits.value, static_cast<std::uint32_t>(bits.count),
                           tilted_law(stratum.theta, bits.value, bits.rest)});
    }
    cell.tilt = std::make_shared<const Tilt>(std::move(tilt));
    cells.push_back(std::move(cell));
  }
  return cells;
}

}  // namespace brink
