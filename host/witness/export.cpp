// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/witness/export.hpp"

#include <filesystem>

#include "host/disk/atomic_file.hpp"
#include "host/disk/npz.hpp"

namespace brink {
namespace {

using Sides = std::vector<std::uint64_t>;

void write(Npz& archive, const std::filesystem::path& path) {
  AtomicFile file(path.string());
  file.write(archive.finish());
  file.commit();
}

template <class T>
std::span<const T> part(const std::vector<T>& values, std::uint64_t number, std::uint64_t size) {
  return std::span(values).subspan(number * size, size);
}

}  // namespace

void export_sample(const SampleRequest& request, const SampleTruth& truth,
                   const std::string& folder) {
  const Shape& shape = request.shape;
  const std::uint64_t images = request.images;
  const std::uint64_t norms = request.config.p.size();
  const Sides sides{images, shape.h, shape.n, shape.n};
  const std::filesystem::path place = folder;
  Npz archive;
  archive.add<std::uint16_t>("level", sides, truth.levels);
  const std::vector<std::int64_t> bits{shape.b};
  archive.add<std::int64_t>("bit_depth", Sides{}, bits);
  archive.add<double>("p", Sides{norms}, request.config.p);
  write(archive, place / "images.npz");
  for (std::size_t c = 0; c < request.config.classifiers.size(); ++c) {
    Npz one;
    const auto in_class = part(truth.tables.in_class, c, images);
    one.add<std::uint8_t>("in_class", Sides{images},
                          std::vector<std::uint8_t>(in_class.begin(), in_class.end()));
    const Sides distances{images, norms};
    one.add("distance", distances, part(truth.tables.distance, c, images * norms));
    one.add("distance_lower", distances, part(truth.tables.distance_lower, c, images * norms));
    if (const std::optional<LinearLayer>& layer = truth.layers[c]) {
      const std::uint64_t scores = layer->offset.size();
      one.add<std::int64_t>("weight", Sides{scores, shape.h, shape.n, shape.n}, layer->weight);
      one.add<std::int64_t>("offset", Sides{scores}, layer->offset);
      const std::vector<std::int64_t> inside{static_cast<std::int64_t>(layer->inside)};
      one.add<std::int64_t>("inside", Sides{}, inside);
    }
    write(one, place / "classes" / (request.config.classifiers[c].name + ".npz"));
  }
}

}  // namespace brink
