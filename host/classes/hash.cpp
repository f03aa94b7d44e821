// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "cuda/classifier/hash/hash.hpp"
#include "host/classes/host_whole_image.hpp"

namespace brink {
namespace {

class HostHash final : public HostWholeImage<Hash> {
 public:
  std::optional<KeptImage> kept_image() const override { return std::nullopt; }
};

}  // namespace

template <>
const HostClass& host_class<Hash>() {
  static const HostHash instance;
  return instance;
}

}  // namespace brink
