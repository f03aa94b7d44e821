# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# Included: finds MPI for C if its installation is complete, and sets MPI_C_FOUND.
#
# FindMPI stops the configuration if there is a compiler wrapper without the headers that it names
# (Debian's openmpi-bin without libopenmpi-dev), and it then remembers the failure forever. So the
# wrapper is tried first.

find_program(BRINK_MPICC NAMES ${MPI_C_COMPILER} mpicc HINTS ENV MPI_HOME PATH_SUFFIXES bin)
mark_as_advanced(BRINK_MPICC)
if(BRINK_MPICC)
  set(source ${PROJECT_BINARY_DIR}/generated/has_mpi.c)
  file(WRITE ${source} "#include <mpi.h>\n")
  execute_process(COMMAND ${BRINK_MPICC} -E ${source}
    RESULT_VARIABLE status OUTPUT_QUIET ERROR_QUIET)
  if(status EQUAL 0)
    find_package(MPI COMPONENTS C)
  endif()
endif()
