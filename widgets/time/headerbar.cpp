// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/time/headerbar.h"

#include "data/store/districtstore.h"
#include "data/view/datastatus.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/pressbyreturn.h"
#include "widgets/base/ringmark.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"
#include "widgets/theme/words.h"
#include "widgets/time/drillmark.h"
#include "widgets/time/filterchips.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

namespace {

constexpr int stripeHeight = 6; // design pixels

} // namespace

HeaderBar::HeaderBar(const DistrictStore &store, ViewState &view, Selection &selection, const DataStatusSource &status,
    const ServerClock &clock, Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_view(view)
    , m_selection(selection)
    , m_status(status)
    , m_clock(clock)
    , m_appearance(appearance)
    , m_row(new QHBoxLayout(this))
    , m_drill(new DrillMark(appearance))
    , m_title(new PlainLabel(appearance, TextRole::Heading))
    , m_search(new QLineEdit)
    , m_chips(new FilterChips(store, view, appearance))
    , m_theme(new QPushButton)
    , m_state(new PlainLabel(appearance, TextRole::Body, Tone::Secondary))
    , m_time(new PlainLabel(appearance, TextRole::BarClock))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_search->setPlaceholderText(tr("搜索事件、社区、类型(拼音)"));
    m_search->setAccessibleName(tr("搜索"));
    m_search->setMaxLength(256);
    m_search->setClearButtonEnabled(false);
    m_theme->setProperty("flatRole", u"plain"_s);
    pressByReturn(*m_theme);
    m_theme->setAccessibleDescription(tr("切换日间与夜间外观"));
    m_time->setAccessibleName(tr("服务器时间"));
    // However much is filtered, the title gives way before the state of the data does.
    m_state->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);

    m_row->addWidget(new RingMark(store, appearance));
    m_row->addWidget(m_drill);
    m_row->addWidget(m_title);
    m_row->addWidget(m_search, 8);
    m_streets = addMenu(tr("街道"));
    m_circles = addMenu(tr("防控圈"));
    m_severities = addMenu(tr("紧急程度"));
    fillMenus();
    fillStreets();
    m_row->addWidget(m_chips);
    m_row->addStretch(1);
    m_row->addWidget(m_theme);
    m_row->addWidget(m_state);
    m_row->addWidget(m_time);

    m_typing.setSingleShot(true);
    m_typing.setInterval(150ms);
    connect(&m_typing, &QTimer::timeout, this, &HeaderBar::applyText);
    connect(m_search, &QLineEdit::textEdited, this, [this] { m_typing.start(); });
    connect(m_search, &QLineEdit::returnPressed, this, &HeaderBar::applyText);
    connect(m_theme, &QPushButton::clicked, this, &HeaderBar::themeSwitchRequested);
    connect(m_chips, &FilterChips::clearRequested, this, &HeaderBar::clearFilter);
    auto *find = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_K), this);
    connect(find, &QShortcut::activated, this, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    connect(escape, &QShortcut::activated, this, &HeaderBar::clearFilter);

    connect(&view, &ViewState::filterChanged, this, &HeaderBar::showFilterText);
    connect(&status, &DataStatusSource::changed, this, &HeaderBar::refreshStatus);
    connect(&store, &DistrictStore::changed, this, [this](const StoreChange &change) {
        if (change.catalogue)
            refreshTitle();
        if (change.areas)
            fillStreets();
    });
    connect(&m_second, &QTimer::timeout, this, [this] {
        refreshClock();
        refreshStatus();
    });
    connect(&appearance, &Appearance::changed, this, &HeaderBar::retheme);
    m_second.start(1s);
    retheme();
    refreshTitle();
    refreshStatus();
    showFilterText();
}

void HeaderBar::add(QWidget &chip)
{
    m_row->insertWidget(m_row->indexOf(m_theme), &chip);
}

QSize HeaderBar::sizeHint() const
{
    return {m_appearance.theme().px(1000), m_appearance.theme().px(60)};
}

void HeaderBar::clearFilter()
{
    m_typing.stop();
    if (m_view.filter().isEmpty() && m_view.todo() == Todo::All && m_search->text().isEmpty())
        m_selection.clear();
    m_view.setFilter({});
    m_view.setTodo(Todo::All);
    m_search->clear();
}

QToolButton *HeaderBar::addMenu(const QString &text)
{
    auto *button = new QToolButton;
    button->setText(text + u" ▾"_s);
    button->setAccessibleName(text);
    button->setProperty("flatRole", u"plain"_s);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMenu(new QMenu(button));
    pressByReturn(*button);
    m_row->addWidget(button);
    return button;
}

void HeaderBar::fillMenus()
{
    // Each choice is checkable; choosing the checked one again takes it back.
    for (const Circle circle : allCircles) {
        QAction *action
            = m_circles->menu()->addAction(QString(words::sealOf(circle)) + u"  "_s + words::circleName(circle));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, circle](bool checked) {
            Filter filter = m_view.filter();
            filter.circle = checked ? std::optional(circle) : std::nullopt;
            m_view.setFilter(filter);
        });
    }
    for (const Severity severity : allSeverities) {
        QAction *action = m_severities->menu()->addAction(words::severity(severity));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, severity](bool checked) {
            Filter filter = m_view.filter();
            filter.severity = checked ? std::optional(severity) : std::nullopt;
            m_view.setFilter(filter);
        });
    }
}

