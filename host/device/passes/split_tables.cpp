// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/passes/split_tables.hpp"

#include "host/sampler/binomial_tables.hpp"

namespace brink::device {
namespace {

/// Calls visit(table) for every alias table that is not empty.
template <class Visit>
void each_table(BinomialTables& tables, const Visit& visit) {
  for (HalfBinomial& law : tables.digit) {
    if (law.centre.column != nullptr) visit(law.centre);
    if (law.rest.column != nullptr) visit(law.rest);
  }
}

}  // namespace

SplitTables::SplitTables(std::uint32_t most) {
  BinomialTables tables = binomial_tables(most);
  std::vector<std::uint64_t> columns;
  each_table(tables, [&](const AliasTable& table) {
    columns.insert(columns.end(), table.column, table.column + table.mask + 1);
  });
  columns_ = DeviceBuffer<std::uint64_t>(columns);
  const std::uint64_t* next = columns_.data();
  each_table(tables, [&](AliasTable& table) {
    table.column = next;
    next += table.mask + 1;
  });
  tables_ = DeviceBuffer<BinomialTables>(std::vector<BinomialTables>{tables});
}

}  // namespace brink::device
