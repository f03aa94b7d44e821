# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# This is the short way to use Brink. It drives CMake through CMakePresets.json; people who use
# CMake directly do not need it.

PRESET ?= default
CONFIG ?= configs/quickstart.toml
INSTALL ?= yes
BENCH ?=
PYTHON ?= /usr/bin/python3
JOBS ?= $(shell nproc)
PREFIX ?= /usr/local

presets := default debug asan tsan
ifeq ($(filter $(PRESET),$(presets)),)
$(error PRESET=$(PRESET) is unknown; it can be: $(presets))
endif

build_dir_of = $(if $(filter default,$(1)),build,build-$(1))
build_dir := $(call build_dir_of,$(PRESET))
# These variables are not passed on: ninja and ctest get JOBS, and do not know make's flags.
build = env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL cmake --build $(build_dir) --parallel $(JOBS)

define install
@$(if $(filter no,$(INSTALL)),:,scripts/install_packages.sh $(1))
endef

.DEFAULT_GOAL := help
.PHONY: help run report build install package test bench gpu docs reference lint format clean

help:
	@echo 'make run     build Brink and run $(CONFIG)'
	@echo 'make report  put the theorem beside the measurement: runs configs/limits.toml and'
	@echo '             configs/bit_depth.toml (about ten minutes on two cores) and reports on each'
	@echo 'make test    build and run every test'
	@echo 'make bench   build and run the benchmarks, print one table, write results/bench.json'
	@echo '             (about ten minutes on two quiet cores)'
	@echo 'make gpu     on a machine with an NVIDIA GPU and nvcc: build, and try all of it there in ten'
	@echo '             minutes; scripts/gpu_bundle.sh packs the same for another machine'
	@echo 'make build   build $(build_dir)/brink'
	@echo 'make docs    render the documentation as a site, $(build_dir)/site/index.html'
	@echo 'make install    build and install program, man page, completions and configs under PREFIX'
	@echo 'make package    make a Debian package and a source tarball, in $(build_dir)/packages'
	@echo 'make reference  generate docs/spec/command_line.md from the program'
	@echo 'make lint    check sources and scripts with clang-format, clang-tidy, shellcheck, pyflakes'
	@echo 'make format  format the sources with clang-format'
	@echo 'make clean   remove the build folders; results/ stays'
	@echo
	@echo 'All but clean first install the system packages that they miss.'
	@echo
	@echo 'Settings, with their values now:'
	@echo '  CONFIG=$(CONFIG)   what `make run` runs; its result file is replaced'
	@echo '  PRESET=$(PRESET)   one of: $(presets)'
	@echo '  PREFIX=$(PREFIX)   where `make install` installs; DESTDIR goes before it'
	@echo '  JOBS=$(JOBS)   processes for building and testing'
	@echo '  BENCH=$(BENCH)   more arguments of bench/run.py, such as --only cells'
	@echo '  INSTALL=$(INSTALL)   no: install nothing and do not check'

build:
	$(call install,build)
	@scripts/configure.sh $(PRESET) $(build_dir) program
	@$(build) --target brink brink_pages

# Everybody may read the installed folders, whatever the umask is. Not every shell replaces the ~
# in PREFIX=~/x.
install: build
	umask 022 && cmake --install $(build_dir) --prefix "$(patsubst ~/%,$(HOME)/%,$(PREFIX))"

# A tree that was unpacked from the source tarball has no commit from which to make a tarball.
package:
	$(call install,build package)
	@$(MAKE) --no-print-directory build INSTALL=no
	umask 022 && cpack --config $(build_dir)/CPackConfig.cmake
	@[ ! -e .git ] || $(build) --target brink_tarball

reference: build
	mkdir -p docs/spec && cp $(build_dir)/pages/command_line.md docs/spec/

run: build
	$(build_dir)/brink run "$(CONFIG)" --force

# Both reports are printed, even if the first one says that a claim is contradicted.
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

# Benchmarks of anything but a Release build are meaningless.
bench:
	$(call install,build bench)
	@scripts/configure.sh default build bench
	@env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL cmake --build build --parallel $(JOBS) --target brink_bench
	$(PYTHON) bench/run.py build $(BENCH)

docs:
	$(call install,docs)
	scripts/build_site.sh $(build_dir)

# The programs that run here are those that the bundle runs elsewhere.
gpu_folder := results/brink-gpu
gpu:
	@nvidia-smi -L || { echo 'error: no NVIDIA GPU works here; scripts/gpu_bundle.sh packs what' \
	  'another machine needs to try Brink on its own'; exit 1; } >&2
	$(call install,build test bench)
	JOBS=$(JOBS) scripts/gpu_bundle.sh $(gpu_folder) "$$(nvidia-smi \
	  --query-gpu=compute_cap --format=csv,noheader | tr -d . | sort -u | paste -s -d ';')"
	$(gpu_folder)/run.sh

lint:
	$(call install,build test lint)
	@scripts/configure.sh $(PRESET) $(build_dir) tests
	scripts/lint.sh $(build_dir) $(JOBS)

format:
	$(call install,format)
	find bench cuda host tests \( -name '*.[ch]pp' -o -name '*.cu' -o -name '*.cuh' \) -print0 \
	  | xargs -0 clang-format -i

clean:
	rm -rf $(foreach preset,$(presets),$(call build_dir_of,$(preset))) build-gpu build-python
