// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/time/statusline.h"

#include "data/domain/mirrornotice.h"
#include "data/store/districtstore.h"
#include "data/view/datastatus.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/pressbyreturn.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"
#include "widgets/theme/words.h"
#include "widgets/time/irregularcard.h"
#include "widgets/time/mirrorcard.h"
#include "widgets/time/withdrawncard.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

StatusLine::StatusLine(const DistrictStore &store, Language language, const DataStatusSource &status,
    const ServerClock &clock, Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_status(status)
    , m_clock(clock)
    , m_language(language)
    , m_appearance(appearance)
    , m_row(new QHBoxLayout(this))
    , m_time(new PlainLabel(appearance, TextRole::Small, Tone::Secondary))
    , m_state(new PlainLabel(appearance, TextRole::Small))
    , m_retry(new QPushButton(tr("重试")))
    , m_irregular(new QPushButton)
    , m_withdrawn(new QPushButton)
    , m_mirror(new QPushButton)
    , m_demo(new PlainLabel(appearance, TextRole::Small, Tone::Secondary))
    , m_title(new PlainLabel(appearance, TextRole::Small, Tone::Secondary))
{
    setAccessibleName(tr("状态栏"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (QPushButton *button : {m_retry, m_irregular, m_withdrawn, m_mirror}) {
        button->setProperty("flatRole", u"plain"_s);
        pressByReturn(*button);
    }
    m_irregular->setAccessibleDescription(tr("列出不规则的数据行与原因"));
    m_withdrawn->setAccessibleDescription(tr("列出新主库没有的变更"));
    m_mirror->setAccessibleDescription(tr("来源、承诺与未同步的行"));
    m_row->addWidget(m_time);
    m_row->addWidget(m_state);
    m_row->addWidget(m_retry);
    m_row->addWidget(m_mirror);
    m_row->addWidget(m_withdrawn);
    m_row->addWidget(m_irregular);
    m_row->addWidget(m_demo);
    m_row->addStretch(1);
    m_row->addWidget(m_title);
    connect(m_retry, &QPushButton::clicked, this, &StatusLine::retryRequested);
    connect(m_irregular, &QPushButton::clicked, this, &StatusLine::showIrregularRows);
    connect(m_withdrawn, &QPushButton::clicked, this, &StatusLine::showWithdrawn);
    connect(m_mirror, &QPushButton::clicked, this, &StatusLine::showMirror);
    connect(&store, &DistrictStore::changed, this, &StatusLine::refresh);
    connect(&status, &DataStatusSource::changed, this, &StatusLine::refresh);
    connect(&appearance, &Appearance::changed, this, &StatusLine::retheme);
    connect(&m_second, &QTimer::timeout, this, &StatusLine::refresh);
    m_second.start(1s);
    retheme();
    refresh();
}

void StatusLine::setSeat(const QString &seat)
{
    m_seat = seat;
    refresh();
}

QSize StatusLine::sizeHint() const
{
    return {m_appearance.theme().px(800), m_appearance.theme().px(32)};
}

QString StatusLine::timeText() const
{
    const auto heard = m_status.status().lastHeard ? m_status.status().lastHeard : m_store.asOf();
    if (!heard)
        return tr("治理库 –");
    const auto age = std::chrono::floor<std::chrono::seconds>(m_clock.now() - *heard);
    return tr("治理库 %1 · %2前").arg(formatMoment(*heard, m_clock.now(), m_language), formatAge(age, m_language));
}

QString StatusLine::stateText() const
{
    const DataStatus &status = m_status.status();
    QString text = words::dataStatus(status, m_clock.now(), m_language);
    if (!status.reason.isEmpty()
        && (status.state == DataStatus::State::Down || status.state == DataStatus::State::Refused))
        text += u" · "_s + status.reason;
    if (status.retryAt && *status.retryAt > m_clock.now()) {
        const auto left = std::chrono::ceil<std::chrono::seconds>(*status.retryAt - m_clock.now());
        text += u" · "_s + tr("%1后重试").arg(formatAge(left, m_language));
    }
    return text;
}

QString StatusLine::demoText() const
{
    if (!m_store.catalogue().isDemo())
        return {};
    bool ok = false;
    const double rate = m_store.catalogue().attributes.value(u"simulated_rate"_s).toDouble(&ok);
    const QString demo = tr("示意图 · 演示数据");
    return ok && rate != 1 && rate > 0 ? demo + u" · "_s + tr("演示 ×%1").arg(rate) : demo;
}

QString StatusLine::mirrorText() const
{
    const auto notice = MirrorNotice::of(m_store.catalogue().attributes);
    if (!notice)
        return {};
    if (!notice->seenAt)
        return tr("镜像:首次同步中");
    const auto age = std::max(0s, std::chrono::floor<std::chrono::seconds>(m_clock.now() - *notice->seenAt));
    return (notice->isLate(m_clock.now()) ? tr("镜像滞后 %1") : tr("镜像 · %1前")).arg(formatAge(age, m_language));
}

void StatusLine::refresh()
{
    const DataStatus::State state = m_status.status().state;
    const bool down = state == DataStatus::State::Down || state == DataStatus::State::Refused;
    m_time->setText(timeText());
    m_state->setText(stateText());
    m_state->setTone(down || state == DataStatus::State::Stale ? Tone::Warning : Tone::Text);
    m_retry->setVisible(down);
    const qsizetype irregular = qsizetype(m_store.irregularRows().size());
    m_irregular->setVisible(irregular > 0);
    m_irregular->setText(tr("异常数据 %1 条").arg(formatCount(irregular)));
    const qsizetype withdrawn = qsizetype(m_store.withdrawn().size());
    m_withdrawn->setVisible(withdrawn > 0);
    m_withdrawn->setText(tr("撤回变更 %1 项").arg(formatCount(withdrawn)));
    m_mirror->setText(mirrorText());
    m_mirror->setVisible(!m_mirror->text().isEmpty());
    m_demo->setText(demoText());
    m_demo->setVisible(!m_demo->text().isEmpty());
    const auto &attributes = m_store.catalogue().attributes;
    const QString title = localName(m_language, attributes.value(u"title"_s), attributes.value(u"title_en"_s));
    m_title->setText(m_seat.isEmpty() ? title : title.isEmpty() ? m_seat : title + u" · "_s + m_seat);
}

void StatusLine::retheme()
{
    const Theme &theme = m_appearance.theme();
    m_row->setContentsMargins(theme.px(18), 0, theme.px(18), 0);
    m_row->setSpacing(theme.px(20));
    for (QPushButton *button : {m_retry, m_irregular, m_withdrawn, m_mirror}) {
        button->setFont(theme.font(TextRole::Small));
        button->setFixedHeight(theme.px(26));
    }
    updateGeometry();
    update();
}

void StatusLine::showIrregularRows()
{
    (new IrregularCard(m_store.irregularRows(), m_appearance, this))->popUpAt(*m_irregular);
}

void StatusLine::showWithdrawn()
{
    auto *card = new WithdrawnCard(m_store, m_language, m_appearance, this);
    connect(card, &WithdrawnCard::acknowledged, this, &StatusLine::withdrawnAcknowledged);
    card->popUpAt(*m_withdrawn);
}

void StatusLine::showMirror()
{
    if (const auto notice = MirrorNotice::of(m_store.catalogue().attributes))
        (new MirrorCard(*notice, m_clock.now(), m_language, m_appearance, this))->popUpAt(*m_mirror);
}

void StatusLine::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), Theme::color(theme.palette.panel));
    painter.fillRect(QRect(0, 0, width(), qMax(1, int(theme.scale))), Theme::color(theme.palette.line));
}

} // namespace wuquan
