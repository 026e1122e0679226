// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtLocation

// Qt Location's Map. MapWidget tells it where to look and lays our own picture (MapCanvas) over it; the gestures are the
// controller's.
Item {
    property alias centre: map.center
    property alias zoom: map.zoomLevel

    Map {
        id: map
        objectName: "map"
        anchors.fill: parent
        plugin: Plugin {
            name: "itemsoverlay"
        }
        bearing: 0
        tilt: 0
        copyrightsVisible: false
    }
}
