// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/bookmarkpanel.h"

#include "maps/style/plate.h"
#include "maps/style/type.h"
#include "maps/view/mapbutton.h"
#include "maps/view/panelmessage.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double bookmarkText = 14; // design pixels, as all below
constexpr double bookmarkSpace = 10;
constexpr double bookmarkGap = 6;
constexpr double bookmarkRow = 30;
constexpr double bookmarkButton = 28;
constexpr double leastBookmarkWidth = 250;
constexpr double digitWidth = 28;
constexpr int rowsWithDigits = 9;
constexpr int fewestRows = 1;
constexpr int mostRows = 12; ///< that are seen at once

/// Draws a row, and lets its name be written where it stands.
class BookmarkDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    Palette palette;
    double unit = 1; ///< pixels per design pixel
    int rowHeight = 0;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {1, rowHeight};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isCurrent = option.state & QStyle::State_Selected;
        if (isCurrent || (option.state & QStyle::State_MouseOver))
            painter->fillRect(option.rect, colour(isCurrent ? palette.selectionFill : palette.line));
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(QPen(colour(palette.focus), 2 * unit));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(QRectF(option.rect).adjusted(unit, unit, -unit, -unit));
        }
        painter->setFont(sansFont(textPixels(bookmarkText, unit)));
        painter->setPen(colour(palette.secondary));
        if (index.row() < rowsWithDigits) {
            const QRect digit = option.rect.adjusted(0, 0, int((digitWidth - 6) * unit) - option.rect.width(), 0);
            painter->drawText(digit, Qt::AlignCenter, QString::number(index.row() + 1));
        }
        painter->setPen(colour(palette.text));
        const QRect name = nameRect(option.rect);
        painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(painter->font()).elidedText(plainLine(index.data().toString()), Qt::ElideRight, name.width()));
    }
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        auto *input = new QLineEdit(parent);
        input->setMaxLength(int(Bookmarks::nameLimit));
        input->setFont(sansFont(textPixels(bookmarkText, unit)));
        input->setStyleSheet(inputStyle(palette, palette.background, unit));
        input->setAccessibleName(BookmarkPanel::tr("书签的名称"));
        return input;
    }
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        editor->setGeometry(nameRect(option.rect).adjusted(-int(7 * unit), 0, 0, 0));
    }

private:
    [[nodiscard]] QRect nameRect(const QRect &row) const
    {
        return row.adjusted(int(digitWidth * unit), 0, -int(bookmarkGap * unit), 0);
    }
};

BookmarkId idOf(const QListWidgetItem &item)
{
    return {item.data(Qt::UserRole).toInt()};
}

} // namespace

BookmarkPanel::BookmarkPanel(Bookmarks &bookmarks, const Palette &palette, QWidget *parent)
    : SidePanel(palette, parent)
    , m_bookmarks(bookmarks)
    , m_list(new QListWidget(this))
    , m_message(new PanelMessage(this))
{
    setAccessibleName(tr("书签"));
    m_keep = addAction(
        tr("保存当前视图"), tr("保存当前视图:中心、级别与显示的图层(Ctrl+D)"), [this] { Q_EMIT keepRequested(); });
    m_rename = addAction(tr("改名"), tr("给选中的书签改名(F2)"), [this] { renameCurrent(); });
    m_remove = addAction(tr("移除"), tr("移除选中的书签(Delete),可以撤销"), [this] { removeCurrent(); });
    m_takeBack = addAction(tr("撤销移除"), tr("把刚移除的书签放回去(Ctrl+Z)"), [this] { takeBack(); });
    m_list->setItemDelegate(new BookmarkDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("书签"));
    m_list->setToolTip(tr("Enter、单击或数字键转到;F2 改名,Delete 移除,Ctrl+Z 撤销,Esc 关闭"));
    m_list->installEventFilter(this);
    setFocusProxy(m_list);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { goTo(m_list->row(item)); });
    connect(m_list, &QListWidget::currentRowChanged, this, &BookmarkPanel::refreshActions);
    connect(m_list, &QListWidget::itemChanged, this, [this](const QListWidgetItem *item) {
        // What was written is no name, or another view has it: the list says what it is called now.
        (void)m_bookmarks.rename(idOf(*item), item->text());
        QMetaObject::invokeMethod(this, &BookmarkPanel::refresh, Qt::QueuedConnection);
    });
    connect(&bookmarks, &Bookmarks::changed, this, &BookmarkPanel::refresh);
    connect(&bookmarks, &Bookmarks::safetyChanged, this, &BookmarkPanel::refreshActions);
    refresh();
    restyle();
}

