// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/dispatch/recommendation.h"

#include <QWidget>

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace wuquan {

class Appearance;

/// Whom to send: the best few with the reasons why. Return or a digit sends one, arrows move, Esc leaves it.
class ResponderPicker : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t shownMost = 6;

    ResponderPicker(const DistrictStore &store, Language language, Appearance &appearance, QWidget *parent = nullptr);

    void setRecommended(const std::vector<Recommended> &recommended);
    /// Gives the focus to the first.
    void begin();

Q_SIGNALS:
    void chosen(wuquan::ResponderId responder);
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QString nameOf(const Recommended &recommended) const;
    [[nodiscard]] QString reasons(const Recommended &recommended) const;
    void retheme();

    const DistrictStore &m_store;
    Language m_language;
    const Appearance &m_appearance;
    QVBoxLayout *m_column;
    std::vector<Recommended> m_recommended;
    std::vector<QPushButton *> m_rows;
};

} // namespace wuquan
