// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host/hdf5/handle.hpp"

namespace brink::hdf5 {

/// Opens the bytes of a file for reading; they must outlive the handle. @throw Failure
Handle open_image(std::span<std::byte> file);

/// Whether there is a link of that name; its groups, if it is a path, must exist. @throw Failure
bool has(hid_t group, const std::string& name);

/// Whether a variable holds floating-point numbers. @throw Failure
bool is_real(hid_t group, const std::string& name);

/// A scalar text attribute of a group. @throw Failure
std::string get_text_of(hid_t group, const std::string& name, const std::string& attribute);

/// A scalar text attribute, of fixed or variable length. @throw Failure
std::string get_text(hid_t object, const std::string& name);

/// A scalar integer attribute. @throw Failure
std::uint64_t get_integer(hid_t object, const std::string& name);

/// The same of a variable, where it has that attribute. @throw Failure
std::optional<std::uint64_t> find_integer(hid_t group, const std::string& name,
                                          const std::string& attribute);

/// All values of a list attribute of integers. @throw Failure
std::vector<std::uint64_t> get_integers(hid_t object, const std::string& name);

/// All values of a numeric variable, row-major.
/// T: double, std::int64_t or std::uint64_t. @throw Failure
template <typename T>
std::vector<T> get_values(hid_t group, const std::string& name);

/// All values of a text variable. @throw Failure
std::vector<std::string> get_texts(hid_t group, const std::string& name);

}  // namespace brink::hdf5
