// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/classes/coverage_probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cuda/classifier/table/table.hpp"
#include "host/classes/host_class.hpp"
#include "host/cpu/draw/draw_levels.hpp"
#include "host/error.hpp"

namespace brink {
namespace {

/// Images are drawn until they have so many pixels for each half-space, within these numbers.
constexpr std::uint64_t most_pixels = std::uint64_t{1} << 26;
constexpr std::uint64_t least_images = 64, most_images = 1024;
constexpr double risk = 1e-9;

}  // namespace

void refuse_more_than_half(const CellJob& job) {
  const Shape& shape = job.plan.shape;
  const std::uint64_t work = shape.pixels() * std::max(job.plan.half_spaces.count, 1u);
  const std::uint64_t images = std::clamp(most_pixels / work, least_images, most_images);
  const auto judge = host_class(job.config->judged_as()).image_class(job);
  std::vector<std::uint16_t> levels(shape.pixels());
  constexpr std::uint64_t seed = 0;
  std::uint64_t inside = 0;
  for (std::uint64_t image = 0; image < images; ++image) {
    draw_centre(shape, seed, image, levels);
    inside += judge->inside(judge->score(levels)) ? 1 : 0;
  }
  // Hoeffding: P(share > 1/2 + t) <= exp(-2 images t^2).
  const auto drawn = static_cast<double>(images);
  const double room = std::sqrt(-std::log(risk) / (2 * drawn));
  if (static_cast<double>(inside) <= drawn * (0.5 + room)) return;
  const std::string other =
      job.config->type == Table::type
          ? fmt::format("the negative scores with threshold = {}", -job.plan.threshold - 1)
          : "another cell";
  throw Error(Exit::usage,
              fmt::format("{}: {} of {} random images of n = {}, {} bits are inside, so "
                          "the class covers more than half of all; accepted: the other side, such "
                          "as {}, or sampler = \"images\"",
                          job.config->place.text, inside, images, shape.n, shape.b, other));
}

}  // namespace brink
