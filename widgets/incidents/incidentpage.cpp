// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/incidentpage.h"

#include "data/core/shanghai.h"
#include "data/view/casework.h"
#include "widgets/base/bigfigure.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/severitymark.h"
#include "widgets/incidents/caseactions.h"
#include "widgets/incidents/casefacts.h"
#include "widgets/incidents/casefiles.h"
#include "widgets/incidents/figurepair.h"
#include "widgets/incidents/incidentmodel.h"
#include "widgets/incidents/stepclock.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"
#include "widgets/theme/words.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan {

IncidentPage::IncidentPage(
    const DistrictStore &store, const ServerClock &clock, Language language, Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_clock(clock)
    , m_language(language)
    , m_appearance(appearance)
    , m_column(new QVBoxLayout(this))
    , m_heading(new QHBoxLayout)
    , m_outside(new QHBoxLayout)
    , m_mark(new SeverityMark(appearance, 20))
    , m_title(new PlainLabel(appearance, TextRole::Heading))
    , m_line(new PlainLabel(appearance, TextRole::Body, Tone::Secondary))
    , m_onlookers(new PlainLabel(appearance, TextRole::Body, Tone::Warning))
    , m_outsideText(new PlainLabel(appearance, TextRole::Body, Tone::Warning))
    , m_clearFilter(new QPushButton)
    , m_clocks(new FigurePair(appearance))
    , m_supervisions(new FactList(FactList::Values::Left, appearance))
    , m_duplicates(new FactList(FactList::Values::Left, appearance))
    , m_orders(new FactList(FactList::Values::Left, appearance))
    , m_course(new FactList(FactList::Values::Left, appearance))
    , m_details(new FactList(FactList::Values::Left, appearance))
{
    // The list cuts titles; here they are whole, however long.
    m_title->setMaximumLines(PlainLabel::allLines);
    m_line->setMaximumLines(PlainLabel::allLines);
    m_onlookers->setMaximumLines(PlainLabel::allLines);
    m_onlookers->hide();
    m_outsideText->setMaximumLines(PlainLabel::allLines);
    m_outsideText->setText(tr("不在当前筛选中"));
    m_clearFilter->setText(tr("清除筛选 Esc"));
    m_clearFilter->setProperty("flatRole", u"outline"_s);
    m_outside->addWidget(m_outsideText, 1);
    m_outside->addWidget(m_clearFilter, 0, Qt::AlignTop);
    m_heading->addWidget(m_mark, 0, Qt::AlignTop);
    m_heading->addWidget(m_title, 1);
    m_column->addLayout(m_heading);
    m_column->addWidget(m_line);
    m_column->addWidget(m_onlookers);
    m_column->addLayout(m_outside);
    m_column->addWidget(m_clocks);
    m_column->addWidget(m_supervisions);
    m_column->addWidget(m_duplicates);
    m_column->addWidget(m_orders);
    m_column->addWidget(m_course);
    m_column->addWidget(m_details);
    m_column->addStretch(1);
    connect(m_clearFilter, &QPushButton::clicked, this, &IncidentPage::clearFilterRequested);
    connect(&appearance, &Appearance::changed, this, &IncidentPage::retheme);
    setOutsideFilter(false);
    retheme();
}

void IncidentPage::dispatchWith(const CaseWork &work)
{
    m_folder = &work.folder;
    m_room = &work.room;
    m_actions = new CaseActions(m_store, work, m_clock, m_language, m_appearance);
    m_column->insertWidget(m_column->indexOf(m_clocks) + 1, m_actions);
    m_files = new CaseFiles(work, m_clock, m_language, m_appearance);
    m_column->insertWidget(m_column->indexOf(m_orders) + 1, m_files);
    connect(m_actions, &CaseActions::fileWanted, m_files, &CaseFiles::begin);
    connect(&work.folder, &CaseFolder::changed, this, &IncidentPage::showCase);
    connect(&work.room, &Room::changed, this, &IncidentPage::showOnlookers);
}

/// Who else has it open: before two do the same.
void IncidentPage::showOnlookers()
{
    const QStringList posts = m_room && m_id ? m_room->onlookers(*m_id) : QStringList();
    m_onlookers->setText(tr("也在看：%1").arg(plainLine(posts.join(u"、"_s))));
    m_onlookers->setVisible(!posts.isEmpty());
}

void IncidentPage::showCase()
{
    const CaseFile *const file = m_folder && m_id && m_folder->incident() == *m_id ? m_folder->file() : nullptr;
    const Incident *const incident = m_id ? m_store.incident(*m_id) : nullptr;
    const CaseFacts facts(m_store, m_language, m_clock.now());
    m_supervisions->setFacts(tr("督办与批示"), file ? facts.supervisions(*file) : std::vector<Fact>());
    m_duplicates->setFacts(tr("可能重复"), file ? facts.duplicates(*file) : std::vector<Fact>());
    m_orders->setFacts(tr("派遣单"), file ? facts.orders(*file) : std::vector<Fact>());
    // Until it has been read, or where nobody keeps one, what the row tells.
    if (file && !file->events.empty())
        m_course->setFacts(tr("经过"), facts.events(*file));
    else if (incident)
        m_course->setFacts(tr("经过"), course(*incident));
}

void IncidentPage::showIncident(const Incident &incident)
{
    m_id = incident.id;
    m_mark->setSeverity(incident.severity);
    const QString title = incidentTitle(m_store, m_language, incident);
    m_title->setText(title);
    setAccessibleName(words::severity(incident.severity) + u' ' + title);
    m_line->setText(place(incident));
    showCase();
    showOnlookers();
    m_details->setFacts(tr("详情"), details(incident));
    showClock(incident);
}

void IncidentPage::setOutsideFilter(bool outside)
{
    m_outsideText->setVisible(outside);
    m_clearFilter->setVisible(outside);
}

void IncidentPage::tick()
{
    if (const Incident *incident = m_id ? m_store.incident(*m_id) : nullptr)
        showClock(*incident);
}

QString IncidentPage::place(const Incident &incident) const
{
    QStringList parts;
    if (incident.grid) {
        const Area *community = m_store.ancestor(*incident.grid, AreaLevel::Community);
        const Area *grid = m_store.area(*incident.grid);
        if (community)
            parts << localName(m_language, community->name, community->nameEn);
        if (grid)
            parts << localName(m_language, grid->name, grid->nameEn);
    } else if (const Area *street = incident.street ? m_store.area(*incident.street) : nullptr) {
        parts << localName(m_language, street->name, street->nameEn) << tr("网格未定");
    } else {
        parts << tr("位置未定");
    }
    // A grid is often named after its community: say that only once.
    if (parts.size() == 2 && parts[1].startsWith(parts[0]))
        parts.removeFirst();
    parts.prepend(words::severity(incident.severity));
    parts << words::circleName(incident.circle);
    parts << reportedBy(incident.source);
    return parts.join(u" · "_s);
}

QString IncidentPage::reportedBy(const QString &code) const
{
    const auto source = m_store.catalogue().sources.constFind(code);
    const QString name
        = source == m_store.catalogue().sources.cend() ? code : localName(m_language, source->first, source->second);
    return name.endsWith(tr("上报")) ? name : tr("%1 上报").arg(name);
}

std::vector<Fact> IncidentPage::course(const Incident &incident) const
{
    const Instant now = m_clock.now();
    std::vector<Fact> facts;
    const auto step = [&](std::optional<Instant> at, const QString &what) {
        if (at)
            facts.push_back({formatMoment(*at, now, m_language), what});
    };
    const Responder *responder = incident.responder ? m_store.responder(*incident.responder) : nullptr;
    const QString name = responder ? localName(m_language, responder->name, responder->nameEn) : QString();
    step(incident.reportedAt, reportedBy(incident.source));
    step(incident.filedAt, tr("立案 · %1").arg(words::level(incident.level)));
    step(incident.dispatchedAt, name.isEmpty() ? tr("派遣") : tr("派遣 · %1").arg(name));
    step(incident.acceptedAt, tr("签收"));
    step(incident.arrivedAt, tr("到场"));
    step(incident.handledAt, tr("处置完毕"));
    step(incident.closedAt, incident.selfHandled ? tr("结案 · 自办件") : tr("结案"));
    return facts;
}

std::vector<Fact> IncidentPage::details(const Incident &incident) const
{
    std::vector<Fact> facts;
    facts.push_back({tr("状态"), words::state(incident.state)});
    const auto type = m_store.catalogue().incidentTypes.constFind(incident.type);
    if (type != m_store.catalogue().incidentTypes.cend())
        facts.push_back({tr("类型"), localName(m_language, type->name, type->nameEn)});
    if (const Area *street = incident.street ? m_store.area(*incident.street) : nullptr)
        facts.push_back({tr("街道"), localName(m_language, street->name, street->nameEn)});
    if (const Responder *responder = incident.responder ? m_store.responder(*incident.responder) : nullptr)
        facts.push_back({tr("处置"), localName(m_language, responder->name, responder->nameEn)});
    facts.push_back({tr("编号"), QString::number(incident.id.value)});
    if (!incident.foreignCaseNumber.isEmpty())
        facts.push_back({tr("来源案号"), incident.foreignCaseNumber});
    return facts;
}

void IncidentPage::showClock(const Incident &incident)
{
    const Instant now = m_clock.now();
    const QDate day = shanghai::dayOf(incident.reportedAt);
    m_clocks->second().setFigure(formatClock(incident.reportedAt, false),
        day == shanghai::dayOf(now) ? tr("上报") : tr("上报 · %1").arg(formatDay(day, m_language)));
    if (!isOpen(incident.state)) {
        m_clocks->first().setFigure(
            incident.closedAt ? formatClock(*incident.closedAt, false) : u"–"_s, words::state(incident.state));
        return;
    }
    const Instant start = stepStart(incident);
    const StepClock clock = stepClock(incident.reportedAt, start, incident.dueAt, now, incident.warnAt);
    QString step;
    switch (incident.state) {
    case IncidentState::Collected:
        step = tr("立案", "step");
        break;
    case IncidentState::Filed:
        step = tr("派遣", "step");
        break;
    case IncidentState::Dispatched:
        step = tr("签收", "step");
        break;
    case IncidentState::Handling:
        step = tr("处置", "step");
        break;
    default:
        step = tr("核查", "step");
        break;
    }
    QString caption = tr("%1中 · 已历时").arg(step);
    if (incident.dueAt) {
        const auto limit = std::chrono::round<std::chrono::seconds>(*incident.dueAt - start);
        const bool overdue = clock.kind == StepClock::Kind::Overdue;
        const QDate dueDay = shanghai::dayOf(*incident.dueAt);
        const QString due = (dueDay == shanghai::dayOf(now) ? QString() : formatDay(dueDay, m_language) + u' ')
            + formatClock(*incident.dueAt, false);
        // Longer limits count working hours, which the difference of two clocks does not tell.
        if (limit > 0s && limit <= 1h)
            caption = (overdue ? tr("%1超期 · 时限 %2") : tr("%1时限 %2")).arg(step, formatAge(limit, m_language));
        else
            caption = (overdue ? tr("%1超期 · 应于 %2") : tr("%1截至 %2")).arg(step, due);
    }
    m_clocks->first().setFigure(clock.text(m_language), caption, clock.warns ? Tone::Warning : Tone::Text);
}

void IncidentPage::retheme()
{
    const Theme &theme = m_appearance.theme();
    m_column->setContentsMargins(theme.px(18), theme.px(14), theme.px(18), theme.px(14));
    m_column->setSpacing(theme.px(10));
    m_heading->setSpacing(theme.px(12));
    m_mark->setMinimumHeight(m_title->minimumSizeHint().height()); // beside the first line of a long title
    m_outside->setSpacing(theme.px(12));
    m_clearFilter->setFont(theme.font(TextRole::Body));
    m_clearFilter->setMinimumHeight(theme.px(34));
}

} // namespace wuquan
