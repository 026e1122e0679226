# SPDX-FileCopyrightText: 2026 The Wuquan authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the benchmarks; tests/bench sets WUQUAN_PROGRAMS, WUQUAN_SOURCE, WUQUAN_DATA and WUQUAN_SCRATCH.
set -euo pipefail

ctl() { "$WUQUAN_PROGRAMS/wuquanctl" "$@" 1>&2; }

# Seconds since the machine started, to the hundredth.
now() { cut -d' ' -f1 /proc/uptime; }

difference() { awk -v from="$1" -v to="$2" 'BEGIN { printf "%.2f", to - from }'; }

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# The demo district, unless an earlier benchmark of this run made it.
need_demo() {
    [ -e "$WUQUAN_SCRATCH/has-demo" ] && return
    ctl demo start
    : >"$WUQUAN_SCRATCH/has-demo"
}

# start_display SIZE: an X server of its own until the benchmark ends; its number is in $display.
start_display() {
    mkfifo "$WUQUAN_SCRATCH/display"
    Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp 3<>"$WUQUAN_SCRATCH/display" >/dev/null 2>&1 &
    trap 'kill %1; wait %1 || :; rm -f "$WUQUAN_SCRATCH/display"' EXIT
    read -r -t 20 display <"$WUQUAN_SCRATCH/display" || { echo "Xvfb did not start" >&2; exit 1; }
}
