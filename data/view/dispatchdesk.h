// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/dispatch.h"
#include "data/view/requestdesk.h"

#include <optional>

namespace wuquan {

/// What this station has decided about incidents and does not see in the store yet. An incident takes one decision at a
/// time: the next is made when the screen shows what came of the last.
class DispatchDesk final : public RequestDesk<DispatchRequest, DispatchAnswer> {
    Q_OBJECT
public:
    explicit DispatchDesk(const DistrictStore &store, QObject *parent = nullptr);

    /// Asks for an action with an incident as the store shows it. None: it isn't there, or a decision about it is under
    /// way.
    std::optional<QUuid> act(IncidentId incident, const QString &action, const QJsonObject &detail = {});
    /// Asks for a file to be put with an incident; as act().
    std::optional<QUuid> attach(IncidentId incident, const QString &name, const QByteArray &file);
    /// Asks again for what an earlier run of the program asked for and never heard of.
    void resume(const DispatchRequest &request);
    /// Tells of a request of an earlier run that it is not asked for again.
    void giveUp(const DispatchRequest &request, const QString &reason);
    /// The last of an incident.
    [[nodiscard]] const Entry *entryOf(IncidentId incident) const;

Q_SIGNALS:
    void requested(const wuquan::DispatchRequest &request); ///< for the writer
    /// The store shows what the database has done.
    void settled(const wuquan::DispatchRequest &request, const wuquan::DispatchAnswer &answer);

private:
    std::optional<QUuid> ask(DispatchRequest request);
    [[nodiscard]] bool isShown(const Entry &entry) const override;
    void tellSettled(const Entry &entry) override { Q_EMIT settled(entry.request, entry.answer); }
};

} // namespace wuquan
