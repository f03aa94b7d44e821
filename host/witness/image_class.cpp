// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/witness/image_class.hpp"

#include <stdexcept>

#include "host/config/config.hpp"
#include "host/registry.hpp"
#include "host/witness/classes.hpp"

namespace brink {

std::unique_ptr<ImageClass> make_image_class(const CellJob& job) {
  std::unique_ptr<ImageClass> made;
  with_classifier(job.config->type,
                  [&](auto classifier) { made = image_class_of(classifier, job); });
  if (made == nullptr) throw std::logic_error("no classifier of type " + job.config->type);
  return made;
}

}  // namespace brink
