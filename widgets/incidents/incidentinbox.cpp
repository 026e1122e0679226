// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/incidentinbox.h"

#include "data/view/datastatus.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "widgets/base/plainlabel.h"
#include "widgets/incidents/incidenttable.h"
#include "widgets/incidents/todobar.h"
#include "widgets/theme/appearance.h"

#include <QVBoxLayout>

using namespace std::chrono_literals;

namespace wuquan {

IncidentInbox::IncidentInbox(const DistrictStore &store, ViewState &view, Selection &selection,
    const DataStatusSource &status, const ServerClock &clock, Appearance &appearance, QWidget *parent)
    : Panel(appearance, parent)
    , m_store(store)
    , m_view(view)
    , m_selection(selection)
    , m_status(status)
    , m_clock(clock)
    , m_model(store, view.language())
    , m_proxy(m_model, store, view, clock)
{
    setAccessibleName(tr("待办"));
    // Connected before the table is: Qt moves the current row when its row goes, and that is nobody's choice.
    connect(&m_proxy, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_following = true; });
    connect(&m_proxy, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_following = true; });

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new TodoBar(m_proxy, view, appearance));
    m_table = new IncidentTable(m_proxy, clock, view.language(), appearance);
    column->addWidget(m_table, 1);
    auto *nothing = new PlainLabel(appearance, TextRole::Body, Tone::Secondary, m_table);
    nothing->setAlignment(Qt::AlignHCenter);
    nothing->setMaximumLines(2);
    nothing->hide();
    m_nothing = nothing;
    setContent(content);

    connect(&m_proxy, &QAbstractItemModel::rowsRemoved, this, &IncidentInbox::showSelection);
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, &IncidentInbox::showSelection);
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, &IncidentInbox::showSelection);
    connect(&m_proxy, &IncidentProxy::countsChanged, this, &IncidentInbox::updateState);
    connect(&selection, &Selection::changed, this, &IncidentInbox::followSelection);
    connect(&status, &DataStatusSource::changed, this, &IncidentInbox::updateState);
    connect(&store, &DistrictStore::changed, this, &IncidentInbox::updateState);
    connect(
        m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
            if (!m_following && current.isValid())
                m_selection.select(m_proxy.idAt(current.row()));
        });
    connect(&m_second, &QTimer::timeout, this, &IncidentInbox::tick);
    m_second.start(1s);
    showSelection();
    updateState();
}

void IncidentInbox::tickWith(MarkedIncidents &marked)
{
    m_table->tickWith(marked);
}

void IncidentInbox::tick()
{
    m_proxy.tick();
    m_table->tick();
}

void IncidentInbox::followSelection()
{
    // The map shows every group. What is chosen there must be found here; a group that is left by its row stays.
    const IncidentId *id = m_selection.as<IncidentId>();
    if (id && m_view.todo() != Todo::All && m_proxy.matches(*id) && !m_proxy.rowOf(*id))
        m_view.setTodo(Todo::All);
    showSelection();
}

void IncidentInbox::showSelection()
{
    m_following = true;
    const IncidentId *id = m_selection.as<IncidentId>();
    const auto row = id ? m_proxy.rowOf(*id) : std::nullopt;
    if (!row) {
        m_table->selectionModel()->clear();
    } else if (m_table->currentIndex().row() != *row || !m_table->selectionModel()->hasSelection()) {
        m_table->setCurrentIndex(m_proxy.index(*row, 0));
        m_table->scrollTo(m_proxy.index(*row, 0));
    }
    m_following = false;
}

void IncidentInbox::updateState()
{
    if (!showCondition(m_store, m_status.status(), m_clock.now(), m_view.language()))
        return;
    auto *nothing = static_cast<PlainLabel *>(m_nothing);
    nothing->setVisible(m_proxy.rowCount() == 0);
    if (m_proxy.rowCount() == 0) {
        nothing->setText(!m_store.isComplete() ? tr("正在读取…")
                : m_model.rows().empty()       ? tr("没有在办事件")
                : m_view.filter().isEmpty()    ? tr("此组没有事件")
                                               : tr("没有符合筛选的事件"));
        nothing->setGeometry(0, m_table->height() / 3, m_table->width(), nothing->heightForWidth(m_table->width()));
    }
}

} // namespace wuquan
