#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: scripts/check_fresh_install.sh bookworm|trixie|noble [all|root|user|run|package|python|docs] (as root)
#
# Builds a bare Debian 12, Debian 13 or Ubuntu 24.04 in a folder, copies the committed tree into it
# and runs the README's two commands there, `make run` and `make test`:
#   root  as root, who installs what is missing;
#   user  as a user without sudo: refused, with the list and nothing touched,
#         while packages are missing, and served once root has installed them;
#   all   both, in one system: the refusal first (the default);
#   run   `make run` as root and no tests, and then `make install`;
#   package  instead: makes the source tarball and, from what it unpacks to, the Debian
#         package in one bare system, and installs and tries the package in another one,
#         which has no compiler.
#   python  instead: `pip install .` in one bare system; the wheel of that is installed in another
#         one, which has no compiler. Both run the code of tests/python/package/first_steps.py.
#   docs  instead: `make docs`.
#
# The bare system is kept as a tarball, so that a second run starts in seconds. While it is
# tried it has what every system has: /proc, /sys, terminals, shared memory. Settings, from the environment:
#   CHROOT   folder, replaced at every run (default /tmp/chroot-SUITE)
#   MIRROR   mirror (default http://deb.debian.org/debian or http://archive.ubuntu.com/ubuntu)
#   REF      what to check out (default HEAD)
#   JOBS     processes for building (default: those that make and ninja choose)
set -euo pipefail

readonly suite=${1:-} who=${2:-all}
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
ref=$(git -C "$repo" rev-parse --verify "${REF:-HEAD}^{commit}")
readonly repo ref
if [[ $suite == noble ]]; then
  # Every Ubuntu is set up in the same way; an older debootstrap only does not know the name yet.
  bootstrap=(--components='main,universe' noble "${CHROOT:-/tmp/chroot-noble}"
             "${MIRROR:-http://archive.ubuntu.com/ubuntu}" /usr/share/debootstrap/scripts/gutsy)
else
  bootstrap=("$suite" "${CHROOT:-/tmp/chroot-$suite}" "${MIRROR:-http://deb.debian.org/debian}")
fi
readonly bootstrap
readonly root=${CHROOT:-/tmp/chroot-$suite}
readonly tarball=$root.tar
readonly log_folder=$root.log
readonly package_folder=$root.packages

readonly usage_of='^(bookworm|trixie|noble)/(all|root|user|run|package|python|docs)$'
[[ $suite/$who =~ $usage_of ]] ||
  { sed -n 's/^# \(usage: .*\)/\1/p' "${BASH_SOURCE[0]}" >&2; exit 2; }
[[ $EUID -eq 0 ]] || { echo "error: debootstrap and chroot take root" >&2; exit 2; }

say() { printf '\n== %s: %s\n' "$suite" "$*"; }
fail() { say "FAILED: $*"; exit 1; }

# as USER COMMAND: runs it in the system, with a clean environment and no terminal. The system has the
# certificates of this machine, for whoever sits behind a proxy of his own.
as() {
  local user=$1 home=/home/$1
  [[ $user == root ]] && home=/root
  chroot --userspec="$user:$user" "$root" /usr/bin/env -i HOME="$home" USER="$user" \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    ${JOBS:+JOBS=$JOBS CMAKE_BUILD_PARALLEL_LEVEL=$JOBS} PIP_CERT=/etc/host-certificates.crt \
    /bin/sh -c "cd && $2" </dev/null
}

# expect success|failure LOG USER COMMAND: runs it, shows its output and keeps it in LOG.
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
    debootstrap --variant=minbase "${bootstrap[@]}"
    tar -C "$root" -cf "$tarball.part" . && mv "$tarball.part" "$tarball"
  fi
  rm -rf --one-file-system "$root"
  mkdir -p "$root"
  tar -C "$root" -xf "$tarball"
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/host-certificates.crt"
  mkdir -p "$root/dev/pts" "$root/dev/shm"
  mount -t proc proc "$root/proc"
  mount -t sysfs -o ro sysfs "$root/sys"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts"
  ln -sf pts/ptmx "$root/dev/ptmx"
  mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
  # The system uses the proxies and similar settings of this machine's apt.
  apt-config dump | grep -E '^Acquire::(https?|ftp|Check-|Retries)' \
    > "$root/etc/apt/apt.conf.d/99host" || true
}

# Does what the README asks of the user: `apt install make git`, and a clone.
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

