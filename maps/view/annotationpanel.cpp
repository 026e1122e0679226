// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/annotationpanel.h"

#include "maps/layers/annotationshape.h"
#include "maps/style/plate.h"
#include "maps/style/type.h"
#include "maps/view/mapbutton.h"
#include "maps/view/panelmessage.h"

#include <QButtonGroup>
#include <QFontMetrics>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double notesText = 14; // design pixels, as all below
constexpr double notesSpace = 10;
constexpr double notesGap = 6;
constexpr double notesRow = 28;
constexpr double notesTitle = 22;
constexpr double sampleHeight = 8; ///< of the line below a purpose that shows how it is drawn
constexpr double leastInner = 250;

} // namespace

AnnotationPanel::AnnotationPanel(const Palette &palette, QWidget *parent)
    : ToolPanel(palette, parent)
    , m_title(new QLabel(this))
    , m_kindGroup(new QButtonGroup(this))
    , m_roleGroup(new QButtonGroup(this))
{
    setAccessibleName(tr("标注"));
    const std::array kinds{tr("点"), tr("线"), tr("面"), tr("文字")};
    const std::array roles{tr("说明"), tr("保障"), tr("注意"), tr("管制")};
    for (const AnnotationKind kind : allAnnotationKinds) {
        const QString &name = kinds[std::size_t(kind) - 1];
        addChoice(name, tr("种类:%1").arg(name), int(kind), m_kindGroup);
    }
    for (const AnnotationRole role : allAnnotationRoles) {
        const QString &name = roles[std::size_t(role) - 1];
        addChoice(name, tr("用途和颜色:%1").arg(name), int(role), m_roleGroup);
    }
    m_input = new QLineEdit(this);
    m_input->setMaxLength(int(annotationTextLimit));
    m_input->setPlaceholderText(tr("文字,最多 256 字;不写个人信息"));
    m_input->setAccessibleName(tr("标注的文字"));
    addAction(tr("保存"), tr("保存(在文字里按 Enter)"), Action::Save);
    addAction(tr("移除"), tr("移除这条标注(Delete),可以撤销"), Action::Remove);
    addAction(tr("撤销移除"), tr("把刚移除的标注放回去"), Action::Undo);
    addAction(tr("不再发送"), tr("取消还没有发送的标注"), Action::Cancel);
    m_message = new PanelMessage(this);
    m_title->setTextFormat(Qt::PlainText);
    connect(m_input, &QLineEdit::returnPressed, this, [this] { Q_EMIT requested(Action::Save); });
    connect(m_kindGroup, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (on)
            Q_EMIT kindChanged();
    });
    setContent(AnnotationKind::Point, AnnotationRole::Note, {});
    setOffered(false, false);
    setEditing(false);
}

MapButton *AnnotationPanel::addChoice(const QString &text, const QString &hint, int value, QButtonGroup *group)
{
    auto *button = new MapButton(text, colours(), this);
    button->setCheckable(true);
    button->setToolTip(hint);
    button->setAccessibleDescription(hint);
    group->addButton(button, value);
    return button;
}

MapButton *AnnotationPanel::addAction(const QString &text, const QString &hint, Action action)
{
    auto *button = new MapButton(text, colours(), this);
    button->setToolTip(hint);
    button->setAccessibleDescription(hint);
    connect(button, &QAbstractButton::clicked, this, [this, action] { Q_EMIT requested(action); });
    m_actions[std::size_t(action)] = button;
    return button;
}

AnnotationKind AnnotationPanel::kind() const
{
    return AnnotationKind(m_kindGroup->checkedId());
}

AnnotationRole AnnotationPanel::role() const
{
    return AnnotationRole(m_roleGroup->checkedId());
}

QString AnnotationPanel::text() const
{
    return m_input->text().trimmed();
}

void AnnotationPanel::setContent(AnnotationKind kind, AnnotationRole role, const QString &text)
{
    m_kindGroup->button(int(kind))->setChecked(true);
    m_roleGroup->button(int(role))->setChecked(true);
    m_input->setText(text);
}

void AnnotationPanel::setEditing(bool on, const QString &author)
{
    m_title->setText(on ? tr("修改标注 · %1").arg(plainLine(author, 24)) : tr("新标注"));
    for (QAbstractButton *button : m_kindGroup->buttons())
        button->setVisible(!on);
    m_actions[std::size_t(Action::Remove)]->setVisible(on);
    restyle();
}

void AnnotationPanel::setMayWrite(bool may)
{
    for (const Action action : {Action::Save, Action::Remove, Action::Undo})
        m_actions[std::size_t(action)]->setEnabled(may);
    m_input->setReadOnly(!may);
}

