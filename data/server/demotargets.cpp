// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/demotargets.h"

#include "data/core/resources.h"

#include <toml++/toml.hpp>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr std::array circleNames{"public", "residential", "enterprise", "campus", "internet"};

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

/// Reads values by their path and remembers the first one that is missing.
class TargetReader {
public:
    explicit TargetReader(const toml::table &table)
        : m_table(table)
    {
    }

    template <class T>
    T value(std::string_view path)
    {
        const auto found = m_table.at_path(path).value<T>();
        if (!found && m_missing.isEmpty())
            m_missing = text(path);
        return found.value_or(T());
    }
    QString string(std::string_view path) { return text(value<std::string_view>(path)); }
    DemoTargets::Range range(const std::string &path)
    {
        return {int(value<std::int64_t>(path + "[0]")), int(value<std::int64_t>(path + "[1]"))};
    }
    /// Calls visit(name, path) for each entry of a table.
    template <class Visit>
    void each(const std::string &path, Visit visit)
    {
        const toml::table *table = m_table.at_path(path).as_table();
        if (!table && m_missing.isEmpty())
            m_missing = text(path);
        for (const auto &[key, node] : table ? *table : toml::table{})
            visit(text(key.str()), path + "." + std::string(key.str()));
    }
    template <class T>
    std::vector<T> list(const std::string &path)
    {
        std::vector<T> values;
        if (const toml::array *array = m_table.at_path(path).as_array()) {
            for (const toml::node &node : *array)
                values.push_back(node.value_or(T()));
        } else if (m_missing.isEmpty()) {
            m_missing = text(path);
        }
        return values;
    }
    [[nodiscard]] const QString &missing() const { return m_missing; }

private:
    const toml::table &m_table;
    QString m_missing;
};

void readChanges(TargetReader &reader, const std::string &path, QHash<QString, DemoChange> &into)
{
    reader.each(path, [&](const QString &name, const std::string &at) {
        into.insert(name, {reader.value<std::int64_t>(at + ".before"), reader.value<double>(at + ".change")});
    });
}

DemoTargets targetsFrom(TargetReader &reader)
{
    DemoTargets targets;
    targets.title = reader.string("title");
    targets.titleEn = reader.string("title_en");
    targets.years = int(reader.value<std::int64_t>("years.count"));
    for (std::int64_t percent : reader.list<std::int64_t>("years.older"))
        targets.older.push_back(int(percent));
    for (std::size_t i = 0; i < circleNames.size(); ++i) {
        const std::string path = std::string("circles.") + circleNames[i];
        targets.circleNow[i] = reader.value<std::int64_t>(path + ".count");
        targets.circleChange[i] = reader.value<double>(path + ".change");
    }
    readChanges(reader, "indicators", targets.indicators);
    readChanges(reader, "suppressed", targets.suppressed);
    reader.each("outcomes", [&](const QString &name, const std::string &at) {
        targets.outcomes.insert(name, {reader.list<double>(at + ".percent"), -1});
    });
    targets.outcomes[u"missing_found"_s].count = reader.value<std::int64_t>("outcomes.missing_found.count");
    targets.outcomes[u"early_fire_alarms"_s].count = reader.value<std::int64_t>("outcomes.early_fire_alarms.count");
    targets.largerAccidentDaysAgo = int(reader.value<std::int64_t>("larger_accident.days_ago"));
    reader.each("reported", [&](const QString &name, const std::string &at) {
        targets.reported.insert(
            name, {reader.value<double>(at + ".value"), reader.string(at + ".note"), reader.string(at + ".note_en")});
    });
    targets.openUrgent = int(reader.value<std::int64_t>("open.urgent"));
    targets.openPressing = reader.range("open.pressing");
    targets.openTotal = reader.range("open.total");
    targets.openOverdue = reader.range("open.overdue");
    targets.gridStaff = int(reader.value<std::int64_t>("staff.grid"));
    targets.secondedStaff = int(reader.value<std::int64_t>("staff.seconded"));
    const auto words = [&reader](const std::string &path) {
        QStringList list;
        for (const std::string &word : reader.list<std::string>(path))
            list += QString::fromStdString(word);
        return list;
    };
    reader.each("run_cards", [&](const QString &name, const std::string &at) {
        targets.runCards.insert(name, {words(at + ".day"), words(at + ".night")});
    });
    reader.each("spots", [&](const QString &name, const std::string &at) { targets.spots.insert(name, words(at)); });
    return targets;
}

} // namespace

Result<DemoTargets> DemoTargets::read()
{
    const QString file = u"catalogue/demo.toml"_s;
    const auto content = readResource(file);
    if (!content)
        return std::unexpected(content.error());
    toml::table table;
    try {
        table = toml::parse(std::string_view(content->constData(), std::size_t(content->size())));
    } catch (const toml::parse_error &error) {
        return failure(ErrorKind::Input,
            u"%1, line %2: %3"_s.arg(file).arg(error.source().begin.line).arg(text(error.description())));
    }
    TargetReader reader(table);
    DemoTargets targets = targetsFrom(reader);
    if (!reader.missing().isEmpty())
        return failure(ErrorKind::Input, u"%1: '%2' is missing"_s.arg(file, reader.missing()));
    // Words for a title must exist for every list that is named, and the years for every year that is generated.
    if (targets.years < 4 || targets.older.size() + 2 < std::size_t(targets.years))
        return failure(ErrorKind::Input,
            u"%1: 'years' needs a count of 4 or more and one 'older' for each year after the second"_s.arg(file));
    for (const DemoOutcome &outcome : std::as_const(targets.outcomes)) {
        if (outcome.percent.size() < std::size_t(targets.years))
            return failure(ErrorKind::Input, u"%1: 'outcomes' needs one percentage for each year"_s.arg(file));
    }
    return targets;
}

} // namespace wuquan
