// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/image_tables.hpp"

namespace brink::device {
namespace {

/// Copies host memory to device memory. `owners` keeps the copy.
template <class T>
const T* copy(const std::vector<T>& values, std::vector<DeviceBuffer<T>>& owners) {
  return owners.emplace_back(values).data();
}
template <class T>
const T* copy(const T* values, std::size_t size, std::vector<DeviceBuffer<T>>& owners) {
  return copy(std::vector<T>(values, values + size), owners);
}

}  // namespace

void ImageTables::add(const CellJob& cell, CellPlan& plan) {
  if (cell.prototypes != nullptr) add_prototypes(*cell.prototypes, plan.prototypes);
  if (cell.linear != nullptr) add_linear(*cell.linear, plan.half_spaces);
  if (cell.table != nullptr) add_table(*cell.table, plan.table);
  if (cell.network != nullptr) add_network(plan.network);
}

void ImageTables::add_prototypes(const PrototypeTables& tables, Prototypes& prototypes) {
  prototypes.level = copy(tables.level, levels_);
  prototypes.square_sum = copy(tables.square_sum, sums_);
  prototypes.weight_count = copy(tables.weight_count, counts_);
}

void ImageTables::add_linear(const LinearTables& tables, HalfSpaces& spaces) {
  spaces.weight = copy(tables.weight, weights_);
  spaces.offset = copy(tables.offset, offsets_);
}

void ImageTables::add_table(const TableTables& tables, TableScores& scores) {
  scores.score = copy(tables.score, weights_);
  scores.falling = copy(tables.falling, levels_);
  scores.far = copy(tables.far, levels_);
}

void ImageTables::add_network(NetworkPlan& network) {
  NetworkView& view = network.view;
  view.weight = copy(view.weight, view.design.weights(view.design.layers), weights_);
  view.readout = copy(view.readout, view.design.stride(), weights_);
  WeightedCounts& steps = network.half_steps;
  const std::size_t classes = steps.classes.classes;
  steps.classes.weight = copy(steps.classes.weight, classes, counts_);
  steps.classes.size = copy(steps.classes.size, classes, sums_);
  steps.count = copy(steps.count, classes * steps.levels, counts_);
  steps.present = copy(steps.present, steps.present_begin[classes], counts_);
  steps.present_begin = copy(steps.present_begin, classes + 1, counts_);
}

}  // namespace brink::device
