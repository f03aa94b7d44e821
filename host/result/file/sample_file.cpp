// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/result/file/sample_file.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "host/error.hpp"
#include "host/hdf5/array.hpp"
#include "host/result/file/sections.hpp"
#include "host/result/tables/tables.hpp"

namespace brink {
namespace {

using hdf5::Description;
using hdf5::Scale;
using hdf5::Scales;

/// Levels of one block: they fit HDF5's chunk cache of 1 MiB.
constexpr std::uint64_t block_levels = std::uint64_t{1} << 18;
constexpr std::size_t axes_of_a_witness = 6;
constexpr const char* in_class_flags = "outside inside";

Scale counting_scale(hid_t file, const char* name, std::size_t size, const char* long_name) {
  std::vector<std::int64_t> coordinates(size);
  std::iota(coordinates.begin(), coordinates.end(), std::int64_t{0});
  return hdf5::create_scale<std::int64_t>(file, name, coordinates, {long_name});
}

Scale image_scale(hid_t file, const SampleRequest& request) {
  std::vector<std::uint64_t> numbers(request.images);
  std::iota(numbers.begin(), numbers.end(), request.first_image);
  return hdf5::create_scale<std::uint64_t>(file, "image", numbers,
                                           {"number of the image in its stream"});
}

Scale classifier_scale(hid_t file, const Config& config) {
  std::vector<std::string> names;
  for (const ClassifierConfig& classifier : config.classifiers) names.push_back(classifier.name);
  return hdf5::create_text_scale(file, "classifier", names, {"name of the classifier"});
}

/// The last three sides of a chunk: a whole image, or the largest power of two
/// of its rows, or of its columns, that is small enough.
std::vector<hsize_t> image_chunk(const Shape& shape) {
  std::vector<hsize_t> sides = {shape.h, shape.n, shape.n};
  for (hsize_t& side : sides) {
    while (side > 1 && sides[0] * sides[1] * sides[2] > block_levels) side = (side + 1) / 2;
  }
  return sides;
}

std::vector<hsize_t> joined(std::vector<hsize_t> a, const std::vector<hsize_t>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

template <class Work>
auto guarded(Work work) {
  const hdf5::QuietErrors quiet;
  try {
    return work();
  } catch (const hdf5::Failure& failure) {
    throw Error(Exit::failed, std::string("HDF5 cannot make the sample file: ") + failure.what());
  }
}

}  // namespace

double sample_bytes(const SampleRequest& request) {
  const auto images = static_cast<double>(request.images);
  const auto pixels = static_cast<double>(request.shape.pixels());
  const double classes = static_cast<double>(request.config.classifiers.size());
  const double costs = classes * static_cast<double>(request.config.p.size());
  constexpr double tables_of_costs = 4, tables_of_classes = 2, bytes = 8;
  const double levels = (1 + costs) * pixels * sizeof(std::uint16_t);
  const double tables = (tables_of_costs * costs + tables_of_classes * classes + 1) * bytes;
  return images * std::max(levels, tables);
}

SampleBlock sample_block(const SampleRequest& request) {
  const std::uint64_t witnesses = request.shape.pixels() * request.config.p.size();
  if (witnesses > block_levels) return {1, 1};
  return {std::clamp<std::uint64_t>(block_levels / witnesses, 1, request.images),
          request.config.p.size()};
}

struct SampleFile::Parts {
  explicit Parts(const SampleRequest& request)
      : file(hdf5::create_memory_file()),
        shape(request.shape),
        classifier(classifier_scale(file, request.config)),
        image(image_scale(file, request)),
        p(hdf5::create_scale<double>(file, "p", request.config.p,
                                     {"p of the norm; 0 counts changed pixels"})),
        channel(counting_scale(file, "channel", shape.h, "channel")),
        row(counting_scale(file, "row", shape.n, "row of pixels")),
        column(counting_scale(file, "column", shape.n, "column of pixels")) {}

  void real(const char* name, const std::vector<double>& values, const char* long_name,
            const char* units) {
    hdf5::create_variable<double>(file, name, {&classifier, &image, &p}, values, {long_name, units},
                                  missing_real);
  }

