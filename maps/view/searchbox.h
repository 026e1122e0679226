// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/namesearch.h"
#include "data/view/palette.h"

#include <QWidget>

class QLineEdit;

namespace wuquan {

/// A line over the map in which a name is typed, and below it what has that name: areas, places, teams, devices, open
/// incidents, annotations, named views. Arrows and Enter or a click choose, Esc empties it and then gives the focus
/// back. GUI thread; the store must outlive it.
class SearchBox : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t most = 8; ///< names shown

    SearchBox(const DistrictStore &store, Language language, const Palette &palette, QWidget *parent);

    void setPalette(const Palette &palette);
    void setScale(double scale);
    /// Finds named views too; they must outlive the box.
    void searchIn(const Bookmarks &bookmarks) { m_bookmarks = &bookmarks; }
    /// Puts the focus into the line and selects what is there.
    void start();
    /// Stands with its top left corner here, at most this large; hides where that is too small for a name.
    void arrangeIn(const QRect &room);
    /// Narrower a name would not be read.
    [[nodiscard]] int leastWidth() const;
    /// Where the line stands, in the parent: the rest comes and goes over the map.
    [[nodiscard]] QRect line() const;
    [[nodiscard]] const std::vector<FoundName> &found() const { return m_found; }
    /// The row that Enter takes; −1: none.
    [[nodiscard]] int current() const { return m_current; }
    /// Where a row stands, in the box.
    [[nodiscard]] QRect rowRect(int row) const;

Q_SIGNALS:
    void chosen(const wuquan::SelectedThing &thing);
    void bookmarkChosen(wuquan::BookmarkId bookmark);
    void escaped(); ///< Esc with nothing typed
    void sizeChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void search();
    void choose(int row);
    void setCurrent(int row);
    void restyle();
    [[nodiscard]] bool keyPressed(const QKeyEvent &event);
    [[nodiscard]] int px(double design) const;
    [[nodiscard]] int rowHeight() const;
    /// Rows below the line: names, or one that says there is none.
    [[nodiscard]] int rowCount() const;

    const DistrictStore &m_store;
    const Bookmarks *m_bookmarks = nullptr; ///< null: this map has none
    Language m_language;
    Palette m_palette;
    double m_scale = 1;
    QRect m_room;
    std::vector<FoundName> m_found;
    int m_current = -1;
    QLineEdit *m_input = nullptr;
};

} // namespace wuquan
