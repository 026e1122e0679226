// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/regionpanel.h"

#include "maps/layers/incidentlayer.h"
#include "maps/style/type.h"
#include "maps/tools/measuretext.h"
#include "maps/view/mapbutton.h"

#include <QButtonGroup>
#include <QFontMetrics>
#include <QLabel>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr double figuresText = 14; // design pixels, as all below
constexpr double figuresSpace = 10;
constexpr double figuresGap = 6;
constexpr double figuresRow = 23;
constexpr double figuresButton = 28;
constexpr double figuresColumn = 20; ///< between the two
constexpr double severityUnit = 0.7; ///< of its mark
constexpr int figuresRows = 6; ///< those in two columns, incidents, communities, the message

/// Thousands apart, in both languages.
QString written(int count)
{
    static const QLocale english(QLocale::English, QLocale::UnitedStates);
    return english.toString(count);
}

} // namespace

RegionPanel::RegionPanel(const Palette &palette, QWidget *parent)
    : ToolPanel(palette, parent)
    , m_kinds(new QButtonGroup(this))
    , m_message(new QLabel(this))
{
    setAccessibleName(tr("圈选"));
    addKind(RegionSketch::Kind::Box, tr("框"), tr("拖动画出方框,或定两个对角"));
    addKind(RegionSketch::Kind::Lasso, tr("套索"), tr("拖动随手圈出,或逐个定角"));
    m_kinds->button(int(RegionSketch::Kind::Box))->setChecked(true);
    m_fit = addAction(tr("适合"), tr("显示圈选的全部范围"));
    m_clear = addAction(tr("清除"), tr("清除圈选(Esc)"));
    const std::array names{
        tr("面积"), tr("涉及"), tr("场所"), tr("设备"), QString(), QString(), tr("在办"), tr("最多")};
    for (std::size_t row = 0; row < Rows; ++row) {
        m_names[row] = new QLabel(names[row], this);
        m_values[row] = new QLabel(this);
    }
    for (QLabel *&label : m_severities)
        label = new QLabel(this);
    for (QLabel *label : findChildren<QLabel *>())
        label->setTextFormat(Qt::PlainText);
    connect(m_kinds, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (!on)
            return;
        showFigures();
        Q_EMIT kindChanged();
    });
    connect(m_fit, &QAbstractButton::clicked, this, &RegionPanel::fitRequested);
    connect(m_clear, &QAbstractButton::clicked, this, &RegionPanel::clearRequested);
    showFigures();
    restyle();
}

void RegionPanel::addKind(RegionSketch::Kind kind, const QString &text, const QString &hint)
{
    auto *button = new MapButton(text, colours(), this);
    button->setCheckable(true);
    button->setToolTip(hint);
    button->setAccessibleDescription(hint);
    m_kinds->addButton(button, int(kind));
}

MapButton *RegionPanel::addAction(const QString &text, const QString &hint)
{
    auto *button = new MapButton(text, colours(), this);
    button->setToolTip(hint);
    button->setAccessibleDescription(hint);
    return button;
}

RegionSketch::Kind RegionPanel::kind() const
{
    return RegionSketch::Kind(m_kinds->checkedId());
}

void RegionPanel::setFigures(const std::optional<Figures> &figures)
{
    const QSize before = sizeHint();
    m_figures = figures;
    showFigures();
    if (sizeHint() != before)
        Q_EMIT sizeChanged();
}

QString RegionPanel::hint() const
{
    if (m_figures)
        return tr("再拖动则重选;Ctrl+拖动移动地图");
    return kind() == RegionSketch::Kind::Box ? tr("拖动画框,或单击、Enter 定两个对角")
                                             : tr("拖动圈出,或单击、Enter 逐个定角");
}

QStringList RegionPanel::texts(const Figures &figures) const
{
    const auto &[ground, counts, communities, isFiltered] = figures;
    using State = DeviceState;
    return {MeasureText::area(ground.area_m2),
        tr("社区 %1 · 网格 %2").arg(written(ground.communities), written(ground.grids)),
        tr("%1 · 在岗队伍 %2").arg(written(counts.places), written(counts.teams)), written(counts.allDevices()),
        tr("在线 %1 · 离线 %2")
            .arg(written(counts.devicesIn(State::Online)), written(counts.devicesIn(State::Offline))),
        tr("故障 %1 · 报警 %2").arg(written(counts.devicesIn(State::Fault)), written(counts.devicesIn(State::Alarm))),
        tr("%1 · 超期 %2").arg(written(counts.allOpen()), written(counts.overdue)), communities};
}

QStringList RegionPanel::severityTexts(const RegionCounts &counts)
{
    return {tr("紧急 %1").arg(written(counts.open[0])), tr("较急 %1").arg(written(counts.open[1])),
        tr("一般 %1").arg(written(counts.open[2]))};
}

