// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/mapnotice.h"

#include "data/store/districtstore.h"
#include "data/view/datastatus.h"
#include "maps/style/plate.h"
#include "maps/style/type.h"
#include "maps/view/mapbutton.h"

#include <QFontMetrics>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double noticeText = 14; // design pixels, as all below
constexpr double noticeHeight = 28;
constexpr double noticePad = 10;
constexpr qsizetype longestReason = 256;

QFont noticeFont(double scale)
{
    return sansFont(textPixels(noticeText, scale));
}

bool isDown(const DataStatus &status)
{
    return status.state == DataStatus::State::Down || status.state == DataStatus::State::Refused;
}

} // namespace

MapNotice::MapNotice(const DistrictStore &store, const DataStatusSource &status, std::function<Instant()> serverNow,
    const Palette &palette, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_status(status)
    , m_serverNow(std::move(serverNow))
    , m_palette(palette)
    , m_retry(new MapButton(tr("重试"), palette, this))
{
    m_retry->setToolTip(tr("立即重新连接数据库"));
    m_retry->setAccessibleDescription(m_retry->toolTip());
    m_second.setInterval(std::chrono::seconds(1));
    connect(m_retry, &QAbstractButton::clicked, this, &MapNotice::retryRequested);
    connect(&m_second, &QTimer::timeout, this, &MapNotice::refresh);
    connect(&store, &DistrictStore::changed, this, &MapNotice::refresh);
    connect(&status, &DataStatusSource::changed, this, &MapNotice::refresh);
    hide();
    refresh();
}

QString MapNotice::behindText() const
{
    const auto heard = m_status.status().lastHeard ? m_status.status().lastHeard : m_store.asOf();
    if (!heard)
        return tr("数据滞后");
    const auto age
        = std::max(std::chrono::floor<std::chrono::seconds>(m_serverNow() - *heard), std::chrono::seconds(0));
    if (age < std::chrono::minutes(1))
        return tr("数据滞后 %1 秒").arg(age.count());
    if (age < std::chrono::hours(1))
        return tr("数据滞后 %1 分钟").arg(age / std::chrono::minutes(1));
    return tr("数据滞后 %1 小时").arg(age / std::chrono::hours(1));
}

QString MapNotice::conditionText() const
{
    const DataStatus &status = m_status.status();
    const auto withReason = [&](const QString &text) {
        return status.reason.isEmpty() ? text : text + u" · "_s + plainLine(status.reason, longestReason);
    };
    switch (status.state) {
    case DataStatus::State::Down:
        return withReason(tr("数据中断"));
    case DataStatus::State::Refused:
        return withReason(tr("数据库不可用"));
    case DataStatus::State::Stale:
        if (!m_store.isEmpty())
            return behindText();
        break;
    case DataStatus::State::Connecting:
    case DataStatus::State::Live:
        if (!m_store.isEmpty())
            return {};
        break;
    }
    return m_store.isComplete() ? tr("没有区域数据") : withReason(tr("正在读取…"));
}

void MapNotice::refresh()
{
    const DataStatus &status = m_status.status();
    const bool behind = status.state == DataStatus::State::Stale;
    const bool warning = isDown(status) || behind;
    const bool old = warning && !m_store.isEmpty();
    if (behind && !m_second.isActive())
        m_second.start();
    else if (!behind)
        m_second.stop();
    const QString text = conditionText();
    if (text == m_text && old == m_isOld && warning == m_isWarning)
        return;
    m_text = text;
    m_isOld = old;
    m_isWarning = warning;
    m_retry->setVisible(isDown(status));
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    update();
    Q_EMIT changed();
}

void MapNotice::setPalette(const Palette &palette)
{
    m_palette = palette;
    m_retry->setPalette(palette);
    update();
}

void MapNotice::setScale(double scale)
{
    m_scale = scale;
    m_retry->setScale(scale);
    update();
}

void MapNotice::arrangeIn(const QRect &room)
{
    const int space = int(noticePad * m_scale);
    const QSize button = m_retry->isHidden() ? QSize(-space, 0) : m_retry->sizeHint();
    const int most = std::max(1, room.width() - 3 * space - button.width());
    const QSize words
        = QFontMetrics(noticeFont(m_scale)).boundingRect(0, 0, most, 1 << 20, Qt::TextWordWrap, m_text).size();
    const int high = std::max({words.height() + space, button.height(), int(std::ceil(noticeHeight * m_scale))});
    const QSize size(words.width() + 3 * space + button.width(), std::min(high, room.height()));
    setGeometry(QRect(room.topLeft(), size));
    if (!m_retry->isHidden())
        m_retry->setGeometry(width() - button.width(), 0, button.width(), std::min(high, button.height()));
}

void MapNotice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const double u = m_scale;
    drawPlate(painter, *this, m_palette, u, 0.94);
    const int space = int(noticePad * u);
    const int right = m_retry->isHidden() ? space : m_retry->width() + space;
    painter.setFont(noticeFont(u));
    painter.setPen(colour(m_isWarning ? m_palette.severity[1] : m_palette.secondary));
    painter.drawText(rect().adjusted(space, 0, -right, 0), Qt::AlignVCenter | Qt::TextWordWrap, m_text);
}

} // namespace wuquan
