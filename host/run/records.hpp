// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

#include "cuda/shape.hpp"
#include "host/config/config.hpp"
#include "host/result/results.hpp"

namespace brink {

/// What the file says of a classifier, but for how its thresholds are known.
ClassifierRecord record_of(const ClassifierConfig& config);

/// Notes by which method a threshold is known, once for all shapes that use the method.
void note_method(const std::string& method, ClassifierRecord& record);

/// Whether the file of a sweep holds weights and centres: where they are few.
bool keeps_images(const Config& config);

/// Has the weights and centres at a shape kept in the file, where it is not too large.
void keep_images(const Config& config, Shape shape, Results& results);

/// Adds what read_results() leaves out: the parameters of the classifiers, and the weights and
/// centres of the shapes that were begun.
void restore_records(Results& results);

}  // namespace brink
