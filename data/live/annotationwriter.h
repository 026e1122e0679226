// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/domain/annotation.h"
#include "data/live/requestwriter.h"

namespace wuquan {

/// Carries orders of annotations to the database. Stations write rarely: no connection is kept for it.
class AnnotationWriter final : public RequestWriter {
    Q_OBJECT
public:
    explicit AnnotationWriter(SettingsSource settings)
        : RequestWriter(std::move(settings), Line::Opened)
    {
    }

public Q_SLOTS:
    void write(const wuquan::AnnotationOrder &order);

Q_SIGNALS:
    void answered(const wuquan::AnnotationAnswer &answer);

private:
    void tell(const QUuid &key, const Outcome &outcome) override;
};

} // namespace wuquan
