# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# Included: finds HDF5, and stops if the headers that the compiler uses have another version than
# the library, because HDF5 would then end the program.

find_package(HDF5 REQUIRED COMPONENTS C HL)
find_package(ZLIB REQUIRED)
if(CMAKE_CROSSCOMPILING OR BRINK_HDF5_CHECKED STREQUAL "${HDF5_C_INCLUDE_DIRS};${HDF5_C_LIBRARIES}")
  return()
endif()
set(as_system ${HDF5_C_INCLUDE_DIRS})  # as the sources are compiled: CPATH then goes first
list(TRANSFORM as_system PREPEND -isystem)
unset(compiles CACHE)
unset(exit_code CACHE)
try_run(exit_code compiles ${PROJECT_BINARY_DIR}/hdf5_version ${CMAKE_CURRENT_LIST_DIR}/hdf5_version.cpp
  CMAKE_FLAGS -DINCLUDE_DIRECTORIES=${CMAKE_CURRENT_LIST_DIR}/..
  COMPILE_DEFINITIONS ${as_system}
  LINK_LIBRARIES ${HDF5_C_LIBRARIES}
  COMPILE_OUTPUT_VARIABLE problem RUN_OUTPUT_VARIABLE versions)
if(NOT compiles OR exit_code STREQUAL "1")  # other codes: could not run here, such as with TSan
  if(compiles)
    set(problem "${versions}")
  endif()
  message(FATAL_ERROR "HDF5 cannot be used as it was found: ${problem}\n"
    "headers: ${HDF5_C_INCLUDE_DIRS}\nlibrary: ${HDF5_C_LIBRARIES}\n"
    "Another HDF5 stands in the way: see CPATH, LIBRARY_PATH, LD_LIBRARY_PATH and PATH, or name the "
    "one to take with HDF5_ROOT.")
endif()
unset(compiles CACHE)
unset(exit_code CACHE)
set(BRINK_HDF5_CHECKED "${HDF5_C_INCLUDE_DIRS};${HDF5_C_LIBRARIES}" CACHE INTERNAL "The HDF5 that was tried last")
