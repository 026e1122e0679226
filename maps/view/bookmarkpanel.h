// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/bookmarks.h"
#include "maps/view/toolpanel.h"

#include <vector>

class QLabel;
class QListWidget;

namespace wuquan {

class MapButton;
class PanelMessage;

/// The named views over the map: a list in which Enter, a click or the digit of a row goes there, F2 renames, Delete
/// removes and Ctrl+Z takes that back. GUI thread; the bookmarks must outlive it.
class BookmarkPanel : public SidePanel {
    Q_OBJECT
public:
    BookmarkPanel(Bookmarks &bookmarks, const Palette &palette, QWidget *parent);

    /// Selects the row and lets its name be written.
    void startRenaming(BookmarkId id);
    /// A line of what could not be done; nothing: what else there is to say.
    void say(const QString &text);
    [[nodiscard]] QString said() const;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void keepRequested(); ///< the present view
    void goRequested(wuquan::BookmarkId id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void restyle() override;
    void arrange() override;

private:
    MapButton *addAction(const QString &text, const QString &hint, const std::function<void()> &act);
    void refresh();
    void refreshActions();
    bool listKeyPressed(const QKeyEvent &event);
    void goTo(int row);
    void select(BookmarkId id);
    void renameCurrent();
    void removeCurrent();
    void takeBack();
    [[nodiscard]] std::optional<BookmarkId> current() const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int messageHeight() const;
    [[nodiscard]] int innerWidth() const;
    [[nodiscard]] int actionsHeight() const;

    Bookmarks &m_bookmarks;
    QListWidget *m_list;
    PanelMessage *m_message;
    MapButton *m_keep = nullptr;
    MapButton *m_rename = nullptr;
    MapButton *m_remove = nullptr;
    MapButton *m_takeBack = nullptr;
    QString m_said;
};

} // namespace wuquan
