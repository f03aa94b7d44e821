# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# Included: defines what `make package` makes in packages/ of the build folder: a Debian package,
# by CPack, and a source tarball of the last commit.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_CMAKE_PROJECTS
    ${PROJECT_BINARY_DIR} brink program / ${PROJECT_BINARY_DIR} brink debian /)

# The project has no published address. Whoever distributes packages must set their own.
set(BRINK_MAINTAINER "The Brink authors <maintainers@brink.invalid>" CACHE STRING
    "Name and address of who answers for the Debian package")
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${BRINK_MAINTAINER})
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "openmpi-bin, python3-h5netcdf, python3-xarray")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "measures how far random images stand from the edge of their class")
set(CPACK_PACKAGE_DESCRIPTION
"Brink is a Monte Carlo engine that tests theorems on the robustness of image
classifiers. It draws random images, applies random and threshold classifiers,
and computes for every image exactly how far it stands from the edge of its
class. The results are integers, which are the same on every machine, in an
HDF5 file that xarray opens as it is.")

# These files have a special form in Debian.
execute_process(COMMAND date --utc --rfc-email --date=${BRINK_RELEASE_DATE}
  OUTPUT_VARIABLE BRINK_DEBIAN_DATE OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
configure_file(cmake/debian/changelog.in debian/changelog.Debian @ONLY)
configure_file(cmake/debian/install.cmake.in debian/install.cmake @ONLY)
install(SCRIPT ${PROJECT_BINARY_DIR}/debian/install.cmake COMPONENT debian EXCLUDE_FROM_ALL)

include(CPack)

set(name brink-${PROJECT_VERSION})
add_custom_target(brink_tarball
  COMMAND ${CMAKE_COMMAND} -E make_directory ${CPACK_PACKAGE_DIRECTORY}
  COMMAND git archive --prefix=${name}/ --output=${CPACK_PACKAGE_DIRECTORY}/${name}.tar.gz HEAD
  COMMAND ${CMAKE_COMMAND} -E echo "- source tarball: ${CPACK_PACKAGE_DIRECTORY}/${name}.tar.gz"
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
  VERBATIM)
