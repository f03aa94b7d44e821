// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "cuda/binomial.hpp"
#include "host/device/runtime/buffer.hpp"
#include "host/sampler/binomial_hat.hpp"

namespace brink::device {

/// The hat of binomial numbers (host/sampler/binomial_hat.hpp) in device memory: 16 KiB.
class DeviceHat {
 public:
  BinomialHat get() const {
    return {
        {BinomialHat::columns - 1, column_.data()}, height_.data(), sure_.data(), normal_.data()};
  }

 private:
  DeviceBuffer<std::uint64_t> column_{binomial_hat_arrays().column};
  DeviceBuffer<double> height_{binomial_hat_arrays().height};
  DeviceBuffer<std::uint64_t> sure_{binomial_hat_arrays().sure};
  DeviceBuffer<double> normal_{binomial_hat_arrays().normal};
};

}  // namespace brink::device
