# SPDX-FileCopyrightText: 2026 The Wuquan authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The map at 3840×2160 under X, without a GPU: see tests/render/mapframes.cpp, and map/qtmap.cpp for Qt Location's own
# items. Peers in a browser come after this, peers/map.PEER.html.
. "$WUQUAN_SOURCE/tests/bench.d/common.bash"
start_display 3840x2160
export DISPLAY=:$display QT_QPA_PLATFORM=xcb
timeout 300 "$WUQUAN_PROGRAMS/../tests/mapframes"
timeout 60 "$WUQUAN_PROGRAMS/../tests/mapframes" --scenario "$WUQUAN_SCRATCH/map"
timeout 200 "$WUQUAN_PROGRAMS/../tests/qtmap"
