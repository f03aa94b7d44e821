// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/device/choice.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string_view>

#include "host/error.hpp"

namespace brink::device {
namespace {

[[noreturn]] void refuse(const std::string& device, const std::string& why) {
  throw Error(Exit::failed, fmt::format("--device {}: {}; use --device cpu", device, why));
}

/// The first clause of a message. The advice follows it, and is given only once, at the end.
std::string clause(const std::string& message) { return message.substr(0, message.find("; ")); }

}  // namespace

Wish read_wish(const std::string& text) {
  constexpr std::string_view numbered = "cuda:";
  if (text == "auto") return {};
  if (text == "cpu") return {Wish::Kind::cpu, {}};
  if (text == "cuda") return {Wish::Kind::cuda, {}};
  if (text == "cuda:all") return {Wish::Kind::cuda, {}, true};
  if (text.rfind(numbered, 0) == 0) {
    unsigned number = 0;
    const char* const begin = text.data() + numbered.size();
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(begin, end, number);
    if (error == std::errc() && stop == end) return {Wish::Kind::cuda, number};
  }
  throw Error(Exit::usage, fmt::format("--device {}: unknown device; accepted: auto, cpu, cuda, "
                                       "cuda:k with k a device number, cuda:all",
                                       text));
}

Choice choose(const Wish& wish, unsigned local_rank) {
  if (wish.kind == Wish::Kind::cpu) return {};
  const bool demanded = wish.kind == Wish::Kind::cuda;
  const Devices devices = find_devices();
  const std::size_t count = devices.list.size();
  if (count == 0) {
    if (demanded) {
      const std::string one = wish.number ? fmt::format("cuda:{}", *wish.number) : "cuda";
      refuse(wish.all ? "cuda:all" : one, devices.why_none);
    }
    return {{}, devices.why_none};
  }
  if (wish.all) {
    for (const Device& device : devices.list) {
      const std::string why = why_unusable(device);
      if (!why.empty()) refuse("cuda:all", fmt::format("{}: {}", device.title(), clause(why)));
    }
    return {devices.list, ""};
  }
  if (wish.number) {
    const std::string name = fmt::format("cuda:{}", *wish.number);
    if (*wish.number >= count) {
      refuse(name, fmt::format("there is no such device, only 0 to {} (brink info)", count - 1));
    }
    const std::string why = why_unusable(devices.list[*wish.number]);
    if (!why.empty()) refuse(name, clause(why));
    return {{devices.list[*wish.number]}, ""};
  }
  std::string first_reason;
  for (std::size_t i = 0; i < count; ++i) {
    const Device& device = devices.list[(local_rank + i) % count];
    const std::string why = why_unusable(device);
    if (why.empty()) return {{device}, ""};
    if (first_reason.empty()) first_reason = fmt::format("{}: {}", device.title(), clause(why));
  }
  if (demanded) refuse("cuda", first_reason);
  return {{}, first_reason};
}

}  // namespace brink::device
