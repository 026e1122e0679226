# SPDX-FileCopyrightText: 2026 The Wuquan authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by app/run, tests/run and tests/bench: brings a machine to where Wuquan can be built, and says what is missing.
#
# Debian 13+ and Ubuntu 25.04+ have every package. On any other Linux privateroot.sh makes a private Debian 13 root in the
# cache folder; nothing else is installed on such a machine. After prepare_environment the function in_environment
# COMMAND… runs a command where the packages are; those of a group named are there after finish_environment GROUP.
# Variables for tests: WUQUAN_OS_RELEASE (another /etc/os-release), WUQUAN_PRIVATE_ROOT=always (a root even on Debian 13).

tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cache=${WUQUAN_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/wuquan}
[[ $cache == /* ]] || cache=$(pwd -P)/$cache
enter=() # what stands before a command; empty on a native machine
argument_folders=() # where files lie that the command's arguments name; see note_arguments

die() {
    printf 'wuquan: %s\n' "$1" >&2
    exit "${2:-1}"
}

say() { printf 'wuquan: %s\n' "$1" >&2; }

. "$tree/app/privateroot.sh"

# note_arguments ARGUMENT…: remembers the folders of files and folders that are named with their whole path.
note_arguments() {
    local argument
    for argument; do
        [[ $argument == /* ]] || argument=${argument#*=}
        case $argument in
        /*) if [ -d "$argument" ]; then argument_folders+=("$argument"); else argument_folders+=("$(dirname "$argument")"); fi ;;
        esac
    done
}

# package_names GROUP…: the packages of these groups, one a line.
package_names() {
    local group
    for group; do sed -nE "s/^([^#[:space:]]+)[[:space:]]+# $group: .*/\\1/p" "$tree/app/packages"; done
}

# Whether this system's own packages are new enough.
is_native() {
    [ "${WUQUAN_PRIVATE_ROOT:-}" != always ] || return 1
    local release=${WUQUAN_OS_RELEASE:-/etc/os-release} ID='' VERSION_ID=''
    [ -r "$release" ] || return 1
    . "$release"
    case $ID in
    # Debian's testing and unstable have no number.
    debian) [ "${VERSION_ID%%.*}" -ge 13 ] 2>/dev/null || [ -z "$VERSION_ID" ] ;;
    ubuntu) [ "${VERSION_ID/./}" -ge 2504 ] 2>/dev/null ;;
    *) return 1 ;;
    esac
}

