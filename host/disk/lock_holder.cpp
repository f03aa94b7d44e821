// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/disk/lock_holder.hpp"

#include <fmt/format.h>
#include <limits.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "host/utc.hpp"

namespace brink {
namespace {

std::string first_line(const std::string& path) {
  std::string line;
  std::getline(std::ifstream(path), line);
  return line;
}

std::string this_host() {
  std::array<char, HOST_NAME_MAX + 1> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "an unknown host";
}

/// Empty where there is no /proc: then no pid is ever looked up.
std::string this_machine() {
  std::array<char, 64> space{};
  if (readlink("/proc/self/ns/pid", space.data(), space.size() - 1) < 0) return {};
  return first_line("/proc/sys/kernel/random/boot_id") + space.data();
}

/// State and start time of a process: fields 3 and 22 of its line in /proc.
struct ProcessState {
  std::string state, started;
};

ProcessState state_of(const std::string& process) {
  const std::string line = first_line("/proc/" + process + "/stat");
  // The name before may hold spaces and parentheses.
  std::istringstream rest(line.substr(std::min(line.size(), line.rfind(')') + 1)));
  const std::vector<std::string> fields{std::istream_iterator<std::string>(rest), {}};
  constexpr std::size_t started = 22 - 3;
  return fields.size() > started ? ProcessState{fields[0], fields[started]} : ProcessState{};
}

}  // namespace

std::string LockHolder::text() const {
  return fmt::format("pid {}\nhost {}\nsince {}\nmachine {}\nstarted {}\nlocks {}\n", pid, host,
                     since, machine, started, locks);
}

bool LockHolder::is_on_this_machine() const {
  return !machine.empty() && machine == this_machine();
}

bool LockHolder::lives(double age) const {
  if (!is_on_this_machine()) return age < lock_lifetime_s;
  const ProcessState process = state_of(std::to_string(pid));
  if (process.state.empty()) return ::kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM;
  return process.started == started && process.state != "Z" && process.state != "X";
}

LockHolder this_holder(bool locks) {
  return {::getpid(), this_host(), utc_now(), this_machine(), state_of("self").started, locks};
}

std::optional<LockHolder> parse_holder(const std::string& text) {
  LockHolder holder;
  std::istringstream lines(text);
  std::string pid, locks;
  for (const auto& [key, value] : {std::pair{"pid ", &pid},
                                   {"host ", &holder.host},
                                   {"since ", &holder.since},
                                   {"machine ", &holder.machine},
                                   {"started ", &holder.started},
                                   {"locks ", &locks}}) {
    std::string line;
    if (!std::getline(lines, line) || lines.eof() || !line.starts_with(key)) return std::nullopt;
    *value = line.substr(std::string_view(key).size());
  }
  holder.pid = std::atol(pid.c_str());
  holder.locks = locks == "true";
  if (holder.pid <= 0) return std::nullopt;
  return holder;
}

}  // namespace brink
