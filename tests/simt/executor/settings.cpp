// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/simt/simt.hpp"

namespace brink::simt {
namespace {

[[noreturn]] void refuse(const char* variable, std::string_view text) {
  throw std::invalid_argument(std::string(variable) + " is '" + std::string(text) + "'");
}

template <class Number>
Number parse(const char* variable, std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) refuse(variable, text);
  return number;
}

template <class Number>
void read(const char* variable, Number& number) {
  if (const char* text = std::getenv(variable)) number = parse<Number>(variable, text);
}

void read_choice(const char* variable, std::string_view no, std::string_view yes, bool& chosen) {
  const char* text = std::getenv(variable);
  if (text == nullptr) return;
  if (text != no && text != yes) refuse(variable, text);
  chosen = text == yes;
}

void read_schedule(Schedule& schedule) {
  constexpr const char* variable = "BRINK_SIMT_SCHEDULE";
  constexpr std::string_view random = "random:";
  const char* text = std::getenv(variable);
  if (text == nullptr) return;
  const std::string_view view = text;
  if (view == "forward") {
    schedule.order = Schedule::Order::forward;
  } else if (view == "reverse") {
    schedule.order = Schedule::Order::reverse;
  } else if (view.starts_with(random)) {
    schedule.order = Schedule::Order::random;
    schedule.seed = parse<std::uint64_t>(variable, view.substr(random.size()));
  } else {
    refuse(variable, view);
  }
}

}  // namespace

Settings settings_from_environment() {
  Settings settings;
  read_schedule(settings.schedule);
  read("BRINK_SIMT_DEVICES", settings.devices);
  read("BRINK_SIMT_MEMORY", settings.memory);
  read("BRINK_SIMT_SMS", settings.multiprocessors);
  read_choice("BRINK_SIMT_STREAMS", "eager", "deferred", settings.deferred);
  read_choice("BRINK_SIMT_PROTECT", "0", "1", settings.protects);
  read_choice("BRINK_SIMT_RACES", "0", "1", settings.finds_races);
  read_choice("BRINK_SIMT_LAUNCHES", "0", "1", settings.tells_launches);
  return settings;
}

Settings& settings() {
  static Settings settings = settings_from_environment();
  return settings;
}

}  // namespace brink::simt
