// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/layers/clusterlayer.h"

#include <QCoreApplication>

namespace wuquan {

/// Open incidents that stand together, and how many of them are how severe. The ones that stand alone, the newest
/// urgent one and the selected one have their marks in the layer of incidents.
class IncidentClusters final : public ClusterLayer {
    Q_DECLARE_TR_FUNCTIONS(IncidentClusters)
public:
    IncidentClusters()
        : ClusterLayer(MapLayer::IncidentClusters, Single::Elsewhere)
    {
    }

private:
    [[nodiscard]] const ClusterTree *tree(const Frame &frame) const override;
    [[nodiscard]] WorldPoint position(std::uint32_t point, const Frame &frame) const override;
    [[nodiscard]] QString allWords() const override;
    [[nodiscard]] std::array<QString, 4> classWords() const override;
    [[nodiscard]] std::array<Rgb, 4> inks(const Palette &palette) const override;
};

} // namespace wuquan
