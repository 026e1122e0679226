// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/namesearch.h"

#include "data/geo/mercator.h"
#include "data/store/districtstore.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// Whether the letters from here on, blanks left out, begin with what is wanted.
bool lettersBegin(QStringView pinyin, QStringView wanted)
{
    qsizetype found = 0;
    for (qsizetype i = 0; i < pinyin.size() && found < wanted.size(); ++i) {
        if (pinyin[i] == u' ')
            continue;
        if (pinyin[i].toCaseFolded() != wanted[found].toCaseFolded())
            return false;
        ++found;
    }
    return found == wanted.size();
}

/// Whether the first letters of the syllables from here on begin with what is wanted.
bool initialsBegin(QStringView pinyin, QStringView wanted)
{
    qsizetype found = 0;
    for (qsizetype i = 0; i < pinyin.size() && found < wanted.size(); ++i) {
        if (pinyin[i] == u' ' || (i > 0 && pinyin[i - 1] != u' '))
            continue;
        if (pinyin[i].toCaseFolded() != wanted[found].toCaseFolded())
            return false;
        ++found;
    }
    return found == wanted.size();
}

enum class Sort : std::uint8_t { Bookmark, Area, Place, Responder, Device, Incident, Annotation };

struct Hit {
    NameFit fit;
    Sort sort;
    int level; ///< of an area
    std::size_t row;
};

/// Names of the areas around a grid or below one, from the street on.
QString areasAround(const DistrictStore &store, Language language, std::optional<AreaId> inside, bool withItself)
{
    QStringList names;
    if (!inside)
        return {};
    store.eachUpwards(*inside, [&](const Area &area) {
        if (area.level != AreaLevel::District && (withItself || area.id != *inside))
            names.prepend(localName(language, area.name, area.nameEn));
    });
    return names.join(u" · "_s);
}

std::optional<NameFit> better(std::optional<NameFit> a, std::optional<NameFit> b)
{
    return a && b ? std::min(*a, *b) : a ? a : b;
}

template <class Row>
bool hasPlace(const Row &row)
{
    return worldPlace(row.position).has_value();
}

/// Everything whose name fits.
class Search {
public:
    Search(const DistrictStore &store, const Bookmarks *bookmarks, const QString &typed)
        : m_store(store)
        , m_typed(typed)
    {
        if (bookmarks)
            each(bookmarks->all(), Sort::Bookmark, [&](const Bookmark &bookmark) { return ofBookmark(bookmark); });
        each(store.areas(), Sort::Area, [&](const Area &area) {
            return area.boundary.empty() ? std::nullopt : fit(area.name, area.nameEn, area.pinyin);
        });
        each(store.places(), Sort::Place,
            [&](const Place &place) { return hasPlace(place) ? fit(place.name, place.nameEn) : std::nullopt; });
        each(store.responders(), Sort::Responder,
            [&](const Responder &team) { return hasPlace(team) ? fit(team.name, team.nameEn) : std::nullopt; });
        each(store.incidents(), Sort::Incident, [&](const Incident &incident) {
            return isOpen(incident.state) && (hasPlace(incident) || incident.grid) ? ofIncident(incident)
                                                                                   : std::nullopt;
        });
        each(store.annotations(), Sort::Annotation,
            [&](const Annotation &annotation) { return fit(annotation.text, {}); });
        if (typed.size() > 1)
            addDevices();
    }

