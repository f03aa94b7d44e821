// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace brink::simt {

/// A kernel, or a caller of the runtime, that did what a device forbids: says which kernel,
/// block and thread, what and where. Thrown by the call that ran it.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// In which of the possible orders threads run between barriers, and blocks and streams run.
struct Schedule {
  enum class Order { forward, reverse, random };
  Order order = Order::forward;
  std::uint64_t seed = 1;  ///< of a random order
};

struct Settings {
  Schedule schedule;
  int devices = 1;                            ///< 0: as on a machine without one
  std::size_t memory = std::size_t{2} << 30;  ///< bytes of a device
  int multiprocessors = 2;                    ///< few, so that a full grid stays small
  bool deferred = false;                      ///< streams run only when something waits
  bool protects = false;     ///< device memory from code of the host, which faults there
  bool finds_races = false;  ///< between blocks, from what they changed
};

/// The settings that the environment asks for: BRINK_SIMT_SCHEDULE (forward, reverse or
/// random:SEED), BRINK_SIMT_DEVICES, BRINK_SIMT_MEMORY, BRINK_SIMT_SMS, BRINK_SIMT_STREAMS
/// (eager or deferred), BRINK_SIMT_PROTECT and BRINK_SIMT_RACES (0 or 1).
/// @throw std::invalid_argument a variable that cannot be read
Settings settings_from_environment();

/// The settings of the process, at first those of the environment. A change holds for what
/// starts later.
Settings& settings();

/// Forgets a failure, which otherwise makes every later call return an error, and all work
/// that waits. Memory stays.
void forget_failure();

}  // namespace brink::simt
