// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/bookmarkkeeper.h"

#include "app/session/keptvalue.h"
#include "data/core/log.h"

#include <QFileInfo>
#include <QSettings>

#include <limits>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();

/// In this order in the file, whatever their number.
QString bookmarkGroup(std::size_t row)
{
    return u"view-%1"_s.arg(row + 1, 2, 10, '0'_L1);
}

} // namespace

BookmarkKeeper::BookmarkKeeper(Bookmarks &bookmarks, const QString &path, QObject *parent)
    : QObject(parent)
    , m_bookmarks(&bookmarks)
    , m_path(path)
{
    if (m_path.isEmpty()) {
        m_bookmarks->setSafe(false);
        return;
    }
    load();
    connect(&bookmarks, &Bookmarks::changed, this, &BookmarkKeeper::save);
}

void BookmarkKeeper::load()
{
    if (!QFileInfo::exists(m_path))
        return;
    QSettings file(m_path, QSettings::IniFormat);
    for (std::size_t row = 0; row < Bookmarks::most; ++row) {
        file.beginGroup(bookmarkGroup(row));
        if (file.contains(u"name"_s)) {
            Bookmark bookmark{{}, file.value(u"name"_s).toString(),
                {keptNumber(file, u"longitude"_s, nowhere), keptNumber(file, u"latitude"_s, nowhere)},
                keptNumber(file, u"zoom"_s, nowhere), {}};
            const QStringList layers = file.value(u"layers"_s).toStringList();
            for (const MapLayer layer : allMapLayers)
                bookmark.layers.setFlag(layer, layers.contains(codeOf(layer)));
            if (!m_bookmarks->keep(bookmark))
                qCInfo(logStore) << "a named view in" << m_path << "is of no use:" << file.group();
        }
        file.endGroup();
    }
}

void BookmarkKeeper::save()
{
    QSettings file(m_path, QSettings::IniFormat);
    file.clear();
    for (std::size_t row = 0; row < m_bookmarks->all().size(); ++row) {
        const Bookmark &bookmark = m_bookmarks->all()[row];
        QStringList layers;
        for (const MapLayer layer : allMapLayers) {
            if (bookmark.layers.testFlag(layer))
                layers << codeOf(layer);
        }
        file.beginGroup(bookmarkGroup(row));
        file.setValue(u"name"_s, bookmark.name);
        file.setValue(u"longitude"_s, QString::number(bookmark.centre.longitude, 'f', 7));
        file.setValue(u"latitude"_s, QString::number(bookmark.centre.latitude, 'f', 7));
        file.setValue(u"zoom"_s, bookmark.zoom);
        file.setValue(u"layers"_s, layers);
        file.endGroup();
    }
    file.sync();
    m_bookmarks->setSafe(file.status() == QSettings::NoError);
    if (!m_bookmarks->isSafe())
        qCWarning(logStore) << "named views of the map can't be kept in" << m_path;
}

} // namespace wuquan