MapButton *BookmarkPanel::addAction(const QString &text, const QString &hint, const std::function<void()> &act)
{
    auto *button = new MapButton(text, colours(), this);
    button->setToolTip(hint);
    button->setAccessibleDescription(hint);
    connect(button, &QAbstractButton::clicked, this, act);
    return button;
}

void BookmarkPanel::refresh()
{
    const auto &all = m_bookmarks.all();
    const auto before = current();
    const int row = m_list->currentRow();
    {
        const QSignalBlocker quiet(m_list);
        while (m_list->count() > int(all.size()))
            delete m_list->takeItem(m_list->count() - 1);
        while (m_list->count() < int(all.size())) {
            auto *item = new QListWidgetItem(m_list);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable);
        }
        for (int i = 0; i < m_list->count(); ++i) {
            QListWidgetItem *item = m_list->item(i);
            const Bookmark &bookmark = all[std::size_t(i)];
            item->setData(Qt::UserRole, bookmark.id.value);
            // Nothing is set that is so already: a name that is being written would be set back.
            if (item->text() != bookmark.name)
                item->setText(bookmark.name);
        }
        if (before && m_bookmarks.find(*before))
            select(*before);
        else
            m_list->setCurrentRow(std::clamp(row, all.empty() ? -1 : 0, int(all.size()) - 1));
    }
    refreshActions();
    rearrange();
}

void BookmarkPanel::refreshActions()
{
    const bool hasRow = current().has_value();
    m_keep->setEnabled(!m_bookmarks.isFull());
    m_rename->setVisible(hasRow);
    m_remove->setVisible(hasRow);
    m_takeBack->setVisible(m_bookmarks.hasRemoved());
    arrange();
    QString text = m_said;
    if (text.isEmpty() && !m_bookmarks.isSafe())
        text = tr("书签写不进文件,关闭程序后就没有了。");
    else if (text.isEmpty() && m_bookmarks.isFull())
        text = tr("最多 %1 个书签,请先移除一些。").arg(Bookmarks::most);
    else if (text.isEmpty() && m_bookmarks.all().empty())
        text = tr("还没有书签。Ctrl+D 保存当前视图。");
    if (m_message->say(text, !m_said.isEmpty() || !m_bookmarks.isSafe()))
        restyle();
}

void BookmarkPanel::say(const QString &text)
{
    m_said = text;
    refreshActions();
}

QString BookmarkPanel::said() const
{
    return m_message->text();
}

std::optional<BookmarkId> BookmarkPanel::current() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? std::optional(idOf(*item)) : std::nullopt;
}

void BookmarkPanel::select(BookmarkId id)
{
    for (int i = 0; i < m_list->count(); ++i) {
        if (idOf(*m_list->item(i)) == id)
            m_list->setCurrentRow(i);
    }
}

void BookmarkPanel::goTo(int row)
{
    const QListWidgetItem *item = m_list->item(row);
    if (!item)
        return;
    m_list->setCurrentRow(row);
    say({});
    Q_EMIT goRequested(idOf(*item));
}

void BookmarkPanel::renameCurrent()
{
    if (QListWidgetItem *item = m_list->currentItem()) {
        say({});
        m_list->setFocus(Qt::OtherFocusReason);
        m_list->scrollToItem(item);
        m_list->editItem(item);
    }
}

void BookmarkPanel::startRenaming(BookmarkId id)
{
    select(id);
    renameCurrent();
}

