// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QPushButton;

namespace wuquan {

class Appearance;
class DistrictStore;
class ViewState;

/// What is filtered, one chip each with × that takes it back, and 清除 for all; hidden while nothing is filtered.
class FilterChips : public QWidget {
    Q_OBJECT
public:
    FilterChips(const DistrictStore &store, ViewState &view, Appearance &appearance, QWidget *parent = nullptr);

Q_SIGNALS:
    void clearRequested();

private:
    enum Part { AreaPart, CirclePart, SeverityPart, TextPart };

    QPushButton *addButton(const QString &role);
    void remove(Part part);
    void refresh();
    void retheme();

    const DistrictStore &m_store;
    ViewState &m_view;
    const Appearance &m_appearance;
    QHBoxLayout *m_row;
    std::vector<QPushButton *> m_chips; ///< by Part
    QPushButton *m_clear;
};

} // namespace wuquan
