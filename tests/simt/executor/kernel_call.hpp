// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "tests/simt/device/vector_types.hpp"

namespace brink::simt {

/// A kernel with copies of its arguments.
class KernelBody {
 public:
  struct Bytes {
    const void* from;
    std::size_t count;
  };

  virtual ~KernelBody() = default;
  /// Runs one CUDA thread.
  virtual void run_thread() const = 0;
  virtual std::vector<Bytes> arguments() const = 0;
};

struct KernelCall {
  const void* function = nullptr;  ///< address of the kernel
  dim3 grid, block;
  std::size_t dynamic_bytes = 0;  ///< of shared memory
  std::size_t most_shared = 0;    ///< bytes that the kernel may have in all
  std::unique_ptr<KernelBody> body;
};

/// The kernel's name, where the program exports it, otherwise its address.
std::string kernel_name(const void* function);

}  // namespace brink::simt
