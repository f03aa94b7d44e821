// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "host/result/hdf5_write.hpp"
#include "host/result/names.hpp"
#include "host/result/sections.hpp"
#include "host/result/tables.hpp"
#include "host/theory/bounds.hpp"

namespace brink {
namespace {

using hdf5::Scale;
using hdf5::Scales;

/// Integer coordinates are signed: n**2 of an unsigned one surprises in Python.
Scale integer_scale(hid_t file, const char* name, const std::vector<std::uint32_t>& values,
                    const char* long_name) {
  const std::vector<std::int64_t> coordinates(values.begin(), values.end());
  return hdf5::create_scale<std::int64_t>(file, name, coordinates, {long_name});
}

Scale real_scale(hid_t file, const char* name, const std::vector<double>& values,
                 const char* long_name, const char* units = "1") {
  return hdf5::create_scale<double>(file, name, values, {long_name, units});
}

Scale classifier_scale(hid_t file, const std::vector<ClassifierConfig>& classifiers) {
  std::vector<std::string> names;
  for (const ClassifierConfig& classifier : classifiers) names.push_back(classifier.name);
  return hdf5::create_text_scale(file, "classifier", names, {"name of the classifier"});
}

Scale radius_scale(hid_t file, const Config& config) {
  if (config.radius_mode == RadiusMode::absolute) {
    return real_scale(file, "radius", config.radius, "radius in intensity, in pixels for p = 0",
                      "intensity");
  }
  return real_scale(file, "radius_scale", config.radius,
                    "radius scale c: the radius is c n^(1/max(p,1))");
}

void real(hid_t file, const std::string& name, const Scales& dimensions,
          const std::vector<double>& values, std::string long_name, std::string units = "1") {
  hdf5::create_variable<double>(file, name, dimensions, values,
                                {std::move(long_name), std::move(units)}, missing_real);
}

/// Integers get a `_FillValue` only while one is missing: readers such as xarray
/// turn integers that have one into floating-point numbers.
template <class T>
std::optional<T> fill_if_used(const std::vector<T>& values, T fill) {
  if (std::find(values.begin(), values.end(), fill) == values.end()) return std::nullopt;
  return fill;
}

void count(hid_t file, const std::string& name, const Scales& dimensions,
           const std::vector<std::uint64_t>& values, std::string long_name) {
  hdf5::create_variable<std::uint64_t>(file, name, dimensions, values,
                                       {std::move(long_name), "images"},
                                       fill_if_used(values, missing_count));
}

void share(hid_t file, const std::string& name, const Scales& dimensions, const Share& values,
           const std::string& long_name) {
  real(file, name, dimensions, values.value, long_name);
  real(file, name + "_lower", dimensions, values.lower, "lower end of the interval of " + name);
  real(file, name + "_upper", dimensions, values.upper, "upper end of the interval of " + name);
}

/// Which inequality gave `moved_fraction_bound`, as CF's flags (CF 3.5).
void bound_form(hid_t file, const Scales& dimensions, const std::vector<std::int64_t>& values) {
  const char* const name = "moved_fraction_bound_form";
  hdf5::create_variable<std::int64_t>(file, name, dimensions, values,
                                      {"form of the inequality that gave moved_fraction_bound"},
                                      fill_if_used(values, missing_form));
  std::vector<std::int64_t> flags;
  std::string meanings;
  for (std::size_t i = 0; i < bound_form_names.size(); ++i) {
    flags.push_back(static_cast<std::int64_t>(i));
    if (i > 0) meanings += ' ';
    meanings += bound_form_names[i];
  }
  const hdf5::Handle variable = hdf5::open_variable(file, name);
  hdf5::set_numbers<std::int64_t>(variable, "flag_values", flags);
  hdf5::set_text(variable, "flag_meanings", meanings);
}

}  // namespace

void write_tables(hid_t file, const Results& results) {
  const Config& config = results.config;
  const Tables tables = make_tables(results);

  Scale classifier = classifier_scale(file, config.classifiers);
  Scale channels = integer_scale(file, "channels", config.channels, "channels h");
  Scale n = integer_scale(file, "n", config.n, "image side n, in pixels");
  Scale bit_depth = integer_scale(file, "bit_depth", config.bit_depth, "bit depth b");
  Scale p = real_scale(file, "p", config.p, "p of the norm; 0 counts changed pixels");
  Scale radius = radius_scale(file, config);
  Scale quantile = real_scale(file, "quantile", config.quantiles, "quantile");

  const Scales cell = {&classifier, &channels, &n, &bit_depth};
  const auto cell_and = [&](Scales more) {
    more.insert(more.begin(), cell.begin(), cell.end());
    return more;
  };
  const Scales ball = cell_and({&p, &radius});

  count(file, "samples", cell, tables.samples, "images drawn");
  count(file, "in_class", cell, tables.in_class, "images in the class");
  share(file, "coverage", cell, tables.coverage, "share of the images in the class");
  real(file, "coverage_exact", cell, tables.coverage_exact,
       "share of all images in the class, where it is known exactly");
  hdf5::create_variable<std::int64_t>(file, "threshold", cell, tables.threshold,
                                      {"score threshold T; radius rho of a Hamming ball"},
                                      fill_if_used(tables.threshold, missing_threshold));
  if (config.stop_half_width) {
    hdf5::create_variable<std::int64_t>(file, stopped_variable, cell, tables.stopped,
                                        {"1 where the cell ended early, precise enough"},
                                        fill_if_used(tables.stopped, missing_stopped));
  }
  if (config.radius_mode == RadiusMode::scale) {
    real(file, "radius", {&n, &p, &radius}, tables.radius,
         "radius in intensity, in pixels for p = 0", "intensity");
  }
  count(file, "moved", ball, tables.moved, "images certainly movable out of the class");
  count(file, "moved_possible", ball, tables.moved_possible,
        "images not proved unmovable out of the class");
  share(file, "moved_fraction", ball, tables.moved_fraction,
        "share of the class that is moved out of it within the radius");
  real(file, "moved_fraction_bound", ball, tables.moved_fraction_bound,
       "lower bound on the moved fraction of every class of this coverage");
  real(file, "robust_fraction_bound", ball, tables.robust_fraction_bound,
       "upper bound on the share of every class of this coverage that is not moved: 1 - "
       "moved_fraction_bound, relative error below 1e-11 where that rounds to 1");
  bound_form(file, ball, tables.bound_form);
  real(file, "moved_fraction_exact", ball, tables.moved_fraction_exact,
       "moved fraction of the whole class, where a closed form is known");
  real(file, "distance_quantile", cell_and({&p, &quantile}), tables.distance_quantile,
       "quantile of the distance out of the class, in intensity, in pixels for p = 0", "intensity");
  real(file, "distance_mean", cell_and({&p}), tables.distance_mean,
       "mean distance out of the class, in intensity, in pixels for p = 0", "intensity");
  real(file, "elapsed", cell, tables.elapsed, "wall-clock time, shared by the cells drawn together",
       "s");
  hdf5::finish(cell_and({&p, &radius, &quantile}));
}

}  // namespace brink
