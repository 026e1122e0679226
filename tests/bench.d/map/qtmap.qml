// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound

import QtQuick
import QtLocation

// Qt Location as its manual has it: an item for each disc and name, a polygon for each grid.
Map {
    id: map

    property var points ///< what comes after the rest
    required property var areas
    required property var shades
    required property color line
    required property color ink
    required property real diameter
    property int shift: 0 ///< of the shades

    plugin: Plugin {
        name: "itemsoverlay"
    }
    copyrightsVisible: false
    bearing: 0
    tilt: 0

    MapItemView {
        model: map.areas
        incubateDelegates: false
        delegate: MapPolygon {
            required property var ring
            required property int shade
            path: ring
            color: map.shades[(shade + map.shift) % map.shades.length]
            border.color: map.line
            border.width: 2
        }
    }
    MapItemView {
        model: map.points
        incubateDelegates: false
        delegate: MapQuickItem {
            id: disc
            required property var place
            required property color fill
            coordinate: place
            anchorPoint: Qt.point(map.diameter / 2, map.diameter / 2)
            sourceItem: Rectangle {
                width: map.diameter
                height: map.diameter
                radius: map.diameter / 2
                color: disc.fill
            }
        }
    }
    MapItemView {
        model: map.areas
        incubateDelegates: false
        delegate: MapQuickItem {
            id: label
            required property var namePlace
            required property string name
            coordinate: namePlace
            anchorPoint: Qt.point(sourceItem.width / 2, sourceItem.height / 2)
            sourceItem: Text {
                text: label.name
                textFormat: Text.PlainText
                font.pixelSize: 24
                color: map.ink
            }
        }
    }
}
