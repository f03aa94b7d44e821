// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#include "bench/cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "cuda/philox.hpp"
#include "host/config/load.hpp"

namespace brink::bench {
namespace {

// A run asks for about a second's images at a time and prepares tables, such as weights, for each
// such range. A slice is long enough that these take no more than a 20th of it.
constexpr double slice_per_set_up = 20;
constexpr double longest_slice = 100;  // slices in a second

Config config_of(const CellSetup& setup) {
  std::string text = fmt::format(
      "[run]\nsamples = 1\nsampler = \"{}\"\n[sweep]\nn = [{}]\nbit_depth = [{}]\n"
      "[measure]\np = {}\nradius_scale = [0.5]\n",
      setup.sampler, setup.n, setup.b, setup.p);
  for (std::size_t i = 0; i < setup.classifiers.size(); ++i) {
    text += fmt::format("[[classifier]]\nname = \"c{}\"\n{}\n", i, setup.classifiers[i]);
  }
  return parse_config(text, "bench.toml", {});
}

}  // namespace

bool CellSetup::operator<(const CellSetup& other) const {
  const auto fields = [](const CellSetup& s) {
    return std::tie(s.classifiers, s.n, s.b, s.p, s.sampler);
  };
  return fields(*this) < fields(other);
}

Cell::Cell(const CellSetup& setup)
    : config_(config_of(setup)),
      job_(make_group_job(config_, Shape{setup.n, 1, setup.b}, tables_)) {}

void Cell::run(std::uint64_t images, unsigned threads) const {
  GroupOptions options;
  options.threads = threads;
  benchmark::DoNotOptimize(run_group(job_, 0, images, options));
}

std::uint64_t Cell::slice(unsigned threads) {
  if (slice_.size() <= threads) slice_.resize(threads + 1);
  if (slice_[threads] == 0) {
    const auto images = [&](std::uint64_t count) { run(count, threads); };
    const double set_up = seconds_of([&] { images(threads); }, clock_for(threads));
    const double longest = longest_slice * slice_seconds();
    slice_[threads] =
        count_for_slice(images, clock_for(threads), threads,
                        std::clamp(slice_per_set_up * set_up, slice_seconds(), longest));
  }
  return slice_[threads];
}

Amount Cell::amount(std::uint64_t images) const {
  const Shape& shape = job_.source.shape;
  Amount amount;
  amount.images = static_cast<double>(images);
  amount.pixels = amount.images * static_cast<double>(shape.pixels());
  if (!job_.multinomial && !job_.counts) {
    amount.bytes = amount.images * static_cast<double>(shape.blocks() * sizeof(Block));
  }
  return amount;
}

Cell& cell(const CellSetup& setup) {
  static std::map<CellSetup, std::unique_ptr<Cell>> cells;
  std::unique_ptr<Cell>& made = cells[setup];
  if (made == nullptr) made = std::make_unique<Cell>(setup);
  return *made;
}

}  // namespace brink::bench
