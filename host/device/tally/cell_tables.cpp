// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/tally/cell_tables.hpp"

#include "host/registry.hpp"

namespace brink::device {
namespace {

/// The place of a class in Classifiers.
std::uint32_t place_of(std::string_view type) {
  std::uint32_t place = 0, found = 0;
  for_each_classifier(Classifiers{}, [&](auto classifier) {
    if (type == decltype(classifier)::type) found = place;
    ++place;
  });
  return found;
}

}  // namespace

CellTables::CellTables(const GroupJob& job, const TallyTables& tallies) : tallies_(tallies) {
  std::vector<CostRule> rules = job.rules;
  for (CostRule& rule : rules) {
    if (!rule.real) continue;
    powers_.emplace_back(
        std::vector<DoubleDouble>(rule.powers, rule.powers + job.source.shape.levels()));
    rule.powers = powers_.back().data();
  }
  rules_ = DeviceBuffer<CostRule>(rules);
  for (const CellJob& cell : job.cells) {
    plans_.push_back(cell.plan);
    classifier_.push_back(place_of(cell.config->judged_as()));
    weight_values_.emplace_back(cell.weight);
    weight_sizes_.emplace_back(cell.weight_size);
    weights_.push_back({static_cast<std::uint32_t>(cell.weight.size()),
                        weight_values_.back().data(), weight_sizes_.back().data()});
  }
}

SlotCells CellTables::cells(const std::vector<std::size_t>& places) {
  SlotCells slots;
  for (unsigned slot = 0; slot < batch_slots; ++slot) {
    std::vector<DeviceCell> cells;
    for (const std::size_t place : places) {
      cells.push_back({classifier_[place], plans_[place], weights_[place],
                       tallies_.upper(slot, place), tallies_.lower(slot, place),
                       tallies_.in_class(place)});
    }
    cells_.emplace_back(cells);
    slots.slot[slot] = {cells_.back().data(), static_cast<std::uint32_t>(cells.size()),
                        rules_.data(), static_cast<std::uint32_t>(rules_.size())};
  }
  return slots;
}

}  // namespace brink::device
