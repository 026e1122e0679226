// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/casework.h"
#include "widgets/base/plainlabel.h"

#include <QUuid>

#include <vector>

namespace wuquan {

/// Says how many incidents are ticked, and how far a decision about all of them is. Those that it was done for lose
/// their tick; where it was not, the tick stays, and the card tells why.
class BatchLine : public PlainLabel {
    Q_OBJECT
public:
    BatchLine(CaseWork work, Appearance &appearance, QWidget *parent = nullptr);

    /// Follows what was asked for under these keys.
    void follow(const QString &action, std::vector<QUuid> keys);

private:
    void refresh();
    void settle(const DispatchRequest &request);

    CaseWork m_work;
    QString m_action;
    std::vector<QUuid> m_keys;
};

} // namespace wuquan
