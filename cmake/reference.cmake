# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# Included: defines the target brink_pages, which generates the man page, completions and
# docs/spec/command_line.md from the program's own commands, into BRINK_PAGES.

set(BRINK_PAGES ${PROJECT_BINARY_DIR}/pages)
file(MAKE_DIRECTORY ${BRINK_PAGES})
file(GLOB sources CONFIGURE_DEPENDS host/reference/*.cpp)
add_executable(brink_reference ${sources})
target_link_libraries(brink_reference PRIVATE brink_cli brink_device)
set(pages brink.1 brink.bash _brink brink.fish command_line.md)
list(TRANSFORM pages PREPEND ${BRINK_PAGES}/)
add_custom_command(OUTPUT ${pages}
  COMMAND brink_reference ${BRINK_PAGES}
  DEPENDS brink_reference
  COMMENT "Generating man page, completions and reference page"
  VERBATIM)
add_custom_target(brink_pages ALL DEPENDS ${pages})
