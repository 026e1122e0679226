// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/print/printpanel.h"

#include "maps/style/plate.h"
#include "maps/style/type.h"
#include "maps/view/mapbutton.h"
#include "maps/view/panelmessage.h"

#include <QButtonGroup>
#include <QFontMetrics>
#include <QLabel>
#include <QLineEdit>
#include <QPageSize>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double printText = 14; // design pixels, as all below
constexpr double printSpace = 10;
constexpr double printGap = 6;
constexpr double printRow = 28;
constexpr double leastPrintWidth = 330;
constexpr double progressHeight = 6;
constexpr double sheetMargin = 10; ///< millimetres
constexpr int titleLimit = 80;

} // namespace

PrintPanel::PrintPanel(const Palette &palette, QWidget *parent)
    : SidePanel(palette, parent)
    , m_titlePrompt(new QLabel(tr("标题"), this))
    , m_sheetPrompt(new QLabel(tr("纸张"), this))
    , m_filePrompt(new QLabel(tr("文件"), this))
    , m_title(addLine(m_titlePrompt, tr("打印的标题")))
    , m_sizes(new QButtonGroup(this))
    , m_orientations(new QButtonGroup(this))
{
    setAccessibleName(tr("打印"));
    m_title->setMaxLength(titleLimit);
    addChoice(u"A4"_s, tr("A4 纸"), QPageSize::A4, m_sizes)->setChecked(true);
    addChoice(u"A3"_s, tr("A3 纸"), QPageSize::A3, m_sizes);
    addChoice(tr("横向"), tr("纸张横放"), QPageLayout::Landscape, m_orientations)->setChecked(true);
    addChoice(tr("纵向"), tr("纸张竖放"), QPageLayout::Portrait, m_orientations);
    m_path = addLine(m_filePrompt, tr("PDF 文件"));
    m_browse = addAction(u"…"_s, tr("选择文件"), &PrintPanel::browseRequested);
    m_save = addAction(tr("存为 PDF"), tr("存为 PDF(在标题或文件名里按 Enter)"), &PrintPanel::saveRequested);
    m_print = addAction(tr("打印机…"), tr("选择打印机并打印"), &PrintPanel::printRequested);
    m_cancel = addAction(tr("取消"), tr("停止打印,不留下文件"), &PrintPanel::cancelRequested);
    m_note = new QLabel(this);
    m_message = new PanelMessage(this);
    for (QLabel *label : findChildren<QLabel *>(Qt::FindDirectChildrenOnly))
        label->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    setFocusProxy(m_title);
    connect(m_title, &QLineEdit::textEdited, this, &PrintPanel::titleEdited);
    for (QLineEdit *line : {m_title, m_path}) {
        connect(line, &QLineEdit::returnPressed, this, &PrintPanel::saveRequested);
        connect(line, &QLineEdit::textEdited, this, [this] { say({}, false); });
    }
    setProgress({});
    restyle();
}

QLineEdit *PrintPanel::addLine(QLabel *prompt, const QString &name)
{
    auto *line = new QLineEdit(this);
    line->setAccessibleName(name);
    prompt->setBuddy(line);
    return line;
}

MapButton *PrintPanel::addAction(const QString &text, const QString &hint, void (PrintPanel::*request)())
{
    auto *button = new MapButton(text, colours(), this);
    button->setToolTip(hint);
    button->setAccessibleName(text == u"…"_s ? hint : text);
    button->setAccessibleDescription(hint);
    connect(button, &QAbstractButton::clicked, this, request);
    return button;
}

MapButton *PrintPanel::addChoice(const QString &text, const QString &hint, int value, QButtonGroup *group)
{
    auto *button = new MapButton(text, colours(), this);
    button->setCheckable(true);
    button->setToolTip(hint);
    button->setAccessibleDescription(hint);
    group->addButton(button, value);
    return button;
}

void PrintPanel::propose(const QString &title, const QString &path)
{
    if (!m_title->isModified())
        m_title->setText(title);
    if (!m_path->isModified())
        setPath(path);
}

QString PrintPanel::title() const
{
    return m_title->text().trimmed();
}

QString PrintPanel::path() const
{
    return m_path->text().trimmed();
}

void PrintPanel::setPath(const QString &path)
{
    m_path->setText(path);
}

QPageLayout PrintPanel::page() const
{
    return QPageLayout(QPageSize(QPageSize::PageSizeId(m_sizes->checkedId())),
        QPageLayout::Orientation(m_orientations->checkedId()),
        QMarginsF(sheetMargin, sheetMargin, sheetMargin, sheetMargin), QPageLayout::Millimeter);
}

void PrintPanel::setNote(const QString &note)
{
    if (m_note->text() == note)
        return;
    m_note->setText(note);
    restyle();
}

