# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# Included: defines the target brink_version, which provides "host/version.hpp".
# Run as a script, at every build: rewrites that header when the commit changed.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(BRINK_HEADER ${PROJECT_BINARY_DIR}/generated/host/version.hpp)
  add_custom_target(brink_version_header
    COMMAND ${CMAKE_COMMAND}
      -D BRINK_SOURCE=${PROJECT_SOURCE_DIR}
      -D BRINK_HEADER=${BRINK_HEADER}
      -D BRINK_VERSION=${PROJECT_VERSION}
      -P ${CMAKE_CURRENT_LIST_FILE}
    BYPRODUCTS ${BRINK_HEADER}
    COMMENT "Recording version and commit"
    VERBATIM)
  add_library(brink_version INTERFACE)
  target_include_directories(brink_version INTERFACE ${PROJECT_BINARY_DIR}/generated)
  add_dependencies(brink_version brink_version_header)
  return()
endif()

set(BRINK_COMMIT unknown)
find_program(git git)
if(git)
  # The source may lie unpacked inside a foreign checkout: that commit is not ours.
  execute_process(COMMAND ${git} rev-parse --show-toplevel
    WORKING_DIRECTORY ${BRINK_SOURCE} OUTPUT_VARIABLE top ERROR_QUIET
    OUTPUT_STRIP_TRAILING_WHITESPACE)
  get_filename_component(source ${BRINK_SOURCE} REALPATH)
  if(top STREQUAL source)
    execute_process(COMMAND ${git} describe --always --dirty --abbrev=12 --exclude=*
      WORKING_DIRECTORY ${BRINK_SOURCE} OUTPUT_VARIABLE described RESULT_VARIABLE status
      ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(status EQUAL 0)
      set(BRINK_COMMIT ${described})
    endif()
  endif()
endif()
configure_file(${BRINK_SOURCE}/host/version.hpp.in ${BRINK_HEADER} @ONLY)
