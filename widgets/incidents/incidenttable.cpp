// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/incidenttable.h"

#include "data/view/marked.h"
#include "widgets/base/severitymark.h"
#include "widgets/incidents/focusframe.h"
#include "widgets/incidents/stepclock.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/words.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr int mostTicked = 200; ///< at once: whoever does something to more has not looked at them

/// Gives rows their height; they are painted as a whole by the table.
class RowHeight : public QStyledItemDelegate {
public:
    RowHeight(const Appearance &appearance, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_appearance(appearance)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {0, m_appearance.theme().px(36)};
    }

private:
    const Appearance &m_appearance;
};

} // namespace

IncidentTable::IncidentTable(
    IncidentProxy &proxy, const ServerClock &clock, Language language, Appearance &appearance, QWidget *parent)
    : QTreeView(parent)
    , m_proxy(proxy)
    , m_clock(clock)
    , m_language(language)
    , m_appearance(appearance)
{
    setModel(&proxy);
    setItemDelegate(new RowHeight(appearance, this));
    setAccessibleName(tr("在办事件"));
    setAccessibleDescription(tr("Ctrl+1 至 Ctrl+%1 按列排序,再按一次反序").arg(int(IncidentModel::ColumnCount)));
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setIndentation(0);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::Fixed);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header()->setMinimumSectionSize(1);
    setSortingEnabled(true);
    header()->setSortIndicator(IncidentModel::SeverityColumn, Qt::AscendingOrder);
    connect(&appearance, &Appearance::changed, this, &IncidentTable::retheme);
    retheme();
}

void IncidentTable::tickWith(MarkedIncidents &marked)
{
    m_marked = &marked;
    connect(m_marked, &MarkedIncidents::changed, viewport(), qOverload<>(&QWidget::update));
}

void IncidentTable::tick()
{
    if (m_proxy.rowCount() == 0)
        return;
    const QModelIndex first = indexAt({0, 0});
    if (!first.isValid())
        return;
    const QModelIndex last = indexAt({0, viewport()->height() - 1});
    const int end = last.isValid() ? last.row() : m_proxy.rowCount() - 1;
    for (int row = first.row(); row <= end; ++row) {
        const IncidentRow *incident = m_proxy.rowAt(row);
        const auto painted = incident ? m_painted.find(incident->id) : m_painted.end();
        if (painted != m_painted.end() && painted->second != clockText(*incident))
            viewport()->update(visualRect(m_proxy.index(row, IncidentModel::ClockColumn)));
    }
    if (m_painted.size() > 1000)
        m_painted.clear(), viewport()->update();
}

void IncidentTable::focusInEvent(QFocusEvent *event)
{
    // QAbstractItemView would make the first row current, which nobody chose.
    QAbstractScrollArea::focusInEvent(event); // NOLINT(bugprone-parent-virtual-call)
    viewport()->update();
}

void IncidentTable::keyPressEvent(QKeyEvent *event)
{
    const int column = event->key() - Qt::Key_1;
    const bool control = (event->modifiers() & ~Qt::KeypadModifier) == Qt::ControlModifier;
    if (control && column >= 0 && column < IncidentModel::ColumnCount) {
        sortBy(column);
        event->accept();
        return;
    }
    if (m_marked && tickByKey(*event)) {
        event->accept();
        return;
    }
    QTreeView::keyPressEvent(event);
}

bool IncidentTable::tickByKey(const QKeyEvent &event)
{
    const int row = currentIndex().row();
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool isMove = event.key() == Qt::Key_Down || event.key() == Qt::Key_Up;
    if (event.key() == Qt::Key_Space && modifiers == Qt::NoModifier && row >= 0) {
        m_marked->toggle(m_proxy.idAt(row));
    } else if (event.key() == Qt::Key_A && modifiers == Qt::ControlModifier) {
        std::vector<IncidentId> all;
        for (int i = 0; i < std::min(m_proxy.rowCount(), mostTicked); ++i)
            all.push_back(m_proxy.idAt(i));
        m_marked->add(all);
    } else if (isMove && modifiers == Qt::ShiftModifier && row >= 0) {
        tickTo(std::clamp(row + (event.key() == Qt::Key_Down ? 1 : -1), 0, m_proxy.rowCount() - 1));
    } else if (event.key() == Qt::Key_Escape && !m_marked->all().empty()) {
        m_marked->clear();
    } else {
        return false;
    }
    return true;
}

/// Ticks the current row, and all from it to this one, which becomes the current one.
void IncidentTable::tickTo(int row)
{
    const int from = currentIndex().row() < 0 ? row : currentIndex().row();
    std::vector<IncidentId> between;
    const int most = std::min(std::abs(row - from), mostTicked - 1);
    for (int i = 0; i <= most; ++i)
        between.push_back(m_proxy.idAt(from + (row < from ? -i : i)));
    m_marked->add(between);
    setCurrentIndex(m_proxy.index(row, 0));
}

