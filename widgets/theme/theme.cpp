// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// Size and weight of each role on a 1080-line screen.
struct RoleFont {
    int px;
    QFont::Weight weight;
};

RoleFont roleFont(TextRole role)
{
    switch (role) {
    case TextRole::Small:
        return {14, QFont::Normal};
    case TextRole::Body:
        return {16, QFont::Normal};
    case TextRole::Strong:
        return {16, QFont::DemiBold};
    case TextRole::Heading:
        return {20, QFont::DemiBold};
    case TextRole::BarClock:
        return {24, QFont::DemiBold};
    case TextRole::Figure:
        return {36, QFont::DemiBold};
    case TextRole::Clock:
        return {44, QFont::DemiBold};
    case TextRole::AreaName:
        return {24, QFont::DemiBold};
    }
    return {16, QFont::Normal};
}

} // namespace

Result<Theme> Theme::load(const QString &name, double scale)
{
    const auto palette = Palette::load(name);
    if (!palette)
        return std::unexpected(palette.error());
    return Theme{name, *palette, scale};
}

double Theme::scaleFor(QSize window)
{
    // A narrow, high window must not get text that its width can't hold.
    return std::clamp(std::min(window.height() / 1080.0, window.width() / 1707.0), 0.8, 4.0);
}

int Theme::textPx(TextRole role) const
{
    return std::max(12, qRound(roleFont(role).px * scale));
}

QFont Theme::font(TextRole role) const
{
    QFont font;
    font.setFamilies(role == TextRole::AreaName ? QStringList{u"Noto Serif CJK SC"_s}
                                                : QStringList{u"Inter"_s, u"Noto Sans CJK SC"_s});
    font.setPixelSize(textPx(role));
    font.setWeight(roleFont(role).weight);
    font.setFeature(QFont::Tag("tnum"), 1);
    if (role == TextRole::AreaName)
        font.setLetterSpacing(QFont::PercentageSpacing, 112);
    return font;
}

QColor Theme::color(Rgb rgb, double opacity)
{
    QColor color = QColor::fromRgb(rgb.argb());
    color.setAlphaF(float(opacity));
    return color;
}

Rgb Theme::onFocus() const
{
    return contrast(palette.focus, palette.panel) > contrast(palette.focus, palette.text) ? palette.panel
                                                                                          : palette.text;
}

double Theme::textContrast() const
{
    return name == u"wall" ? 7 : 6;
}

Rgb Theme::legible(Rgb colour, Rgb surface) const
{
    return contrast(colour, surface) >= textContrast() ? colour : palette.text;
}

} // namespace wuquan
