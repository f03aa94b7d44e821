# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# Included: excludes an active conda environment from the search for libraries and programs. The
# environment is first in PATH, so its HDF5 would be used together with the system's other
# libraries. To use conda, name its folder in CMAKE_PREFIX_PATH, as conda's own compilers do.

if(NOT DEFINED ENV{CONDA_PREFIX})
  return()
endif()
file(TO_CMAKE_PATH "$ENV{CONDA_PREFIX}" conda)
file(TO_CMAKE_PATH "$ENV{CMAKE_PREFIX_PATH}" wanted)
if(conda IN_LIST CMAKE_PREFIX_PATH OR conda IN_LIST wanted)
  return()
endif()
list(APPEND CMAKE_IGNORE_PREFIX_PATH ${conda})
list(APPEND CMAKE_IGNORE_PATH ${conda}/bin ${conda}/include ${conda}/lib)
message(STATUS "conda: not searched for libraries; -DCMAKE_PREFIX_PATH=${conda} would take them from it")