void IncidentTable::mousePressEvent(QMouseEvent *event)
{
    const int row = indexAt(event->position().toPoint()).row();
    if (m_marked && row >= 0 && event->button() == Qt::LeftButton && event->modifiers() == Qt::ControlModifier)
        m_marked->toggle(m_proxy.idAt(row));
    else if (m_marked && row >= 0 && event->button() == Qt::LeftButton && event->modifiers() == Qt::ShiftModifier)
        tickTo(row);
    else
        QTreeView::mousePressEvent(event);
}

/// Esc is the window's, unless there is something to untick.
bool IncidentTable::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && m_marked && !m_marked->all().empty()
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QTreeView::event(event);
}

void IncidentTable::sortBy(int column)
{
    const bool again = header()->sortIndicatorSection() == column;
    const bool descends = again && header()->sortIndicatorOrder() == Qt::AscendingOrder;
    header()->setSortIndicator(column, descends ? Qt::DescendingOrder : Qt::AscendingOrder);
}

bool IncidentTable::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QTreeView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QModelIndex at = indexAt(help->pos());
    const QString whole = at.isValid() ? cutText(at.row(), at.column()) : QString();
    // A tooltip guesses whether it is markup; said to be so and escaped, it shows what is there.
    if (whole.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(
            help->globalPos(), u"<qt>"_s + whole.toHtmlEscaped() + u"</qt>"_s, viewport(), visualRect(at));
    return true;
}

QString IncidentTable::cutText(int row, int column) const
{
    const IncidentRow *incident = m_proxy.rowAt(row);
    if (!incident || (column != IncidentModel::TitleColumn && column != IncidentModel::CommunityColumn))
        return {};
    const QString &text = column == IncidentModel::TitleColumn ? incident->title : incident->community;
    const int room = innerCell(QRect(0, 0, header()->sectionSize(column), 1), column).width();
    const QFontMetrics metrics(m_appearance.theme().font(TextRole::Body));
    return metrics.elidedText(text, Qt::ElideRight, room) == text ? QString() : text;
}

bool IncidentTable::framesFocus() const
{
    if (!hasFocus())
        return false;
    const QModelIndexList selected = selectionModel()->selectedRows();
    return selected.isEmpty() || !viewport()->rect().contains(visualRect(selected.constFirst()).center());
}

void IncidentTable::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (!framesFocus())
        return;
    QPainter painter(viewport());
    paintFocusFrame(painter, viewport()->rect(), m_appearance.theme());
}

void IncidentTable::scrollContentsBy(int dx, int dy)
{
    QTreeView::scrollContentsBy(dx, dy);
    // What is scrolled along carries the frame with it.
    if (hasFocus())
        viewport()->update();
}

void IncidentTable::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const IncidentRow *row = m_proxy.rowAt(index.row());
    if (!row)
        return;
    const Theme &theme = m_appearance.theme();
    const Palette &p = theme.palette;
    const QRect r = option.rect;
    const bool isSelected = selectionModel()->isRowSelected(index.row(), {});
    const bool isTicked = m_marked && m_marked->contains(row->id);
    if (isSelected || isTicked)
        painter->fillRect(r, Theme::color(p.selectionFill));
    if (isSelected) {
        painter->fillRect(QRect(r.left(), r.top(), theme.px(4), r.height()), Theme::color(p.focus));
        if (hasFocus()) {
            const int line = theme.px(2);
            painter->setPen(QPen(Theme::color(p.focus), line));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(QRectF(r).adjusted(line / 2.0, line / 2.0, -line / 2.0, -line / 2.0));
        }
    }
    if (isTicked)
        drawTick(*painter, r);
    const int line = qMax(1, int(theme.scale));
    painter->fillRect(QRect(r.left(), r.bottom() - line + 1, r.width(), line), Theme::color(p.line));
    for (int column = 0; column < IncidentModel::ColumnCount; ++column) {
        const QRect cell(
            r.left() + header()->sectionPosition(column), r.top(), header()->sectionSize(column), r.height());
        drawCell(*painter, cell, column, *row, isSelected || isTicked);
    }
}

/// Left of the mark of severity.
void IncidentTable::drawTick(QPainter &painter, const QRect &row) const
{
    const Theme &theme = m_appearance.theme();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::color(theme.palette.focus), theme.px(2.5), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF low(row.left() + theme.px(9), row.center().y() + theme.px(4));
    painter.drawPolyline(
        QPolygonF{low - QPointF(theme.px(4), theme.px(4)), low, low + QPointF(theme.px(5), -theme.px(9))});
    painter.restore();
}

