// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace brink::simt {

/// A kernel, or a caller of the runtime, did what a device forbids. The message says which
/// kernel, block and thread, what it did and where. The call that ran the kernel throws it.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The order in which threads run between barriers, and in which blocks and streams run.
struct Schedule {
  enum class Order { forward, reverse, random };
  Order order = Order::forward;
  std::uint64_t seed = 1;  ///< of a random order
};

struct Settings {
  Schedule schedule;
  int devices = 1;                            ///< 0: as on a machine without a device
  std::size_t memory = std::size_t{2} << 30;  ///< bytes of a device
  int multiprocessors = 2;                    ///< few, so that a full grid stays small
  bool deferred = false;                      ///< streams run only when something waits
  bool protects = false;                      ///< accesses of the host to device memory then fault
  bool finds_races = false;                   ///< between blocks, from what they changed
  std::size_t stack = 0;                      ///< bytes of local memory of each thread
  bool limits_time = false;                   ///< as a device that also serves a screen
  bool tells_launches = false;                ///< prints a line for each launch on stderr
};

/// The settings that the environment asks for: BRINK_SIMT_SCHEDULE (forward, reverse or
/// random:SEED), BRINK_SIMT_DEVICES, BRINK_SIMT_MEMORY, BRINK_SIMT_SMS, BRINK_SIMT_STREAMS
/// (eager or deferred), BRINK_SIMT_PROTECT, BRINK_SIMT_RACES and BRINK_SIMT_LAUNCHES (0 or 1).
/// @throw std::invalid_argument a variable that cannot be read
Settings settings_from_environment();

/// The settings of the process, at first those of the environment. A change applies to what
/// starts later.
Settings& settings();

/// Clears a failure, which would otherwise make every later call return an error, and drops all
/// waiting work. Memory stays allocated.
void forget_failure();

}  // namespace brink::simt