void HeaderBar::fillStreets()
{
    std::vector<const Area *> streets;
    for (const Area &area : m_store.areas()) {
        if (area.level == AreaLevel::Street)
            streets.push_back(&area);
    }
    std::ranges::sort(streets, {}, &Area::code);
    std::vector<std::pair<AreaId, QString>> choices;
    choices.reserve(streets.size());
    for (const Area *street : streets)
        choices.emplace_back(street->id, plainLine(localName(m_view.language(), street->name, street->nameEn)));
    m_streets->setEnabled(!choices.empty());
    // A menu that somebody has open is not emptied because the same was read again.
    if (choices == m_streetChoices)
        return;
    m_streetChoices = choices;
    m_streets->menu()->clear();
    for (const auto &[id, name] : m_streetChoices) {
        QAction *action = m_streets->menu()->addAction(QString(name).replace(u'&', u"&&"_s));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, street = id](bool checked) {
            Filter filter = m_view.filter();
            filter.area = checked ? std::optional(street) : std::nullopt;
            m_view.setFilter(filter);
        });
    }
    showFilterText();
}

void HeaderBar::refreshClock()
{
    m_time->setText(formatClock(m_clock.now()));
}

void HeaderBar::refreshStatus()
{
    const DataStatus &status = m_status.status();
    const bool normal = status.state == DataStatus::State::Live || status.state == DataStatus::State::Connecting;
    m_state->setText(words::dataStatus(status, m_clock.now(), m_view.language()));
    m_state->setTone(normal ? Tone::Secondary : Tone::Warning);
}

void HeaderBar::refreshTitle()
{
    const Catalogue &catalogue = m_store.catalogue();
    const QString title = catalogue.title(m_view.language());
    m_drill->setVisible(catalogue.isDrill());
    m_title->setText(title.isEmpty() ? tr("五圈") : catalogue.isDrill() ? drill::withoutPrefix(title) : title);
    update();
}

void HeaderBar::showFilterText()
{
    const Filter &filter = m_view.filter();
    // What is being typed must not be replaced by the trimmed text of a moment ago.
    if (!m_typing.isActive() && m_search->text().trimmed() != filter.text)
        m_search->setText(filter.text);
    const auto streets = m_streets->menu()->actions();
    for (std::size_t i = 0; i < m_streetChoices.size(); ++i)
        streets[qsizetype(i)]->setChecked(filter.area == m_streetChoices[i].first);
    const auto circles = m_circles->menu()->actions();
    for (const Circle circle : allCircles)
        circles[qsizetype(circleIndex(circle))]->setChecked(filter.circle == circle);
    const auto severities = m_severities->menu()->actions();
    for (const Severity severity : allSeverities)
        severities[qsizetype(severity) - 1]->setChecked(filter.severity == severity);
}

void HeaderBar::applyText()
{
    m_typing.stop();
    Filter filter = m_view.filter();
    filter.text = m_search->text().trimmed();
    m_view.setFilter(filter);
}

void HeaderBar::retheme()
{
    const Theme &theme = m_appearance.theme();
    m_row->setContentsMargins(theme.px(20), 0, theme.px(20), 0);
    m_row->setSpacing(theme.px(14));
    m_search->setFont(theme.font(TextRole::Body));
    m_search->setFixedHeight(theme.px(36));
    m_search->setMinimumWidth(theme.px(180));
    m_search->setMaximumWidth(theme.px(380));
    m_search->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (QToolButton *button : {m_streets, m_circles, m_severities}) {
        button->setFont(theme.font(TextRole::Body));
        button->setFixedHeight(theme.px(34));
        button->menu()->setFont(theme.font(TextRole::Body));
    }
    m_theme->setFont(theme.font(TextRole::Body));
    m_theme->setFixedHeight(theme.px(34));
    m_theme->setText(theme.palette.dark ? tr("日间") : tr("夜间"));
    // Seconds must not make the bar jump.
    m_time->setMinimumWidth(
        QFontMetrics(theme.font(TextRole::BarClock)).horizontalAdvance(u"00:00:00"_s) + theme.px(2));
    refreshClock();
    updateGeometry();
    update();
}

void HeaderBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    const int line = qMax(1, int(theme.scale));
    QPainter painter(this);
    painter.fillRect(rect(), Theme::color(theme.palette.panel));
    painter.fillRect(QRect(0, height() - line, width(), line), Theme::color(theme.palette.line));
    // Seen from where no word can be read.
    if (m_drill->isVisibleTo(this))
        DrillMark::paintStripes(
            painter, QRect(0, height() - theme.px(stripeHeight), width(), theme.px(stripeHeight)), theme);
}

} // namespace wuquan
