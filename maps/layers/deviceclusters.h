// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/clusterlayer.h"

#include <QCoreApplication>

namespace wuquan {

/// Devices farther away than street zoom: how many stand together, and how many of them are in which state.
class DeviceClusters final : public ClusterLayer {
    Q_DECLARE_TR_FUNCTIONS(DeviceClusters)
public:
    DeviceClusters()
        : ClusterLayer(MapLayer::DeviceClusters, Single::Marked)
    {
    }
    void prepare(const Frame &frame, std::span<const QRect> parts) override;

private:
    [[nodiscard]] const ClusterTree *tree(const Frame &frame) const override;
    [[nodiscard]] WorldPoint position(std::uint32_t point, const Frame &frame) const override;
    [[nodiscard]] QString allWords() const override;
    [[nodiscard]] std::array<QString, 4> classWords() const override;
    [[nodiscard]] std::array<Rgb, 4> inks(const Palette &palette) const override;

    ClusterTree m_tree; ///< of the devices by row of the store, classes by state
    std::uint64_t m_revision = 0; ///< of the devices
};

} // namespace wuquan
