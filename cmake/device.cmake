# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# Included: defines brink_device, which is the device backend or, without CUDA, code that says
# that there is none.

# The sources that do not use CUDA.
set(BRINK_DEVICE_ALWAYS host/device/choice.cpp host/device/runtime/memory_text.cpp)

if(NOT BRINK_HAS_CUDA)
  add_library(brink_device STATIC ${BRINK_DEVICE_ALWAYS} host/device/missing/devices.cpp
              host/device/missing/engine.cpp)
  target_link_libraries(brink_device PUBLIC brink_options brink_run)
  return()
endif()

file(GLOB BRINK_KERNELS CONFIGURE_DEPENDS cuda/kernel/*.cu cuda/classifier/*/*.cu)
add_library(brink_kernels STATIC ${BRINK_KERNELS})
target_include_directories(brink_kernels PUBLIC ${PROJECT_SOURCE_DIR})
# As on the host, a multiplication and an addition are not contracted. The executor's build of the
# same sources has the host's warnings.
target_compile_options(brink_kernels PRIVATE --fmad=false)
# Thrust takes as long to compile as all kernels, so its architectures are compiled in parallel.
set_source_files_properties(cuda/kernel/tally_thrust.cu PROPERTIES COMPILE_OPTIONS -t2)
target_link_libraries(brink_kernels PUBLIC ${BRINK_CUDA_RUNTIME})

brink_library(device brink_run brink_kernels)
