#!/bin/sh
# Makes the project's own virtual environment from a bare clone: finds a Python, installs what
# PyICU is built with (it is published as source only), then the locked dependencies by their
# hashes, then the project itself.
#
#   scripts/setup.sh [--dry-run] runtime|dev
#
# --dry-run prints the commands instead of running them. VENV names the environment (.venv),
# PYTHON a particular interpreter. Needs a POSIX shell and nothing else.
set -eu

cd "$(dirname "$0")/.."
VENV=${VENV:-.venv}
dry_run=

say() { printf 'setup: %s\n' "$*"; }

fail() {
    printf 'setup: %s\n' "$@" >&2
    exit 1
}

# Runs a command and shows what it printed only if it failed.
quietly() {
    if [ -n "$dry_run" ]; then
        printf 'would run: %s\n' "$*"
        return
    fi
    log=$(mktemp)
    status=0
    "$@" >"$log" 2>&1 || status=$?
    [ "$status" -eq 0 ] || cat "$log" >&2
    rm -f "$log"
    return "$status"
}

# Another program may hold the package manager's lock for a moment, so a failure is tried again.
with_patience() {
    for pause in 5 10 20 40; do
        if quietly "$@"; then return; fi
        say "trying again in $pause seconds: $*"
        sleep "$pause"
    done
    quietly "$@" || fail "this failed: $*"
}

has() { command -v "$1" >/dev/null 2>&1; }

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_recent "$PYTHON" || fail "PYTHON=$PYTHON is no Python 3.11 or later"
        python=$PYTHON
        return
    fi
    for python in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if has "$python" && is_recent "$python"; then return; fi
    done
    fail "no Python 3.11 or later was found (tried python3, python3.11 to python3.14, python)." \
        "Install one, or name it: make PYTHON=/path/to/python3.12 …"
}

venv_needs() {
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || echo venv
}

# The version of PyICU that is locked may be in the environment already; then nothing is built.
icu_is_installed() {
    locked=$(sed -n 's/^pyicu==\([^ ]*\).*/\1/p' requirements.lock)
    "$VENV/bin/python" -c '
import sys
from importlib.metadata import version
import icu
sys.exit(version("pyicu") != sys.argv[1])' "$locked" >/dev/null 2>&1
}

build_needs() {
    if icu_is_installed; then return; fi
    has "${CXX:-c++}" || has g++ || has clang++ || echo compiler
    "$python" -c '
import pathlib, sys, sysconfig
sys.exit(not (pathlib.Path(sysconfig.get_path("include")) / "Python.h").exists())' || echo headers
    has pkg-config || echo pkgconfig
    pkg-config --exists icu-i18n >/dev/null 2>&1 || echo icu
}

# Homebrew keeps ICU out of the way of the system's own; pkg-config must be told where.
show_brewed_icu() {
    has brew || return 0
    prefix=$(brew --prefix icu4c 2>/dev/null) || return 0
    PKG_CONFIG_PATH="$prefix/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
    export PKG_CONFIG_PATH
}

find_manager() {
    for manager in apt-get dnf apk pacman brew; do
        if has "$manager"; then return; fi
    done
    manager=
}

# The package that meets a need; nothing where the system always has it with Python.
package_for() {
    release=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    case "$manager:$1" in
        apt-get:venv) echo "python$release-venv" ;;
        apt-get:headers) echo "python$release-dev" ;;
        apt-get:compiler) echo g++ ;;
        apt-get:pkgconfig) echo pkg-config ;;
        apt-get:icu) echo libicu-dev ;;
        dnf:headers) [ "$python" = python3 ] && echo python3-devel || echo "python$release-devel" ;;
        dnf:compiler) echo gcc-c++ ;;
        dnf:pkgconfig) echo pkgconf-pkg-config ;;
        dnf:icu) echo libicu-devel ;;
        apk:headers) echo python3-dev ;;
        apk:compiler) echo build-base ;;
        apk:pkgconfig) echo pkgconf ;;
        apk:icu) echo icu-dev ;;
        pacman:compiler) echo gcc ;;
        pacman:pkgconfig | brew:pkgconfig) echo pkgconf ;;
        pacman:icu) echo icu ;;
        brew:icu) echo icu4c ;;
    esac
}

