// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything stands that lies over the map.
#include "maps/view/freeplace.h"
#include "maps/view/heatpanel.h"
#include "maps/view/mapbutton.h"
#include "maps/view/mapnotice.h"
#include "maps/view/mapoverlay.h"
#include "maps/view/mappanels.h"
#include "maps/view/maptools.h"
#include "maps/view/mapwidget.h"
#include "maps/view/searchbox.h"

#include <algorithm>
#include <functional>
#include <ranges>

namespace wuquan {

namespace {
constexpr double edgeSpace = 12; // design pixels, as all below
constexpr double buttonGap = 6;
constexpr double noticeWidth = 240; ///< narrower a notice would be a column of words
constexpr double widestNotice = 480;
constexpr double highestHeat = 0.55; ///< of the map's height: the days of the heat stand below
} // namespace

void MapWidget::arrangeToggles(std::vector<QRectF> &covered)
{
    const int edge = int(edgeSpace * m_scene->scale()), gap = int(buttonGap * m_scene->scale());
    int right = width() - edge;
    for (MapButton *toggle : m_toggles | std::views::reverse) {
        const QSize size = toggle->sizeHint();
        toggle->setGeometry(right - size.width(), edge, size.width(), size.height());
        // Half a switch is worse than none, and the panel of the layers has all of them; the line of search is nowhere
        // else.
        const int left = edge + (toggle->isCheckable() ? m_search->leastWidth() + edge : 0);
        toggle->setVisible(toggle->x() >= left && toggle->y() + size.height() <= height() / 3);
        if (!toggle->isHidden())
            covered.emplace_back(toggle->geometry());
        right -= size.width() + gap;
    }
}

void MapWidget::arrangeButtons(std::vector<QRectF> &covered)
{
    const int edge = int(edgeSpace * m_scene->scale()), gap = int(buttonGap * m_scene->scale());
    int top = m_toggles.front()->geometry().bottom() + 1 + edge;
    // Two columns of a width each, one below the other.
    for (const auto &column : {std::cref(m_buttons), std::cref(m_tools->buttons())}) {
        const bool isTools = &column.get() == &m_tools->buttons();
        const int high = column.get().front()->sizeHint().height();
        // All tools or none; below them the scale needs its room.
        const bool hasRoom = !isTools || top + int(column.get().size()) * (high + gap) <= height() * 3 / 4;
        int wide = 0;
        for (const MapButton *button : column.get())
            wide = std::max(wide, button->sizeHint().width());
        for (MapButton *button : column.get()) {
            button->setGeometry(width() - edge - wide, top, wide, high);
            button->setVisible(button->x() >= edge && hasRoom && (isTools || top + high <= height() / 2));
            if (!button->isHidden())
                covered.emplace_back(button->geometry());
            top += high + gap;
        }
    }
}

std::vector<QRectF> MapWidget::obstacles() const
{
    std::vector<QRectF> found;
    for (const MapButton *button : findChildren<MapButton *>(Qt::FindDirectChildrenOnly)) {
        if (!button->isHidden())
            found.emplace_back(button->geometry());
    }
    for (const QWidget *other : {static_cast<QWidget *>(m_notice), m_panels->shown()}) {
        if (other && !other->isHidden())
            found.emplace_back(other->geometry());
    }
    const double ratio = devicePixelRatioF(), air = buttonGap * m_scene->scale();
    for (const QRectF &rect : m_scene->furniture())
        found.push_back(QRectF(rect.topLeft() / ratio, rect.size() / ratio).adjusted(-air, -air, air, air));
    return found;
}

void MapWidget::arrangeTools()
{
    m_tools->arrange(size(), obstacles(), int(edgeSpace * m_scene->scale()));
}

/// Beside or above the panel of a tool, in the lower part; in a map without room there only the layer is shown.
void MapWidget::arrangeHeat(std::vector<QRectF> &covered)
{
    if (!m_heat)
        return;
    std::vector<QRectF> others = obstacles();
    if (const auto panel = m_tools->panel())
        others.emplace_back(*panel);
    const auto place = freePlace(size(), m_heat->sizeHint(), others, int(edgeSpace * m_scene->scale()));
    m_heat->setVisible(place && place->top() > height() * highestHeat && m_view.layers().testFlag(MapLayer::Heat));
    if (m_heat->isHidden())
        return;
    m_heat->setGeometry(*place);
    covered.emplace_back(*place);
}

int MapWidget::buttonsWidth() const
{
    int wide = 0;
    for (const auto &column : {std::cref(m_buttons), std::cref(m_tools->buttons())}) {
        for (const MapButton *button : column.get())
            wide = std::max(wide, button->isHidden() ? 0 : button->width());
    }
    return wide;
}

void MapWidget::arrangeNotice(std::vector<QRectF> &covered)
{
    const double scale = m_scene->scale();
    const int edge = int(edgeSpace * scale);
    QRect room = rect().adjusted(edge, edge, -edge, -edge);
    const auto first = std::ranges::find_if(m_toggles, [](const MapButton *toggle) { return !toggle->isHidden(); });
    const int right = first == m_toggles.end() ? width() : (*first)->x();
    // Beside the switches, or below them where that would be too narrow.
    if (const int beside = right - edge - room.left(); beside >= noticeWidth * scale)
        room.setWidth(std::min(beside, int(widestNotice * scale)));
    else if (first != m_toggles.end())
        room.adjust(0, (*first)->geometry().bottom() + 1, -buttonsWidth() - edge, 0);
    m_notice->arrangeIn(room);
    if (!m_notice->isHidden())
        covered.emplace_back(m_notice->geometry());
}

void MapWidget::arrange()
{
    std::vector<QRectF> covered;
    arrangeToggles(covered);
    arrangeButtons(covered);
    arrangeNotice(covered);
    arrangeSearch(covered);
    const int edge = int(edgeSpace * m_scene->scale());
    const int top = m_toggles.back()->geometry().bottom() + 1 + edge;
    m_panels->arrangeIn({edge, top, width() - 3 * edge - buttonsWidth(), height() - top - edge});
    if (const QWidget *shown = m_panels->shown())
        covered.emplace_back(shown->geometry());
    m_overlay->setGeometry(rect());
    m_overlay->setOld(m_notice->isOld());
    arrangeTools();
    if (const auto panel = m_tools->panel())
        covered.emplace_back(*panel);
    arrangeHeat(covered);
    m_scene->setCovered(covered);
}

void MapWidget::arrangeSearch(std::vector<QRectF> &covered)
{
    const int edge = int(edgeSpace * m_scene->scale());
    int right = width() - edge;
    for (const MapButton *toggle : m_toggles)
        right = std::min(right, toggle->isHidden() ? right : toggle->x() - edge);
    // What is said of the data stands first.
    const int top = m_notice->isHidden() ? edge : m_notice->geometry().bottom() + 1 + edge;
    m_search->arrangeIn({edge, top, right - edge, height() - top - edge});
    // The names found lie over the map for a moment; it is not drawn anew for them.
    if (!m_search->isHidden())
        covered.emplace_back(m_search->line());
}

} // namespace wuquan
