// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "maps/view/annotationtool.h"

#include "maps/style/type.h"

#include <algorithm>
#include <utility>

namespace wuquan {

using State = AnnotationAnswer::State;

AnnotationTool::AnnotationTool(AnnotationContext context, const Palette &palette, QWidget *map)
    : QObject(map)
    , m_context(std::move(context))
    , m_panel(new AnnotationPanel(palette, map))
{
    m_panel->hide();
    connect(m_panel, &AnnotationPanel::requested, this, &AnnotationTool::act);
    connect(m_panel, &AnnotationPanel::kindChanged, this, &AnnotationTool::changed);
    connect(&m_context.desk, &AnnotationDesk::changed, this, &AnnotationTool::refresh);
    connect(&m_context.desk, &AnnotationDesk::settled, this, &AnnotationTool::onSettled);
    connect(&m_context.selection, &Selection::changed, this, &AnnotationTool::followSelection);
}

bool AnnotationTool::isDrawn() const
{
    return !isEditing() && (m_panel->kind() == AnnotationKind::Line || m_panel->kind() == AnnotationKind::Area);
}

void AnnotationTool::setOn(bool on)
{
    m_isOn = on;
    m_panel->setVisible(on);
    m_sketch.clear();
    if (on) {
        m_panel->say({}, false);
        followSelection();
        refresh();
    } else {
        m_edited.reset();
        m_panel->setEditing(false);
    }
}

bool AnnotationTool::select(QPointF at)
{
    const SelectedThing thing = m_context.pick(at);
    if (!std::holds_alternative<AnnotationId>(thing))
        return false;
    m_context.selection.select(thing);
    return true;
}

void AnnotationTool::stopEditing()
{
    if (m_context.selection.as<AnnotationId>())
        m_context.selection.clear();
}

void AnnotationTool::followSelection()
{
    if (!m_isOn)
        return;
    const AnnotationId *const id = m_context.selection.as<AnnotationId>();
    const Annotation *const annotation = id ? m_context.store.annotation(*id) : nullptr;
    if (annotation) {
        edit(*annotation);
    } else if (m_edited) {
        m_edited.reset();
        m_panel->setEditing(false);
        m_panel->setContent(m_panel->kind(), m_panel->role(), {});
    }
    Q_EMIT changed();
}

void AnnotationTool::edit(const Annotation &annotation)
{
    if (m_edited && m_edited->id == annotation.id)
        return;
    m_edited = annotation;
    m_panel->setContent(annotation.kind, annotation.role, annotation.text);
    m_panel->setEditing(true, annotation.author);
    m_panel->say({}, false);
}

void AnnotationTool::setSketch(const std::vector<GeoPoint> &points)
{
    m_sketch = points;
}

std::vector<AnnotationWish> AnnotationTool::wishes() const
{
    std::vector<AnnotationWish> wishes;
    for (const AnnotationDesk::Entry &entry : m_context.desk.entries()) {
        // What is to be removed stands there until it is.
        if (entry.request.kind != AnnotationOrder::Kind::Remove)
            wishes.push_back({entry.request.draft, stateWord(entry.answer.state)});
    }
    return wishes;
}

QString AnnotationTool::stateWord(State state)
{
    switch (state) {
    case State::Sending:
    case State::Done:
        return tr("正在保存");
    case State::Waiting:
        return tr("等待连接");
    case State::Unknown:
        return tr("结果未知");
    case State::Conflict:
    case State::Refused:
        return tr("没有保存");
    }
    return {};
}

QString AnnotationTool::faultText(AnnotationFault fault) const
{
    switch (fault) {
    case AnnotationFault::TooFewPoints:
        return m_sketch.empty()                       ? tr("先在地图上点出位置。")
            : m_panel->kind() == AnnotationKind::Area ? tr("面至少要三个点。")
                                                      : tr("线至少要两个点。");
    case AnnotationFault::TooManyPoints:
        return tr("点太多,最多 500 个。");
    case AnnotationFault::BadPoint:
        return tr("有的点不在地图范围内。");
    case AnnotationFault::TooLong:
        return tr("文字最多 256 字。");
    case AnnotationFault::Control:
        return tr("文字里有看不见的控制字符,请删去。");
    case AnnotationFault::NoWords:
        return tr("请写下文字。");
    }
    return {};
}

QString AnnotationTool::accessText(AnnotationAccess access)
{
    switch (access) {
    case AnnotationAccess::Unknown:
        return tr("还没有连接数据库。");
    case AnnotationAccess::None:
        return tr("这个数据库没有标注。");
    case AnnotationAccess::Read:
        return tr("没有标注的权限,只能查看。");
    case AnnotationAccess::Write:
        break;
    }
    return {};
}

QString AnnotationTool::stateText(const AnnotationDesk::Entry &entry)
{
    switch (entry.answer.state) {
    case State::Waiting:
        return tr("没有连接,连上后发送。");
    case State::Unknown:
        return tr("连接中断,不知道是否已保存,正在再问。");
    default:
        return entry.request.kind == AnnotationOrder::Kind::Remove ? tr("正在移除…") : tr("正在保存…");
    }
}

void AnnotationTool::act(AnnotationPanel::Action action)
{
    using Action = AnnotationPanel::Action;
    switch (action) {
    case Action::Save:
        save();
        break;
    case Action::Remove:
        removeEdited();
        break;
    case Action::Undo:
        undo();
        break;
    case Action::Cancel:
        cancel();
        break;
    }
}

void AnnotationTool::save()
{
    // By Enter too, which knows nothing of buttons.
    if (m_context.desk.access() != AnnotationAccess::Write)
        return;
    AnnotationDraft draft{m_panel->kind(), m_panel->role(), m_sketch, m_panel->text()};
    if (m_edited) {
        draft.kind = m_edited->kind;
        draft.points = m_edited->points;
    }
    if (const auto fault = faultOf(draft)) {
        m_panel->say(faultText(*fault), true);
        return;
    }
    m_removed.reset();
    if (m_edited) {
        m_last = m_context.desk.change(*m_edited, draft);
        refresh();
        return;
    }
    m_sketch.clear();
    m_panel->setContent(draft.kind, draft.role, {});
    Q_EMIT sketchTaken();
    m_last = m_context.desk.make(draft);
    refresh();
}

void AnnotationTool::removeEdited()
{
    if (!m_edited || m_context.desk.access() != AnnotationAccess::Write)
        return;
    m_removed.reset();
    m_removing = *m_edited;
    m_last = m_context.desk.remove(*m_edited);
    refresh();
}

/// All that waits for a connection.
void AnnotationTool::cancel()
{
    for (const AnnotationDesk::Entry &entry : std::vector(m_context.desk.entries())) {
        if (entry.answer.state == State::Waiting)
            m_context.desk.dismiss(entry.request.key);
    }
}

void AnnotationTool::undo()
{
    if (!m_removed)
        return;
    const auto [annotation, version] = *std::exchange(m_removed, std::nullopt);
    m_last = m_context.desk.putBack(annotation, version);
    refresh();
}

void AnnotationTool::onSettled(const AnnotationOrder &order, const AnnotationAnswer &answer)
{
    if (m_removing && order.kind == AnnotationOrder::Kind::Remove && order.target == m_removing->id)
        m_removed = std::pair(*std::exchange(m_removing, std::nullopt), answer.version);
    if (order.kind == AnnotationOrder::Kind::Remove && m_edited && m_edited->id == order.target)
        stopEditing();
    if (const Annotation *row = m_edited ? m_context.store.annotation(m_edited->id) : nullptr;
        row && order.kind == AnnotationOrder::Kind::Change && order.target == row->id)
        m_edited = *row;
    if (order.key == m_last)
        m_panel->say(order.kind == AnnotationOrder::Kind::Remove ? tr("已移除。") : tr("已保存。"), false);
    refresh();
}

/// An order that came to nothing gives back what somebody drew and wrote.
void AnnotationTool::handBack(const AnnotationDesk::Entry &entry)
{
    const AnnotationOrder order = entry.request;
    const AnnotationAnswer answer = entry.answer;
    m_context.desk.dismiss(order.key);
    if (order.kind == AnnotationOrder::Kind::Remove)
        m_removing.reset();
    const bool isConflict = answer.state == State::Conflict;
    const Annotation *const row = isConflict ? m_context.store.annotation(order.target) : nullptr;
    if (row && m_edited && m_edited->id == row->id)
        m_edited = *row; // what is saved next is known to be over it
    if (order.kind == AnnotationOrder::Kind::Make) {
        m_panel->setContent(order.draft.kind, order.draft.role, order.draft.text);
        Q_EMIT sketchReturned(order.draft);
    }
    if (!isConflict)
        m_panel->say(tr("没有保存:%1").arg(plainLine(answer.reason, 200)), true);
    else if (row)
        m_panel->say(tr("没有保存:别人已改为“%1”。再按一次就以这里的为准。").arg(plainLine(row->text)), true);
    else
        m_panel->say(tr("没有保存:别人已移除这条标注。"), true);
}

void AnnotationTool::refresh()
{
    const auto failed = [](const AnnotationDesk::Entry &entry) {
        return entry.answer.state == State::Refused || entry.answer.state == State::Conflict;
    };
    const auto &entries = m_context.desk.entries();
    const auto back = std::ranges::find_if(entries, failed);
    // Not over what somebody draws at present.
    if (m_isOn && back != entries.end() && m_sketch.empty()) {
        handBack(AnnotationDesk::Entry(*back));
        return; // the desk has told of it
    }
    const AnnotationAccess access = m_context.desk.access();
    m_panel->setMayWrite(access == AnnotationAccess::Write);
    const AnnotationDesk::Entry *const last = m_context.desk.entry(m_last);
    const auto waits = [](const AnnotationDesk::Entry &entry) { return entry.answer.state == State::Waiting; };
    m_panel->setOffered(m_removed && !last, std::ranges::any_of(entries, waits));
    const bool hadNoAccess = std::exchange(m_tellsOfAccess, access != AnnotationAccess::Write);
    if (m_tellsOfAccess)
        m_panel->say(accessText(access), true);
    else if (last)
        m_panel->say(stateText(*last), last->answer.state == State::Waiting || last->answer.state == State::Unknown);
    else if (hadNoAccess)
        m_panel->say({}, false);
    Q_EMIT changed();
}

} // namespace wuquan
