# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# Included: stops if the compiler's flags change floating-point arithmetic. The flags are tried
# alone and together with those of the build type, whose -O3 cancels an -Ofast.

string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
set(flags "${CMAKE_CXX_COMPILER} ${CMAKE_CXX_COMPILER_ARG1} ${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}")
if(flags STREQUAL BRINK_EXACT_MATH_FLAGS)
  return()  # these flags were tried before
endif()

foreach(configuration DEBUG ${CMAKE_BUILD_TYPE})
  set(CMAKE_TRY_COMPILE_CONFIGURATION ${configuration})
  set(probe compiles ${PROJECT_BINARY_DIR}/exact_math ${CMAKE_CURRENT_LIST_DIR}/exact_math.cpp
      CMAKE_FLAGS -DINCLUDE_DIRECTORIES=${CMAKE_CURRENT_LIST_DIR}/..)
  unset(compiles CACHE)
  unset(exit_code CACHE)
  if(CMAKE_CROSSCOMPILING)  # then the compiler's answer about its flags must do
    try_compile(${probe} OUTPUT_VARIABLE output)
    set(exit_code 0)
  else()
    try_run(exit_code ${probe} COMPILE_OUTPUT_VARIABLE output)
  endif()
  if(NOT compiles OR exit_code STREQUAL "1")  # other codes: could not run here, such as with TSan
    message(FATAL_ERROR "The compiler's flags change floating-point arithmetic: ${flags}\n"
      "Brink needs it exact: infinity and NaN mean something, and results must be the same on "
      "every machine. Remove -Ofast, -ffast-math, -funsafe-math-optimizations, "
      "-ffinite-math-only and the like from CXXFLAGS, CMAKE_CXX_FLAGS and "
      "CMAKE_CXX_FLAGS_${type}; -O3 -march=native is fine.\n${output}")
  endif()
  unset(compiles CACHE)
  unset(exit_code CACHE)
endforeach()
unset(CMAKE_TRY_COMPILE_CONFIGURATION)
set(BRINK_EXACT_MATH_FLAGS "${flags}" CACHE INTERNAL "The flags that were tried last")
