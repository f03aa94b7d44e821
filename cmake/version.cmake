# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# Included: defines the target brink_version, which provides "host/version.hpp", and sets
# BRINK_RELEASE_DATE. Every build also runs this file as a script, which rewrites the header when
# the commit changed.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  # The changelog lists every version that project() has had, with its date.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS CHANGELOG.md)
  file(STRINGS CHANGELOG.md BRINK_RELEASE_DATE LIMIT_COUNT 1
       REGEX "^## \\[${PROJECT_VERSION}\\] - [0-9]+-[0-9]+-[0-9]+$")
  if(NOT BRINK_RELEASE_DATE)
    message(FATAL_ERROR "CHANGELOG.md has no line \"## [${PROJECT_VERSION}] - YYYY-MM-DD\", "
            "but ${PROJECT_VERSION} is the version of project() in CMakeLists.txt")
  endif()
  string(REGEX REPLACE "^.* - " "" BRINK_RELEASE_DATE "${BRINK_RELEASE_DATE}")

  set(BRINK_HEADER ${PROJECT_BINARY_DIR}/generated/host/version.hpp)
  add_custom_target(brink_version_header
    COMMAND ${CMAKE_COMMAND}
      -D BRINK_SOURCE=${PROJECT_SOURCE_DIR}
      -D BRINK_HEADER=${BRINK_HEADER}
      -D BRINK_VERSION=${PROJECT_VERSION}
      -D BRINK_RELEASE_DATE=${BRINK_RELEASE_DATE}
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
# `git archive`, which makes the source tarball, writes the commit into this file. In a checkout
# the file contains a placeholder.
file(READ ${CMAKE_CURRENT_LIST_DIR}/archived_commit.txt archived)
if(archived MATCHES "^([0-9a-f]+)\n")
  string(SUBSTRING ${CMAKE_MATCH_1} 0 12 BRINK_COMMIT)
endif()
find_program(git git)
if(git)
  # The source may have been unpacked inside a foreign checkout, whose commit is not ours.
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
