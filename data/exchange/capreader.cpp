// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/exchange/capmessage.h"

#include <QDateTime>
#include <QXmlStreamReader>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr qsizetype longestDocument = 1 << 20;
constexpr qsizetype longestCapText = 64 << 10;
constexpr std::size_t mostCapPoints = 100'000;
constexpr auto capNamespace = "urn:oasis:names:tc:emergency:cap:1.2"_L1;
constexpr auto signatureNamespace = "http://www.w3.org/2000/09/xmldsig#"_L1;

/// What the standard has and a message of ours does not.
constexpr std::array passedOver{"source"_L1, "code"_L1, "incidents"_L1, "responseType"_L1, "audience"_L1,
    "effective"_L1, "instruction"_L1, "web"_L1, "contact"_L1, "resource"_L1, "altitude"_L1, "ceiling"_L1};

/// Reads one document; the first fault ends it.
class CapDocument {
public:
    explicit CapDocument(const QByteArray &document)
        : m_xml(document)
    {
        m_xml.setEntityExpansionLimit(0);
    }

    Result<CapMessage> read()
    {
        CapMessage message;
        if (!next() || m_xml.name() != "alert"_L1 || m_xml.namespaceUri() != capNamespace)
            fail(u"this is no alert of CAP 1.2"_s);
        while (next()) {
            if (is("identifier"_L1))
                message.identifier = text();
            else if (is("sender"_L1))
                message.sender = text();
            else if (is("sent"_L1))
                message.sent = time();
            else if (is("status"_L1))
                message.status = text();
            else if (is("msgType"_L1))
                message.type = text();
            else if (is("scope"_L1))
                message.scope = text();
            else if (is("restriction"_L1))
                message.restriction = text();
            else if (is("addresses"_L1))
                message.addresses = text();
            else if (is("note"_L1))
                message.note = text();
            else if (is("references"_L1))
                message.references = text();
            else if (is("info"_L1))
                message.infos.push_back(info());
            else
                passOver();
        }
        for (const auto &wanted : {"identifier"_L1, "sender"_L1, "sent"_L1, "status"_L1, "msgType"_L1, "scope"_L1}) {
            if (!m_found.contains(wanted))
                fail(u"there is no %1"_s.arg(wanted));
        }
        if (m_fault.isEmpty()) {
            if (const auto fault = faultOf(message))
                fail(*fault);
        }
        if (!m_fault.isEmpty())
            return failure(ErrorKind::Input, m_fault);
        return message;
    }

private:
    /// The next element in the one that is open; false at its end, or after a fault.
    bool next()
    {
        if (!m_fault.isEmpty())
            return false;
        while (!m_xml.atEnd()) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::StartElement:
                m_found << m_xml.name().toString();
                return true;
            case QXmlStreamReader::EndElement:
                return false;
            case QXmlStreamReader::DTD:
            case QXmlStreamReader::EntityReference:
                fail(u"a document type or an entity is refused"_s);
                return false;
            default:
                break;
            }
        }
        if (m_xml.hasError())
            fail(m_xml.errorString());
        return false;
    }
    [[nodiscard]] bool is(QLatin1StringView name) const
    {
        return m_xml.namespaceUri() == capNamespace && m_xml.name() == name;
    }
    void fail(const QString &fault)
    {
        if (m_fault.isEmpty())
            m_fault = u"line %1: %2"_s.arg(m_xml.lineNumber()).arg(fault);
    }
    void passOver()
    {
        const bool isKnown = m_xml.namespaceUri() == signatureNamespace
            || (m_xml.namespaceUri() == capNamespace
                && std::ranges::any_of(passedOver, [this](QLatin1StringView name) { return m_xml.name() == name; }));
        if (isKnown)
            m_xml.skipCurrentElement();
        else
            fail(u"the element %1 is none of CAP 1.2"_s.arg(m_xml.name()));
    }
    QString text()
    {
        const QString read = m_xml.readElementText().trimmed();
        if (m_xml.hasError())
            fail(m_xml.errorString());
        else if (read.size() > longestCapText)
            fail(u"a text is longer than %1 characters"_s.arg(longestCapText));
        return read;
    }
    /// 2002-05-24T16:49:00-07:00; Z is not allowed.
    Instant time()
    {
        const QString read = text();
        const QDateTime at = QDateTime::fromString(read, Qt::ISODate);
        const bool isWritten = read.size() == 25 && (read[19] == u'+' || read[19] == u'-') && read[22] == u':';
        if (!isWritten || !at.isValid()) {
            fail(u"%1 is no time with its distance from UTC"_s.arg(read));
            return {};
        }
        return Instant(std::chrono::milliseconds(at.toMSecsSinceEpoch()));
    }
    std::optional<GeoPoint> point(QStringView read)
    {
        const qsizetype comma = read.indexOf(u',');
        bool north = false, east = false;
        const GeoPoint made{read.mid(comma + 1).toDouble(&east), read.left(comma).toDouble(&north)};
        if (comma < 0 || !north || !east || !isUsable(made)) {
            fail(u"%1 is no latitude,longitude"_s.arg(read));
            return {};
        }
        return made;
    }
    std::vector<GeoPoint> polygon()
    {
        const QString read = text();
        std::vector<GeoPoint> points;
        for (const QStringView each : QStringView(read).split(u' ', Qt::SkipEmptyParts)) {
            const auto made = point(each);
            if (!made)
                return points;
            points.push_back(*made);
            if (++m_points > mostCapPoints) {
                fail(u"there are more than %1 points"_s.arg(mostCapPoints));
                return points;
            }
        }
        return points;
    }
    std::pair<GeoPoint, double> circle()
    {
        const QString read = text();
        const qsizetype blank = read.indexOf(u' ');
        bool isNumber = false;
        const double radius = QStringView(read).mid(blank + 1).toDouble(&isNumber);
        const auto middle = point(QStringView(read).left(blank));
        if (blank < 0 || !isNumber)
            fail(u"%1 is no latitude,longitude and radius"_s.arg(read));
        return {middle.value_or(GeoPoint{}), radius};
    }
    std::pair<QString, QString> named()
    {
        std::pair<QString, QString> made;
        while (next()) {
            if (is("valueName"_L1))
                made.first = text();
            else if (is("value"_L1))
                made.second = text();
            else
                passOver();
        }
        return made;
    }
    CapArea area()
    {
        CapArea made;
        while (next()) {
            if (is("areaDesc"_L1))
                made.description = text();
            else if (is("polygon"_L1))
                made.polygons.push_back(polygon());
            else if (is("circle"_L1))
                made.circles.push_back(circle());
            else if (is("geocode"_L1))
                made.geocodes.push_back(named());
            else
                passOver();
        }
        return made;
    }
    CapInfo info()
    {
        CapInfo made;
        made.language = u"en-US"_s; // what the standard means by none
        while (next()) {
            if (is("language"_L1))
                made.language = text();
            else if (is("category"_L1))
                made.categories << text();
            else if (is("event"_L1))
                made.event = text();
            else if (is("urgency"_L1))
                made.urgency = text();
            else if (is("severity"_L1))
                made.severity = text();
            else if (is("certainty"_L1))
                made.certainty = text();
            else if (is("eventCode"_L1))
                made.eventCodes.push_back(named());
            else if (is("onset"_L1))
                made.onset = time();
            else if (is("expires"_L1))
                made.expires = time();
            else if (is("senderName"_L1))
                made.senderName = text();
            else if (is("headline"_L1))
                made.headline = text();
            else if (is("description"_L1))
                made.description = text();
            else if (is("parameter"_L1))
                made.parameters.push_back(named());
            else if (is("area"_L1))
                made.areas.push_back(area());
            else
                passOver();
        }
        return made;
    }

    QXmlStreamReader m_xml;
    QStringList m_found; ///< names of elements
    std::size_t m_points = 0;
    QString m_fault;
};

} // namespace

Result<CapMessage> readCap(const QByteArray &document)
{
    if (document.size() > longestDocument)
        return failure(ErrorKind::Input, u"the document is longer than 1 MB"_s);
    return CapDocument(document).read();
}

} // namespace wuquan