  hdf5::Handle file;
  Shape shape;
  Scale classifier, image, p, channel, row, column;
  std::optional<hdf5::Array<std::uint16_t>> levels, witnesses;
};

SampleFile::SampleFile(const SampleRequest& request) {
  guarded([&] {
    parts_ = std::make_unique<Parts>(request);
    Parts& parts = *parts_;
    Results source;
    source.config = request.config;
    source.provenance = request.provenance;
    write_provenance(parts.file, source,
                     "Random images, how far they stand from the edge of their class, and the "
                     "images just beyond it");
    hdf5::set_number<std::int64_t>(parts.file, "n", parts.shape.n);
    hdf5::set_number<std::int64_t>(parts.file, "channels", parts.shape.h);
    hdf5::set_number<std::int64_t>(parts.file, "bit_depth", parts.shape.b);

    const SampleBlock block = sample_block(request);
    const std::vector<hsize_t> pixels = image_chunk(parts.shape);
    parts.levels.emplace(parts.file, "level",
                         Scales{&parts.image, &parts.channel, &parts.row, &parts.column},
                         joined({block.images}, pixels), Description{"level x of each pixel"});
    std::optional<std::uint16_t> fill;
    if (parts.shape.top_level() != no_witness) fill = no_witness;
    parts.witnesses.emplace(
        parts.file, "witness",
        Scales{&parts.classifier, &parts.image, &parts.p, &parts.channel, &parts.row,
               &parts.column},
        joined({1, block.images, block.p}, pixels),
        Description{"levels of an image outside the class, at exactly the cost"}, fill);
    hdf5::set_text(
        parts.witnesses->dataset(), "comment",
        "65535 at every pixel where the image is not in the class; at bit depth 16, where "
        "65535 is a level, in_class alone tells");
  });
}

SampleFile::~SampleFile() = default;

void SampleFile::write_images(std::uint64_t first, std::span<const std::uint16_t> levels) {
  const Shape& shape = parts_->shape;
  guarded([&] {
    parts_->levels->write({first, 0, 0, 0},
                          {levels.size() / shape.pixels(), shape.h, shape.n, shape.n}, levels);
  });
}

void SampleFile::write_witnesses(std::size_t classifier, std::uint64_t first, std::uint64_t images,
                                 std::size_t first_p, std::size_t p_count,
                                 std::span<const std::uint16_t> levels) {
  const Shape& shape = parts_->shape;
  std::vector<hsize_t> place(axes_of_a_witness);
  place[0] = classifier;
  place[1] = first;
  place[2] = first_p;
  guarded([&] {
    parts_->witnesses->write(place, {1, images, p_count, shape.h, shape.n, shape.n}, levels);
  });
}

std::vector<std::byte> SampleFile::finish(const SampleTables& tables) {
  return guarded([&] {
    Parts& parts = *parts_;
    hdf5::create_variable<std::int64_t>(parts.file, "threshold", {&parts.classifier},
                                        tables.threshold,
                                        {"score threshold T; radius rho of a Hamming ball"});
    const Scales each = {&parts.classifier, &parts.image};
    hdf5::create_variable<std::int64_t>(parts.file, "in_class", each, tables.in_class,
                                        {"whether the image is in the class: 1 or 0"});
    const std::int64_t flags[] = {0, 1};
    const hdf5::Handle in_class = hdf5::open_variable(parts.file, "in_class");
    hdf5::set_numbers<std::int64_t>(in_class, "flag_values", flags);
    hdf5::set_text(in_class, "flag_meanings", in_class_flags);
    hdf5::create_variable<std::int64_t>(parts.file, "score", each, tables.score,
                                        {"score of the image, as its classifier defines it"});
    parts.real("cost", tables.cost,
               "cost S = sum of a^p over the pixels' steps a of the witness: the least one, or the "
               "upper end of its bracket; exact up to 2^53, beyond it the nearest double",
               "1");
    parts.real("cost_lower", tables.cost_lower,
               "lower end of the least cost; equal to cost where that is exact", "1");
    parts.real("distance", tables.distance,
               "distance out of the class, in intensity, in pixels for p = 0; of the witness",
               "intensity");
    parts.real("distance_lower", tables.distance_lower,
               "lower end of the distance; equal to distance where that is exact", "intensity");
    hdf5::finish(
        {&parts.classifier, &parts.image, &parts.p, &parts.channel, &parts.row, &parts.column});
    parts.levels.reset();
    parts.witnesses.reset();
    return hdf5::file_image(parts.file);
  });
}

}  // namespace brink
