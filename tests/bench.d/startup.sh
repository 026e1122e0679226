# SPDX-FileCopyrightText: 2026 The Wuquan authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The desktop over the demo district under X: until the window is there, window_ms, until everything is drawn, drawn_ms, and
# the longest time in between that the window did not answer, stall_ms, and the memory then, rss_mb. The median of five starts.
. "$WUQUAN_SOURCE/tests/bench.d/common.bash"
need_demo
start_display 1920x1080
for ((i = 0; i < 5; ++i)); do
    DISPLAY=:$display QT_QPA_PLATFORM=xcb timeout 60 "$WUQUAN_PROGRAMS/wuquan" --startup-report --no-simulation --size 1920x1080
done >"$WUQUAN_SCRATCH/startup"
for metric in window_ms drawn_ms stall_ms rss_mb; do
    value=$(awk -v metric=$metric '$1 == metric { print $2 }' "$WUQUAN_SCRATCH/startup" | median)
    [ -n "$value" ] || { echo "--startup-report printed no $metric" >&2; exit 1; }
    unit=ms
    [ $metric != rss_mb ] || unit=MB
    echo "bench startup $metric $value $unit"
done
