// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/democatalogue.h"

#include "data/server/cataloguefile.h"

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// Turns the fields of one row into values and remembers the first that does not fit.
class FieldReader {
public:
    FieldReader(QString file, const QStringList &row)
        : m_file(std::move(file))
        , m_row(row)
    {
    }

    QString text() { return m_row[m_next++]; }
    template <class T = int>
    T number()
    {
        bool ok = false;
        const auto value = text().toLongLong(&ok);
        if (!ok)
            reject();
        return T(value);
    }
    /// 1-based place of the field in a list of codes.
    std::int16_t key(const QStringList &codes)
    {
        const qsizetype place = codes.indexOf(text());
        if (place < 0)
            reject();
        return std::int16_t(place + 1);
    }
    std::optional<std::int16_t> optionalKey(const QStringList &codes)
    {
        return m_row[m_next].isEmpty() ? (++m_next, std::nullopt) : std::optional(key(codes));
    }
    StepLimit limit()
    {
        const auto value = StepLimit::parse(text());
        if (!value)
            reject();
        return value.value_or(StepLimit{});
    }
    void reject()
    {
        if (!m_problem)
            m_problem = Error{ErrorKind::Input,
                u"%1: '%2' does not fit in the row '%3'"_s.arg(m_file, m_row[m_next - 1].left(64), m_row[0].left(64))};
    }
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }

private:
    QString m_file;
    const QStringList &m_row;
    qsizetype m_next = 0;
    std::optional<Error> m_problem;
};

/// Reads a file row by row into a list; decode takes a FieldReader and gives one entry.
template <class T, class Decode>
std::optional<Error> readList(const QString &name, const QStringList &columns, std::vector<T> &into, Decode decode)
{
    const QString file = u"catalogue/"_s + name + u".csv"_s;
    const auto rows = readCatalogue(file, columns);
    if (!rows)
        return rows.error();
    for (const QStringList &row : *rows) {
        FieldReader reader(file, row);
        into.push_back(decode(reader));
        if (reader.problem())
            return reader.problem();
    }
    return std::nullopt;
}

const QStringList circles{u"public"_s, u"residential"_s, u"enterprise"_s, u"campus"_s, u"internet"_s};
const QStringList defences{u"people"_s, u"physical"_s, u"technical"_s, u"psychological"_s, u"responsibility"_s};
const QStringList platforms{u"safety"_s, u"market"_s, u"enforcement"_s, u"service"_s};

std::optional<Error> readTypes(DemoCatalogue &catalogue)
{
    auto problem = readList(u"incident_types"_s,
        {u"code"_s, u"name"_s, u"name_en"_s, u"pinyin"_s, u"circle"_s, u"defence"_s, u"platform"_s, u"level"_s,
            u"severity"_s, u"weight"_s, u"self_handled"_s, u"origin"_s, u"handler"_s, u"spot"_s, u"file"_s,
            u"dispatch"_s, u"handle"_s, u"verify"_s},
        catalogue.types, [](FieldReader &r) {
            DemoType type{r.text(), r.text(), r.text(), r.text()};
            type.circle = Circle(r.key(circles));
            type.defence = r.key(defences);
            type.platform = r.key(platforms);
            type.level = r.number<std::int16_t>();
            type.severity = r.number<std::int16_t>();
            type.weight = r.number<std::int64_t>();
            type.selfHandled = r.number();
            type.origin = r.text();
            type.handler = r.text();
            type.spot = r.text();
            type.file = r.limit();
            type.dispatch = r.limit();
            type.handle = r.limit();
            type.verify = r.limit();
            return type;
        });
    for (std::size_t i = 0; i < catalogue.types.size(); ++i)
        catalogue.typeByCode.insert(catalogue.types[i].code, i);
    return problem;
}

