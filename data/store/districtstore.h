// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/ids.h"
#include "data/geo/point.h"
#include "data/store/changebatch.h"

#include <QHash>
#include <QObject>

#include <optional>
#include <unordered_map>
#include <vector>

namespace wuquan {

/// What one batch changed, for layers and models to mark what is dirty. Indices hold until the next change.
struct StoreChange {
    bool everything = false; ///< the store was emptied first; all flags below are set too
    bool completed = false; ///< with this batch a full state has arrived, even if it is an empty one
    bool catalogue = false;
    bool areas = false;
    bool places = false;
    bool responders = false;
    bool annotations = false;
    bool trends = false;
    bool indicators = false;
    bool withdrawn = false;
    bool devicesReordered = false; ///< devices were added or removed: every index may have moved
    std::vector<DeviceIndex> devices; ///< changed in place
    std::vector<IncidentId> incidentsAdded;
    std::vector<IncidentId> incidentsChanged;
    std::vector<IncidentId> incidentsRemoved;

    [[nodiscard]] bool incidents() const
    {
        return everything || !incidentsAdded.empty() || !incidentsChanged.empty() || !incidentsRemoved.empty();
    }
};

/// Devices by column, one element a device in each; positions are ready for drawing.
struct DeviceColumns {
    std::vector<DeviceId> id;
    std::vector<WorldPoint> position; ///< meaningless where !positioned
    std::vector<DeviceKindId> kind;
    std::vector<DeviceState> state;
    std::vector<std::uint8_t> positioned; ///< 0 or 1
    std::vector<AreaId> grid; ///< 0: none
    std::vector<float> heading; ///< degrees clockwise from north, NaN: none
    std::vector<float> fieldOfView; ///< degrees, NaN: none
    std::vector<float> reach; ///< metres, NaN: none
    std::vector<QString> name;
    std::vector<std::int64_t> version;

    [[nodiscard]] std::size_t size() const { return id.size(); }
};

/// Everything the screens show, as last heard from the database. Lives in the GUI thread; owned by app.
/// Holds areas, devices, places, responders, annotations, all open incidents and those reported today.
class DistrictStore : public QObject {
    Q_OBJECT
public:
    explicit DistrictStore(QObject *parent = nullptr);

    /// Applies a batch as one step and announces it with one changed(). Rows older than what is held are ignored,
    /// unless the batch overrules.
    void apply(const ChangeBatch &batch);

    /// Everything held, as the batch that starts anew with it: what statefile.h keeps on disk. It copies, sharing
    /// texts.
    [[nodiscard]] ChangeBatch state() const;

    [[nodiscard]] bool isEmpty() const { return m_areas.empty(); }
    /// Whether a full state has been read since the last start.
    [[nodiscard]] bool isComplete() const { return m_complete; }

    [[nodiscard]] const Catalogue &catalogue() const { return *m_catalogue; }

    [[nodiscard]] const std::vector<Area> &areas() const { return m_areas; }
    [[nodiscard]] const Area *area(AreaId id) const;
    /// The area itself or its ancestor at this level.
    [[nodiscard]] const Area *ancestor(AreaId id, AreaLevel level) const;

    /// Calls visit(area) for an area and those above it, from below, as far as they are known.
    template <class Visit>
    void eachUpwards(AreaId id, const Visit &visit) const
    {
        // As deep as the tree; a foreign database with a loop must not hang us.
        const Area *at = area(id);
        for (int depth = 0; at && depth < 4; ++depth) {
            visit(*at);
            at = at->parent ? area(*at->parent) : nullptr;
        }
    }

    [[nodiscard]] const DeviceColumns &devices() const { return m_devices; }
    [[nodiscard]] std::optional<DeviceIndex> deviceIndex(DeviceId id) const;

    [[nodiscard]] const std::vector<Incident> &incidents() const { return m_incidents; }
    [[nodiscard]] const Incident *incident(IncidentId id) const;

    [[nodiscard]] const std::vector<Place> &places() const { return m_places; }
    [[nodiscard]] const Place *place(PlaceId id) const;
    [[nodiscard]] const std::vector<Responder> &responders() const { return m_responders; }
    [[nodiscard]] const Responder *responder(ResponderId id) const;
    [[nodiscard]] const std::vector<Annotation> &annotations() const { return m_annotations; }
    [[nodiscard]] const Annotation *annotation(AnnotationId id) const;

    [[nodiscard]] const TrendCube &trends() const { return *m_trends; }
    [[nodiscard]] const std::vector<IndicatorFigure> &indicators() const { return *m_indicators; }

    [[nodiscard]] const std::vector<IrregularRow> &irregularRows() const { return m_irregularRows; }
    /// Changes that were shown and that the database does not know any more since it went over to another server, until
    /// somebody has taken note.
    [[nodiscard]] const std::vector<WithdrawnChange> &withdrawn() const { return m_withdrawn; }
    void forgetWithdrawn();
    /// Where the feed stood after the newest batch applied; none before the first state is whole.
    [[nodiscard]] std::optional<FeedPosition> position() const { return m_position; }
    /// Server time of the newest batch applied: how old everything on screen is.
    [[nodiscard]] std::optional<Instant> asOf() const { return m_asOf; }
    /// Server time up to which the indicators were counted; they are counted anew less often than the rest is read.
    [[nodiscard]] std::optional<Instant> indicatorsAsOf() const { return m_indicatorsAsOf; }

Q_SIGNALS:
    void changed(const wuquan::StoreChange &change);

private:
    void clear();
    void applyIrregularRows(const ChangeBatch &batch);
    void applyDevices(const ChangeBatch &batch, StoreChange &change);

    bool m_complete = false;
    std::shared_ptr<const Catalogue> m_catalogue;
    std::vector<Area> m_areas;
    std::unordered_map<AreaId, std::size_t> m_areaRows;
    DeviceColumns m_devices;
    QHash<DeviceId, DeviceIndex> m_deviceRows;
    std::vector<Incident> m_incidents;
    std::unordered_map<IncidentId, std::size_t> m_incidentRows;
    std::vector<Place> m_places;
    std::unordered_map<PlaceId, std::size_t> m_placeRows;
    std::vector<Responder> m_responders;
    std::unordered_map<ResponderId, std::size_t> m_responderRows;
    std::vector<Annotation> m_annotations;
    std::unordered_map<AnnotationId, std::size_t> m_annotationRows;
    std::shared_ptr<const TrendCube> m_trends;
    std::shared_ptr<const std::vector<IndicatorFigure>> m_indicators;
    std::vector<IrregularRow> m_irregularRows;
    std::optional<Instant> m_asOf;
    std::optional<Instant> m_indicatorsAsOf;
    std::optional<FeedPosition> m_position;
    std::vector<WithdrawnChange> m_withdrawn;
};

} // namespace wuquan
