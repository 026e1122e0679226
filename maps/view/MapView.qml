// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtLocation
import Wuquan.Maps

// Qt Location's Map below, our own picture over it. The gestures are the controller's.
Item {
    id: root

    Map {
        objectName: "map"
        anchors.fill: parent
        plugin: Plugin {
            name: "itemsoverlay"
        }
        center: picture.centre
        zoomLevel: picture.zoom
        bearing: 0
        tilt: 0
        copyrightsVisible: false
    }

    MapItem {
        id: picture
        objectName: "picture"
        anchors.fill: parent
    }
}