void BookmarkPanel::removeCurrent()
{
    if (const auto id = current()) {
        m_list->setFocus(Qt::OtherFocusReason);
        m_bookmarks.remove(*id);
        say({});
    }
}

void BookmarkPanel::takeBack()
{
    const auto id = m_bookmarks.takeBack();
    if (!id)
        return;
    m_list->setFocus(Qt::OtherFocusReason);
    select(*id);
    say({});
}

bool BookmarkPanel::listKeyPressed(const QKeyEvent &event)
{
    if (event.matches(QKeySequence::Undo)) {
        takeBack();
        return true;
    }
    const Qt::KeyboardModifiers held = event.modifiers() & ~Qt::KeypadModifier;
    if (held != Qt::NoModifier)
        return false;
    if (event.key() >= Qt::Key_1 && event.key() < Qt::Key_1 + rowsWithDigits)
        goTo(event.key() - Qt::Key_1);
    else if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter)
        goTo(m_list->currentRow());
    else if (event.key() == Qt::Key_Delete)
        removeCurrent();
    else
        return false;
    return true;
}

bool BookmarkPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress)
        return listKeyPressed(*static_cast<QKeyEvent *>(event));
    return SidePanel::eventFilter(watched, event);
}

int BookmarkPanel::rowHeight() const
{
    return std::max(px(bookmarkRow), int(std::lround(1.8 * textPixels(bookmarkText, scale()))));
}

int BookmarkPanel::innerWidth() const
{
    const int wide = m_rename->sizeHint().width() + m_remove->sizeHint().width() + m_takeBack->sizeHint().width()
        + 2 * px(bookmarkGap);
    return std::max({px(leastBookmarkWidth), wide, m_keep->sizeHint().width()});
}

int BookmarkPanel::actionsHeight() const
{
    return 2 * (px(bookmarkButton) + px(bookmarkGap));
}

int BookmarkPanel::messageHeight() const
{
    const int high = m_message->heightIn(innerWidth());
    return high > 0 ? high + px(bookmarkGap) : 0;
}

QSize BookmarkPanel::sizeHint() const
{
    const int rows = std::clamp(m_list->count(), fewestRows, mostRows);
    return {innerWidth() + 2 * px(bookmarkSpace),
        2 * px(bookmarkSpace) + actionsHeight() + rows * rowHeight() + messageHeight()};
}

void BookmarkPanel::restyle()
{
    auto *rows = static_cast<BookmarkDelegate *>(m_list->itemDelegate());
    rows->palette = colours();
    rows->unit = scale();
    rows->rowHeight = rowHeight();
    const QString ground = hex(colours().panel), line = hex(colours().line), handle = hex(colours().secondary);
    m_list->setStyleSheet(u"QListWidget { background: %1; border: none; outline: none; } "
                          "QScrollBar:vertical { background: %1; width: %4px; } "
                          "QScrollBar::handle:vertical { background: %3; min-height: %5px; border: 1px solid %2; } "
                          "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"_s.arg(ground, line, handle)
                              .arg(px(10))
                              .arg(px(24)));
    m_message->setLook(colours(), scale());
    m_list->doItemsLayout();
    rearrange();
    update();
    Q_EMIT sizeChanged();
}

void BookmarkPanel::arrange()
{
    const int space = px(bookmarkSpace), gap = px(bookmarkGap), high = px(bookmarkButton);
    const int inner = std::max(0, width() - 2 * space);
    m_keep->setGeometry(space, space, std::min(inner, m_keep->sizeHint().width()), high);
    const int below = height() - space - messageHeight() - high;
    int left = space;
    for (MapButton *button : {m_rename, m_remove, m_takeBack}) {
        button->setGeometry(left, below, button->sizeHint().width(), high);
        left += button->isHidden() ? 0 : button->width() + gap;
    }
    const int top = space + high + gap;
    m_list->setGeometry(space, top, inner, std::max(0, below - gap - top));
    m_message->setGeometry(space, height() - space - messageHeight() + gap, inner, std::max(0, messageHeight() - gap));
}

} // namespace wuquan
