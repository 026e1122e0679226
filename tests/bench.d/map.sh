# SPDX-FileCopyrightText: 2026 The Wuquan authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The map at 3840×2160 under X, without a GPU: see tests/render/mapframes.cpp.
. "$WUQUAN_SOURCE/tests/bench.d/common.bash"
start_display 3840x2160
DISPLAY=:$display QT_QPA_PLATFORM=xcb timeout 300 "$WUQUAN_PROGRAMS/../tests/mapframes"
