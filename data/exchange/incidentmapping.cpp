// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/incidentmapping.h"

#include <algorithm>

#include <toml++/toml.hpp>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr std::array<std::string_view, incidentFieldCount> fieldNames{"source_id", "type", "title", "reported_at",
    "longitude", "latitude", "level", "severity", "state", "self_handled", "outcome", "filed_at", "dispatched_at",
    "accepted_at", "arrived_at", "handled_at", "closed_at", "foreign_case_no", "foreign_owner"};

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

/// Walks the parsed file and remembers the first thing that is wrong.
class MappingReader {
public:
    explicit MappingReader(IncidentMapping &mapping)
        : m_mapping(mapping)
    {
    }

    void read(const toml::table &root);
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

private:
    using Word = IncidentMapping::Word;

    void readRoot(std::string_view key, const toml::node &node, int line);
    void readFile(std::string_view key, const toml::node &node, int line);
    void readColumn(std::string_view key, const toml::node &node, int line);
    void readTime(std::string_view key, const toml::node &node, int line);
    void readFormat(const toml::node &node, int line);
    void readWords(const toml::node &node, int line, std::string_view name, IncidentMapping::Words &words);
    void checkWhole();

    template <class Read>
    void eachKey(const toml::node &node, int line, std::string_view name, Read read)
    {
        const toml::table *table = node.as_table();
        if (!table)
            return fail(line, u"%1 must be a table"_s.arg(text(name)));
        for (const auto &[key, value] : *table)
            read(key.str(), value, int(key.source().begin.line));
    }

    std::optional<QString> string(std::string_view key, const toml::node &node, int line)
    {
        const auto value = node.value_exact<std::string_view>();
        if (!value || value->empty()) {
            fail(line, u"%1 must be a text that is not empty"_s.arg(text(key)));
            return std::nullopt;
        }
        return text(*value);
    }

    void fail(int line, const QString &message)
    {
        if (!m_error)
            m_error = m_mapping.fault(line, message).error();
    }

    IncidentMapping &m_mapping;
    std::optional<Error> m_error;
    QByteArray m_zone = "Asia/Shanghai";
    int m_zoneLine = 1;
};

void MappingReader::read(const toml::table &root)
{
    eachKey(root, 1, "the file", [this](auto key, const toml::node &node, int line) { readRoot(key, node, line); });
    if (m_mapping.timeFormats.empty())
        m_mapping.timeFormats.push_back(TimeFormat::iso());
    if (auto clock = LocalClock::inZone(m_zone))
        m_mapping.clock = std::move(*clock);
    else
        fail(m_zoneLine, clock.error().message);
    checkWhole();
}

void MappingReader::readRoot(std::string_view key, const toml::node &node, int line)
{
    if (key == "source" || key == "default_type") {
        const auto value = string(key, node, line);
        if (value && key == "source")
            m_mapping.source = {*value, line};
        else if (value)
            m_mapping.defaultType = IncidentMapping::Word{*value, line};
    } else if (key == "file") {
        eachKey(node, line, key, [this](auto k, const toml::node &n, int l) { readFile(k, n, l); });
    } else if (key == "columns") {
        eachKey(node, line, key, [this](auto k, const toml::node &n, int l) { readColumn(k, n, l); });
    } else if (key == "time") {
        eachKey(node, line, key, [this](auto k, const toml::node &n, int l) { readTime(k, n, l); });
    } else if (key == "types") {
        readWords(node, line, key, m_mapping.types);
    } else if (key == "levels") {
        readWords(node, line, key, m_mapping.levels);
    } else if (key == "severities") {
        readWords(node, line, key, m_mapping.severities);
    } else if (key == "states") {
        readWords(node, line, key, m_mapping.states);
    } else {
        fail(line, u"unknown key '%1'"_s.arg(text(key)));
    }
}

