// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/view/palette.h"

#include "data/core/resources.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <toml++/toml.hpp>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

std::optional<Rgb> rgbFromText(std::string_view text)
{
    if (text.size() != 7 || text[0] != '#')
        return std::nullopt;
    bool ok = false;
    const uint value = QByteArray(text.data() + 1, 6).toUInt(&ok, 16);
    if (!ok)
        return std::nullopt;
    return Rgb{std::uint8_t(value >> 16), std::uint8_t(value >> 8), std::uint8_t(value)};
}

/// Reads tokens and remembers the first one that was not there.
class TokenReader {
public:
    explicit TokenReader(const toml::table &table)
        : m_table(table)
    {
    }

    void read(std::string_view name, Rgb &into) { read(name, m_table.at_path(name), into); }

    template <std::size_t N>
    void read(std::string_view name, std::array<Rgb, N> &into)
    {
        for (std::size_t i = 0; i < N; ++i)
            read(name, m_table.at_path(name)[i], into[i]);
    }

    [[nodiscard]] const QString &missing() const { return m_missing; }

private:
    void read(std::string_view name, toml::node_view<const toml::node> node, Rgb &into)
    {
        const auto rgb = rgbFromText(node.value_or<std::string_view>({}));
        if (rgb)
            into = *rgb;
        else if (m_missing.isEmpty())
            m_missing = QString::fromUtf8(name.data(), qsizetype(name.size()));
    }

    const toml::table &m_table;
    QString m_missing;
};

} // namespace

double contrast(Rgb a, Rgb b)
{
    const auto luminance = [](Rgb rgb) {
        const auto linear = [](std::uint8_t value) {
            const double c = value / 255.0;
            return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(rgb.r) + 0.7152 * linear(rgb.g) + 0.0722 * linear(rgb.b);
    };
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

Result<Palette> Palette::load(const QString &theme)
{
    const QString name = u"styles/%1.toml"_s.arg(theme);
    const auto content = readResource(name);
    if (!content)
        return std::unexpected(content.error());
    toml::table table;
    try {
        table = toml::parse(std::string_view(content->constData(), std::size_t(content->size())));
    } catch (const toml::parse_error &error) {
        return failure(ErrorKind::Input, u"%1: %2"_s.arg(name, QString::fromUtf8(error.what())));
    }
    Palette palette;
    palette.dark = table["dark"].value_or(false);
    TokenReader tokens(table);
    tokens.read("background", palette.background);
    tokens.read("panel", palette.panel);
    tokens.read("line", palette.line);
    tokens.read("text", palette.text);
    tokens.read("secondary", palette.secondary);
    tokens.read("faint", palette.faint);
    tokens.read("water", palette.water);
    tokens.read("bank", palette.bank);
    tokens.read("street_border", palette.streetBorder);
    tokens.read("community_border", palette.communityBorder);
    tokens.read("road", palette.road);
    tokens.read("choropleth", palette.choropleth);
    tokens.read("severity", palette.severity);
    tokens.read("focus", palette.focus);
    tokens.read("selection_fill", palette.selectionFill);
    tokens.read("chart", palette.chart);
    tokens.read("device", palette.device);
    if (!tokens.missing().isEmpty())
        return failure(
            ErrorKind::Input, u"%1: '%2' is missing or not a colour like #1c1e20"_s.arg(name, tokens.missing()));
    return palette;
}

} // namespace wuquan
