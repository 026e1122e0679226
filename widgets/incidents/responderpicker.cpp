// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/responderpicker.h"

#include "widgets/base/pressbyreturn.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// Two lines: who, and why; elided where they don't fit.
class ResponderRow final : public QPushButton {
public:
    ResponderRow(const QString &name, const QString &reasons, const Appearance &appearance, QWidget *parent)
        : QPushButton(parent)
        , m_name(name)
        , m_reasons(reasons)
        , m_appearance(appearance)
    {
        setAccessibleName(name + u' ' + reasons);
        setToolTip(reasons);
        pressByReturn(*this);
    }
    [[nodiscard]] QSize sizeHint() const override { return {0, m_appearance.theme().px(52)}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = m_appearance.theme();
        const Palette &p = theme.palette;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
        painter.setPen(QPen(Theme::color(hasFocus() ? p.focus : p.line), theme.px(hasFocus() ? 2 : 1)));
        painter.setBrush(hasFocus() || underMouse() ? QBrush(Theme::color(p.selectionFill)) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(frame, theme.px(4), theme.px(4));
        const QRect inner = rect().adjusted(theme.px(12), theme.px(4), -theme.px(12), -theme.px(4));
        const auto write = [&](const QString &text, TextRole role, Rgb ink, int flags) {
            painter.setFont(theme.font(role));
            painter.setPen(Theme::color(ink));
            painter.drawText(inner, flags, painter.fontMetrics().elidedText(text, Qt::ElideRight, inner.width()));
        };
        write(m_name, TextRole::Strong, isEnabled() ? p.text : p.secondary, Qt::AlignLeft | Qt::AlignTop);
        write(m_reasons, TextRole::Small, theme.legible(p.secondary, p.selectionFill), Qt::AlignLeft | Qt::AlignBottom);
    }

private:
    QString m_name, m_reasons;
    const Appearance &m_appearance;
};

} // namespace

ResponderPicker::ResponderPicker(const DistrictStore &store, Language language, Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_language(language)
    , m_appearance(appearance)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    setAccessibleName(tr("派遣给"));
    connect(&appearance, &Appearance::changed, this, &ResponderPicker::retheme);
    retheme();
}

QString ResponderPicker::nameOf(const Recommended &recommended) const
{
    const Responder *const responder = m_store.responder(recommended.responder);
    return responder ? plainLine(localName(m_language, responder->name, responder->nameEn)) : QString();
}

QString ResponderPicker::reasons(const Recommended &recommended) const
{
    QStringList parts;
    if (recommended.cardChoice)
        parts << tr("预案第 %1 位").arg(*recommended.cardChoice);
    if (recommended.metres) {
        const double metres = *recommended.metres;
        const QString far = metres < 995 ? tr("%1 米").arg(int(std::round(metres / 10)) * 10)
                                         : tr("%1 千米").arg(metres / 1000, 0, 'f', 1);
        parts << (recommended.way == WayKind::Roads     ? tr("沿路 %1").arg(far)
                : recommended.way == WayKind::Estimated ? tr("直线估算 %1").arg(far)
                                                        : tr("直线 %1").arg(far));
    }
    switch (recommended.state) {
    case ResponderState::Free:
        parts << tr("空闲");
        break;
    case ResponderState::Busy:
        parts << tr("忙");
        break;
    case ResponderState::OffDuty:
        parts << tr("不在岗");
        break;
    }
    if (recommended.load > 0)
        parts << tr("在办 %1 件").arg(recommended.load);
    if (recommended.handled > 0)
        parts << tr("近 90 天办过此类 %1 件").arg(recommended.handled);
    parts << (recommended.isSuited ? tr("适合此类") : tr("非此类专长"));
    if (!recommended.isOwnStreet)
        parts << (m_store.responder(recommended.responder) && m_store.responder(recommended.responder)->street
                ? tr("外街道")
                : tr("全区力量"));
    return parts.join(u" · "_s);
}

void ResponderPicker::setRecommended(const std::vector<Recommended> &recommended)
{
    if (m_recommended == recommended)
        return;
    m_recommended = recommended;
    const auto focused = std::ranges::find_if(m_rows, &QWidget::hasFocus);
    const std::ptrdiff_t at = focused == m_rows.end() ? -1 : focused - m_rows.begin();
    for (QPushButton *row : m_rows)
        row->deleteLater();
    m_rows.clear();
    for (std::size_t i = 0; i < std::min(recommended.size(), shownMost); ++i) {
        const Recommended &who = recommended[i];
        auto *row = new ResponderRow(QString::number(i + 1) + u"  "_s + nameOf(who), reasons(who), m_appearance, this);
        row->setEnabled(who.state != ResponderState::OffDuty);
        connect(row, &QPushButton::clicked, this, [this, id = who.responder] { Q_EMIT chosen(id); });
        m_column->addWidget(row);
        row->setVisible(true); // it is to have the focus at once
        m_rows.push_back(row);
    }
    if (at >= 0 && at < std::ssize(m_rows))
        m_rows[std::size_t(at)]->setFocus();
}

void ResponderPicker::begin()
{
    if (!m_rows.empty())
        m_rows.front()->setFocus(Qt::ShortcutFocusReason);
}

void ResponderPicker::keyPressEvent(QKeyEvent *event)
{
    const int digit = event->key() - Qt::Key_1;
    if (digit >= 0 && digit < std::ssize(m_rows) && event->modifiers() == Qt::NoModifier) {
        if (m_rows[std::size_t(digit)]->isEnabled())
            m_rows[std::size_t(digit)]->click();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Down:
        focusNextChild();
        return;
    case Qt::Key_Up:
        focusPreviousChild();
        return;
    case Qt::Key_Escape:
        Q_EMIT left();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void ResponderPicker::retheme()
{
    m_column->setSpacing(m_appearance.theme().px(6));
    for (QPushButton *row : m_rows)
        row->updateGeometry();
}

} // namespace wuquan
