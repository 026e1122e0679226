// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/shanghai.h"
#include "data/exchange/capmessage.h"

#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// "2026-11-27T08:29:09+08:00": the standard wants the distance from UTC in figures, and whole seconds.
QString capTime(Instant at)
{
    return shanghai::dayOf(at).toString(Qt::ISODate) + u'T' + shanghai::timeOf(at).toString(u"HH:mm:ss"_s)
        + u"+08:00"_s;
}

QString capPoint(GeoPoint point)
{
    return QString::number(point.latitude, 'f', 6) + u',' + QString::number(point.longitude, 'f', 6);
}

void addText(QXmlStreamWriter &xml, const QString &name, const QString &text)
{
    if (!text.isEmpty())
        xml.writeTextElement(name, text);
}

void addPairs(QXmlStreamWriter &xml, const QString &name, const std::vector<std::pair<QString, QString>> &pairs)
{
    for (const auto &[key, value] : pairs) {
        xml.writeStartElement(name);
        xml.writeTextElement(u"valueName"_s, key);
        xml.writeTextElement(u"value"_s, value);
        xml.writeEndElement();
    }
}

void addArea(QXmlStreamWriter &xml, const CapArea &area)
{
    xml.writeStartElement(u"area"_s);
    xml.writeTextElement(u"areaDesc"_s, area.description);
    for (const auto &polygon : area.polygons) {
        QStringList points;
        points.reserve(qsizetype(polygon.size()));
        for (const GeoPoint point : polygon)
            points << capPoint(point);
        xml.writeTextElement(u"polygon"_s, points.join(u' '));
    }
    for (const auto &[middle, radius] : area.circles)
        xml.writeTextElement(u"circle"_s, capPoint(middle) + u' ' + QString::number(radius, 'g', 9));
    addPairs(xml, u"geocode"_s, area.geocodes);
    xml.writeEndElement();
}

void addInfo(QXmlStreamWriter &xml, const CapInfo &info)
{
    xml.writeStartElement(u"info"_s);
    addText(xml, u"language"_s, info.language);
    for (const QString &category : info.categories)
        xml.writeTextElement(u"category"_s, category);
    xml.writeTextElement(u"event"_s, info.event);
    xml.writeTextElement(u"urgency"_s, info.urgency);
    xml.writeTextElement(u"severity"_s, info.severity);
    xml.writeTextElement(u"certainty"_s, info.certainty);
    addPairs(xml, u"eventCode"_s, info.eventCodes);
    if (info.onset)
        xml.writeTextElement(u"onset"_s, capTime(*info.onset));
    if (info.expires)
        xml.writeTextElement(u"expires"_s, capTime(*info.expires));
    addText(xml, u"senderName"_s, info.senderName);
    addText(xml, u"headline"_s, info.headline);
    addText(xml, u"description"_s, info.description);
    addPairs(xml, u"parameter"_s, info.parameters);
    for (const CapArea &area : info.areas)
        addArea(xml, area);
    xml.writeEndElement();
}

} // namespace

// In the order in which the standard's schema wants them.
QByteArray writeCap(const CapMessage &message)
{
    QByteArray document;
    QXmlStreamWriter xml(&document);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(u"alert"_s);
    xml.writeDefaultNamespace(u"urn:oasis:names:tc:emergency:cap:1.2"_s);
    xml.writeTextElement(u"identifier"_s, message.identifier);
    xml.writeTextElement(u"sender"_s, message.sender);
    xml.writeTextElement(u"sent"_s, capTime(message.sent));
    xml.writeTextElement(u"status"_s, message.status);
    xml.writeTextElement(u"msgType"_s, message.type);
    xml.writeTextElement(u"scope"_s, message.scope);
    addText(xml, u"restriction"_s, message.restriction);
    addText(xml, u"addresses"_s, message.addresses);
    addText(xml, u"note"_s, message.note);
    addText(xml, u"references"_s, message.references);
    for (const CapInfo &info : message.infos)
        addInfo(xml, info);
    xml.writeEndDocument();
    return document;
}

} // namespace wuquan
