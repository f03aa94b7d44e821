# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# The short way in. It drives CMake through CMakePresets.json; people who use
# CMake directly do not need it.

PRESET ?= default
CONFIG ?= configs/quickstart.toml
INSTALL ?= yes
BENCH ?=
PYTHON ?= /usr/bin/python3
JOBS ?= $(shell nproc)

presets := default debug asan tsan
ifeq ($(filter $(PRESET),$(presets)),)
$(error PRESET=$(PRESET) is unknown; it can be: $(presets))
endif

build_dir_of = $(if $(filter default,$(1)),build,build-$(1))
build_dir := $(call build_dir_of,$(PRESET))
# Not handed down: ninja and ctest get JOBS, and know nothing of make's flags.
build = env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL cmake --build $(build_dir) --parallel $(JOBS)

define install
@$(if $(filter no,$(INSTALL)),:,scripts/install_packages.sh $(1))
endef

.DEFAULT_GOAL := help
.PHONY: help run report build test bench format clean

help:
	@echo 'make run     build Brink and run $(CONFIG)'
	@echo 'make report  put the theorem beside the measurement: runs configs/limits.toml and'
	@echo '             configs/bit_depth.toml (about ten minutes on two cores) and reports on each'
	@echo 'make test    build and run every test'
	@echo 'make bench   build and run the benchmarks, print one table, write results/bench.json'
	@echo '             (about ten minutes on two quiet cores)'
	@echo 'make build   build $(build_dir)/brink'
	@echo 'make format  format the sources with clang-format'
	@echo 'make clean   remove the build folders; results/ stays'
	@echo
	@echo 'run, report, build, test, bench and format first install the system packages that they miss.'
	@echo
	@echo 'Settings, with their values now:'
	@echo '  CONFIG=$(CONFIG)   what `make run` runs; its result file is replaced'
	@echo '  PRESET=$(PRESET)   one of: $(presets)'
	@echo '  JOBS=$(JOBS)   processes for building and testing'
	@echo '  BENCH=$(BENCH)   more arguments of bench/run.py, such as --only cells'
	@echo '  INSTALL=$(INSTALL)   no: install nothing and do not check'

build:
	$(call install,build)
	@scripts/configure.sh $(PRESET) $(build_dir) program
	@$(build) --target brink

run: build
	$(build_dir)/brink run "$(CONFIG)" --force

# Both reports are printed, also when the first one says that a claim is contradicted.
report: build
	$(build_dir)/brink run configs/limits.toml -o results/limits.h5 --force >/dev/null
	$(build_dir)/brink run configs/bit_depth.toml -o results/bit_depth.h5 --force >/dev/null
	@status=0; for name in limits bit_depth; do \
	  echo; echo "== results/$$name.h5"; \
	  $(build_dir)/brink report results/$$name.h5 || status=$$?; \
	done; exit $$status

test:
	$(call install,build test)
	@scripts/configure.sh $(PRESET) $(build_dir) tests
	@$(build)
	@ctest --preset $(PRESET) --parallel $(JOBS)

# Benchmarks of anything but a Release build say nothing.
bench:
	$(call install,build bench)
	@scripts/configure.sh default build bench
	@env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL cmake --build build --parallel $(JOBS) --target brink_bench
	$(PYTHON) bench/run.py build $(BENCH)

format:
	$(call install,format)
	find bench cuda host tests \( -name '*.[ch]pp' -o -name '*.cu' -o -name '*.cuh' \) -print0 \
	  | xargs -0 clang-format -i

clean:
	rm -rf $(foreach preset,$(presets),$(call build_dir_of,$(preset)))