# Does what a user without a git checkout does, who has only the source tarball.
check_package_from_tarball() {
  expect success root_install.txt root 'brink/scripts/install_packages.sh build package'
  expect success guest_tarball.txt guest \
    'cd brink && scripts/configure.sh default build program && cmake --build build --target brink_tarball'
  expect success guest_package.txt guest \
    'tar -xf brink/build/packages/brink-*.tar.gz && cd brink-* && make package'
  rm -rf "$package_folder"
  mkdir -p "$package_folder"
  cp "$root"/home/guest/brink/build/packages/*.tar.gz "$root"/home/guest/brink-*/build/packages/*.deb \
    "$package_folder"
}

install_package() {
  cp "$package_folder"/*.deb "$root/tmp/brink.deb"
  expect success package_install.txt root 'apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -y install --no-install-recommends /tmp/brink.deb man-db zsh fish'
  chroot "$root" useradd --create-home --shell /bin/bash guest
  as guest '! command -v c++ && ! command -v cmake' || fail "there is a compiler in the second system"
}

# shown LOG PATTERN COMMAND: checks that the output of the command contains the pattern.
shown() {
  expect success "$1" guest "$3"
  grep -q -- "$2" "$log_folder/$1" || fail "'$3' did not show: $2"
}

check_installed_program() {
  shown package_info.txt "^brink .* (${ref:0:12})" 'brink info'
  shown package_run.txt '^written: results/quickstart.h5' \
    'brink run /usr/share/brink/configs/quickstart.toml'
  as guest 'test -s results/quickstart.h5' || fail "the installed program left no results/quickstart.h5"
  shown package_man.txt 'EXIT STATUS' 'man brink'
  as guest '! man --warnings brink 2>&1 >/dev/null | grep .' || fail "man warns of the man page"
  shown package_bash.txt '^verify$' "bash -c '. /usr/share/bash-completion/completions/brink
    COMP_WORDS=(brink ve) COMP_CWORD=1; _brink; printf \"%s\\n\" \"\${COMPREPLY[@]}\"'"
  shown package_zsh.txt '^_brink$' "zsh -fc 'autoload -Uz compinit; compinit -D; print \$_comps[brink]'"
  shown package_fish.txt '^verify' "fish -c 'complete -C \"brink ve\"'"
}

check_removal() {
  expect success package_remove.txt root 'apt-get -qq -y purge brink'
  as root '! find /usr -name "*brink*" | grep .' || fail "removing the package left these files"
}

# Does what docs/install.md says of Python, and keeps the wheel and the names of the packages that
# the program's libraries are in.
check_python_package() {
  expect success root_install.txt root \
    'DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends python3-venv &&
     brink/scripts/install_packages.sh build'
  expect success guest_pip.txt guest 'python3 -m venv .venv && .venv/bin/pip install ./brink'
  shown guest_python.txt '^all of it works$' \
    "$first_steps brink/tests/python/package/first_steps.py"
  expect success guest_wheel.txt guest '.venv/bin/pip wheel --no-deps --wheel-dir wheels ./brink'
  as guest 'ldd .venv/lib/python3*/site-packages/brink/bin/brink | cut -d " " -f 1 | xargs basename -a |
    xargs -I NAME dpkg -S "*/NAME" | cut -d : -f 1 | sort -u' > "$log_folder/libraries.txt"
  rm -rf "$package_folder"
  mkdir -p "$package_folder"
  cp "$root"/home/guest/wheels/*.whl "$root"/home/guest/brink/tests/python/package/first_steps.py "$package_folder"
}

# The code needs no program of the system.
readonly first_steps='env -i HOME=/home/guest PATH=/nowhere .venv/bin/python'

check_wheel() {
  chroot "$root" useradd --create-home --shell /bin/bash guest
  expect success wheel_install.txt root "apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -y install --no-install-recommends python3-venv $(paste -s -d ' ' "$log_folder/libraries.txt")"
  as guest '! command -v c++ && ! command -v cmake' || fail "there is a compiler in the second system"
  cp "$package_folder"/* "$root/home/guest"
  expect success wheel_pip.txt guest \
    'python3 -m venv .venv && .venv/bin/pip install --only-binary :all: ./*.whl'
  shown wheel_python.txt '^all of it works$' "$first_steps first_steps.py"
}

check_docs() {
  expect success root_install.txt root 'brink/scripts/install_packages.sh docs'
  expect success guest_docs.txt guest 'cd brink && make docs'
  as guest 'test -s brink/build/site/index.html' || fail "make docs left no build/site/index.html"
}

rm -rf "$log_folder"
mkdir -p "$log_folder"
make_bare_system
prepare
if [[ $who == docs ]]; then
  check_docs
  say "all as expected; logs are in $log_folder"
  exit
fi
if [[ $who == python ]]; then
  check_python_package
  make_bare_system
  check_wheel
  say "all as expected; logs are in $log_folder, what was made is in $package_folder"
  exit
fi
if [[ $who == package ]]; then
  check_package_from_tarball
  make_bare_system
  install_package
  check_installed_program
  check_removal
  say "all as expected; logs are in $log_folder, what was made is in $package_folder"
  exit
fi
if [[ $who == run ]]; then
  check_run root
  expect success root_make_install.txt root 'cd brink && make install PREFIX=/opt/brink'
  shown installed_info.txt "^brink .* (${ref:0:12})" '/opt/brink/bin/brink info'
  say "all as expected; logs are in $log_folder"
  exit
fi
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