is_untried() { [ ${#enter[@]} -eq 0 ] && ! grep -qs '^VERSION_CODENAME=trixie' "${WUQUAN_OS_RELEASE:-/etc/os-release}"; }

# What root does to install the packages given as arguments. PostgreSQL's package would start a server of its own on this
# machine, which Wuquan does not need: its own way to say no is written first.
installation='
export DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1
case " $* " in *" postgresql-1"*)
    if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    fi ;;
esac
apt-get -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 -o Acquire::http::Timeout=20 update -qq &&
    apt-get -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 install -y --no-install-recommends "$@"'

# install_packages WHY NAME…: asks at most once, through sudo when we are not root.
install_packages() {
    local why=$1 root=() answer log
    shift
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "$why needs the packages $*, and there is no sudo: ask an administrator to install them."
        if [ -t 0 ]; then
            read -r -p "wuquan: $why needs $# packages ($*). Install them with sudo apt-get? [Y/n] " answer
            case $answer in [nN]*) die "nothing was installed, so Wuquan can't be built." ;; esac
            sudo -v || die "nothing was installed, because sudo was refused: ask an administrator to install $*."
        elif ! sudo -n true 2>/dev/null; then
            die "$why needs the packages $*: run this once in a terminal, or install them with apt-get."
        fi
        root=(sudo)
    fi
    say "installing $# packages ($why) …"
    log=$(mktemp) || die "no temporary file can be made: is the disk full?"
    if ! "${root[@]}" sh -c "$installation" sh "$@" >"$log" 2>&1 </dev/null; then
        grep -E '^(E:|dpkg:)' "$log" | tail -n 3 >&2 || :
        rm -f "$log"
        die "apt-get could not install $*: is the package mirror reachable, and is there room on the disk?"
    fi
    rm -f "$log"
}

# Those of the packages named that are not installed, one a line.
missing_packages() {
    local known
    # One call for all of them: it stands in the way of every start.
    # It fails when it does not know one of them.
    known=$({ dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || :; } | sed -n 's/ installed$//p')
    comm -23 <(printf '%s\n' "$@" | sort -u) <(sort -u <<<"$known")
}

# prepare_environment GROUP…: what is needed to compile wuquanctl, and the groups of packages named as well or on their
# way; ends with one sentence when they can't be had.
prepare_environment() {
    mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] ||
        die "the cache folder $cache can't be written: set WUQUAN_CACHE to a folder of yours."
    export CCACHE_DIR=$cache/ccache
    if is_native; then
        local missing
        mapfile -t missing < <(missing_packages $(package_names core "$@"))
        [ ${#missing[@]} -eq 0 ] || install_packages "building Wuquan" "${missing[@]}"
    else
        prepare_private_root "$@"
    fi
}

# finish_environment GROUP…: waits for packages that prepare_environment left on their way.
finish_environment() {
    is_native || await_packages "$@"
}

in_environment() { "${enter[@]}" "$@"; }

# Shows how far ninja is: its last line in a terminal, else only how much there is to do.
progress() {
    local line told=
    while IFS= read -r line; do
        [[ $line == '['* ]] || continue
        if [ -t 2 ]; then
            printf '\r\033[Kwuquan: building %.60s' "$line" >&2
        elif [ -z "$told" ]; then
            line=${line%%]*}
            # The first steps look whether there is anything to do.
            [ "${line#*/}" -le 4 ] || told=${line#*/}
            [ -z "$told" ] || say "building ($told steps) …"
        fi
    done
    [ ! -t 2 ] || printf '\r\033[K' >&2
}

# use_preset NAME: what build makes from now on, a preset of CMakePresets.json. Unity builds: a third of the time, and one
# changed file still takes less than 20 s.
use_preset() {
    preset=$1
    folder=$tree/build/$1
}
# app/run and tests/run share what is compiled.
use_preset release

# build TARGET…: configures once and builds. Where the desktop's packages are still on their way, what needs none of them comes first.
build() {
    lock_build
    if ! is_native && ! is_added desktop && [ ! -f "$folder/build.ninja" ]; then
        configure OFF
        compile wuquanctl
    fi
    finish_environment desktop
    grep -qs '^WUQUAN_DESKTOP:BOOL=ON' "$folder/CMakeCache.txt" && [ -f "$folder/build.ninja" ] || configure ON
    compile "$@"
    exec {build_lock}>&-
}

# build_ctl: only wuquanctl, which needs nothing of a desktop.
build_ctl() {
    lock_build
    [ -f "$folder/build.ninja" ] || configure OFF
    compile wuquanctl
    exec {build_lock}>&-
}

lock_build() {
    mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] || die "$folder can't be written: work in a copy of the tree that is yours."
    exec {build_lock}>"$folder/build.lock" || die "$folder can't be written: is the disk full?"
    flock "$build_lock"
}

# configure ON|OFF: with the desktop or without.
configure() {
    local options=(--preset "$preset" "-DWUQUAN_DESKTOP=$1")
    # A compiler that nobody tried may have warnings that nobody saw.
    ! is_untried || options+=(-DWUQUAN_WARNINGS_ARE_ERRORS=OFF)
    say "configuring …"
    in_environment cmake -S "$tree" -B "$folder" -G Ninja "${options[@]}" >"$folder/build.log" 2>&1 ||
        fail_build "$folder/build.log" "the build could not be configured"
}

# compile TARGET…: prints the compiler's words only when it fails.
compile() {
    in_environment ninja -C "$folder" "$@" 2>&1 | tee "$folder/build.log" | progress ||
        fail_build "$folder/build.log" "the build failed"
}

fail_build() {
    ! grep -q 'No space left' "$1" || die "the disk of $folder is full: make room and start again."
    # Without ninja's command lines, which fill the screen.
    grep -E -A 3 ' error: |fatal error|CMake Error|^FAILED|undefined reference' "$1" | cut -c1-240 | head -n 40 >&2 ||
        tail -n 20 "$1" | cut -c1-240 >&2
    die "$2 (log: $1)."
}
