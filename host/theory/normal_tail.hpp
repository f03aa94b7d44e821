// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace brink {

/// log P(Z > x) of a standard normal Z, at any finite x. Its absolute error is at most about 1e-13
/// (1 + x^2), which is what the rounding of x itself costs.
double log_normal_tail(double x);

/// The z with P(Z > z) = share.
/// @param share in (0, 1)
double normal_tail_quantile(double share);

}  // namespace brink
