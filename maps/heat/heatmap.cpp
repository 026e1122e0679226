// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/heat/heatmap.h"

#include "data/core/parallel.h"

#include <algorithm>
#include <bit>

namespace wuquan {

namespace {

constexpr int largestCell = 8; // device pixels
constexpr int cellsPerRadius = 6;
constexpr int passes = 3;
constexpr std::size_t pointsWorthAThread = 20'000;

/// sums[i] = values[i − reach] + … + values[i + reach], values having that much more at both ends.
void addNeighbours(const float *values, float *sums, std::size_t count, std::size_t width)
{
    std::copy_n(values, count, sums);
    for (std::size_t k = 1; k < width; ++k) {
        const float *shifted = values + k;
        for (std::size_t i = 0; i < count; ++i)
            sums[i] += shifted[i];
    }
}

/// One row of cells, blurred in place; the scratch holds a row and twice the reach.
void blurRow(std::span<float> row, std::size_t reach, std::vector<float> &scratch)
{
    scratch.assign(row.size() + 2 * reach, 0);
    for (int pass = 0; pass < passes; ++pass) {
        std::ranges::copy(row, scratch.begin() + std::ptrdiff_t(reach));
        addNeighbours(scratch.data(), row.data(), row.size(), 2 * reach + 1);
    }
}

/// A strip of columns from…to, blurred in place.
void blurColumns(float *cells, std::size_t columns, std::size_t rows, std::size_t reach, std::size_t from,
    std::size_t to, std::vector<float> &scratch)
{
    const std::size_t width = to - from;
    scratch.assign((rows + 2 * reach) * width, 0);
    for (int pass = 0; pass < passes; ++pass) {
        for (std::size_t y = 0; y < rows; ++y)
            std::copy_n(cells + y * columns + from, width, scratch.data() + (y + reach) * width);
        for (std::size_t y = 0; y < rows; ++y) {
            float *sums = cells + y * columns + from;
            std::copy_n(scratch.data() + y * width, width, sums);
            for (std::size_t k = 1; k <= 2 * reach; ++k) {
                const float *values = scratch.data() + (y + k) * width;
                for (std::size_t i = 0; i < width; ++i)
                    sums[i] += values[i];
            }
        }
    }
}

} // namespace

HeatRamp smoothRamp(std::span<const QRgb> colours)
{
    HeatRamp ramp{};
    for (std::size_t i = 0; i < ramp.size() && !colours.empty(); ++i) {
        const double at = double(i) / double(ramp.size() - 1) * double(colours.size() - 1);
        const auto first = std::size_t(at), second = std::min(first + 1, colours.size() - 1);
        const auto mix = [&](int (*channel)(QRgb)) {
            const double share = at - double(first);
            return int(std::lround(channel(colours[first]) * (1 - share) + channel(colours[second]) * share));
        };
        ramp[i] = qPremultiply(qRgba(mix(qRed), mix(qGreen), mix(qBlue), mix(qAlpha)));
    }
    return ramp;
}

HeatRamp classedRamp(std::span<const QRgb> colours)
{
    HeatRamp ramp{};
    for (std::size_t i = 0; i < ramp.size() && !colours.empty(); ++i)
        ramp[i] = qPremultiply(colours[i * colours.size() / ramp.size()]);
    return ramp;
}

const QImage &HeatMap::draw(const Camera &camera, double pixelRatio, const HeatPoints &points, const HeatLook &look)
{
    const QSize size(int(std::ceil(camera.width * pixelRatio)), int(std::ceil(camera.height * pixelRatio)));
    if (m_image.size() != size || !m_image.isDetached())
        m_image = QImage(size, QImage::Format_ARGB32_Premultiplied);
    if (m_image.isNull())
        return m_image;
    const double radius = std::max(1.0, look.radius);
    m_grid.cell = int(std::bit_floor(unsigned(std::clamp(radius / cellsPerRadius, 1.0, double(largestCell)))));
    m_grid.reach = std::max(1, int(std::lround(radius / (3 * m_grid.cell))));
    m_grid.margin = passes * m_grid.reach + 1;
    const auto cells = [&](int pixels) { return (pixels + m_grid.cell - 1) / m_grid.cell + 2 * m_grid.margin; };
    m_grid.columns = cells(size.width());
    m_grid.rows = cells(size.height());
    m_grid.cellsPerWorld = camera.worldSize() * pixelRatio / m_grid.cell;
    const WorldPoint corner = camera.worldFromScreen({0, 0});
    m_grid.originX = corner.x - m_grid.margin / m_grid.cellsPerWorld;
    m_grid.originY = corner.y - m_grid.margin / m_grid.cellsPerWorld;
    sum(points);
    blur();
    level(look);
    switch (m_grid.cell) {
    case 1:
        paint<1>(look.ramp);
        break;
    case 2:
        paint<2>(look.ramp);
        break;
    case 4:
        paint<4>(look.ramp);
        break;
    default:
        paint<8>(look.ramp);
    }
    return m_image;
}

void HeatMap::sum(const HeatPoints &points)
{
    const std::size_t count = points.rows ? points.rows->size() : points.positions.size();
    const std::size_t pieces = std::clamp<std::size_t>(count / pointsWorthAThread, 1, parallelThreads());
    m_parts.resize(std::max(m_parts.size(), pieces));
    const Grid grid = m_grid;
    const std::size_t size = std::size_t(grid.columns) * std::size_t(grid.rows);
    inPieces(count, pieces, [&](std::size_t piece, std::size_t from, std::size_t to) {
        std::vector<float> &cells = m_parts[piece];
        cells.assign(size + 1, 0); // the last for what lies outside
        const auto cellOf = [&grid, outside = std::uint32_t(size)](WorldPoint at) {
            const double x = (at.x - grid.originX) * grid.cellsPerWorld, y = (at.y - grid.originY) * grid.cellsPerWorld;
            const bool isInside = (x >= 0) & (x < grid.columns) & (y >= 0) & (y < grid.rows);
            const int column = int(isInside ? x : 0), row = int(isInside ? y : 0);
            return isInside ? std::uint32_t(row * grid.columns + column) : outside;
        };
        if (!points.rows && points.weights.empty()) {
            // First where, then how many: the first needs no memory, the second nothing else.
            std::array<std::uint32_t, 256> where;
            for (std::size_t i = from; i < to; i += where.size()) {
                const std::size_t here = std::min(where.size(), to - i);
                for (std::size_t k = 0; k < here; ++k)
                    where[k] = cellOf(points.positions[i + k]);
                for (std::size_t k = 0; k < here; ++k)
                    cells[where[k]] += 1;
            }
            return;
        }
        for (std::size_t i = from; i < to; ++i) {
            const std::size_t row = points.rows ? (*points.rows)[i] : i;
            const WorldPoint at = points.positions[row];
            const double x = (at.x - grid.originX) * grid.cellsPerWorld, y = (at.y - grid.originY) * grid.cellsPerWorld;
            if (!(x >= 0 && x < grid.columns && y >= 0 && y < grid.rows))
                continue;
            const float weight = points.weights.empty() ? 1 : points.weights[row];
            if (weight > 0 && std::isfinite(weight))
                cells[std::size_t(y) * std::size_t(grid.columns) + std::size_t(x)] += weight;
        }
    });
    m_cells.swap(m_parts[0]);
    m_cells.resize(size);
    for (std::size_t piece = 1; piece < pieces; ++piece) {
        for (std::size_t i = 0; i < size; ++i)
            m_cells[i] += m_parts[piece][i];
    }
}

void HeatMap::blur()
{
    const auto columns = std::size_t(m_grid.columns), rows = std::size_t(m_grid.rows);
    const auto reach = std::size_t(m_grid.reach);
    inPieces(rows, parallelThreads(), [&](std::size_t, std::size_t from, std::size_t to) {
        std::vector<float> scratch;
        for (std::size_t y = from; y < to; ++y)
            blurRow(std::span(m_cells).subspan(y * columns, columns), reach, scratch);
    });
    inPieces(columns, parallelThreads(), [&](std::size_t, std::size_t from, std::size_t to) {
        std::vector<float> scratch;
        blurColumns(m_cells.data(), columns, rows, reach, from, to, scratch);
    });
}

float HeatMap::densest() const
{
    const int beyond = m_grid.margin - 1; // one cell more than the view: its edge is half of that colour
    float most = 0;
    for (int y = beyond; y < m_grid.rows - beyond; ++y) {
        const auto row = std::span(m_cells).subspan(std::size_t(y) * std::size_t(m_grid.columns) + std::size_t(beyond));
        most = std::max(most, std::ranges::max(row.first(std::size_t(m_grid.columns - 2 * beyond))));
    }
    return most;
}

void HeatMap::level(const HeatLook &look)
{
    const double width = 2 * m_grid.reach + 1;
    // Sums of as many cells as were averaged, and cells in place of squares of the radius.
    const double perSquare = std::pow(std::max(1.0, look.radius) / m_grid.cell, 2) / std::pow(width, 2 * passes);
    m_full = look.full > 0 ? look.full : densest() * perSquare;
    const auto scale = m_full > 0 ? float(65535 * perSquare / m_full) : 0;
    m_levels.resize(m_cells.size());
    for (std::size_t i = 0; i < m_cells.size(); ++i)
        m_levels[i] = std::uint16_t(std::min(m_cells[i] * scale + 0.5F, 65535.F));
}

template <int cell>
void HeatMap::paint(const HeatRamp &ramp)
{
    constexpr int steps = 2 * cell; // from the middle of a cell to the next, in halves of a pixel
    constexpr int indexShift = std::bit_width(unsigned(steps)) - 1 + 8;
    const int width = m_image.width(), columns = m_grid.columns;
    uchar *bits = m_image.bits();
    const qsizetype stride = m_image.bytesPerLine();
    inPieces(std::size_t(m_image.height()), parallelThreads(), [&](std::size_t, std::size_t from, std::size_t to) {
        std::vector<std::int32_t> values(m_cells.size() / std::size_t(m_grid.rows));
        std::vector<std::uint32_t> colours(values.size() * cell);
        for (std::size_t y = from; y < to; ++y) {
            const int down = 2 * int(y) + 1 - cell + m_grid.margin * steps; // never negative
            const std::uint16_t *upper = m_levels.data() + std::size_t(down / steps) * std::size_t(columns);
            const std::uint16_t *lower = upper + columns;
            const int share = down % steps;
            for (int i = 0; i < columns; ++i)
                values[std::size_t(i)] = (upper[i] * (steps - share) + lower[i] * share) / steps;
            // Cell i begins half a cell before its middle: its colours go from there to the next.
            std::uint32_t *colour = colours.data();
            for (int i = m_grid.margin - 1; i < columns - m_grid.margin; ++i, colour += cell) {
                const std::int32_t step = values[std::size_t(i) + 1] - values[std::size_t(i)];
                std::int32_t value = values[std::size_t(i)] * steps + (cell == 1 ? 0 : step);
                for (int k = 0; k < cell; ++k, value += 2 * step)
                    colour[k] = ramp[std::size_t(value >> indexShift)];
            }
            auto *line = reinterpret_cast<std::uint32_t *>(bits + qsizetype(y) * stride);
            std::copy_n(colours.data() + std::max(1, cell / 2), width, line);
        }
    });
}

} // namespace wuquan
