// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include <cxxabi.h>
#include <dlfcn.h>
#include <fmt/format.h>

#include <cstdlib>
#include <memory>

#include "tests/simt/executor/kernel_call.hpp"

namespace brink::simt {

std::string kernel_name(const void* function) {
  Dl_info found{};
  if (dladdr(function, &found) == 0 || found.dli_sname == nullptr || found.dli_saddr != function) {
    return fmt::format("at {}", function);
  }
  const std::unique_ptr<char, decltype(&std::free)> demangled(
      abi::__cxa_demangle(found.dli_sname, nullptr, nullptr, nullptr), &std::free);
  return demangled == nullptr ? found.dli_sname : demangled.get();
}

}  // namespace brink::simt
