// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/tally/packed_tallies.hpp"

#include <bit>
#include <cstring>
#include <utility>

namespace brink {
namespace {

/// Before the numbers of each end.
struct Header {
  std::uint64_t costs;
  std::uint8_t real, bits, cost_bytes, count_bytes;
  std::uint8_t last;     ///< no lower end follows
  std::uint8_t refined;  ///< the mean follows the counts
};

std::size_t bytes_for(const std::vector<std::uint64_t>& values) {
  std::uint64_t all = 0;
  for (const std::uint64_t value : values) all |= value;
  if (all >> 8 == 0) return 1;
  if (all >> 16 == 0) return 2;
  return all >> 32 == 0 ? 4 : 8;
}

/// Calls use(T{}) with the unsigned type of that many bytes.
template <class Use>
void with_type(std::size_t bytes, Use use) {
  if (bytes == 1) return use(std::uint8_t{});
  if (bytes == 2) return use(std::uint16_t{});
  if (bytes == 4) return use(std::uint32_t{});
  use(std::uint64_t{});
}

void append(std::vector<std::uint8_t>& bytes, const std::vector<std::uint64_t>& values,
            std::size_t width) {
  with_type(width, [&](auto type) {
    const std::size_t start = bytes.size();
    bytes.resize(start + values.size() * width);
    std::uint8_t* to = bytes.data() + start;
    for (const std::uint64_t value : values) {
      const auto narrow = static_cast<decltype(type)>(value);
      std::memcpy(to, &narrow, sizeof narrow);
      to += sizeof narrow;
    }
  });
}

/// Where the mean of a refined tally lies, behind its header.
std::size_t mean_at(const Header& header) {
  return header.costs * (std::size_t{header.cost_bytes} + header.count_bytes);
}

std::size_t size_of(const Header& header) {
  return sizeof header + mean_at(header) + (header.refined != 0 ? sizeof(double) : 0);
}

void append(std::vector<std::uint8_t>& bytes, const Tally& tally, bool last) {
  Header header{};
  header.costs = tally.cost.size();
  header.real = tally.real ? 1 : 0;
  header.bits = static_cast<std::uint8_t>(tally.bits);
  header.cost_bytes = static_cast<std::uint8_t>(bytes_for(tally.cost));
  header.count_bytes = static_cast<std::uint8_t>(bytes_for(tally.count));
  header.last = last ? 1 : 0;
  header.refined = tally.refined ? 1 : 0;
  const std::size_t start = bytes.size();
  bytes.reserve(start + size_of(header));
  bytes.resize(start + sizeof header);
  std::memcpy(bytes.data() + start, &header, sizeof header);
  append(bytes, tally.cost, header.cost_bytes);
  append(bytes, tally.count, header.count_bytes);
  if (tally.refined) append(bytes, {std::bit_cast<std::uint64_t>(tally.mean)}, sizeof tally.mean);
}

std::vector<std::uint64_t> values(const std::uint8_t* from, std::size_t count, std::size_t width) {
  std::vector<std::uint64_t> result(count);
  with_type(width, [&](auto type) {
    for (std::uint64_t& value : result) {
      std::memcpy(&type, from, sizeof type);
      value = type;
      from += sizeof type;
    }
  });
  return result;
}

Header header_at(const std::uint8_t* from) {
  Header header;
  std::memcpy(&header, from, sizeof header);
  return header;
}

Tally unpacked(const std::uint8_t* from, const Header& header) {
  from += sizeof header;
  Tally tally{header.real != 0, values(from, header.costs, header.cost_bytes),
              values(from + header.costs * header.cost_bytes, header.costs, header.count_bytes),
              header.bits};
  tally.refined = header.refined != 0;
  if (tally.refined) std::memcpy(&tally.mean, from + mean_at(header), sizeof tally.mean);
  return tally;
}

TallyFacts facts_of(const Header& header) {
  return {header.real != 0,  header.bits,        header.costs,
          header.cost_bytes, header.count_bytes, header.refined != 0};
}

}  // namespace

CostTallies PackedTallies::at(std::size_t p) const {
  const std::uint8_t* const from = bytes_.data() + starts_.at(p);
  const Header header = header_at(from);
  CostTallies tallies{unpacked(from, header), std::nullopt};
  if (header.last == 0) {
    const std::uint8_t* const lower = from + size_of(header);
    tallies.lower = unpacked(lower, header_at(lower));
  }
  return tallies;
}

CostFacts PackedTallies::facts(std::size_t p) const {
  const std::uint8_t* const from = bytes_.data() + starts_.at(p);
  const Header header = header_at(from);
  CostFacts facts{facts_of(header), std::nullopt};
  if (header.last == 0) facts.lower = facts_of(header_at(from + size_of(header)));
  return facts;
}

void PackedTallies::push_back(const CostTallies& tallies) {
  starts_.push_back(bytes_.size());
  append(bytes_, tallies.upper, !tallies.lower);
  if (tallies.lower) append(bytes_, *tallies.lower, true);
}

void PackedTallies::set(std::size_t p, const CostTallies& tallies) {
  PackedTallies changed;
  for (std::size_t i = 0; i < size(); ++i) changed.push_back(i == p ? tallies : at(i));
  *this = std::move(changed);
}

}  // namespace brink
