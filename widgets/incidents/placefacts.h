// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/store/districtstore.h"
#include "data/view/filter.h"
#include "widgets/base/factlist.h"

#include <QCoreApplication>

#include <vector>

namespace wuquan {

/// What a card says of an area, device, place or team: two figures at most, then lists of facts.
struct CardContent {
    struct Figure {
        QString figure;
        QString caption;
        bool operator==(const Figure &) const = default;
    };
    struct Group {
        QString heading;
        std::vector<Fact> facts;
        bool operator==(const Group &) const = default;
    };
    QString title;
    QString line;
    bool isArea = false; ///< its title is set as area names are
    std::vector<Figure> figures;
    std::vector<Group> groups;

    bool operator==(const CardContent &) const = default;
};

/// Gathers from the store what a card says; of incidents, what the filter lets through, as map and list do. Counting an
/// area looks at every device once (a few milliseconds).
class CardWriter {
    Q_DECLARE_TR_FUNCTIONS(CardWriter)
public:
    CardWriter(const DistrictStore &store, const Filter &filter, Language language);

    [[nodiscard]] CardContent area(const Area &area) const;
    [[nodiscard]] CardContent device(DeviceIndex device) const;
    [[nodiscard]] CardContent place(const Place &place) const;
    [[nodiscard]] CardContent annotation(const Annotation &annotation) const;
    [[nodiscard]] CardContent responder(const Responder &responder) const;

private:
    [[nodiscard]] QString name(const Area &area) const { return localName(m_language, area.name, area.nameEn); }
    /// "彭埠街道 · 明石社区", from the street down, without the area itself.
    [[nodiscard]] QString above(AreaId area, bool itself) const;
    [[nodiscard]] QString levelName(AreaLevel level) const;

    const DistrictStore &m_store;
    const Filter &m_filter;
    Language m_language;
};

} // namespace wuquan