void IncidentTable::drawCell(
    QPainter &painter, const QRect &cell, int column, const IncidentRow &row, bool isFilled) const
{
    const Theme &theme = m_appearance.theme();
    const Palette &p = theme.palette;
    const QRect inner = innerCell(cell, column);
    const Rgb surface = isFilled ? p.selectionFill : p.panel;
    const auto text = [&](const QString &what, Rgb colour, TextRole role, Qt::Alignment alignment) {
        painter.setFont(theme.font(role));
        painter.setPen(Theme::color(theme.legible(colour, surface)));
        painter.drawText(inner, int(alignment | Qt::AlignVCenter | Qt::TextSingleLine),
            painter.fontMetrics().elidedText(what, Qt::ElideRight, inner.width()));
    };
    switch (column) {
    case IncidentModel::SeverityColumn:
        paintSeverityMark(painter, QRectF(cell).adjusted(theme.px(10), 0, 0, 0), theme.px(16), row.severity, theme);
        break;
    case IncidentModel::TitleColumn:
        text(row.title, p.text, TextRole::Body, Qt::AlignLeft);
        break;
    case IncidentModel::CommunityColumn:
        text(row.community, p.secondary, TextRole::Body, Qt::AlignLeft);
        break;
    case IncidentModel::ClockColumn: {
        const StepClock clock = stepClock(row.reportedAt, row.stepStart, row.dueAt, m_clock.now(), row.warnAt);
        const QString what = clock.shortText(m_language);
        m_painted[row.id] = what;
        text(what,
            clock.warns                              ? p.severity[1]
                : clock.kind == StepClock::Kind::Age ? p.secondary
                                                     : p.text,
            clock.warns ? TextRole::Strong : TextRole::Body, Qt::AlignRight);
        break;
    }
    case IncidentModel::StateColumn:
        text(stateText(row), p.secondary, TextRole::Body, Qt::AlignLeft);
        break;
    default:
        break;
    }
}

QString IncidentTable::clockText(const IncidentRow &row) const
{
    return stepClock(row.reportedAt, row.stepStart, row.dueAt, m_clock.now(), row.warnAt).shortText(m_language);
}

QRect IncidentTable::innerCell(const QRect &cell, int column) const
{
    const Theme &theme = m_appearance.theme();
    return cell.adjusted(theme.px(column == IncidentModel::StateColumn ? 14 : 4), 0, -theme.px(4), 0);
}

int IncidentTable::clockWidth() const
{
    const Theme &theme = m_appearance.theme();
    // Clocks that warn are semi-bold, and the widest there is: two digits of days, or an age in minutes or hours.
    const QFontMetrics strong(theme.font(TextRole::Strong));
    using namespace std::chrono_literals;
    int widest = 0;
    for (const auto length :
        {std::chrono::seconds(59min), std::chrono::seconds(23h), std::chrono::seconds(88 * 24h + 20h + 58min)}) {
        for (const auto kind : {StepClock::Kind::Overdue, StepClock::Kind::Age})
            widest = qMax(widest, strong.horizontalAdvance(StepClock{kind, length, true}.shortText(m_language)));
    }
    return widest + 2 * theme.px(4) + 1; // what innerCell leaves out, and what an advance rounds away
}

void IncidentTable::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    layoutColumns();
}

void IncidentTable::layoutColumns()
{
    const Theme &theme = m_appearance.theme();
    const QFontMetrics body(theme.font(TextRole::Body));
    const int gap = theme.px(8);
    int state = 0;
    for (const Todo todo : {Todo::ToDispatch, Todo::ToAccept, Todo::Handling, Todo::ToVerify})
        state = qMax(state, body.horizontalAdvance(words::todo(todo)));
    state = qMax(state, body.horizontalAdvance(stateText({.isSuspended = true})));
    const int mark = theme.px(44);
    const int clock = clockWidth();
    const int rest = viewport()->width() - mark - clock - state - 4 * gap;
    // Five characters hold nearly every name of a community; titles need the rest more.
    const int names
        = m_language == Language::Chinese ? body.horizontalAdvance(QStringLiteral("国国国国国")) + gap : theme.px(180);
    const int community = qBound(0, int(rest * 0.42), names);
    header()->resizeSection(IncidentModel::SeverityColumn, mark);
    header()->resizeSection(IncidentModel::TitleColumn, qMax(0, rest - community));
    header()->resizeSection(IncidentModel::CommunityColumn, community);
    header()->resizeSection(IncidentModel::ClockColumn, clock);
    header()->resizeSection(IncidentModel::StateColumn, state + 4 * gap);
}

void IncidentTable::retheme()
{
    const Theme &theme = m_appearance.theme();
    setFont(theme.font(TextRole::Body));
    header()->setFont(theme.font(TextRole::Small));
    header()->setFixedHeight(theme.px(30));
    m_painted.clear();
    layoutColumns();
    scheduleDelayedItemsLayout();
    viewport()->update();
}

} // namespace wuquan
