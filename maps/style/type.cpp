// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/style/type.h"

#include <QImage>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {
constexpr double smallestText = 12; ///< device-independent pixels
} // namespace

double textPixels(double design, double scale, double pixelRatio)
{
    return std::max(smallestText, design * scale) * pixelRatio;
}

QFont serifFont(double pixels)
{
    QFont font(QStringList{u"Noto Serif CJK SC"_s, u"Noto Serif SC"_s, u"serif"_s});
    font.setPixelSize(std::max(1, int(std::lround(pixels))));
    font.setWeight(QFont::Bold);
    font.setLetterSpacing(QFont::AbsoluteSpacing, pixels * 0.12);
    return font;
}

QFont spacedFor(const QPaintDevice &device, QFont font)
{
    static const int screen = QImage(1, 1, QImage::Format_RGB32).logicalDpiY();
    font.setLetterSpacing(QFont::AbsoluteSpacing, font.letterSpacing() * screen / device.logicalDpiY());
    return font;
}

QFont sansFont(double pixels, bool bold)
{
    QFont font(QStringList{u"Inter"_s, u"Noto Sans CJK SC"_s, u"Noto Sans SC"_s, u"sans-serif"_s});
    font.setPixelSize(std::max(1, int(std::lround(pixels))));
    font.setWeight(bold ? QFont::Bold : QFont::Normal);
    font.setFeature("tnum", 1);
    return font;
}

QString plainLine(const QString &text, qsizetype length)
{
    QString line = text.left(length + 1);
    for (QChar &c : line) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph)
            c = QChar::ReplacementCharacter;
    }
    return line.size() > length ? line.left(length - 1) + u'…' : line;
}

Rgb mixed(Rgb from, Rgb to, double share)
{
    const auto mix = [share](std::uint8_t a, std::uint8_t b) { return std::uint8_t(std::lround(a + (b - a) * share)); };
    return {mix(from.r, to.r), mix(from.g, to.g), mix(from.b, to.b)};
}

} // namespace wuquan
