// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string_view>
#include <utility>

#include "cuda/classifier/registry.hpp"

namespace brink {

/// Calls visit(Classifier{}) for every classifier of the list.
template <class Visit, class... Classifier>
void for_each_classifier(ClassifierList<Classifier...>, Visit&& visit) {
  (visit(Classifier{}), ...);
}

/// Calls visit(Classifier{}) for the classifier of that type. Returns false if there is none.
template <class Visit>
bool with_classifier(std::string_view type, Visit&& visit) {
  bool found = false;
  for_each_classifier(Classifiers{}, [&](auto classifier) {
    if (type != decltype(classifier)::type) return;
    found = true;
    visit(classifier);
  });
  return found;
}

}  // namespace brink
