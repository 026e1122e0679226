// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/annotationdesk.h"
#include "data/view/selection.h"
#include "maps/tools/annotationdrawing.h"
#include "maps/view/annotationpanel.h"

#include <QObject>
#include <QPointF>

#include <functional>
#include <optional>

namespace wuquan {

/// What an annotation tool needs of the rest of the program; all of it outlives the tool.
struct AnnotationContext {
    AnnotationDesk &desk;
    const DistrictStore &store;
    Selection &selection;
    std::function<SelectedThing(QPointF)> pick; ///< what lies below a place of the map, device-independent pixels
};

/// Makes, changes and removes annotations: takes what was drawn and what stands in its panel to the desk, and says what
/// has become of it. GUI thread, owned by the tools of the map, which draw for it.
class AnnotationTool : public QObject {
    Q_OBJECT
public:
    AnnotationTool(AnnotationContext context, const Palette &palette, QWidget *map);

    [[nodiscard]] AnnotationPanel &panel() const { return *m_panel; }
    [[nodiscard]] bool isEditing() const { return m_edited.has_value(); }
    /// Whether several points are drawn, as a measurement is, or one is set.
    [[nodiscard]] bool isDrawn() const;
    /// Shows the panel and begins with what is selected, or hides it.
    void setOn(bool on);
    /// Selects the annotation below a place, if there is one.
    [[nodiscard]] bool select(QPointF at);
    void stopEditing();
    /// What is drawn so far.
    void setSketch(const std::vector<GeoPoint> &points);
    void removeEdited();
    /// What was asked for and is not there yet.
    [[nodiscard]] std::vector<AnnotationWish> wishes() const;

Q_SIGNALS:
    void sketchTaken(); ///< what was drawn is on its way
    void sketchReturned(const wuquan::AnnotationDraft &draft); ///< it did not become a fact: as it was drawn
    void changed(); ///< wishes, the kind, or whether one is edited

private:
    void act(AnnotationPanel::Action action);
    void save();
    void undo();
    void cancel();
    void edit(const Annotation &annotation);
    void followSelection();
    void refresh();
    void onSettled(const AnnotationOrder &order, const AnnotationAnswer &answer);
    void handBack(const AnnotationDesk::Entry &entry);
    [[nodiscard]] QString faultText(AnnotationFault fault) const;
    [[nodiscard]] static QString accessText(AnnotationAccess access);
    [[nodiscard]] static QString stateText(const AnnotationDesk::Entry &entry);
    /// Beside a wish on the map.
    [[nodiscard]] static QString stateWord(AnnotationAnswer::State state);

    AnnotationContext m_context;
    AnnotationPanel *m_panel;
    bool m_isOn = false;
    bool m_tellsOfAccess = false; ///< the panel says why nothing can be written
    std::vector<GeoPoint> m_sketch;
    std::optional<Annotation> m_edited; ///< as it was when its text was shown
    QUuid m_last; ///< the request that the panel tells of
    std::optional<std::pair<Annotation, std::int64_t>> m_removed; ///< and the version of its removal
    std::optional<Annotation> m_removing;
};

} // namespace wuquan
