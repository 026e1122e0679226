// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/attachmentshelf.h"
#include "data/view/casefolder.h"
#include "data/view/dispatchdesk.h"
#include "data/view/marked.h"
#include "data/view/room.h"

namespace wuquan {

class RoadNet;

/// What a card needs to act on incidents; all are app's and outlive it.
struct CaseWork {
    DispatchDesk &desk;
    CaseFolder &folder;
    MarkedIncidents &marked;
    AttachmentShelf &shelf;
    const Room &room;
    const RoadNet *roads = nullptr; ///< for how far teams have; null: none are known
};

} // namespace wuquan
