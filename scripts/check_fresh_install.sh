#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: scripts/check_fresh_install.sh bookworm|trixie [all|root|user]     (as root)
#
# Builds a bare Debian in a folder, copies the committed tree into it and runs
# the README's two commands there, `make run` and `make test`:
#   root  as root, who installs what is missing;
#   user  as a user without sudo: refused, with the list and nothing touched,
#         while packages are missing, and served once root has installed them;
#   all   both, in one system: the refusal first (the default).
#
# The bare system is kept as a tarball, so that a second run starts in seconds. While it is
# tried it has what every system has: /proc, /sys, terminals, shared memory. Settings, from the environment:
#   CHROOT   folder, replaced at every run (default /tmp/chroot-SUITE)
#   MIRROR   Debian mirror (default http://deb.debian.org/debian)
#   REF      what to check out (default HEAD)
set -euo pipefail

readonly suite=${1:-} who=${2:-all}
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
ref=$(git -C "$repo" rev-parse --verify "${REF:-HEAD}^{commit}")
readonly repo ref
readonly mirror=${MIRROR:-http://deb.debian.org/debian}
readonly root=${CHROOT:-/tmp/chroot-$suite}
readonly tarball=$root.tar
readonly log_folder=$root.log

case $suite/$who in
  bookworm/all|bookworm/root|bookworm/user|trixie/all|trixie/root|trixie/user) ;;
  *) sed -n 's/^# \(usage: .*\)/\1/p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
[[ $EUID -eq 0 ]] || { echo "error: debootstrap and chroot take root" >&2; exit 2; }

say() { printf '\n== %s: %s\n' "$suite" "$*"; }
fail() { say "FAILED: $*"; exit 1; }

# as USER COMMAND: runs it in the system, with a clean environment, no terminal.
as() {
  local user=$1 home=/home/$1
  [[ $user == root ]] && home=/root
  chroot --userspec="$user:$user" "$root" /usr/bin/env -i HOME="$home" USER="$user" \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    /bin/sh -c "cd && $2" </dev/null
}

# expect success|failure LOG USER COMMAND: runs it, shows and keeps its output.
expect() {
  local wanted=$1 log=$log_folder/$2 status=success
  say "$3\$ $4"
  as "$3" "$4" 2>&1 | tee "$log" || status=failure
  [[ $status == "$wanted" ]] || fail "'$4' as $3 was expected to end in $wanted"
}

leave() {
  local point
  for point in dev/shm dev/pts sys proc; do
    if mountpoint -q "$root/$point"; then umount -l "$root/$point"; fi
  done
}
trap leave EXIT

make_bare_system() {
  leave  # what an earlier run that was killed left mounted
  if [[ ! -e $tarball ]]; then
    say "building the bare system with debootstrap"
    rm -rf --one-file-system "$root"
    debootstrap --variant=minbase "$suite" "$root" "$mirror"
    tar -C "$root" -cf "$tarball.part" . && mv "$tarball.part" "$tarball"
  fi
  rm -rf --one-file-system "$root" "$log_folder"
  mkdir -p "$root" "$log_folder"
  tar -C "$root" -xf "$tarball"
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  mkdir -p "$root/dev/pts" "$root/dev/shm"
  mount -t proc proc "$root/proc"
  mount -t sysfs -o ro sysfs "$root/sys"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts"
  ln -sf pts/ptmx "$root/dev/ptmx"
  mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
  # Proxies and the like of this machine's apt hold for the system too.
  apt-config dump | grep -E '^Acquire::(https?|ftp|Check-|Retries)' \
    > "$root/etc/apt/apt.conf.d/99host" || true
}

# What the README asks of the user: `apt install make git`, and a clone.
prepare() {
  say "installing make and git"
  as root 'apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -y install --no-install-recommends make git' > "$log_folder/make_git.txt" 2>&1
  chroot "$root" useradd --create-home --shell /bin/bash guest
  local user home
  for user in root guest; do
    home=$([[ $user == root ]] && echo /root || echo /home/guest)
    git clone -q --no-hardlinks "$repo" "$root$home/brink"
    git -C "$root$home/brink" checkout -q --detach "$ref"
    chroot "$root" chown -R "$user:$user" "$home/brink"
  done
}

check_run() {
  expect success "$1_run.txt" "$1" 'cd brink && make run'
  as "$1" 'test -s brink/results/quickstart.h5' || fail "$1: make run left no results/quickstart.h5"
}

check_test() {
  expect success "$1_test.txt" "$1" 'cd brink && make test'
  grep -q '^100% tests passed' "$log_folder/$1_test.txt" || fail "$1: no test was counted"
}

check_refusal() {
  local command package
  for command in run test; do
    expect failure "guest_refused_$command.txt" guest "cd brink && make $command"
    for package in cmake libhdf5-dev; do
      grep -q "^  $package " "$log_folder/guest_refused_$command.txt" ||
        fail "the refusal does not list $package"
    done
  done
  as guest 'cd brink && test ! -e build && test ! -e results' || fail "the refusal touched something"
}

make_bare_system
prepare
[[ $who != root ]] && check_refusal
if [[ $who == user ]]; then
  expect success root_install.txt root 'brink/scripts/install_packages.sh build test'
else
  check_run root
  check_test root
fi
if [[ $who != root ]]; then
  check_run guest
  check_test guest
fi
say "all as expected; logs are in $log_folder"
