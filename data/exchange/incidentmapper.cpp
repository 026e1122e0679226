// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/incidentmapper.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr qsizetype longestTitle = 256; ///< characters, as wuquan.incident.title allows
constexpr qsizetype longestKey = 128; ///< characters, as wuquan.incident.source_id and foreign_case_no allow

constexpr auto suppressedWord = "suppressed"_L1; ///< in [types] of a mapping

/// Longest part of a foreign text that is repeated in a reason.
QString quoted(QByteArrayView text)
{
    return u'\'' + QString::fromUtf8(text.first(std::min<qsizetype>(text.size(), 96))) + u'\'';
}

/// How many bytes the first count characters of a valid UTF-8 text take.
qsizetype bytesOfCharacters(QByteArrayView text, qsizetype count)
{
    if (text.size() <= count)
        return text.size();
    qsizetype i = 0;
    for (; i < text.size(); ++i) {
        if ((uchar(text[i]) & 0xC0) != 0x80 && count-- == 0)
            break;
    }
    return i;
}

} // namespace

IncidentMapper::IncidentMapper(const IncidentMapping &mapping, const ImportCatalogue &catalogue)
    : m_mapping(&mapping)
    , m_catalogue(&catalogue)
{
    m_columns.fill(-1);
    m_levels = {{"1", 1}, {"2", 2}, {"3", 3}, {"general", 1}, {"larger", 2}, {"major", 3}, {"一般", 1}, {"较大", 2},
        {"重大", 3}};
    m_severities = {{"1", 1}, {"2", 2}, {"3", 3}, {"urgent", 1}, {"pressing", 2}, {"normal", 3}, {"紧急", 1},
        {"较急", 2}, {"一般", 3}};
    // wuquan.incident_state
    m_states = {{"1", 1}, {"2", 2}, {"3", 3}, {"4", 4}, {"5", 5}, {"6", 6}, {"7", 7}, {"8", 8}, {"collected", 1},
        {"filed", 2}, {"dispatched", 3}, {"handling", 4}, {"fed_back", 5}, {"closed", 6}, {"evaluated", 7},
        {"merged", 8}, {"待立案", 1}, {"待派", 2}, {"待签收", 3}, {"处置中", 4}, {"待核查", 5}, {"已结案", 6},
        {"已评价", 7}, {"已合并", 8}};
}

Result<IncidentMapper> IncidentMapper::create(const IncidentMapping &mapping, const ImportCatalogue &catalogue)
{
    IncidentMapper mapper(mapping, catalogue);
    if (!catalogue.sources.contains(mapping.source.text))
        return mapping.fault(mapping.source.line, u"source '%1' is not in wuquan.source"_s.arg(mapping.source.text));
    for (const auto &done : {mapper.addWords(mapping.levels, mapper.m_levels, "level"_L1),
             mapper.addWords(mapping.severities, mapper.m_severities, "severity"_L1),
             mapper.addWords(mapping.states, mapper.m_states, "state"_L1), mapper.addTypes()}) {
        if (!done)
            return std::unexpected(done.error());
    }
    return mapper;
}

Result<void> IncidentMapper::addWords(const IncidentMapping::Words &words, Numbers &numbers, QLatin1StringView what)
{
    const Numbers ours = numbers;
    for (auto word = words.begin(); word != words.end(); ++word) {
        const auto number = ours.constFind(word->text.toUtf8());
        if (number == ours.constEnd())
            return m_mapping->fault(word->line, u"'%1' is no %2 of ours"_s.arg(word->text, what));
        numbers.insert(word.key(), *number);
    }
    return {};
}

