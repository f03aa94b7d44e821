// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "tests/simt/executor/kernel_call.hpp"
#include "tests/simt/runtime/types.hpp"

namespace brink::simt {

template <class... Parameters>
class Kernel final : public KernelBody {
 public:
  using Function = void (*)(Parameters...);

  /// @param arguments pointers to the arguments, which are copied
  Kernel(Function function, void** arguments)
      : Kernel(function, arguments, std::index_sequence_for<Parameters...>{}) {}

  void run_thread() const override { std::apply(function_, arguments_); }
  std::vector<Bytes> arguments() const override {
    return std::apply(
        [](const Parameters&... argument) {
          return std::vector<Bytes>{{&argument, sizeof argument}...};
        },
        arguments_);
  }

 private:
  template <std::size_t... I>
  Kernel(Function function, [[maybe_unused]] void** arguments, std::index_sequence<I...>)
      : function_(function), arguments_(*static_cast<const Parameters*>(arguments[I])...) {
    static_assert((std::is_trivially_copyable_v<Parameters> && ...));
    // Padding bytes may look like a pointer by chance.
    (__builtin_clear_padding(&std::get<I>(arguments_)), ...);
  }

  Function function_;
  std::tuple<Parameters...> arguments_;
};

cudaError_t launch_kernel(std::shared_ptr<KernelCall> call, cudaStream_t stream);

}  // namespace brink::simt

/// Runs a kernel by its name. `arguments` point to its arguments, in order.
template <class... Parameters>
cudaError_t cudaLaunchKernel(void (*kernel)(Parameters...), dim3 grid, dim3 block, void** arguments,
                             std::size_t shared_bytes = 0, cudaStream_t stream = nullptr) {
  auto call = std::make_shared<brink::simt::KernelCall>();
  call->function = reinterpret_cast<const void*>(kernel);
  call->grid = grid;
  call->block = block;
  call->dynamic_bytes = shared_bytes;
  call->body = std::make_unique<brink::simt::Kernel<Parameters...>>(kernel, arguments);
  return brink::simt::launch_kernel(std::move(call), stream);
}
