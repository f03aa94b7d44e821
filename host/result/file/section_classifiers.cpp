// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string>

#include "host/hdf5/write.hpp"
#include "host/result/file/names.hpp"
#include "host/result/file/sections.hpp"

namespace brink {
namespace {

using hdf5::Handle;
using hdf5::Scale;

void write_record(hid_t group, const ClassifierRecord& record) {
  hdf5::set_text(group, "type", record.type);
  hdf5::set_text(group, "proof", record.proof);
  hdf5::set_text(group, "threshold_method", record.threshold_method);
  for (const auto& [name, value] : record.parameters) {
    if (const auto* const text = std::get_if<std::string>(&value)) {
      hdf5::set_text(group, name, *text);
    } else if (const auto* const real = std::get_if<double>(&value)) {
      hdf5::set_number(group, name, *real);
    } else if (const auto* const integer = std::get_if<std::int64_t>(&value)) {
      hdf5::set_number(group, name, *integer);
    } else {
      hdf5::set_number(group, name, std::get<std::uint64_t>(value));
    }
  }
}

void write_image(hid_t parent, const ClassifierImage& image) {
  const Handle group = hdf5::create_group(parent, shape_name({image.n, image.h, image.b}));
  Scale channel = hdf5::create_bare_scale(group, "channel", image.h);
  Scale row = hdf5::create_bare_scale(group, "row", image.n);
  Scale column = hdf5::create_bare_scale(group, "column", image.n);
  hdf5::create_variable<std::int32_t>(
      group, image.name, {&channel, &row, &column}, image.draw(),
      {image.name + (image.name == "weights" ? " w of the half-space" : " of the class")});
  hdf5::finish({&channel, &row, &column});
}

}  // namespace

void write_classifiers(hid_t file, const Results& results) {
  const Handle root = hdf5::create_group(file, "classifiers");
  for (std::size_t i = 0; i < results.classifiers.size(); i += results.config.strata) {
    const ClassifierRecord& record = results.classifiers[i];
    const Handle group = hdf5::create_group(root, record.name);
    write_record(group, record);
    for (const ClassifierImage& image : results.images) {
      if (image.classifier == i) write_image(group, image);
    }
  }
}

}  // namespace brink
