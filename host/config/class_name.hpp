// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace brink {

/// Which names a config may give to its classes.
enum class ClassNames {
  portable,  ///< for new files: no reader, tool or shell wants them quoted or changed
  any,       ///< earlier versions accepted these too: all that HDF5 can name a group
};

/// What `class_names` accepts, in words.
std::string_view accepted_names(ClassNames class_names);

/// Whether a class may have that name. Portable names need no quotes in a shell. netCDF accepts
/// them (NC_check_name), and its Unicode normalisation does not change them. They are not names
/// of hidden files or options.
bool is_class_name(std::string_view name, ClassNames class_names);

}  // namespace brink
