# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# Included where pip builds (pyproject.toml): what the Python package carries besides its modules.
# The cache variable BRINK_PREBUILT names a program that is built already, and then nothing is
# compiled; without it, or where the program is a target by now, the build's own is carried.

if(TARGET brink)
  install(TARGETS brink RUNTIME DESTINATION brink/bin COMPONENT python)
else()
  install(PROGRAMS ${BRINK_PREBUILT} DESTINATION brink/bin RENAME brink COMPONENT python)
  add_custom_target(brink)
endif()