std::optional<Error> readKinds(DemoCatalogue &catalogue)
{
    const QStringList named{u"code"_s, u"name"_s, u"name_en"_s};
    if (auto problem = readList(u"device_kinds"_s,
            named + QStringList{u"positioned"_s, u"count"_s, u"offline"_s, u"fault"_s, u"alarm"_s, u"place"_s},
            catalogue.deviceKinds, [](FieldReader &r) {
                DemoDeviceKind kind{r.text(), r.text(), r.text()};
                kind.positioned = r.key({u"true"_s, u"false"_s}) == 1;
                kind.count = r.number<std::int64_t>();
                kind.offline = r.number();
                kind.fault = r.number();
                kind.alarm = r.number();
                kind.place = r.text();
                return kind;
            }))
        return problem;
    if (auto problem = readList(u"place_kinds"_s,
            named + QStringList{u"circle"_s, u"count"_s, u"spread"_s, u"pattern"_s, u"pattern_en"_s},
            catalogue.placeKinds, [](FieldReader &r) {
                DemoPlaceKind kind{r.text(), r.text(), r.text()};
                kind.circle = Circle(r.key(circles));
                kind.count = r.number<std::int64_t>();
                kind.spread = r.text();
                kind.pattern = r.text();
                kind.patternEn = r.text();
                return kind;
            }))
        return problem;
    if (auto problem = readList(u"departments"_s, named, catalogue.departments,
            [](FieldReader &r) { return std::array{r.text(), r.text(), r.text()}; }))
        return problem;
    QStringList departments;
    for (const auto &department : catalogue.departments)
        departments += department[0];
    return readList(u"responder_kinds"_s,
        named
            + QStringList{u"per"_s, u"count"_s, u"pattern"_s, u"pattern_en"_s, u"department"_s, u"headcount"_s,
                u"handles"_s, u"hours"_s, u"shifts"_s, u"gap"_s, u"report"_s},
        catalogue.responderKinds, [&departments](FieldReader &r) {
            DemoResponderKind kind{r.text(), r.text(), r.text()};
            kind.per = r.text();
            kind.count = r.number<std::int64_t>();
            kind.pattern = r.text();
            kind.patternEn = r.text();
            kind.department = r.optionalKey(departments);
            kind.headcount = r.number<std::int16_t>();
            kind.handles = r.text();
            kind.hours = r.text();
            kind.shifts = r.text().split(u'|', Qt::SkipEmptyParts);
            kind.gap = r.number<std::int64_t>();
            kind.reportEvery_min = r.number<std::int16_t>();
            if (const bool hasShifts = kind.hours == "all"_L1 || kind.hours == "turns"_L1;
                hasShifts == kind.shifts.isEmpty()
                || (!hasShifts && kind.hours != "always"_L1 && kind.hours != "office"_L1))
                r.reject();
            return kind;
        });
}

std::optional<Error> readIndicators(DemoCatalogue &catalogue)
{
    return readList(u"indicators"_s,
        {u"code"_s, u"name"_s, u"name_en"_s, u"measure"_s, u"outcome"_s, u"better"_s, u"definition"_s,
            u"definition_en"_s, u"types"_s},
        catalogue.indicators, [&catalogue](FieldReader &r) {
            DemoIndicator indicator{r.text(), r.text(), r.text(), r.text(), r.text(), r.text(), r.text(), r.text()};
            for (const QString &code : r.text().split(u'|', Qt::SkipEmptyParts)) {
                if (const auto type = catalogue.typeByCode.constFind(code); type != catalogue.typeByCode.cend())
                    indicator.types.push_back(*type);
                else
                    r.reject();
            }
            return indicator;
        });
}

std::optional<Error> readItems(DemoCatalogue &catalogue)
{
    for (const QString &file : {u"tasks"_s, u"standards"_s, u"visits"_s, u"hazards"_s}) {
        if (auto problem = readList(file, {u"list"_s, u"item"_s, u"name"_s, u"name_en"_s, u"circle"_s, u"defence"_s},
                catalogue.items, [](FieldReader &r) {
                    DemoCatalogueItem item{r.text(), r.number<std::int16_t>(), r.text(), r.text()};
                    item.circle = r.optionalKey(circles);
                    item.defence = r.optionalKey(defences);
                    return item;
                }))
            return problem;
    }
    return std::nullopt;
}

} // namespace

Result<DemoCatalogue> DemoCatalogue::read()
{
    DemoCatalogue catalogue;
    for (const auto &reader : {readTypes, readKinds, readIndicators, readItems}) {
        if (auto problem = reader(catalogue))
            return std::unexpected(*problem);
    }
    return catalogue;
}

} // namespace wuquan
