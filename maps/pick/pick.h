// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/selection.h"
#include "maps/layers/frame.h"

#include <QCoreApplication>

namespace wuquan {

/// What lies under a point of the picture: an incident before a team, an annotation, a device or a place,
/// these before an area; nothing else.
/// Only what the frame draws can be picked.
[[nodiscard]] SelectedThing pick(const Frame &frame, ScreenPoint point);

/// Where a thing stands, or nothing when it has no position.
[[nodiscard]] std::optional<WorldPoint> positionOf(
    const SelectedThing &thing, const DistrictStore &store, const AreaShapes &areas);

/// One line that names a thing and says how it is, in the language of the screen.
class ThingName {
    Q_DECLARE_TR_FUNCTIONS(ThingName)
public:
    [[nodiscard]] static QString of(const SelectedThing &thing, const Frame &frame, Instant serverNow);

private:
    /// The same words as in the list of incidents.
    [[nodiscard]] static QString titleOf(const Incident &incident, const Frame &frame);
    [[nodiscard]] static QString ofIncident(const Incident &incident, const Frame &frame, Instant serverNow);
    [[nodiscard]] static QString ofDevice(DeviceId id, const Frame &frame);
    [[nodiscard]] static QString ofAnnotation(const Annotation &annotation, Instant serverNow);
    [[nodiscard]] static QString ofArea(const Area &area, const Frame &frame);
};

} // namespace wuquan
