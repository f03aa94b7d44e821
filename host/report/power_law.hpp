// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace brink {

/// A measured y at x, as logarithms, and the standard error of log y.
struct LogPoint {
  double x, y, error;
};

/// y ~ x^exponent.
struct PowerLaw {
  double exponent = 0;
  double error = 0;  ///< standard error of the exponent
};

/// Weighted least squares of log y over log x, weights 1/error^2. Where the points
/// scatter more than their errors say, chi^2/(points - 2) > 1, the error of the
/// exponent is widened by its root (Birge 1932).
///
/// @param points at least two, of distinct x
PowerLaw fit_power_law(const std::vector<LogPoint>& points);

}  // namespace brink
