# SPDX-FileCopyrightText: 2026 The Wuquan authors
# SPDX-License-Identifier: GPL-3.0-or-later
# From an empty data folder to the whole demo district: ready_s.
. "$WUQUAN_SOURCE/tests/bench.d/common.bash"
ctl demo stop || :
rm -rf "$WUQUAN_DATA" "$WUQUAN_SCRATCH/has-demo"
start=$(now)
need_demo
echo "bench demo ready_s $(difference "$start" "$(now)") s"
