// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/alarms/alarmchip.h"

#include "data/view/viewstate.h"
#include "widgets/alarms/alarmwords.h"
#include "widgets/base/pressbyreturn.h"
#include "widgets/base/severitymark.h"
#include "widgets/incidents/incidentmodel.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"

#include <QMenu>
#include <QPainter>
#include <QShortcut>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

constexpr auto flashInterval = 500ms; ///< of one fill and one rest each: 1 Hz, below the 3 Hz of the screen rules
constexpr int flashes = 8;
constexpr std::size_t listedMost = 12;
constexpr double alarmMark = 20; // design pixels

} // namespace

AlarmChip::AlarmChip(AlarmList &alarms, const DistrictStore &store, const ViewState &view, Selection &selection,
    const ServerClock &clock, Appearance &appearance, QWidget *parent)
    : QToolButton(parent)
    , m_alarms(alarms)
    , m_store(store)
    , m_view(view)
    , m_selection(selection)
    , m_clock(clock)
    , m_appearance(appearance)
{
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::StrongFocus);
    setMenu(new QMenu(this));
    pressByReturn(*this);
    setToolTip(tr("告警：J 选中最紧急的一件，K 确认"));
    connect(menu(), &QMenu::aboutToShow, this, &AlarmChip::fillMenu);
    connect(&alarms, &AlarmList::changed, this, &AlarmChip::refresh);
    connect(&alarms, &AlarmList::sounded, this, [this](const Alarm &alarm) { flash(alarm.kind); });
    connect(&appearance, &Appearance::changed, this, &AlarmChip::refresh);
    connect(new QShortcut(Qt::Key_J, this), &QShortcut::activated, this, &AlarmChip::goToGravest);
    connect(&m_second, &QTimer::timeout, &alarms, &AlarmList::tick);
    m_second.start(1s);
    m_flashing.setInterval(flashInterval);
    connect(&m_flashing, &QTimer::timeout, this, [this] {
        if (--m_flashesLeft <= 0) {
            m_flashing.stop();
            refresh();
        }
        update();
    });
    refresh();
}

void AlarmChip::refresh()
{
    const auto count = m_alarms.standing().size();
    setText(m_alarms.isFlood() ? tr("告警洪泛 %1").arg(count) : tr("告警 %1").arg(count));
    if (m_alarms.shelvedCount() > 0)
        setText(tr("%1 · 搁置 %2").arg(text()).arg(m_alarms.shelvedCount()));
    if (m_flashing.isActive())
        setText(words::alarmKind(m_heard) + u" · "_s + text());
    setAccessibleName(text());
    setFont(m_appearance.theme().font(TextRole::Strong));
    setFixedHeight(m_appearance.theme().px(34));
    setVisible(count > 0 || m_alarms.shelvedCount() > 0);
    updateGeometry();
    update();
}

void AlarmChip::goToGravest()
{
    if (!m_alarms.standing().empty())
        m_selection.select(m_alarms.standing().front().incident);
}

QString AlarmChip::lineOf(const Alarm &alarm) const
{
    const Incident *const incident = m_store.incident(alarm.incident);
    if (!incident)
        return {};
    QStringList parts{words::alarmKind(alarm.kind), incidentTitle(m_store, m_view.language(), *incident)};
    if (const Area *street = incident->street ? m_store.area(*incident->street) : nullptr)
        parts << plainLine(localName(m_view.language(), street->name, street->nameEn));
    parts << formatRoughAge(std::chrono::floor<std::chrono::seconds>(m_clock.now() - alarm.since), m_view.language());
    return parts.join(u" · "_s);
}

void AlarmChip::addEntry(const QString &text, IncidentId incident)
{
    QAction *const action = menu()->addAction(QString(text).replace(u'&', u"&&"_s));
    connect(action, &QAction::triggered, this, [this, incident] { m_selection.select(incident); });
}

void AlarmChip::fillMenu()
{
    menu()->clear();
    menu()->setFont(m_appearance.theme().font(TextRole::Body));
    std::size_t listed = 0;
    if (m_alarms.isFlood()) {
        // The gravest one stays on top, whatever else there is.
        addEntry(lineOf(m_alarms.standing().front()), m_alarms.standing().front().incident);
        menu()->addSeparator();
        for (const AlarmGroup &group : m_alarms.groups()) {
            if (listed++ == listedMost)
                break;
            const Area *const street = m_store.area(group.street);
            addEntry(
                tr("%1 × %2 · %3 件")
                    .arg(words::alarmKind(group.kind),
                        street ? plainLine(localName(m_view.language(), street->name, street->nameEn)) : tr("街道未定"))
                    .arg(group.count),
                group.gravest);
        }
    } else {
        for (const Alarm &alarm : m_alarms.standing()) {
            if (listed++ == listedMost)
                break;
            addEntry(lineOf(alarm), alarm.incident);
        }
    }
    if (m_alarms.shelvedCount() > 0) {
        menu()->addSeparator();
        menu()->addAction(tr("搁置 %1 件").arg(m_alarms.shelvedCount()))->setEnabled(false);
    }
}

void AlarmChip::flash(AlarmKind kind)
{
    m_heard = kind;
    m_flashesLeft = flashes;
    m_flashing.start();
    refresh();
}

QSize AlarmChip::sizeHint() const
{
    const Theme &theme = m_appearance.theme();
    return {
        QFontMetrics(theme.font(TextRole::Strong)).horizontalAdvance(text()) + theme.px(alarmMark + 34), theme.px(34)};
}

void AlarmChip::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    const Palette &p = theme.palette;
    const bool isFilled = m_flashing.isActive() && m_flashesLeft % 2 == 0;
    const bool hasAny = !m_alarms.standing().empty();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Rgb edge = hasFocus() ? p.focus : hasAny ? p.severity[0] : p.line;
    painter.setPen(QPen(Theme::color(edge), theme.px(hasFocus() || hasAny ? 2 : 1)));
    painter.setBrush(
        isFilled || underMouse() || isDown() ? QBrush(Theme::color(p.selectionFill)) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), theme.px(4), theme.px(4));
    const QRectF mark(theme.px(12), 0, theme.px(16), height());
    if (hasAny) {
        const bool isUrgent = m_alarms.standing().front().kind != AlarmKind::PressingOverdue;
        paintSeverityMark(painter, mark, theme.px(16), isUrgent ? Severity::Urgent : Severity::Pressing, theme);
    }
    painter.setFont(font());
    painter.setPen(Theme::color(hasAny ? p.text : p.secondary));
    const int left = theme.px(hasAny ? 12 + alarmMark : 12);
    painter.drawText(rect().adjusted(left, 0, -theme.px(12), 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

} // namespace wuquan