    [[nodiscard]] std::vector<Hit> best(std::size_t most)
    {
        std::ranges::sort(m_hits, {}, [](const Hit &hit) { return std::tuple(hit.fit, hit.sort, hit.level, hit.row); });
        m_hits.resize(std::min(most, m_hits.size()));
        return m_hits;
    }

private:
    template <class Row, class FitOf>
    void each(const std::vector<Row> &rows, Sort sort, const FitOf &fitOf)
    {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (const std::optional<NameFit> found = fitOf(rows[i]))
                m_hits.push_back({*found, sort, levelOf(rows[i]), i});
        }
    }
    void addDevices()
    {
        const DeviceColumns &devices = m_store.devices();
        for (std::size_t row = 0; row < devices.size(); ++row) {
            if (!devices.positioned[row])
                continue;
            if (const auto found = nameFit(devices.name[row], {}, m_typed))
                m_hits.push_back({*found, Sort::Device, 0, row});
        }
    }
    [[nodiscard]] static int levelOf(const Area &area) { return int(area.level); }
    template <class Row>
    [[nodiscard]] static int levelOf(const Row &)
    {
        return 0;
    }
    [[nodiscard]] std::optional<NameFit> fit(
        const QString &name, const QString &nameEn, const QString &pinyin = {}) const
    {
        return better(nameFit(name, pinyin, m_typed), nameFit(nameEn, {}, m_typed));
    }
    /// Mostly it is named after an area, and then its pinyin is that of the area.
    [[nodiscard]] std::optional<NameFit> ofBookmark(const Bookmark &bookmark) const
    {
        auto best = nameFit(bookmark.name, {}, m_typed);
        for (const Area &area : m_store.areas()) {
            if (!best && !area.name.isEmpty() && bookmark.name.startsWith(area.name))
                best = nameFit(bookmark.name, area.pinyin, m_typed);
        }
        return best;
    }
    [[nodiscard]] std::optional<NameFit> ofIncident(const Incident &incident) const
    {
        const auto found
            = better(fit(incident.title, incident.foreignCaseNumber), nameFit(incident.sourceId, {}, m_typed));
        return QString::number(incident.id.value) == m_typed ? NameFit::Whole : found;
    }

    const DistrictStore &m_store;
    const QString m_typed;
    std::vector<Hit> m_hits;
};

FoundName found(const DistrictStore &store, const Bookmarks *bookmarks, Language language, const Hit &hit)
{
    const auto named = [&](const auto &row) { return localName(language, row.name, row.nameEn); };
    switch (hit.sort) {
    case Sort::Bookmark: {
        const Bookmark &bookmark = bookmarks->all()[hit.row];
        return {{}, bookmark.name, {}, bookmark.id};
    }
    case Sort::Area: {
        const Area &area = store.areas()[hit.row];
        return {area.id, named(area), areasAround(store, language, area.id, false)};
    }
    case Sort::Place: {
        const Place &place = store.places()[hit.row];
        return {place.id, named(place), areasAround(store, language, place.grid, true)};
    }
    case Sort::Responder: {
        const Responder &team = store.responders()[hit.row];
        return {team.id, named(team), areasAround(store, language, team.street, true)};
    }
    case Sort::Device: {
        const DeviceColumns &devices = store.devices();
        const AreaId grid = devices.grid[hit.row];
        return {devices.id[hit.row], devices.name[hit.row], areasAround(store, language, grid, true)};
    }
    case Sort::Incident: {
        const Incident &incident = store.incidents()[hit.row];
        return {incident.id, incident.title,
            areasAround(store, language, incident.grid ? incident.grid : incident.street, true)};
    }
    case Sort::Annotation:
        return {store.annotations()[hit.row].id, store.annotations()[hit.row].text, {}};
    }
    return {};
}

} // namespace

bool pinyinMatches(const QString &pinyin, const QString &typed)
{
    QString wanted = typed;
    wanted.remove(u' ');
    for (qsizetype start = 0; start < pinyin.size(); ++start) {
        const bool beginsSyllable = pinyin[start] != u' ' && (start == 0 || pinyin[start - 1] == u' ');
        const QStringView rest = QStringView(pinyin).sliced(start);
        if (beginsSyllable && (lettersBegin(rest, wanted) || initialsBegin(rest, wanted)))
            return true;
    }
    return false;
}

std::optional<NameFit> nameFit(const QString &name, const QString &pinyin, const QString &typed)
{
    const qsizetype at = name.indexOf(typed, 0, Qt::CaseInsensitive);
    if (at == 0)
        return name.size() == typed.size() ? NameFit::Whole : NameFit::Beginning;
    if (at > 0)
        return NameFit::Within;
    return pinyinMatches(pinyin, typed) ? std::optional(NameFit::Pinyin) : std::nullopt;
}

std::vector<FoundName> searchNames(
    const DistrictStore &store, Language language, const QString &text, std::size_t most, const Bookmarks *bookmarks)
{
    const QString typed = text.trimmed();
    std::vector<FoundName> names;
    if (typed.isEmpty())
        return names;
    for (const Hit &hit : Search(store, bookmarks, typed).best(most))
        names.push_back(found(store, bookmarks, language, hit));
    return names;
}

} // namespace wuquan
