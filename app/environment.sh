# SPDX-FileCopyrightText: 2026 The Wuquan authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by app/run, tests/run and tests/bench: brings a machine to where Wuquan can be built, and says what is missing.
#
# Debian 13+ and Ubuntu 25.04+ have every package. On any other Linux a private Debian 13 root is made with mmdebstrap in
# the cache folder and entered with bwrap; nothing else is installed on such a machine. After prepare_environment the
# function in_environment COMMAND… runs a command where the packages are.

tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cache=${WUQUAN_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/wuquan}
enter=() # what stands before a command; empty on a native machine

die() {
    printf 'wuquan: %s\n' "$1" >&2
    exit "${2:-1}"
}

say() { printf 'wuquan: %s\n' "$1" >&2; }

package_names() { sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$tree/app/packages"; }

# Whether this system's own packages are new enough.
is_native() {
    [ "${WUQUAN_PRIVATE_ROOT:-}" != always ] || return 1
    local id version
    id=$(. "${WUQUAN_OS_RELEASE:-/etc/os-release}" 2>/dev/null && echo "${ID:-}")
    version=$(. "${WUQUAN_OS_RELEASE:-/etc/os-release}" 2>/dev/null && echo "${VERSION_ID:-99}")
    case $id in
    debian) [ "${version%%.*}" -ge 13 ] 2>/dev/null ;;
    ubuntu) [ "${version/./}" -ge 2504 ] 2>/dev/null ;;
    *) return 1 ;;
    esac
}

# install_packages WHY NAME…: asks at most once, through sudo when we are not root.
install_packages() {
    local why=$1
    shift
    local apt=(apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@")
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "$why needs the packages $*, and there is no sudo: ask an administrator to install them."
        if [ -t 0 ]; then
            read -r -p "wuquan: $why needs $# packages ($*). Install them with sudo apt-get? [Y/n] " answer
            case $answer in [nN]*) die "nothing was installed, so Wuquan can't be built." ;; esac
        elif ! sudo -n true 2>/dev/null; then
            die "$why needs the packages $*: run this once in a terminal, or install them with apt-get."
        fi
        apt=(sudo env DEBIAN_FRONTEND=noninteractive "${apt[@]}")
    else
        apt=(env DEBIAN_FRONTEND=noninteractive "${apt[@]}")
    fi
    say "installing $# packages ($why) …"
    local update=(apt-get update -qq)
    [ "$(id -u)" -eq 0 ] || update=(sudo "${update[@]}")
    local log
    log=$(mktemp)
    if ! { "${update[@]}" && "${apt[@]}"; } >"$log" 2>&1 </dev/null; then
        tail -n 5 "$log" >&2
        rm -f "$log"
        die "apt-get could not install $*: is the package mirror reachable, and is there room on the disk?"
    fi
    rm -f "$log"
}

missing_packages() {
    local name
    for name in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s\n' "$name"
    done
}

# The Debian mirror this machine uses already, else Debian's own.
debian_mirror() {
    local found=
    if grep -qs '^ID=debian' /etc/os-release; then
        found=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
            grep -v '^#' | grep -oE 'https?://[^] ]+/debian/?( |$)' | head -n 1 | tr -d ' ')
    fi
    printf '%s\n' "${WUQUAN_MIRROR:-${found:-http://deb.debian.org/debian}}"
}

remove_root() {
    [ -e "$1" ] || return 0
    if [ "$(id -u)" -eq 0 ]; then
        rm -rf "$1"
    else
        # Its files belong to this user's subordinate ids.
        unshare --map-auto --map-root-user rm -rf "$1"
    fi
}

