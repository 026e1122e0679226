# SPDX-FileCopyrightText: 2026 The Wuquan authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by environment.sh: the private Debian 13 root, made with mmdebstrap in the cache folder and entered with bwrap.
#
# $cache/root-KEY                 a root with group core; KEY stands for the package list and for how the root is made
# $cache/root-KEY/packages-GROUP  written when the packages of that group are in it too
# $cache/root-KEY.new             one that is being made; renamed when whole, removed when interrupted
# $cache/using-KEY                locked (shared) by every program that runs in that root, so that it is not removed
# $cache/root.lock                locked by the one who makes a root or adds to one
# Continuous integration has a root of its own, ci-root-KEY.

# The Debian mirror this machine uses already, else Debian's own.
debian_mirror() {
    local found=
    if [ -z "${WUQUAN_MIRROR:-}" ] && grep -qs '^ID=debian' /etc/os-release; then
        found=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
            grep -v '^#' | grep -oE 'https?://[^] ]+/debian/?( |$)' | head -n 1 | tr -d ' ') || :
    fi
    printf '%s\n' "${WUQUAN_MIRROR:-${found:-http://deb.debian.org/debian}}"
}

# Runs a command as the owner of a root's files. An ordinary user is root in a user namespace, and the other owners are
# this user's subordinate ids; so a home folder that is closed to others can hold a root.
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else unshare --map-auto --map-root-user --mount "$@"; fi
}

remove_root() { [ ! -e "$1" ] || as_owner rm -rf "$1"; }

# Whether a process lives in a root, such as the embedded server, which holds no lock.
is_inhabited() { grep -qsF "/${1##*/}/usr /usr " /proc/[0-9]*/mountinfo; }

