# SPDX-FileCopyrightText: 2026 The Wuquan authors
# SPDX-License-Identifier: GPL-3.0-or-later
# One million incidents from CSV into a server with the demo district: rows_per_s, and the peak memory of the program, rss_mb.
. "$WUQUAN_SOURCE/tests/bench.d/common.bash"
rows=1000000
# A server of its own, because what is imported would weigh on every later measurement.
export WUQUAN_DATA=$WUQUAN_SCRATCH/import
trap 'ctl demo stop || :' EXIT
ctl demo start
cd "$WUQUAN_SCRATCH"
type=$(awk -F, '!/^(#|code,)/ { print $1; exit }' "$WUQUAN_SOURCE/resources/catalogue/incident_types.csv")
cat >map.toml <<END
source = "import"
default_type = "$type"
[file]
time_zone = "Asia/Shanghai"
coordinate_system = "gcj02"
[columns]
source_id = "编号"
title = "标题"
reported_at = "时间"
longitude = "经度"
latitude = "纬度"
END
# Spread over the district and a little beyond it, over two years; the same rows each time.
awk -v rows=$rows 'BEGIN {
    srand(7); print "编号,标题,时间,经度,纬度"
    for (i = 1; i <= rows; ++i)
        printf "b%07d,合成事件 %d,2024-%02d-%02d %02d:%02d:%02d,%.6f,%.6f\n", i, i, 1 + i % 12, 1 + i % 28, i % 24, i % 60,
            (i * 7) % 60, 120.15 + rand() * 0.2, 30.23 + rand() * 0.15
}' >rows.csv
start=$(now)
/usr/bin/time -f '%M' -o rss "$WUQUAN_PROGRAMS/wuquanctl" import incidents rows.csv --map map.toml 1>&2
seconds=$(difference "$start" "$(now)")
echo "bench import rows_per_s $(awk -v rows=$rows -v s="$seconds" 'BEGIN { printf "%.0f", rows / s }') rows/s"
echo "bench import rss_mb $(awk 'END { printf "%.0f", $1 / 1024 }' rss) MB"