# Makes the private root under a temporary name and renames it when it is whole.
make_root() {
    local root=$1 tools=() mode=unshare missing
    command -v mmdebstrap >/dev/null || tools+=(mmdebstrap)
    command -v bwrap >/dev/null || tools+=(bubblewrap)
    if [ "$(id -u)" -eq 0 ]; then mode=root; else command -v newuidmap >/dev/null || tools+=(uidmap); fi
    if [ ${#tools[@]} -gt 0 ]; then
        command -v apt-get >/dev/null || die "please install ${tools[*]} with this system's package manager and start again."
        install_packages "a private Debian 13 root for Wuquan" "${tools[@]}"
    fi
    local free
    free=$(df --output=avail -k "$cache" | tail -n 1)
    [ "$free" -gt $((4 * 1024 * 1024)) ] ||
        die "$cache has $((free / 1024)) MB free and the private Debian 13 root needs 4 GB: make room, or set WUQUAN_CACHE to another folder."
    local old
    for old in "$cache"/root-*; do remove_root "$old"; done
    say "making a private Debian 13 root in $cache (about a minute and 2.5 GB) …"
    local new=$root.new log=$cache/root.log
    trap 'remove_root "'"$new"'"' EXIT
    trap 'exit 130' INT TERM
    if ! mmdebstrap --quiet --mode=$mode --variant=apt \
        --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' \
        --aptopt='Acquire::Retries "3"' --aptopt='Acquire::http::Timeout "20"' \
        --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' \
        --essential-hook='mkdir -p "$1/etc/postgresql-common"; echo "create_main_cluster = false" > "$1/etc/postgresql-common/createcluster.conf"' \
        --customize-hook='touch "$1/etc/resolv.conf" "$1/etc/hosts"; mkdir -p "$1/var/lib/wuquan" "$1/run/cups"; rm -f "$1/etc/localtime"; cp "$1/usr/share/zoneinfo/Etc/UTC" "$1/etc/localtime"' \
        --include="$(package_names | paste -sd,)" trixie "$new" "$(debian_mirror)" >"$log" 2>&1 </dev/null; then
        missing=$(grep -E '^(E:|Err|W:|.*[Nn]o space)' "$log" | tail -n 3)
        [ -z "$missing" ] || printf '%s\n' "$missing" >&2
        die "the private Debian 13 root could not be made: is $(debian_mirror) reachable, and is there room in $cache? (log: $log)"
    fi
    mv "$new" "$root"
    trap - EXIT INT TERM
}

# Fills enter with the bwrap command. The root's own folders are bound one by one over an empty root, so that any path of
# this machine can be bound in. Neither pid nor ipc is unshared: two such roots must see each other's server.
enter_root() {
    local root=$1 folder
    enter=(bwrap --tmpfs /)
    for folder in usr etc var opt; do enter+=(--bind "$root/$folder" "/$folder"); done
    for folder in bin sbin lib lib64; do [ ! -L "$root/$folder" ] || enter+=(--symlink "usr/$folder" "/$folder"); done
    enter+=(--dev-bind /dev /dev --proc /proc --ro-bind-try /sys /sys --bind /tmp /tmp --dir /run
        --bind-try /run/cups /run/cups --bind-try /run/user /run/user --bind-try /run/dbus /run/dbus
        --ro-bind-try /etc/resolv.conf /etc/resolv.conf --ro-bind-try /etc/hosts /etc/hosts
        --ro-bind-try /etc/localtime /etc/localtime --bind-try /mnt /mnt --bind-try /media /media --bind-try /srv /srv)
    # PostgreSQL looks its user up by name.
    if [ "$(id -u)" -ne 0 ]; then
        local users=$cache/passwd-$(id -u)
        { cat "$root/etc/passwd"; printf '%s:x:%s:%s::%s:/bin/bash\n' "$(id -un)" "$(id -u)" "$(id -g)" "${HOME:-/}"; } >"$users"
        enter+=(--ro-bind "$users" /etc/passwd)
    else
        mkdir -p /var/lib/wuquan
        enter+=(--bind /var/lib/wuquan /var/lib/wuquan)
    fi
    local bound
    for bound in "${HOME:-}" "${XDG_RUNTIME_DIR:-}" "${XAUTHORITY:-}" "$cache" "${WUQUAN_DATA:-}" "$tree" "$(pwd -P)"; do
        case $bound in '' | / | /tmp | /tmp/*) ;; *) [ ! -e "$bound" ] || enter+=(--bind "$bound" "$bound") ;; esac
    done
    enter+=(--setenv LC_ALL C.UTF-8 --chdir "$(pwd -P)")
}

# Everything that is needed to build, run and test; ends with one sentence when it can't be had.
prepare_environment() {
    mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] ||
        die "the cache folder $cache can't be written: set WUQUAN_CACHE to a folder of yours."
    export CCACHE_DIR=$cache/ccache
    if is_native; then
        local missing
        mapfile -t missing < <(missing_packages $(package_names))
        [ ${#missing[@]} -eq 0 ] || install_packages "building Wuquan" "${missing[@]}"
        return
    fi
    local key root
    key=$(cat "$tree/app/packages" "$tree/app/environment.sh" | sha256sum | cut -c1-12)
    root=$cache/root-$key
    # Continuous integration starts from nothing each time, so that a package missing from the list shows.
    if [ ! -d "$root" ] || { [ "${CI:-}" = true ] && [ -z "${WUQUAN_ROOT_IS_FRESH:-}" ]; }; then
        local lock
        exec {lock}>"$cache/root.lock"
        flock -n "$lock" || { say "waiting for another start that makes the private root …"; flock "$lock"; }
        if [ "${CI:-}" = true ] && [ -z "${WUQUAN_ROOT_IS_FRESH:-}" ]; then remove_root "$root"; fi
        [ -d "$root" ] || make_root "$root"
        exec {lock}>&-
    fi
    export WUQUAN_ROOT_IS_FRESH=1
    command -v bwrap >/dev/null || install_packages "entering the private Debian 13 root" bubblewrap
    enter_root "$root"
}

in_environment() { "${enter[@]}" "$@"; }

# build FOLDER TARGETS… -- CMAKE-OPTIONS…: configures once and builds; prints the compiler's words only when it fails.
build() {
    local folder=$tree/build/$1 targets=() options=()
    shift
    while [ $# -gt 0 ] && [ "$1" != -- ]; do targets+=("$1"); shift; done
    [ $# -eq 0 ] || shift
    options=("$@")
    mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] || die "$folder can't be written: work in a copy of the tree that is yours."
    local lock log=$folder/build.log
    exec {lock}>"$folder/build.lock"
    flock "$lock"
    if [ ! -f "$folder/build.ninja" ]; then
        say "configuring …"
        in_environment cmake -S "$tree" -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
            "${options[@]}" >"$log" 2>&1 || { tail -n 30 "$log" >&2; die "the build could not be configured (log: $log)."; }
    fi
    if ! in_environment ninja -C "$folder" "${targets[@]}" >"$log" 2>&1; then
        grep -E 'error|Error|FAILED|No space' "$log" | head -n 40 >&2
        grep -q 'No space left' "$log" && die "the disk of $folder is full: make room and start again."
        die "the build failed (log: $log)."
    fi
    exec {lock}>&-
}
