// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace brink {

/// How long the lock of a process elsewhere counts after it was renewed last.
inline constexpr double lock_lifetime_s = 600;

/// The process that writes a result file, as its lock file tells it.
struct LockHolder {
  long pid = 0;
  std::string host;
  std::string since;    ///< when it began to write, UTC
  std::string machine;  ///< tells boots and containers apart, within which a pid means a process
  std::string started;  ///< when the process began, in ticks of that machine
  bool locks = true;    ///< it holds flock(); else only the file itself keeps others away

  /// The lines of the lock file.
  std::string text() const;
  /// Whether the process still runs. Of one elsewhere it is only known when its lock was
  /// renewed: `age` seconds ago.
  bool lives(double age) const;
  /// Whether its pid can be looked up here.
  bool is_on_this_machine() const;
};

/// This process.
LockHolder this_holder(bool locks);

/// Nothing where the text is not whole, as of a lock that is just being taken.
std::optional<LockHolder> parse_holder(const std::string& text);

}  // namespace brink