void MappingReader::readFile(std::string_view key, const toml::node &node, int line)
{
    const auto value = string(key, node, line);
    if (!value)
        return;
    if (key == "encoding") {
        const QString name = value->toLower();
        if (name == "utf-8"_L1 || name == "utf8"_L1)
            m_mapping.encoding = TextEncoding::Utf8;
        else if (name == "gb18030"_L1 || name == "gbk"_L1 || name == "gb2312"_L1)
            m_mapping.encoding = TextEncoding::Gb18030;
        else
            fail(line, u"file.encoding '%1' is not utf-8 or gb18030"_s.arg(*value));
    } else if (key == "delimiter") {
        if (value->size() == 1 && QStringView(u",;|\t").contains(value->front()))
            m_mapping.delimiter = value->front().toLatin1();
        else
            fail(line, u"file.delimiter must be a comma, semicolon, bar or tab"_s);
    } else if (key == "time_zone") {
        m_zone = value->toUtf8();
        m_zoneLine = line;
    } else if (key == "coordinate_system") {
        if (const auto system = coordinateSystemFromName(*value))
            m_mapping.coordinateSystem = *system;
        else
            fail(line, u"file.coordinate_system '%1' is not wgs84, cgcs2000, gcj02 or bd09"_s.arg(*value));
    } else {
        fail(line, u"unknown key 'file.%1'"_s.arg(text(key)));
    }
}

void MappingReader::readColumn(std::string_view key, const toml::node &node, int line)
{
    const auto name = std::ranges::find(fieldNames, key);
    if (name == fieldNames.end())
        return fail(line, u"unknown key 'columns.%1'"_s.arg(text(key)));
    if (const auto value = string(key, node, line))
        m_mapping.columns[std::size_t(name - fieldNames.begin())] = Word{value->trimmed(), line};
}

void MappingReader::readTime(std::string_view key, const toml::node &node, int line)
{
    if (key != "format")
        return fail(line, u"unknown key 'time.%1'"_s.arg(text(key)));
    if (const toml::array *formats = node.as_array()) {
        for (const toml::node &format : *formats)
            readFormat(format, int(format.source().begin.line));
    } else {
        readFormat(node, line);
    }
}

void MappingReader::readFormat(const toml::node &node, int line)
{
    const auto pattern = string("time.format", node, line);
    if (!pattern)
        return;
    if (pattern->toLower() == "iso"_L1) {
        m_mapping.timeFormats.push_back(TimeFormat::iso());
    } else if (auto format = TimeFormat::fromPattern(*pattern)) {
        m_mapping.timeFormats.push_back(std::move(*format));
    } else {
        fail(line, format.error().message);
    }
}

void MappingReader::readWords(const toml::node &node, int line, std::string_view name, IncidentMapping::Words &words)
{
    eachKey(node, line, name, [&](std::string_view key, const toml::node &value, int keyLine) {
        if (const auto word = string(key, value, keyLine))
            words.insert(text(key).trimmed().toUtf8(), Word{*word, keyLine});
    });
}

void MappingReader::checkWhole()
{
    if (m_mapping.source.text.isEmpty())
        fail(1, u"source is missing: the code in wuquan.source that these rows come from"_s);
    for (const IncidentField field : {IncidentField::SourceId, IncidentField::ReportedAt}) {
        if (!m_mapping.column(field))
            fail(1, u"columns.%1 is missing"_s.arg(incidentFieldName(field)));
    }
    if (!m_mapping.column(IncidentField::Type) && !m_mapping.defaultType)
        fail(1, u"columns.type or default_type is needed"_s);
    const auto &longitude = m_mapping.column(IncidentField::Longitude);
    const auto &latitude = m_mapping.column(IncidentField::Latitude);
    if (longitude.has_value() != latitude.has_value())
        fail((longitude ? longitude : latitude)->line,
            u"columns.longitude and columns.latitude are needed both or neither"_s);
}

} // namespace

QString incidentFieldName(IncidentField field)
{
    return text(fieldNames[std::size_t(field)]);
}

std::unexpected<Error> IncidentMapping::fault(int line, const QString &message) const
{
    return failure(ErrorKind::Input, u"%1:%2: %3"_s.arg(fileName, QString::number(line), message));
}

Result<IncidentMapping> IncidentMapping::parse(const QByteArray &toml, const QString &fileName)
{
    IncidentMapping mapping;
    mapping.fileName = fileName;
    toml::table root;
    try {
        root = toml::parse(std::string_view(toml.constData(), std::size_t(toml.size())));
    } catch (const toml::parse_error &error) {
        return mapping.fault(int(error.source().begin.line), text(error.description()));
    }
    MappingReader reader(mapping);
    reader.read(root);
    if (reader.error())
        return std::unexpected(*reader.error());
    return mapping;
}

} // namespace wuquan
