// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/incidentmodel.h"

#include "widgets/incidents/stepclock.h"
#include "widgets/theme/format.h"
#include "widgets/theme/words.h"

namespace wuquan {

QString incidentTitle(const DistrictStore &store, Language language, const Incident &incident)
{
    const auto type = store.catalogue().incidentTypes.constFind(incident.type);
    if (type == store.catalogue().incidentTypes.cend())
        return plainLine(incident.title);
    if (incident.title.isEmpty())
        return plainLine(localName(language, type->name, type->nameEn));
    // Titles made of the type's name can be told in English; what somebody wrote can't.
    if (language == Language::English && !type->nameEn.isEmpty() && incident.title.startsWith(type->name))
        return plainLine(type->nameEn + incident.title.sliced(type->name.size()));
    return plainLine(incident.title);
}

QString stateText(const IncidentRow &row)
{
    return row.isSuspended ? IncidentModel::tr("已挂起") : words::todo(row.todo);
}

IncidentModel::IncidentModel(const DistrictStore &store, Language language, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_language(language)
{
    connect(&store, &DistrictStore::changed, this, &IncidentModel::apply);
    rebuild();
}

std::optional<int> IncidentModel::rowOf(IncidentId id) const
{
    const auto at = m_rowOf.find(id);
    return at == m_rowOf.end() ? std::nullopt : std::optional(at->second);
}

int IncidentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int IncidentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant IncidentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const IncidentRow &row = m_rows[std::size_t(index.row())];
    if (role == IdRole)
        return QVariant::fromValue(row.id);
    if (role == Qt::AccessibleTextRole && index.column() == SeverityColumn)
        return words::severity(row.severity);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (index.column()) {
    case TitleColumn:
        return row.title;
    case CommunityColumn:
        return row.community;
    case StateColumn:
        return stateText(row);
    default:
        return {};
    }
}

QVariant IncidentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == ClockColumn)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (orientation == Qt::Horizontal && role == Qt::ToolTipRole) {
        const QString sorting = tr("按%1排序 Ctrl+%2,再按一次反序")
                                    .arg(headerData(section, orientation, Qt::AccessibleTextRole).toString())
                                    .arg(section + 1);
        return section == ClockColumn ? tr("离时限的时间,超期为负;没有时限的为已历时。") + sorting : sorting;
    }
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    switch (section) {
    case SeverityColumn:
        return role == Qt::DisplayRole ? QString() : tr("紧急程度");
    case TitleColumn:
        return tr("事件");
    case CommunityColumn:
        return tr("社区");
    case ClockColumn:
        return tr("计时");
    case StateColumn:
        return tr("状态");
    default:
        return {};
    }
}

void IncidentModel::apply(const StoreChange &change)
{
    if (change.everything || change.catalogue || change.areas) {
        rebuild();
        Q_EMIT batchApplied();
        return;
    }
    if (!change.incidents())
        return;
    for (const IncidentId id : change.incidentsRemoved)
        removeRow(id);
    for (const auto *ids : {&change.incidentsAdded, &change.incidentsChanged}) {
        for (const IncidentId id : *ids) {
            // A row may be added and removed within one batch.
            const Incident *incident = m_store.incident(id);
            if (incident && isOpen(incident->state))
                put(*incident);
            else
                removeRow(id);
        }
    }
    Q_EMIT batchApplied();
}

void IncidentModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    m_rowOf.clear();
    for (const Incident &incident : m_store.incidents()) {
        if (!isOpen(incident.state))
            continue;
        m_rowOf.emplace(incident.id, int(m_rows.size()));
        m_rows.push_back(rowFrom(incident));
    }
    endResetModel();
}

void IncidentModel::put(const Incident &incident)
{
    IncidentRow row = rowFrom(incident);
    if (const auto at = rowOf(incident.id)) {
        // Announced even when it looks the same: circle or position may have changed, and filters ask the store.
        m_rows[std::size_t(*at)] = std::move(row);
        Q_EMIT dataChanged(index(*at, 0), index(*at, ColumnCount - 1));
        return;
    }
    const int at = int(m_rows.size());
    beginInsertRows({}, at, at);
    m_rowOf.emplace(incident.id, at);
    m_rows.push_back(std::move(row));
    endInsertRows();
}

void IncidentModel::removeRow(IncidentId id)
{
    const auto at = rowOf(id);
    if (!at)
        return;
    const int last = int(m_rows.size()) - 1;
    if (*at != last)
        swapRows(*at, last);
    beginRemoveRows({}, last, last);
    m_rowOf.erase(id);
    m_rows.pop_back();
    endRemoveRows();
}

void IncidentModel::swapRows(int a, int b)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    std::swap(m_rows[std::size_t(a)], m_rows[std::size_t(b)]);
    m_rowOf[m_rows[std::size_t(a)].id] = a;
    m_rowOf[m_rows[std::size_t(b)].id] = b;
    const QModelIndexList before = persistentIndexList();
    for (const QModelIndex &at : before) {
        if (at.row() == a || at.row() == b)
            changePersistentIndex(at, index(at.row() == a ? b : a, at.column()));
    }
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

IncidentRow IncidentModel::rowFrom(const Incident &incident) const
{
    IncidentRow row;
    row.id = incident.id;
    row.severity = incident.severity;
    row.todo = todoOf(incident.state);
    row.reportedAt = incident.reportedAt;
    row.stepStart = stepStart(incident);
    row.isSuspended = incident.suspendedAt.has_value();
    row.isSupervised = incident.supervisedUntil.has_value();
    if (!row.isSuspended)
        row.dueAt = incident.dueAt;
    row.warnAt = incident.warnAt;
    const auto type = m_store.catalogue().incidentTypes.constFind(incident.type);
    const bool typed = type != m_store.catalogue().incidentTypes.cend();
    const QString typeName = typed ? localName(m_language, type->name, type->nameEn) : QString();
    row.title = incidentTitle(m_store, m_language, incident);
    row.titleKey = (typed && !type->pinyin.isEmpty() ? type->pinyin : typeName) + row.title;
    const Area *area = incident.grid ? m_store.ancestor(*incident.grid, AreaLevel::Community) : nullptr;
    if (!area && incident.street)
        area = m_store.area(*incident.street);
    if (area) {
        row.community = plainLine(localName(m_language, area->name, area->nameEn));
        row.communityKey = area->pinyin.isEmpty() ? row.community : area->pinyin;
    }
    return row;
}

} // namespace wuquan
