#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# Renders the documentation as a site in BUILD/site, which can be read without a network:
#
#     scripts/build_site.sh BUILD
#
# MkDocs comes from PyPI once, into BUILD/site-venv. Exit code 69 means that PyPI cannot be
# reached.
set -euo pipefail

build=$(realpath -m "${1:?usage: scripts/build_site.sh BUILD}")
cd "$(dirname "$0")/.."
requirements=docs/requirements.txt
venv=$build/site-venv
unavailable=69

mkdir -p "$build"
exec 9>"$venv.lock"
flock 9
if ! cmp --silent "$requirements" "$venv/installed"; then
  rm -rf "$venv"
  "${PYTHON:-/usr/bin/python3}" -m venv "$venv" ||
    { echo "a virtual environment (package python3-venv) cannot be made" >&2; exit $unavailable; }
  "$venv/bin/pip" install --quiet --no-input --disable-pip-version-check --retries 2 --timeout 30 \
    --only-binary :all: -r "$requirements" ||
    { echo "$requirements cannot be installed; is PyPI within reach?" >&2; exit $unavailable; }
  cp "$requirements" "$venv/installed"
fi

# The pages are placed as in the repository, so that a link works in both places.
pages=$build/site-pages
rm -rf "$pages"
mkdir -p "$pages"
cp --parents README.md C*.md CITATION.cff LICENSE bench/RESULTS.md notebooks/README.md \
  tests/simt/README.md "$pages"
cp -r docs "$pages"
rm "$pages"/docs/site/mkdocs.yml "$pages"/docs/site/mathml.py "$pages"/docs/figures/make.py "$pages/$requirements"

BRINK_SITE_PAGES=$pages BRINK_SITE=$build/site BRINK_SITE_PYTHON=$PWD/python NO_MKDOCS_2_WARNING=1 \
  "$venv/bin/mkdocs" build --strict --config-file docs/site/mkdocs.yml
echo "written: $build/site/index.html"
