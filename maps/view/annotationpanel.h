// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/annotation.h"
#include "maps/view/toolpanel.h"

#include <array>
#include <vector>

class QButtonGroup;
class QLabel;
class QLineEdit;

namespace wuquan {

class MapButton;
class PanelMessage;

/// A panel over the map in which an annotation gets its kind, purpose and text, and in which one that is there is
/// changed or removed. GUI thread.
class AnnotationPanel : public ToolPanel {
    Q_OBJECT
public:
    enum class Action { Save, Remove, Undo, Cancel };

    AnnotationPanel(const Palette &palette, QWidget *parent);

    [[nodiscard]] AnnotationKind kind() const;
    [[nodiscard]] AnnotationRole role() const;
    [[nodiscard]] QString text() const;
    void setContent(AnnotationKind kind, AnnotationRole role, const QString &text);
    /// Of one that is there the kind stays what it is, and it may be removed; by whom it was made is said.
    void setEditing(bool on, const QString &author = {});
    void setMayWrite(bool may);
    /// What can be done besides saving.
    void setOffered(bool undo, bool cancel);
    /// A line of what was done, or in the colour of a warning of what could not be done.
    void say(const QString &text, bool isFault);
    [[nodiscard]] QString said() const;
    /// Puts the focus into the line of the text.
    void startInput();
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void requested(wuquan::AnnotationPanel::Action action);
    void kindChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void restyle() override;
    void arrange() override;

private:
    MapButton *addChoice(const QString &text, const QString &hint, int value, QButtonGroup *group);
    MapButton *addAction(const QString &text, const QString &hint, Action action);
    /// Those that are shown below the text.
    [[nodiscard]] std::vector<MapButton *> actionsBelow() const;
    [[nodiscard]] int innerWidth() const;
    [[nodiscard]] int messageHeight() const;

    QLabel *m_title = nullptr;
    QButtonGroup *m_kindGroup = nullptr;
    QButtonGroup *m_roleGroup = nullptr;
    QLineEdit *m_input = nullptr;
    std::array<MapButton *, 4> m_actions{}; ///< by Action
    PanelMessage *m_message = nullptr;
};

} // namespace wuquan
