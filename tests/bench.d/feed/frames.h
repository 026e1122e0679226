// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wuquan::bench {

/// From a commit until a frame of the whole window shows it, at a thousand changes a second; prints "bench feed
/// frame_…". A QApplication must exist.
void measureFrames();

} // namespace wuquan::bench
