// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace brink {

/// Does `work` in a child process first, for which a crash, an endless loop and all memory
/// of the machine have no consequences. It may not depend on other threads.
///
/// @param bytes of the file that it reads: what time and memory are granted by
/// @return what became of a child that did not end by itself; else nothing
/// @throw Error what `work` throws, as an Error
std::string try_in_child(std::size_t bytes, const std::function<void()>& work);

}  // namespace brink
