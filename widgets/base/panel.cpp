// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/panel.h"

#include "data/store/districtstore.h"
#include "data/view/datastatus.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/pressbyreturn.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"
#include "widgets/theme/words.h"

#include <QPainter>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

Panel::Panel(Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_pages(new QStackedLayout(this))
    , m_messagePage(new QWidget)
    , m_contentPage(new QWidget)
    , m_contentLayout(new QVBoxLayout(m_contentPage))
    , m_banner(new PlainLabel(appearance, TextRole::Small, Tone::Warning))
    , m_message(new PlainLabel(appearance, TextRole::Body, Tone::Secondary))
    , m_retry(new QPushButton(tr("重试")))
{
    m_contentLayout->setContentsMargins(0, 0, 0, 0);
    m_contentLayout->setSpacing(0);
    m_contentLayout->addWidget(m_banner);
    m_banner->setAlignment(Qt::AlignHCenter);
    m_banner->hide();

    m_message->setAlignment(Qt::AlignHCenter);
    m_message->setMaximumLines(4);
    m_retry->setProperty("flatRole", u"outline"_s);
    pressByReturn(*m_retry);
    m_retry->setAccessibleDescription(tr("立即重新连接数据库"));
    auto *message = new QVBoxLayout(m_messagePage);
    message->addStretch(3);
    message->addWidget(m_message);
    message->addWidget(m_retry, 0, Qt::AlignHCenter);
    message->addStretch(2);

    m_pages->addWidget(m_messagePage);
    m_pages->addWidget(m_contentPage);
    connect(m_retry, &QPushButton::clicked, this, &Panel::retryRequested);
    connect(&appearance, &Appearance::changed, this, &Panel::retheme);
    retheme();
    showLoading();
}

void Panel::setContent(QWidget *content)
{
    m_contentLayout->addWidget(content, 1);
}

void Panel::showLoading(const QString &doing)
{
    show(State::Loading, doing.isEmpty() ? tr("正在读取…") : doing);
}

void Panel::showEmpty(const QString &text)
{
    show(State::Empty, text);
}

void Panel::showFailed(const QString &reason)
{
    show(State::Failed, reason);
}

void Panel::showStale(const QString &age)
{
    show(State::Stale, age);
}

void Panel::showLive()
{
    show(State::Live, {});
}

bool Panel::showCondition(const DistrictStore &store, const DataStatus &status, Instant now, Language language)
{
    const bool down = status.state == DataStatus::State::Down || status.state == DataStatus::State::Refused;
    if (store.isEmpty()) {
        if (down)
            showFailed(words::dataStatus(status, now, language)
                + (status.reason.isEmpty() ? QString() : u" · "_s + status.reason));
        else
            showLoading(status.state == DataStatus::State::Connecting ? status.reason : QString());
        return false;
    }
    if (down || status.state == DataStatus::State::Stale) {
        const auto heard = status.lastHeard ? status.lastHeard : store.asOf();
        showStale(heard
                ? tr("%1前的数据").arg(formatAge(std::chrono::floor<std::chrono::seconds>(now - *heard), language))
                : tr("旧数据"));
    } else {
        showLive();
    }
    return true;
}

void Panel::setSecondary()
{
    m_isSecondary = true;
    m_banner->hide();
    m_retry->hide();
    retheme();
}

void Panel::show(State state, const QString &text)
{
    const bool content = state == State::Live || state == State::Stale;
    m_pages->setCurrentWidget(content ? m_contentPage : m_messagePage);
    (content ? m_banner : m_message)->setText(text);
    m_banner->setVisible(!m_isSecondary && state == State::Stale);
    m_retry->setVisible(!m_isSecondary && state == State::Failed);
    m_message->setTone(state == State::Failed ? Tone::Text : Tone::Secondary);
    if (m_state != state) {
        m_state = state;
        update();
    }
}

void Panel::retheme()
{
    const Theme &theme = m_appearance.theme();
    const int above = m_isSecondary ? 0 : theme.grid(2);
    m_messagePage->layout()->setContentsMargins(theme.grid(3), above, theme.grid(3), above);
    m_messagePage->layout()->setSpacing(theme.grid(2));
    m_contentPage->layout()->setContentsMargins(1, 1, 1, 1);
    m_retry->setFont(theme.font(TextRole::Body));
    m_retry->setMinimumHeight(theme.px(36));
    update();
}

void Panel::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    const Palette &p = theme.palette;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = qMax(1.0, std::floor(theme.scale));
    const QRectF frame = QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2);
    painter.setPen(QPen(Theme::color(m_state == State::Stale ? p.streetBorder : p.line), line,
        m_state == State::Stale ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(Theme::color(p.panel));
    painter.drawRoundedRect(frame, theme.px(4), theme.px(4));

    const QPointF above(width() / 2.0, m_message->y() - theme.grid(4));
    const double r = theme.px(10);
    if (above.y() < 2 * r) // a slim panel has its sentence only
        return;
    switch (m_state) {
    case State::Loading:
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::color(p.line, 0.6));
        for (int i = 0; i < 4 && theme.grid(3 + 4 * i) < m_message->y() - theme.grid(3); ++i)
            painter.drawRoundedRect(QRectF(theme.grid(2), theme.grid(3 + 4 * i),
                                        (width() - theme.grid(4)) * (i % 2 ? 0.7 : 1.0), theme.grid(1.5)),
                theme.px(4), theme.px(4));
        break;
    case State::Empty:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(Theme::color(p.faint), 1.5 * theme.scale));
        painter.drawEllipse(above, r, r);
        break;
    case State::Failed:
        painter.setPen(QPen(Theme::color(p.text), 2 * theme.scale));
        painter.drawLine(above + QPointF(-r, -r) * 0.8, above + QPointF(r, r) * 0.8);
        painter.drawLine(above + QPointF(-r, r) * 0.8, above + QPointF(r, -r) * 0.8);
        break;
    case State::Stale:
    case State::Live:
        break;
    }
}

} // namespace wuquan
