// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

namespace brink {

/// Checks `--device`: auto, cpu, cuda or cuda:k. This version computes on the
/// CPU; asking for a CUDA device is an error of its own. @throw Error
void check_device(const std::string& device);

/// Every core of this machine, at least 1.
unsigned all_cores();

/// "cpu (AVX3_DL)": what computes, with its instruction set.
std::string cpu_backend();

/// "cpu: <model>, <threads> threads", for the result file and for people.
std::string cpu_description(unsigned threads);

}  // namespace brink
