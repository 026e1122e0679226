// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/applytheme.h"

#include "widgets/theme/theme.h"

#include <QApplication>
#include <QPalette>
#include <QStyleFactory>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

QPalette paletteOf(const Theme &theme)
{
    const Palette &p = theme.palette;
    QPalette palette;
    palette.setColor(QPalette::Window, Theme::color(p.background));
    palette.setColor(QPalette::WindowText, Theme::color(p.text));
    palette.setColor(QPalette::Base, Theme::color(p.panel));
    palette.setColor(QPalette::AlternateBase, Theme::color(p.panel));
    palette.setColor(QPalette::Text, Theme::color(p.text));
    palette.setColor(QPalette::Button, Theme::color(p.panel));
    palette.setColor(QPalette::ButtonText, Theme::color(p.text));
    palette.setColor(QPalette::BrightText, Theme::color(p.text));
    palette.setColor(QPalette::PlaceholderText, Theme::color(p.secondary));
    palette.setColor(QPalette::ToolTipBase, Theme::color(p.panel));
    palette.setColor(QPalette::ToolTipText, Theme::color(p.text));
    palette.setColor(QPalette::Highlight, Theme::color(p.selectionFill));
    palette.setColor(QPalette::HighlightedText, Theme::color(p.text));
    palette.setColor(QPalette::Link, Theme::color(p.focus));
    for (const auto role : {QPalette::Light, QPalette::Midlight, QPalette::Mid, QPalette::Dark, QPalette::Shadow})
        palette.setColor(role, Theme::color(p.line));
    palette.setColor(QPalette::Disabled, QPalette::Text, Theme::color(p.faint));
    palette.setColor(QPalette::Disabled, QPalette::WindowText, Theme::color(p.faint));
    palette.setColor(QPalette::Disabled, QPalette::ButtonText, Theme::color(p.faint));
    return palette;
}

/// Tokens are written as $name; lengths as @n, in pixels of a 1080-line screen.
constexpr auto sheet = R"(
QToolTip { background: $panel; color: $text; border: 1px solid $line; padding: @4; }
QMenu { background: $panel; color: $text; border: 1px solid $line; padding: @4; }
QMenu::item { padding: @6 @24 @6 @24; border-radius: @4; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::indicator { width: @12; height: @12; left: @6; }
QLineEdit { background: $background; color: $text; border: 1px solid $line; border-radius: @4; padding: 0 @12;
    selection-background-color: $focus; selection-color: $onFocus; }
QLineEdit:focus { border: @2 solid $focus; padding: 0 @11; }
QAbstractButton[flatRole="plain"] { background: transparent; color: $text; border: 1px solid transparent;
    border-radius: @4; padding: @2 @8; }
QAbstractButton[flatRole="outline"] { background: transparent; color: $text; border: 1px solid $outline;
    border-radius: @4; padding: @2 @12; }
QAbstractButton[flatRole="primary"] { background: $focus; color: $onFocus; border: 1px solid $focus;
    border-radius: @4; padding: @2 @16; }
QAbstractButton[flatRole="chip"] { background: transparent; color: $text; border: 1px solid $focus;
    border-radius: @4; padding: @2 @10; }
QAbstractButton[flatRole]:hover { background: $selection; }
QAbstractButton[flatRole]:checked { background: $selection; border: 1px solid $outline; }
QAbstractButton[flatRole="chip"]:focus { background: $selection; }
QAbstractButton[flatRole]:focus { border: @2 solid $focus; }
QAbstractButton[flatRole="primary"]:hover { background: $focus; }
QAbstractButton[flatRole="primary"]:focus { border: @2 solid $text; }
QAbstractButton[flatRole="primary"]:disabled, QAbstractButton[flatRole="outline"]:disabled { background: transparent;
    color: $secondary; border: 1px solid $line; }
QToolButton::menu-indicator { image: none; width: 0; }
QAbstractItemView { background: transparent; border: none; outline: none; }
QAbstractButton { outline: none; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $secondary; border: none; border-bottom: 1px solid $line;
    padding: 0 @4; }
QHeaderView::section:hover { color: $text; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: @8; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: @4; min-height: @32; }
QScrollBar::handle:vertical:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)"_L1;

QString styleSheetOf(const Theme &theme)
{
    const Palette &p = theme.palette;
    const std::pair<QLatin1StringView, Rgb> tokens[] = {{"$panel"_L1, p.panel}, {"$background"_L1, p.background},
        {"$text"_L1, p.text}, {"$secondary"_L1, p.secondary}, {"$faint"_L1, p.faint}, {"$line"_L1, p.line},
        {"$selection"_L1, p.selectionFill}, {"$focus"_L1, p.focus}, {"$onFocus"_L1, theme.onFocus()},
        {"$outline"_L1, p.streetBorder}};
    QString source(sheet);
    for (const auto &[token, colour] : tokens)
        source.replace(QString(token) + u';', Theme::color(colour).name() + u';');
    QString text;
    QStringView rest = source;
    for (qsizetype at = rest.indexOf(u'@'); at >= 0; at = rest.indexOf(u'@')) {
        text += rest.first(at);
        rest = rest.sliced(at + 1);
        qsizetype digits = 0;
        while (digits < rest.size() && rest[digits].isDigit())
            ++digits;
        text += QString::number(theme.px(rest.first(digits).toInt())) + u"px"_s;
        rest = rest.sliced(digits);
    }
    return text + rest.toString();
}

} // namespace

void applyTheme(QApplication &application, const Theme &theme)
{
    // Fusion draws everything from the palette; a desktop's own style would bring colours of its own.
    application.setStyle(QStyleFactory::create(u"Fusion"_s));
    application.setPalette(paletteOf(theme));
    application.setFont(theme.font(TextRole::Body));
    application.setStyleSheet(styleSheetOf(theme));
}

} // namespace wuquan
