// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/searchbox.h"

#include "maps/style/plate.h"
#include "maps/style/type.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {
constexpr double searchWidth = 300; // design pixels, as all below
constexpr double leastSearchWidth = 150;
constexpr double searchLine = 30;
constexpr double searchRow = 44;
constexpr double searchPad = 9;
constexpr double searchText = 14;
constexpr double searchSmall = 12;
} // namespace

SearchBox::SearchBox(const DistrictStore &store, Language language, const Palette &palette, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_language(language)
    , m_palette(palette)
    , m_input(new QLineEdit(this))
{
    setMouseTracking(true);
    m_input->setPlaceholderText(tr("查找地点、设备、事件"));
    m_input->setAccessibleName(tr("在地图上查找"));
    m_input->setToolTip(tr("名称、拼音或编号(Ctrl+F);↑ ↓ 选择,Enter 转到,Esc 清空"));
    m_input->setMaxLength(64);
    m_input->installEventFilter(this);
    connect(m_input, &QLineEdit::textChanged, this, &SearchBox::search);
    restyle();
}

int SearchBox::px(double design) const
{
    return int(std::lround(design * m_scale));
}

int SearchBox::rowHeight() const
{
    return std::max(
        px(searchRow), int(std::ceil(1.4 * (textPixels(searchText, m_scale) + textPixels(searchSmall, m_scale)))));
}

int SearchBox::rowCount() const
{
    if (m_input->text().trimmed().isEmpty() || !m_input->hasFocus())
        return 0;
    return std::max(1, int(m_found.size()));
}

QRect SearchBox::rowRect(int row) const
{
    return {0, px(searchLine) + px(searchPad) / 2 + row * rowHeight(), width(), rowHeight()};
}

int SearchBox::leastWidth() const
{
    return px(leastSearchWidth);
}

QRect SearchBox::line() const
{
    return m_input->geometry().translated(pos());
}

void SearchBox::search()
{
    m_found = searchNames(m_store, m_language, m_input->text(), most, m_bookmarks);
    for (FoundName &one : m_found) {
        if (one.bookmark)
            one.where = tr("书签");
    }
    m_current = m_found.empty() ? -1 : 0;
    arrangeIn(m_room);
    update();
    Q_EMIT sizeChanged();
}

void SearchBox::setCurrent(int row)
{
    if (m_current == row)
        return;
    m_current = row;
    update();
}

void SearchBox::choose(int row)
{
    if (row < 0 || row >= int(m_found.size()))
        return;
    const FoundName one = m_found[std::size_t(row)];
    m_input->clear();
    if (one.bookmark)
        Q_EMIT bookmarkChosen(*one.bookmark);
    else
        Q_EMIT chosen(one.thing);
}

void SearchBox::start()
{
    // What is typed may have come or gone since.
    search();
    m_input->setFocus(Qt::ShortcutFocusReason);
    m_input->selectAll();
}

void SearchBox::setPalette(const Palette &palette)
{
    m_palette = palette;
    restyle();
}

void SearchBox::setScale(double scale)
{
    m_scale = scale;
    restyle();
}

void SearchBox::restyle()
{
    m_input->setFont(sansFont(textPixels(searchText, m_scale)));
    m_input->setStyleSheet(inputStyle(m_palette, m_palette.panel, m_scale));
    QPalette colours = m_input->palette();
    colours.setColor(QPalette::PlaceholderText, colour(m_palette.secondary));
    m_input->setPalette(colours);
    arrangeIn(m_room);
    update();
}

void SearchBox::arrangeIn(const QRect &room)
{
    m_room = room;
    setVisible(room.width() >= leastWidth() && room.height() >= px(searchLine));
    const int wide = std::min(px(searchWidth), room.width());
    const int rows = rowCount() > 0 ? px(searchPad) + rowCount() * rowHeight() : 0;
    setGeometry(
        room.left(), room.top(), wide, std::min(px(searchLine) + rows, std::max(px(searchLine), room.height())));
    m_input->setGeometry(0, 0, wide, px(searchLine));
}

bool SearchBox::keyPressed(const QKeyEvent &event)
{
    const int last = int(m_found.size()) - 1;
    switch (event.key()) {
    case Qt::Key_Down:
        setCurrent(std::min(m_current + 1, last));
        return true;
    case Qt::Key_Up:
        setCurrent(std::max(m_current - 1, std::min(0, last)));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_current);
        return true;
    case Qt::Key_Escape:
        if (m_input->text().isEmpty())
            Q_EMIT escaped();
        m_input->clear();
        return true;
    default:
        return false;
    }
}

bool SearchBox::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        return keyPressed(*static_cast<QKeyEvent *>(event));
    case QEvent::ShortcutOverride:
        // Before the window takes Esc for its own.
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
            event->accept();
            return true;
        }
        break;
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        QMetaObject::invokeMethod(
            this,
            [this] {
                arrangeIn(m_room);
                update();
                Q_EMIT sizeChanged();
            },
            Qt::QueuedConnection);
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void SearchBox::mouseMoveEvent(QMouseEvent *event)
{
    for (int row = 0; row < int(m_found.size()); ++row) {
        if (rowRect(row).contains(event->position().toPoint()))
            setCurrent(row);
    }
}

void SearchBox::mousePressEvent(QMouseEvent *event)
{
    // Nothing of it reaches the map below.
    event->accept();
    for (int row = 0; row < int(m_found.size()); ++row) {
        if (event->button() == Qt::LeftButton && rowRect(row).contains(event->position().toPoint())) {
            choose(row);
            return;
        }
    }
}

void SearchBox::paintEvent(QPaintEvent *)
{
    if (rowCount() == 0)
        return;
    QPainter painter(this);
    drawPlate(painter, *this, m_palette, m_scale, 1);
    const QFont large = sansFont(textPixels(searchText, m_scale)), small = sansFont(textPixels(searchSmall, m_scale));
    const auto write = [&](const QRect &rect, const QFont &font, Rgb ink, const QString &text) {
        painter.setFont(font);
        painter.setPen(colour(ink));
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(font).elidedText(plainLine(text, 256), Qt::ElideRight, rect.width()));
    };
    if (m_found.empty())
        write(rowRect(0).adjusted(px(searchPad), 0, -px(searchPad), 0), large, m_palette.secondary, tr("没有找到"));
    for (int row = 0; row < int(m_found.size()); ++row) {
        const FoundName &one = m_found[std::size_t(row)];
        const QRect all = rowRect(row);
        if (row == m_current)
            painter.fillRect(all.adjusted(px(3), 0, -px(3), 0), colour(m_palette.selectionFill));
        const QRect text = all.adjusted(px(searchPad), px(3), -px(searchPad), -px(3));
        const int split = one.where.isEmpty() ? text.bottom() : text.top() + text.height() * 55 / 100;
        write(QRect(text.topLeft(), QPoint(text.right(), split)), large, m_palette.text, one.name);
        if (!one.where.isEmpty())
            write(QRect(QPoint(text.left(), split), text.bottomRight()), small, m_palette.secondary, one.where);
    }
}

} // namespace wuquan
