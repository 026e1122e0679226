// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

class QButtonGroup;

namespace wuquan {

class Appearance;
class IncidentProxy;
class ViewState;

/// One group of the inbox with its count: name above, figure below.
class TodoButton : public QAbstractButton {
    Q_OBJECT
public:
    TodoButton(Appearance &appearance, QWidget *parent);
    void setCount(int count);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Appearance &m_appearance;
    int m_count = 0;
};

/// The groups 待办 待派 待签收 处置中 待核查 超期, of which one is shown in the list below.
class TodoBar : public QWidget {
    Q_OBJECT
public:
    TodoBar(const IncidentProxy &proxy, ViewState &view, Appearance &appearance, QWidget *parent = nullptr);

private:
    void recount();

    const IncidentProxy &m_proxy;
    ViewState &m_view;
    QButtonGroup *m_buttons;
};

} // namespace wuquan