Result<void> IncidentMapper::addTypes()
{
    const auto &types = m_catalogue->types;
    for (auto code = m_catalogue->typeCodes.begin(); code != m_catalogue->typeCodes.end(); ++code)
        m_types.insert(code.key(), &*types.constFind(*code));
    for (auto type = types.begin(); type != types.end(); ++type)
        m_types.insert(type.key(), &*type);
    const auto find = [&](const IncidentMapping::Word &word) -> Result<const ImportCatalogue::Type *> {
        const auto type = types.constFind(word.text.toUtf8());
        if (type == types.constEnd())
            return m_mapping->fault(word.line, u"type '%1' is not in wuquan.incident_type"_s.arg(word.text));
        return &*type;
    };
    // Kinds that privacy suppresses, by the words that sources use for them; a mapping can name more.
    m_suppressed = {"家暴", "家庭暴力", "domestic_violence", "心理咨询", "counselling", "矛盾纠纷调解", "mediation"};
    for (auto word = m_mapping->types.begin(); word != m_mapping->types.end(); ++word) {
        if (word->text == suppressedWord) {
            m_suppressed.insert(word.key());
            continue;
        }
        const auto type = find(*word);
        if (!type)
            return std::unexpected(type.error());
        m_types.insert(word.key(), *type);
    }
    if (m_mapping->defaultType) {
        const auto type = find(*m_mapping->defaultType);
        if (!type)
            return std::unexpected(type.error());
        m_defaultType = *type;
    }
    return {};
}

Result<void> IncidentMapper::bindHeader(std::span<const QByteArrayView> header)
{
    m_columnCount = header.size();
    for (std::size_t i = 0; i < incidentFieldCount; ++i) {
        const auto &column = m_mapping->columns[i];
        if (!column)
            continue;
        const QByteArray name = column->text.toUtf8();
        const auto same = [&](QByteArrayView text) { return text.trimmed() == name; };
        const auto found = std::ranges::find_if(header, same);
        if (found == header.end())
            return m_mapping->fault(column->line, u"the file has no column '%1'"_s.arg(column->text));
        if (std::find_if(found + 1, header.end(), same) != header.end())
            return m_mapping->fault(column->line, u"the file has more than one column '%1'"_s.arg(column->text));
        m_columns[i] = int(found - header.begin());
    }
    return {};
}

std::expected<MappedIncident, QString> IncidentMapper::map(Row row) const
{
    if (row.size() != m_columnCount)
        return std::unexpected(
            u"%1 fields where the header has %2"_s.arg(QString::number(row.size()), QString::number(m_columnCount)));
    MappedIncident incident;
    QString fault;
    mapType(row, incident, fault);
    mapTexts(row, incident, fault);
    mapTimes(row, incident, fault);
    mapFlags(row, incident, fault);
    if (!fault.isEmpty())
        return std::unexpected(fault);
    mapPosition(row, incident);
    return incident;
}

/// The field without blanks around it; empty when no column gives it.
QByteArrayView IncidentMapper::field(Row row, IncidentField name) const
{
    const int column = m_columns[std::size_t(name)];
    return column < 0 ? QByteArrayView() : row[std::size_t(column)].trimmed();
}

void IncidentMapper::mapType(Row row, MappedIncident &incident, QString &fault) const
{
    const QByteArrayView word = field(row, IncidentField::Type);
    const auto found = m_types.constFind(QByteArray::fromRawData(word.data(), word.size()));
    const ImportCatalogue::Type *type = found != m_types.constEnd() ? *found : m_defaultType;
    if (m_suppressed.contains(QByteArray::fromRawData(word.data(), word.size()))) {
        fault = u"type "_s + quoted(word) + u" is counted by street only, never kept as an incident"_s;
        return;
    }
    if (!type) {
        fault = word.isEmpty() ? u"type is missing"_s : u"type "_s + quoted(word) + u" is unknown"_s;
        return;
    }
    incident.type = type->id;
    incident.title = type->name;
    incident.circle = type->circle;
    incident.platform = type->platform;
    incident.level = type->level;
    incident.severity = type->severity;
    mapNumber(row, IncidentField::Level, m_levels, incident.level, fault);
    mapNumber(row, IncidentField::Severity, m_severities, incident.severity, fault);
}

void IncidentMapper::mapNumber(
    Row row, IncidentField name, const Numbers &numbers, std::int16_t &value, QString &fault) const
{
    const QByteArrayView word = field(row, name);
    if (word.isEmpty())
        return;
    const auto found = numbers.constFind(QByteArray::fromRawData(word.data(), word.size()));
    if (found != numbers.constEnd())
        value = *found;
    else if (fault.isEmpty())
        fault = incidentFieldName(name) + u' ' + quoted(word) + u" is unknown"_s;
}

