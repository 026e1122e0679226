// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/time/withdrawncard.h"

#include "data/store/districtstore.h"
#include "widgets/base/pressbyreturn.h"
#include "widgets/incidents/incidentmodel.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"
#include "widgets/theme/words.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <ranges>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// What the screens call the row, or its key when they don't hold it any more.
QString nameOf(const DistrictStore &store, Language language, const WithdrawnChange &change)
{
    QString name;
    const auto take = [&](const auto *row) {
        if (row)
            name = localName(language, row->name, row->nameEn);
    };
    switch (change.entity) {
    case Entity::Area:
        take(store.area(AreaId{std::int32_t(change.key)}));
        break;
    case Entity::Place:
        take(store.place(PlaceId{change.key}));
        break;
    case Entity::Responder:
        take(store.responder(ResponderId{change.key}));
        break;
    case Entity::Device:
        if (const auto row = store.deviceIndex(DeviceId{change.key}))
            name = store.devices().name[row->value];
        break;
    case Entity::Incident:
        if (const Incident *incident = store.incident(IncidentId{change.key}))
            name = incidentTitle(store, language, *incident);
        break;
    case Entity::Annotation:
        if (const Annotation *annotation = store.annotation(AnnotationId{change.key}))
            name = annotation->text;
        break;
    case Entity::Everything:
    case Entity::Attributes:
        break;
    }
    return name.isEmpty() ? QString::number(change.key) : name;
}

} // namespace

WithdrawnCard::WithdrawnCard(const DistrictStore &store, Language language, Appearance &appearance, QWidget *parent)
    : Popup(520, appearance, parent)
{
    const std::vector<WithdrawnChange> &changes = store.withdrawn();
    std::vector<Fact> facts;
    for (const WithdrawnChange &change : changes | std::views::take(listed)) {
        const QString versions = change.versionNow
            ? tr("曾为第 %1 版,现为第 %2 版").arg(change.version).arg(change.versionNow)
            : tr("曾为第 %1 版,现已不存在").arg(change.version);
        facts.push_back({words::entity(change.entity), nameOf(store, language, change) + u" · "_s + versions});
    }
    addFacts(tr("主库切换撤回的变更 %1 项").arg(formatCount(qint64(changes.size()))), facts);
    QString text = tr("原主库曾确认、新主库没有的变更;画面已以新主库为准。请核对是否需要重新办理。");
    if (changes.size() > listed)
        text.prepend(tr("另有 %1 项。").arg(formatCount(qint64(changes.size() - listed))));
    addNote(text, 3);
    auto *read = new QPushButton(tr("已知悉"));
    read->setProperty("flatRole", u"outline"_s);
    read->setFont(appearance.theme().font(TextRole::Small));
    pressByReturn(*read);
    column().addWidget(read, 0, Qt::AlignRight);
    connect(read, &QPushButton::clicked, this, [this] {
        Q_EMIT acknowledged();
        close();
    });
    read->setFocus();
}

} // namespace wuquan