void PrintPanel::setProgress(std::optional<double> share)
{
    const bool wasRunning = m_progress.has_value();
    m_progress = share;
    const bool isRunning = share.has_value();
    // The focus goes with the buttons, so that Enter cancels and afterwards does not.
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    for (QWidget *widget : std::initializer_list<QWidget *>{m_save, m_print, m_browse, m_title, m_path})
        widget->setEnabled(!isRunning);
    for (const QButtonGroup *group : {m_sizes, m_orientations}) {
        for (QAbstractButton *button : group->buttons())
            button->setEnabled(!isRunning);
    }
    m_cancel->setVisible(isRunning);
    if (hadFocus && isRunning != wasRunning)
        (isRunning ? m_cancel : m_save)->setFocus(Qt::OtherFocusReason);
    arrange();
    update();
}

void PrintPanel::say(const QString &text, bool isFault)
{
    if (m_message->say(text, isFault))
        restyle();
}

QString PrintPanel::said() const
{
    return m_message->text();
}

void PrintPanel::showEvent(QShowEvent *event)
{
    SidePanel::showEvent(event);
    Q_EMIT opened();
}

int PrintPanel::promptWidth() const
{
    int wide = 0;
    for (const QLabel *prompt : {m_titlePrompt, m_sheetPrompt, m_filePrompt})
        wide = std::max(wide, prompt->fontMetrics().horizontalAdvance(prompt->text()));
    return wide + px(printGap);
}

int PrintPanel::innerWidth() const
{
    int wide = promptWidth() + px(printGap);
    for (const QButtonGroup *group : {m_sizes, m_orientations}) {
        for (const QAbstractButton *button : group->buttons())
            wide += button->sizeHint().width() + px(printGap);
    }
    return std::max(px(leastPrintWidth), wide);
}

int PrintPanel::heightOf(const QLabel *words) const
{
    if (words->text().isEmpty())
        return 0;
    const QFontMetrics metrics(sansFont(textPixels(printText, scale())));
    return metrics.boundingRect(0, 0, innerWidth(), 1 << 20, Qt::TextWordWrap | Qt::TextWrapAnywhere, words->text())
               .height()
        + px(printGap);
}

QSize PrintPanel::sizeHint() const
{
    const int rows = 4 * (px(printRow) + px(printGap));
    return {innerWidth() + 2 * px(printSpace),
        2 * px(printSpace) + rows + px(progressHeight) + heightOf(m_note) + heightOf(m_message)};
}

void PrintPanel::restyle()
{
    const QFont font = sansFont(textPixels(printText, scale()));
    for (QLabel *label : findChildren<QLabel *>(Qt::FindDirectChildrenOnly)) {
        label->setFont(font);
        label->setStyleSheet(u"background: transparent; color: %1;"_s.arg(hex(colours().secondary)));
    }
    m_message->setLook(colours(), scale());
    for (QLineEdit *line : {m_title, m_path}) {
        line->setFont(font);
        line->setStyleSheet(inputStyle(colours(), colours().background, scale()));
    }
    rearrange();
    update();
    Q_EMIT sizeChanged();
}

void PrintPanel::arrange()
{
    const int space = px(printSpace), gap = px(printGap), high = px(printRow);
    const int inner = std::max(0, width() - 2 * space), names = promptWidth();
    int top = space;
    const auto prompt = [&](QLabel *label) { label->setGeometry(space, top, names, high); };
    prompt(m_titlePrompt);
    m_title->setGeometry(space + names, top, std::max(0, inner - names), high);
    top += high + gap;
    prompt(m_sheetPrompt);
    int left = space + names;
    for (const QButtonGroup *group : {m_sizes, m_orientations}) {
        for (QAbstractButton *button : group->buttons()) {
            button->setGeometry(left, top, button->sizeHint().width(), high);
            left += button->width() + gap;
        }
        left += gap;
    }
    top += high + gap;
    prompt(m_filePrompt);
    const int browse = m_browse->sizeHint().width();
    m_path->setGeometry(space + names, top, std::max(0, inner - names - browse - gap), high);
    m_browse->setGeometry(space + inner - browse, top, browse, high);
    top += high + gap;
    left = space + names;
    for (MapButton *button : {m_save, m_print, m_cancel}) {
        button->setGeometry(left, top, button->sizeHint().width(), high);
        left += button->width() + gap;
    }
    top += high + gap + px(progressHeight);
    for (QLabel *words : {m_note, static_cast<QLabel *>(m_message)}) {
        words->setGeometry(space, top, inner, heightOf(words));
        top += heightOf(words);
    }
}

QRect PrintPanel::progressRect() const
{
    return {px(printSpace), m_save->geometry().bottom() + px(printGap), std::max(0, width() - 2 * px(printSpace)),
        px(progressHeight)};
}

void PrintPanel::paintEvent(QPaintEvent *event)
{
    SidePanel::paintEvent(event);
    if (!m_progress)
        return;
    QPainter painter(this);
    QRect bar = progressRect();
    painter.fillRect(bar, colour(colours().line));
    bar.setWidth(int(bar.width() * std::clamp(*m_progress, 0.0, 1.0)));
    painter.fillRect(bar, colour(colours().focus));
}

} // namespace wuquan