describe() {
    case "$1" in
        venv) echo "Python's venv and ensurepip modules" ;;
        compiler) echo "a C++ compiler" ;;
        headers) echo "Python's headers (Python.h)" ;;
        pkgconfig) echo "pkg-config" ;;
        icu) echo "ICU's headers (icu-i18n)" ;;
    esac
}

install_command() {
    case "$manager" in
        apt-get) echo "apt-get install --yes --no-install-recommends" ;;
        dnf) echo "dnf install --assumeyes" ;;
        apk) echo "apk add" ;;
        pacman) echo "pacman --sync --noconfirm --needed" ;;
        brew) echo "brew install" ;;
    esac
}

# How to become the superuser: not at all, with sudo, or `ask` when that would need a password.
find_privilege() {
    if [ "$manager" = brew ] || [ "$(id -u)" -eq 0 ]; then
        privilege=
    elif has sudo && sudo -n true >/dev/null 2>&1; then
        privilege="sudo -n"
    else
        privilege=ask
    fi
}

# Installs what meets the needs given, or prints the one line that does and stops.
provide() {
    find_manager
    packages=
    for need in "$@"; do
        say "missing: $(describe "$need")"
        packages="$packages $(package_for "$need")"
    done
    packages=$(echo "$packages" | tr -s ' ' | sed 's/^ //; s/ $//')
    if [ -z "$packages" ]; then
        if [ "$manager" = brew ]; then fail "install Apple's compiler: xcode-select --install"; fi
        fail "install what is missing, then run the same command again"
    fi
    find_privilege
    if [ "$privilege" = ask ]; then
        fail "install it with this line, then run the same command again:" \
            "    sudo $(install_command) $packages"
    fi
    say "installing $packages with $manager"
    # The lists of a fresh machine are empty, and those of an old one name files that are gone.
    # shellcheck disable=SC2046,SC2086  # the command, the packages and sudo's option are words
    case "$manager" in
        apt-get)
            with_patience $privilege apt-get update
            with_patience $privilege env DEBIAN_FRONTEND=noninteractive $(install_command) $packages
            ;;
        *) with_patience $privilege $(install_command) $packages ;;
    esac
}

make_environment() {
    if is_recent "$VENV/bin/python"; then
        python=$VENV/bin/python
        return
    fi
    find_python
    needs=$(venv_needs)
    # shellcheck disable=SC2086  # needs are words
    [ -z "$needs" ] || provide $needs
    say "making $VENV with $("$python" --version)"
    quietly "$python" -m venv --clear "$VENV" || fail "$VENV could not be made"
}

prepare_build() {
    show_brewed_icu
    needs=$(build_needs)
    [ -n "$needs" ] || return 0
    # shellcheck disable=SC2086  # needs are words
    provide $needs
    [ -z "$dry_run" ] || return 0
    show_brewed_icu
    for need in $(build_needs); do
        fail "still missing after the installation: $(describe "$need")"
    done
}

pip_install() {
    quietly "$VENV/bin/python" -m pip install \
        --disable-pip-version-check --no-input --no-warn-script-location --quiet "$@" ||
        fail "pip could not install: $*"
}

main() {
    kind=
    for argument in "$@"; do
        case "$argument" in
            --dry-run) dry_run=yes ;;
            runtime | dev) kind=$argument ;;
            *) fail "unknown argument: $argument" ;;
        esac
    done
    case "$kind" in
        runtime) lock=requirements.lock stamps=runtime ;;
        dev) lock=requirements-dev.lock stamps="runtime dev" ;;
        *) fail "usage: scripts/setup.sh [--dry-run] runtime|dev" ;;
    esac
    make_environment
    prepare_build
    say "installing the locked dependencies from $lock (a minute or two the first time)"
    pip_install --require-hashes --requirement "$lock"
    pip_install --no-deps --editable .
    for stamp in $stamps; do
        quietly touch "$VENV/.$stamp-ready"
    done
    say "done"
}

main "$@"
