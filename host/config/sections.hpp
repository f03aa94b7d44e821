// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/config/class_name.hpp"
#include "host/config/config.hpp"
#include "host/config/node.hpp"

namespace brink {

/// Readers of the config's tables (docs/spec/config.md), from the whole config `root` into
/// `config`. Each throws brink::Error (Exit::usage) that names the key at fault. They are called
/// in this order, because later ones check their values against what earlier ones have read.
void read_run(const Node& root, Config& config);
void read_stop(const Node& root, Config& config);
void read_sweep(const Node& root, Config& config);
void read_measure(const Node& root, Config& config);
void read_classifiers(const Node& root, Config& config, ClassNames class_names);
/// Takes back what `sampler = "auto"` stands for where pixels are quicker.
void settle_sampler(const Node& root, Config& config);

}  // namespace brink
