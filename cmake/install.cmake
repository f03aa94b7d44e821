# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# Included: lists what `cmake --install` copies. The component `program` is the same everywhere;
# the component `plain` contains what a Debian package has in another form (cmake/package.cmake).

include(GNUInstallDirs)
set(BRINK_DOC_DIR ${CMAKE_INSTALL_DATAROOTDIR}/doc/brink)

install(TARGETS brink RUNTIME COMPONENT program)
install(FILES ${BRINK_PAGES}/brink.bash DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/bash-completion/completions
        RENAME brink COMPONENT program)
install(FILES ${BRINK_PAGES}/brink.fish DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/fish/vendor_completions.d
        COMPONENT program)
install(DIRECTORY configs DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/brink COMPONENT program
        FILES_MATCHING PATTERN *.toml)
install(FILES CITATION.cff DESTINATION ${BRINK_DOC_DIR} COMPONENT program)

install(FILES ${BRINK_PAGES}/brink.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT plain)
install(FILES ${BRINK_PAGES}/_brink DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/zsh/site-functions COMPONENT plain)
install(FILES LICENSE CHANGELOG.md DESTINATION ${BRINK_DOC_DIR} COMPONENT plain)