void IncidentMapper::mapTexts(Row row, MappedIncident &incident, QString &fault) const
{
    incident.sourceId = field(row, IncidentField::SourceId);
    incident.foreignCaseNo = field(row, IncidentField::ForeignCaseNo);
    incident.foreignOwner = field(row, IncidentField::ForeignOwner);
    for (const auto &[name, text] : {std::pair(IncidentField::SourceId, incident.sourceId),
             std::pair(IncidentField::ForeignCaseNo, incident.foreignCaseNo),
             std::pair(IncidentField::ForeignOwner, incident.foreignOwner)}) {
        // A key that is cut would be another key.
        if (bytesOfCharacters(text, longestKey) < text.size() && fault.isEmpty())
            fault = incidentFieldName(name) + u" is longer than 128 characters"_s;
    }
    if (incident.sourceId.isEmpty() && fault.isEmpty())
        fault = u"source_id is missing"_s;
    // A title is kept literally, blanks and all; one without a word gives way to the type's name.
    if (!field(row, IncidentField::Title).isEmpty()) {
        const QByteArrayView title = row[std::size_t(m_columns[std::size_t(IncidentField::Title)])];
        incident.title = title.first(bytesOfCharacters(title, longestTitle));
    }
}

std::optional<Instant> IncidentMapper::time(Row row, IncidentField name, QString &fault) const
{
    const QByteArrayView text = field(row, name);
    if (text.isEmpty() || !fault.isEmpty())
        return std::nullopt;
    for (const TimeFormat &format : m_mapping->timeFormats) {
        const auto written = format.parse(text);
        if (!written)
            continue;
        const auto instant = m_mapping->clock.instant(*written);
        if (instant)
            return *instant;
        fault = incidentFieldName(name) + u' ' + quoted(text)
            + (instant.error() == LocalClock::Fault::Skipped ? u" was skipped when the clocks were set forward"_s
                                                             : u" is not between 1900 and 2200"_s);
        return std::nullopt;
    }
    fault = incidentFieldName(name) + u' ' + quoted(text) + u" is no time in the formats of the mapping"_s;
    return std::nullopt;
}

void IncidentMapper::mapTimes(Row row, MappedIncident &incident, QString &fault) const
{
    const auto reported = time(row, IncidentField::ReportedAt, fault);
    if (!reported && fault.isEmpty())
        fault = u"reported_at is missing"_s;
    incident.reportedAt = reported.value_or(Instant());
    constexpr auto first = std::size_t(IncidentField::FiledAt);
    for (std::size_t i = 0; i < incident.stepTimes.size(); ++i)
        incident.stepTimes[i] = time(row, IncidentField(first + i), fault);
}

void IncidentMapper::mapFlags(Row row, MappedIncident &incident, QString &fault) const
{
    incident.state = incident.stepTimes.back() ? 6 : 1;
    mapNumber(row, IncidentField::State, m_states, incident.state, fault);
    static const Numbers flags{
        {"1", 1}, {"true", 1}, {"yes", 1}, {"是", 1}, {"0", 0}, {"false", 0}, {"no", 0}, {"否", 0}};
    std::int16_t selfHandled = 0;
    mapNumber(row, IncidentField::SelfHandled, flags, selfHandled, fault);
    incident.selfHandled = selfHandled != 0;
    incident.outcome = field(row, IncidentField::Outcome);
    static constexpr std::array<QByteArrayView, 5> outcomes{"", "cleared", "found", "disposed_early", "settled"};
    if (!std::ranges::contains(outcomes, incident.outcome) && fault.isEmpty())
        fault = u"outcome "_s + quoted(incident.outcome) + u" is unknown"_s;
}

void IncidentMapper::mapPosition(Row row, MappedIncident &incident) const
{
    const auto given = positionFromText(field(row, IncidentField::Longitude), field(row, IncidentField::Latitude));
    incident.positionFault = given ? PositionFault::None : given.error();
    if (!given)
        return;
    incident.position = wgs84From(m_mapping->coordinateSystem, *given);
    incident.grid = m_catalogue->gridAt(*incident.position);
}

} // namespace wuquan