void AnnotationPanel::setOffered(bool undo, bool cancel)
{
    m_actions[std::size_t(Action::Undo)]->setVisible(undo);
    m_actions[std::size_t(Action::Cancel)]->setVisible(cancel);
    restyle();
}

void AnnotationPanel::say(const QString &text, bool isFault)
{
    if (m_message->say(text, isFault))
        restyle();
}

QString AnnotationPanel::said() const
{
    return m_message->text();
}

void AnnotationPanel::startInput()
{
    m_input->setFocus(Qt::TabFocusReason);
    m_input->selectAll();
}

void AnnotationPanel::restyle()
{
    const QFont font = sansFont(textPixels(notesText, scale()));
    m_title->setFont(font);
    m_title->setStyleSheet(u"background: transparent; color: %1;"_s.arg(hex(colours().secondary)));
    m_message->setLook(colours(), scale());
    m_input->setFont(font);
    m_input->setStyleSheet(inputStyle(colours(), colours().background, scale()));
    arrange();
    update();
    Q_EMIT sizeChanged();
}

std::vector<MapButton *> AnnotationPanel::actionsBelow() const
{
    std::vector<MapButton *> shown;
    for (const Action action : {Action::Remove, Action::Undo, Action::Cancel}) {
        if (MapButton *button = m_actions[std::size_t(action)]; !button->isHidden())
            shown.push_back(button);
    }
    return shown;
}

int AnnotationPanel::innerWidth() const
{
    int inner = px(leastInner);
    for (const QButtonGroup *group : {m_kindGroup, m_roleGroup}) {
        int wide = -px(notesGap);
        for (const QAbstractButton *button : group->buttons())
            wide += button->sizeHint().width() + px(notesGap);
        inner = std::max(inner, wide);
    }
    int wide = -px(notesGap);
    for (const Action action : {Action::Remove, Action::Undo, Action::Cancel})
        wide += m_actions[std::size_t(action)]->sizeHint().width() + px(notesGap);
    return std::max(inner, wide);
}

int AnnotationPanel::messageHeight() const
{
    const int high = m_message->heightIn(innerWidth());
    return high > 0 ? high + px(notesGap) : 0;
}

QSize AnnotationPanel::sizeHint() const
{
    const int rows = (m_kindGroup->buttons().front()->isHidden() ? 2 : 3) + (actionsBelow().empty() ? 0 : 1);
    const int high = px(notesSpace) + px(notesTitle) + rows * px(notesRow + notesGap) + px(sampleHeight)
        + messageHeight() + px(notesSpace);
    return {innerWidth() + 2 * px(notesSpace), high};
}

void AnnotationPanel::arrange()
{
    const int space = px(notesSpace), gap = px(notesGap), high = px(notesRow);
    const int inner = width() - 2 * space;
    int top = space / 2;
    m_title->setGeometry(space, top, inner, px(notesTitle));
    top += px(notesTitle) + gap;
    const auto row = [&](const auto &buttons) {
        int left = space;
        for (QAbstractButton *button : buttons) {
            button->setGeometry(left, top, button->sizeHint().width(), high);
            left += button->width() + gap;
        }
        top += high + gap;
    };
    if (!m_kindGroup->buttons().front()->isHidden())
        row(m_kindGroup->buttons());
    row(m_roleGroup->buttons());
    top += px(sampleHeight);
    const int save = m_actions[std::size_t(Action::Save)]->sizeHint().width();
    m_input->setGeometry(space, top, std::max(0, inner - save - gap), high);
    m_actions[std::size_t(Action::Save)]->setGeometry(space + inner - save, top, save, high);
    top += high + gap;
    if (const auto below = actionsBelow(); !below.empty())
        row(below);
    m_message->setGeometry(space, top, inner, messageHeight());
}

void AnnotationPanel::paintEvent(QPaintEvent *event)
{
    ToolPanel::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const AnnotationRole role : allAnnotationRoles) {
        const QRect button = m_roleGroup->button(int(role))->geometry();
        QPen pen(colour(annotationInk(colours(), role)), annotationWidth(role) * scale(), Qt::SolidLine, Qt::FlatCap);
        if (const auto dashes = annotationDashes(role))
            pen.setDashPattern({dashes->first, dashes->second});
        painter.setPen(pen);
        const double y = button.bottom() + 1 + 5 * scale();
        painter.drawLine(QPointF(button.left() + scale(), y), QPointF(button.right() - scale(), y));
    }
}

} // namespace wuquan
