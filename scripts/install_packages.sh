#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: scripts/install_packages.sh SET...
#
# Installs those packages of the named sets (first column of packages.txt) that are missing. If
# all are there, it asks for nothing and changes nothing. If it cannot install, it prints the list
# and exits with code 1 without changing anything.
set -euo pipefail

packages_file=$(dirname "${BASH_SOURCE[0]}")/packages.txt
readonly packages_file
readonly lock_timeout_s=120  # a fresh system may be upgrading itself in the background

missing=()
reasons=()

is_installed() {
  dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

collect_missing() {
  local set package reason
  while read -r set package reason; do
    [[ $set == '#'* ]] && continue
    if [[ " $* " == *" $set "* ]] && ! is_installed "$package"; then
      missing+=("$package")
      reasons+=("$reason")
    fi
  done <"$packages_file"
}

print_missing() {
  local i
  echo "Brink needs ${#missing[@]} system package(s) that are not installed here:"
  for i in "${!missing[@]}"; do
    printf '  %-20s %s\n' "${missing[i]}" "${reasons[i]}"
  done
}

# stop WHY [ADVICE]...: says why nothing can be installed and what to do instead.
stop() {
  {
    echo "error: they cannot be installed from here: $1. Nothing was changed."
    shift
    printf '%s\n' "$@"
    echo "If you have these libraries from elsewhere, add INSTALL=no to the make command"
    echo "to skip this check."
  } >&2
  exit 1
}

# Sets `as_root` to the command that runs others as root, or stops.
choose_as_root() {
  as_root=()
  [[ $EUID -eq 0 ]] && return
  local -r ask_admin=("Ask an administrator to run this, then run make again:"
                      "  apt-get update && apt-get install --no-install-recommends ${missing[*]}")
  command -v sudo >/dev/null || stop "you are not root and sudo is not there" "${ask_admin[@]}"
  if ! sudo -n true 2>/dev/null; then
    [[ -t 0 ]] || stop "you are not root and sudo would ask for a password, but there is no terminal" \
                       "${ask_admin[@]}"
    echo "Installing takes root, so sudo may ask for your password."
    sudo true || stop "sudo refused" "${ask_admin[@]}"
  fi
  as_root=(sudo)
}

apt_get() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
    apt-get -q -y -o "DPkg::Lock::Timeout=$lock_timeout_s" -o Dpkg::Use-Pty=0 "$@" </dev/null
}

collect_missing "$@"
[[ ${#missing[@]} -eq 0 ]] && exit 0
print_missing
command -v apt-get >/dev/null ||
  stop "this system has no apt-get" "Install them under the names your system gives them, then run make again."
choose_as_root
echo "Installing them now with: ${as_root[*]:+${as_root[*]} }apt-get install --no-install-recommends"
apt_get update || echo "warning: apt-get update failed; trying with the package lists at hand" >&2
if ! apt_get install --no-install-recommends "${missing[@]}"; then
  echo "error: apt-get could not install the packages; its own message is above." >&2
  echo "On Ubuntu, some of them are in 'universe': sudo add-apt-repository universe" >&2
  exit 1
fi
