// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/classes/host_class.hpp"

#include <stdexcept>
#include <string>

#include "host/registry.hpp"

namespace brink {

const HostClass& host_class(std::string_view type) {
  const HostClass* found = nullptr;
  with_classifier(type, [&](auto classifier) { found = &host_class<decltype(classifier)>(); });
  if (found == nullptr) throw std::logic_error("no classifier of type " + std::string(type));
  return *found;
}

}  // namespace brink