void RegionPanel::showFigures()
{
    const QStringList values = m_figures ? texts(*m_figures) : QStringList(Rows, u"–"_s);
    const QStringList severities = severityTexts(m_figures ? m_figures->counts : RegionCounts());
    for (std::size_t row = 0; row < Rows; ++row)
        m_values[row]->setText(values[qsizetype(row)]);
    for (const Row row : {Online, Faulty})
        m_values[row]->setVisible(m_figures.has_value());
    for (std::size_t i = 0; i < m_severities.size(); ++i) {
        m_severities[i]->setText(severities[qsizetype(i)]);
        m_severities[i]->setVisible(m_figures.has_value());
    }
    m_message->setText(m_figures && m_figures->isFiltered ? tr("事件按当前筛选计") : hint());
    setAccessibleDescription(m_figures ? (values + severities).join(u" · "_s) : QString());
    m_fit->setVisible(m_figures.has_value());
    m_clear->setVisible(m_figures.has_value());
    const QFont font = sansFont(textPixels(figuresText, scale()));
    for (QLabel *label : findChildren<QLabel *>(Qt::FindDirectChildrenOnly)) {
        const bool isValue = std::ranges::contains(m_values, label) || std::ranges::contains(m_severities, label);
        const Rgb ink = isValue && m_figures ? colours().text : colours().secondary;
        const QString style = u"background: transparent; color: %1;"_s.arg(hex(ink));
        if (label->font() != font)
            label->setFont(font);
        if (label->styleSheet() != style)
            label->setStyleSheet(style);
    }
    arrange();
    update();
}

void RegionPanel::restyle()
{
    showFigures();
    Q_EMIT sizeChanged();
}

int RegionPanel::widthOf(const QString &text) const
{
    return QFontMetrics(sansFont(textPixels(figuresText, scale()))).horizontalAdvance(text) + px(2);
}

int RegionPanel::namesWidth(std::span<const Row> rows) const
{
    int wide = 0;
    for (const Row row : rows)
        wide = std::max(wide, widthOf(m_names[row]->text()));
    return wide + px(figuresSpace);
}

RegionPanel::Figures RegionPanel::usual()
{
    Figures figures{{.area_m2 = 999'990'000, .communities = 99, .grids = 999}, {}, {}};
    figures.counts.open = {9, 99, 999};
    figures.counts.overdue = 999;
    figures.counts.devices = {9999, 999, 99, 99};
    figures.counts.places = 999;
    figures.counts.teams = 99;
    return figures;
}

int RegionPanel::valuesWidth(std::span<const Row> rows) const
{
    int wide = 0;
    for (const Figures &figures : {usual(), m_figures.value_or(usual())}) {
        const QStringList values = texts(figures);
        for (const Row row : rows)
            wide = std::max(wide, widthOf(values[row]));
    }
    return wide;
}

int RegionPanel::openWidth(const Figures &figures) const
{
    int wide = widthOf(texts(figures)[Open]);
    for (const QString &text : severityTexts(figures.counts))
        wide += px(figuresSpace) + markWidth() + widthOf(text);
    return wide;
}

QSize RegionPanel::sizeHint() const
{
    const int left = namesWidth(leftNames) + valuesWidth(leftValues);
    const int right = namesWidth(rightNames) + valuesWidth(rightValues);
    const int open = namesWidth(leftNames) + std::max(openWidth(usual()), openWidth(m_figures.value_or(usual())));
    const int wide = std::max(left + px(figuresColumn) + right, open) + 2 * px(figuresSpace);
    const int high
        = px(figuresSpace) + px(figuresButton) + px(figuresGap) + figuresRows * px(figuresRow) + px(figuresSpace) / 2;
    return {wide, high};
}

void RegionPanel::arrange()
{
    const int space = px(figuresSpace), gap = px(figuresGap), line = px(figuresRow), high = px(figuresButton);
    int x = space;
    for (QAbstractButton *button : m_kinds->buttons()) {
        button->setGeometry(x, space, button->sizeHint().width(), high);
        x += button->width() + gap;
    }
    x = width() - space;
    for (MapButton *button : {m_clear, m_fit}) {
        x -= button->sizeHint().width();
        button->setGeometry(x, space, button->sizeHint().width(), high);
        x -= gap;
    }
    const int top = space + high + gap, whole = std::max(0, width() - 2 * space);
    const auto row = [&](Row which, int left, int names, int y, int values) {
        m_names[which]->setGeometry(left, y, names, line);
        m_values[which]->setGeometry(left + names, y, values, line);
    };
    const int names = namesWidth(leftNames), more = namesWidth(rightNames);
    const int right = valuesWidth(rightValues);
    int y = top;
    for (const Row which : leftValues) {
        row(which, space, names, y, valuesWidth(leftValues));
        y += line;
    }
    y = top;
    for (const Row which : rightValues) {
        row(which, width() - space - right - more, more, y, right);
        y += line;
    }
    row(Open, space, names, y, widthOf(m_values[Open]->text()));
    x = space + names + m_values[Open]->width();
    for (QLabel *label : m_severities) {
        x += space + markWidth();
        label->setGeometry(x, y, widthOf(label->text()), line);
        x += label->width();
    }
    row(Most, space, names, y + line, std::max(0, whole - names));
    const QString most = m_figures ? m_figures->communities : QString();
    const QString room = m_values[Most]->fontMetrics().elidedText(most, Qt::ElideRight, m_values[Most]->width());
    m_values[Most]->setText(most.isEmpty() ? u"–"_s : room);
    m_values[Most]->setAccessibleName(most);
    m_message->setGeometry(space, y + 2 * line, whole, line);
}

void RegionPanel::paintEvent(QPaintEvent *event)
{
    ToolPanel::paintEvent(event);
    if (!m_figures)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Severity severity : allSeverities) {
        const QRect label = m_severities[std::size_t(severity) - 1]->geometry();
        painter.save();
        painter.translate(label.left() - markWidth() + 9 * severityUnit * scale(), label.center().y() + 0.5);
        drawSeverityMark(painter, severity, severityUnit * scale(), colours());
        painter.restore();
    }
}

} // namespace wuquan
