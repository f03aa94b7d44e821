# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# Included: enables CUDA where BRINK_CUDA allows it and nvcc works, and sets BRINK_HAS_CUDA.

set(BRINK_HAS_CUDA OFF)
if(NOT BRINK_CUDA)
  message(STATUS "CUDA: off (BRINK_CUDA); the program computes on the CPU")
  return()
endif()
include(CheckLanguage)
check_language(CUDA)
if(NOT CMAKE_CUDA_COMPILER)
  if(NOT BRINK_CUDA STREQUAL AUTO)
    message(FATAL_ERROR "BRINK_CUDA=${BRINK_CUDA}, but there is no nvcc that works: see "
            "CMakeFiles/CMakeError.log; CUDACXX names another one")
  endif()
  message(STATUS "CUDA: no nvcc that works; the program computes on the CPU")
  return()
endif()

# Compiles code for every architecture from Turing on that this nvcc knows. It adds PTX, which
# drivers compile for other architectures: that of the newest for later ones, and that of the
# oldest for those between (8.7, 11.0). A list that the user sets takes precedence.
if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES AND NOT DEFINED ENV{CUDAARCHS})
  execute_process(COMMAND ${CMAKE_CUDA_COMPILER} --list-gpu-arch
    OUTPUT_VARIABLE known OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  set(architectures)
  foreach(architecture 75 80 86 89 90 100 120)
    if(known MATCHES "compute_${architecture}([^0-9a-z]|$)")
      list(APPEND architectures ${architecture})
    endif()
  endforeach()
  list(POP_FRONT architectures oldest)
  list(POP_BACK architectures newest)
  list(TRANSFORM architectures APPEND -real)
  set(CMAKE_CUDA_ARCHITECTURES ${oldest} ${architectures} ${newest} CACHE STRING
      "Compute capabilities of the devices that the program is for")
endif()
if(NOT DEFINED CMAKE_CUDA_RUNTIME_LIBRARY)
  set(CMAKE_CUDA_RUNTIME_LIBRARY Static)  # the program then starts on any machine
endif()
if("${CMAKE_CUDA_FLAGS} $ENV{CUDAFLAGS} $ENV{NVCC_APPEND_FLAGS} $ENV{NVCC_PREPEND_FLAGS}" MATCHES "use_fast_math")
  message(FATAL_ERROR "Brink's kernels compute what the CPU computes, bit for bit: remove "
          "--use_fast_math from CMAKE_CUDA_FLAGS, CUDAFLAGS and NVCC_APPEND_FLAGS")
endif()
enable_language(CUDA)
# The code that g++ compiles calls the same runtime that nvcc links.
find_package(CUDAToolkit REQUIRED)
if(CMAKE_CUDA_RUNTIME_LIBRARY STREQUAL Shared)
  set(BRINK_CUDA_RUNTIME CUDA::cudart)
else()
  set(BRINK_CUDA_RUNTIME CUDA::cudart_static)
endif()
set(CMAKE_CUDA_STANDARD 17)  # CMake before 3.25.2 refuses the host's 20
set(CMAKE_CUDA_STANDARD_REQUIRED ON)
set(CMAKE_CUDA_EXTENSIONS OFF)
set(BRINK_HAS_CUDA ON)
string(REPLACE ";" " " architectures "${CMAKE_CUDA_ARCHITECTURES}")
message(STATUS "CUDA: nvcc ${CMAKE_CUDA_COMPILER_VERSION} for ${architectures}, "
        "${CMAKE_CUDA_RUNTIME_LIBRARY} runtime")