# remove_old_roots NAME: removes the roots of older package lists, and what a killed start left half made; not those still
# in use.
remove_old_roots() {
    local old using
    for old in "$cache/$1"-*; do
        [ -d "$old" ] && ! is_inhabited "$old" || continue
        using=$cache/using-${old##*-}
        if ! [[ $old == *.new ]] && [ -e "$using" ] && ! flock -n -x "$using" true; then continue; fi
        remove_root "$old"
        rm -f "$using"
    done
}

install_root_tools() {
    local tools=()
    command -v mmdebstrap >/dev/null || tools+=(mmdebstrap)
    command -v bwrap >/dev/null || tools+=(bubblewrap)
    [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || tools+=(debian-archive-keyring)
    [ "$(id -u)" -eq 0 ] || command -v newuidmap >/dev/null || tools+=(uidmap)
    if [ ${#tools[@]} -gt 0 ]; then
        command -v apt-get >/dev/null || die "please install ${tools[*]} with this system's package manager and start again."
        install_packages "a private Debian 13 root for Wuquan" "${tools[@]}"
    fi
    [ "$(id -u)" -eq 0 ] || as_owner true 2>/dev/null ||
        die "$(id -un) may not make user namespaces with subordinate ids (/etc/subuid, /etc/subgid): ask an administrator, or start as root."
}

# Makes the private root under a temporary name and renames it when it is whole. Manuals are left out from the second step
# on: in the first, mmdebstrap would lead each package through a filter, half a minute in all. User postgres gets a number
# that no distribution gives away: the server's files lie outside, where a small one would be somebody else.
make_root() {
    local root=$1 new=$1.new log=$cache/root.log free mirror
    mirror=$(debian_mirror)
    free=$(df --output=avail -k "$cache" | tail -n 1)
    [ "$free" -gt $((4 * 1024 * 1024)) ] ||
        die "$cache has $((free / 1024)) MB free and the private Debian 13 root needs 4 GB: make room, or set WUQUAN_CACHE to another folder."
    say "making a private Debian 13 root in $cache (two minutes, 2 GB) …"
    trap 'remove_root "'"$new"'"' EXIT
    trap 'exit 130' INT TERM HUP
    if ! as_owner mmdebstrap --quiet --mode=root --variant=apt \
        --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' --aptopt='APT::Sandbox::User "root"' \
        --aptopt='Acquire::Retries "3"' --aptopt='Acquire::http::Timeout "20"' \
        --dpkgopt=force-unsafe-io \
        --essential-hook='printf "path-exclude=/usr/share/%s/*\n" man doc locale >"$1/etc/dpkg/dpkg.cfg.d/wuquan"' \
        --essential-hook='echo "postgres:x:60999:" >>"$1/etc/group"; echo "postgres:x:60999:60999:PostgreSQL:/var/lib/postgresql:/bin/bash" >>"$1/etc/passwd"; echo "postgres:*:19000::::::" >>"$1/etc/shadow"' \
        --skip=cleanup/apt/lists \
        --essential-hook='mkdir -p "$1/etc/postgresql-common"; echo "create_main_cluster = false" > "$1/etc/postgresql-common/createcluster.conf"' \
        --customize-hook='touch "$1/etc/resolv.conf" "$1/etc/hosts"; mkdir -p "$1/var/lib/wuquan"; rm -f "$1/etc/localtime"; cp "$1/usr/share/zoneinfo/Etc/UTC" "$1/etc/localtime"; chmod 1777 "$1/tmp" "$1/var/tmp"' \
        --include="$(package_names core | paste -sd,)" trixie "$new" "$mirror" >"$log" 2>&1 </dev/null; then
        ! grep -q 'No space left' "$log" ||
            die "the disk of $cache is full: make room, or set WUQUAN_CACHE to another folder."
        grep -E '^(E:|Err)' "$log" | tail -n 2 >&2 || :
        die "the private Debian 13 root could not be made: is $mirror reachable? (log: $log)"
    fi
    mv "$new" "$root" || die "the private root could not be moved to $root."
    trap - EXIT INT TERM HUP
}

# add_to_root ROOT GROUP…: installs the packages of these groups, and only then writes down that they are there and says
# so. What a killed start left half installed is finished first.
add_to_root() {
    local root=$1 log=$cache/root.log lock group
    shift
    exec {lock}>"$cache/root.lock"
    flock "$lock"
    for group; do
        [ ! -e "$root/packages-$group" ] || continue
        if ! as_owner bwrap --cap-add ALL --bind "$root" / --dev /dev --proc /proc --ro-bind-try /etc/resolv.conf /etc/resolv.conf \
            --ro-bind-try /etc/hosts /etc/hosts --setenv PATH /usr/sbin:/usr/bin --setenv DEBIAN_FRONTEND noninteractive --chdir / -- \
            sh -c 'dpkg --configure -a && apt-get -o Acquire::Retries=3 install -y "$@"' sh $(package_names "$group") \
            >"$log.$group" 2>&1 </dev/null; then
            ! grep -q 'No space left' "$log.$group" ||
                die "the disk of $cache is full: make room, or set WUQUAN_CACHE to another folder."
            grep -E '^(E:|Err)' "$log.$group" | tail -n 2 >&2 || :
            die "the private Debian 13 root could not be completed: is $(debian_mirror) reachable? (log: $log.$group)"
        fi
        : >"$root/packages-$group"
        echo "$group"
    done
    exec {lock}>&-
}

# Fills enter with the bwrap command. The root's own folders are bound over an empty root, and beside them every other
# top-level folder of this machine, so that a path means the same inside. Neither pid nor ipc is unshared: two such roots
# must see each other's server.
enter_root() {
    local root=$1 folder bound users
    enter=(bwrap --tmpfs / --ro-bind "$root/usr" /usr --bind "$root/etc" /etc --bind "$root/var" /var --bind "$root/opt" /opt)
    for folder in bin sbin lib lib64; do [ ! -L "$root/$folder" ] || enter+=(--symlink "usr/$folder" "/$folder"); done
    for folder in /*; do
        case $folder in
        /usr | /etc | /var | /opt | /bin | /sbin | /lib* | /dev | /proc | /sys | /run | /boot | /lost+found) ;;
        *)
            if [ -L "$folder" ]; then
                enter+=(--symlink "$(readlink "$folder")" "$folder")
            elif [ -d "$folder" ] && [ -x "$folder" ]; then
                enter+=(--bind-try "$folder" "$folder")
            fi
            ;;
        esac
    done
    enter+=(--dev-bind /dev /dev --proc /proc --ro-bind-try /sys /sys --dir /run
        --bind-try /run/cups /run/cups --bind-try /run/user /run/user --bind-try /run/dbus /run/dbus --bind-try /run/media /run/media
        --ro-bind-try /etc/resolv.conf /etc/resolv.conf --ro-bind-try /etc/hosts /etc/hosts
        --ro-bind-try /etc/localtime /etc/localtime)
    # The authorities this machine trusts, an intranet's own among them.
    [ ! -f /etc/ssl/certs/ca-certificates.crt ] || enter+=(--ro-bind /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt)
    # PostgreSQL looks its user up by name.
    if [ "$(id -u)" -ne 0 ]; then
        users=$cache/passwd-$(id -u)
        { cat "$root/etc/passwd"; printf '%s:x:%s:%s::%s:/bin/bash\n' "$(id -un)" "$(id -u)" "$(id -g)" "${HOME:-/}"; } >"$users.$$"
        mv "$users.$$" "$users"
        enter+=(--ro-bind "$users" /etc/passwd)
    else
        mkdir -p /var/lib/wuquan
        enter+=(--bind /var/lib/wuquan /var/lib/wuquan)
    fi
    # What lies below a folder that is the root's own, and the folders of files that arguments name.
    for bound in "${HOME:-}" "${XDG_RUNTIME_DIR:-}" "${XAUTHORITY:-}" "${TMPDIR:-}" "$cache" "${WUQUAN_DATA:-}" "$tree" "$(pwd -P)" "${argument_folders[@]}"; do
        case $bound in
        /usr/*) die "$bound lies below /usr, which is the private root's own: use another folder." ;;
        /var/lib/wuquan/*) ;; # bound above
        /var/?* | /opt/?* | /run/?*) [ ! -e "$bound" ] || enter+=(--bind "$bound" "$bound") ;;
        esac
    done
    enter+=(--setenv LC_ALL C.UTF-8 --chdir "$(pwd -P)" --)
}

# prepare_private_root GROUP…: finds the root that fits the package list, or makes it; what it lacks of these groups is
# added in the background. Two starts at once make one; a changed list makes another.
prepare_private_root() {
    local key root using lock group name=root missing=()
    key=$({ package_names core desktop run tests bench; declare -f make_root; } | sha256sum | cut -c1-12)
    # Continuous integration starts from nothing each time, so that a package missing from the list shows.
    [ "${CI:-}" != true ] || name=ci-root
    [ "${CI:-}" != true ] || key=ci$key
    root=$cache/$name-$key
    exec {using}>>"$cache/using-$key"
    flock -s "$using"
    if [ ! -d "$root" ] || { [ "${CI:-}" = true ] && [ -z "${WUQUAN_ROOT_IS_FRESH:-}" ]; }; then
        install_root_tools
        exec {lock}>"$cache/root.lock"
        flock -n "$lock" || { say "waiting for another start that makes the private root …"; flock "$lock"; }
        if [ "${CI:-}" = true ] && flock -n -x "$using"; then remove_root "$root"; fi
        if [ ! -d "$root" ]; then
            flock -s "$using"
            remove_old_roots "$name"
            make_root "$root"
        fi
        flock -s "$using"
        exec {lock}>&-
    fi
    export WUQUAN_ROOT_IS_FRESH=1
    command -v bwrap >/dev/null || install_packages "entering the private Debian 13 root" bubblewrap
    for group; do [ -e "$root/packages-$group" ] || missing+=("$group"); done
    [ ${#missing[@]} -eq 0 ] || exec {additions}< <(add_to_root "$root" "${missing[@]}")
    private_root=$root
    enter_root "$root"
}

# Whether the packages of a group are in the private root.
is_added() { [ -e "$private_root/packages-$1" ]; }

# await_packages GROUP…: until they are in the private root; the one who adds them says why when they can't be had.
await_packages() {
    local group added
    for group; do
        while ! is_added "$group"; do read -r -u "$additions" added || exit 1; done
    done
}
