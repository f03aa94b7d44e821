// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "host/config/config.hpp"
#include "host/result/results.hpp"

namespace brink {

/// Results of a sweep of which nothing is computed.
Results new_results(const Config& config, Provenance provenance);

/// Results of the config's sweep that start with all that `found` holds of it.
/// `found` must differ from the config by nothing but more work (differences.hpp).
Results continued_results(const Config& config, Provenance provenance, const Results& found);

}  // namespace brink
