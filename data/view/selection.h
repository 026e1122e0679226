// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/ids.h"

#include <QObject>

#include <variant>

namespace wuquan {

/// Nothing, or the one thing that is selected everywhere at once.
using SelectedThing = std::variant<std::monostate, AreaId, IncidentId, DeviceId, PlaceId, ResponderId, AnnotationId>;

/// What is selected, shared by map, lists and cards. Lives in the GUI thread; owned by app.
class Selection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] const SelectedThing &thing() const { return m_thing; }
    void select(const SelectedThing &thing);
    void clear() { select({}); }

    /// The selected thing when it is of this kind.
    template <class Id>
    [[nodiscard]] const Id *as() const
    {
        return std::get_if<Id>(&m_thing);
    }

Q_SIGNALS:
    void changed();

private:
    SelectedThing m_thing;
};

} // namespace wuquan
