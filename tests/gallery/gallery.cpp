// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Paints every panel and a mock of the station into PNG files: gallery FOLDER [--size 1920x1080] [--lang zh|en]
#include "data/core/shanghai.h"
#include "data/view/datastatus.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"
#include "tests/gallery/sampledistrict.h"
#include "widgets/charts/trendstrip.h"
#include "widgets/figures/definitioncard.h"
#include "widgets/figures/indicatorstrip.h"
#include "widgets/figures/indicatortile.h"
#include "widgets/incidents/incidentcard.h"
#include "widgets/incidents/incidentinbox.h"
#include "widgets/incidents/incidenttable.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/applytheme.h"
#include "widgets/time/headerbar.h"
#include "widgets/time/irregularcard.h"
#include "widgets/time/mirrorcard.h"
#include "widgets/time/statusline.h"
#include "widgets/time/withdrawncard.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDateTime>
#include <QDir>
#include <QGridLayout>
#include <QTimeZone>
#include <QTranslator>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdio>
#include <ranges>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace wuquan;

namespace {

/// Everything a station shows, with a plain field where the map will be.
struct Station {
    Station(Appearance &look, Language language, const Clock &clock)
        : appearance(look)
        , server(clock)
        , view(language)
        , header(store, view, selection, status, server, appearance)
        , inbox(store, view, selection, status, server, appearance)
        , card(store, view, selection, status, server, appearance)
        , indicators(store, language, status, server, appearance)
        , trends(store, view, status, server, appearance)
        , line(store, language, status, server, appearance)
    {
        window.setAutoFillBackground(true);
    }

    void layOut(QSize size)
    {
        const Theme &theme = appearance.theme();
        const int gap = theme.px(12);
        auto *outer = new QVBoxLayout(&window);
        outer->setContentsMargins(0, 0, 0, 0);
        outer->setSpacing(0);
        outer->addWidget(&header);
        auto *middle = new QVBoxLayout;
        middle->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12));
        middle->setSpacing(gap);
        auto *upper = new QHBoxLayout;
        upper->setSpacing(theme.px(16));
        inbox.setFixedWidth(theme.px(500));
        card.setFixedWidth(theme.px(420));
        upper->addWidget(&inbox);
        upper->addStretch(1);
        upper->addWidget(&card);
        middle->addLayout(upper, 1);
        middle->addWidget(&indicators);
        trends.setFixedHeight(theme.px(290));
        middle->addWidget(&trends);
        outer->addLayout(middle, 1);
        outer->addWidget(&line);
        window.resize(size);
        window.show();
    }

    Appearance &appearance;
    ServerClock server;
    DistrictStore store;
    ViewState view;
    Selection selection;
    DataStatusSource status;
    QWidget window;
    HeaderBar header;
    IncidentInbox inbox;
    IncidentCard card;
    IndicatorStrip indicators;
    TrendStrip trends;
    StatusLine line;
};

void save(QWidget &widget, const QString &file)
{
    // Twice: the first grab lays out, and layouts that depend on widths settle with the second.
    (void)widget.grab();
    QCoreApplication::sendPostedEvents();
    if (!widget.grab().save(file))
        std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addPositionalArgument(u"folder"_s, u"where the pictures go"_s);
    parser.addOptions({{u"size"_s, u"size of the window"_s, u"WxH"_s, u"1920x1080"_s},
        {u"lang"_s, u"zh or en"_s, u"lang"_s, u"zh"_s}});
    parser.process(application);
    const QString folder = parser.positionalArguments().value(0, u"."_s);
    QDir().mkpath(folder);
    const QStringList parts = parser.value(u"size"_s).split(u'x');
    const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
    const Language language = parser.value(u"lang"_s) == u"en" ? Language::English : Language::Chinese;
    QTranslator translator;
    if (language == Language::English
        && (!translator.load(u":/i18n/wuquan_en.qm"_s) || !QCoreApplication::installTranslator(&translator)))
        std::fprintf(stderr, "no translation\n");
    const FixedClock clock(shanghai::startOf(QDate(2026, 8, 27)) + 14h + 32min + 7s);

    for (const QString &name : {u"day"_s, u"night"_s}) {
        const auto theme = Theme::load(name, Theme::scaleFor(size));
        if (!theme) {
            std::fprintf(stderr, "%s\n", qPrintable(theme.error().message));
            return 1;
        }
        applyTheme(application, *theme);
        Appearance appearance(*theme);
        const QString prefix = u"%1/%2-%3-%4"_s.arg(folder, name, parser.value(u"lang"_s)).arg(size.height());
        Station station(appearance, language, clock);
        station.layOut(size);
        station.line.setSeat(language == Language::English ? u"Seat 03"_s : u"席位 03"_s);
        save(station.window, prefix + u"-loading.png"_s);
        station.status.setStatus({DataStatus::State::Down, u"连接被拒绝"_s, {}, clock.now() + 7s});
        save(station.window, prefix + u"-failed.png"_s);
        station.status.setStatus({DataStatus::State::Live, {}, clock.now() - 300ms, {}});
        station.store.apply(sample::district(clock.now()));
        station.card.refresh();
        station.trends.refresh();
        save(station.window, prefix + u"-district.png"_s);
        station.selection.select(IncidentId{1});
        station.inbox.table().setFocus();
        save(station.window, prefix + u"-station.png"_s);
        save(station.inbox, prefix + u"-inbox.png"_s);
        save(station.card, prefix + u"-card.png"_s);
        save(station.trends, prefix + u"-trends.png"_s);

        station.view.setFilter({.severity = Severity::Normal});
        save(station.window, prefix + u"-excluded.png"_s);
        station.selection.select(station.store.areas()[station.store.areas().size() / 2].id);
        save(station.window, prefix + u"-area.png"_s);
        Incident late = *station.store.incident({2});
        late.title = late.title.repeated(6);
        late.dueAt = clock.now() - 291h - 15min;
        ++late.version;
        ChangeBatch batch;
        batch.incidents = {late};
        station.store.apply(batch);
        station.view.setFilter({});
        station.selection.select(late.id);
        save(station.window, prefix + u"-late.png"_s);

        station.view.setTrendStep(TrendStep::Week);
        const auto street = std::ranges::find(station.store.areas(), AreaLevel::Street, &Area::level);
        station.view.setFilter({street->id, Circle::Public, Severity::Normal, u"lm"_s});
        station.selection.select(DeviceId{20});
        save(station.window, prefix + u"-filtered.png"_s);
        station.view.setFilter({});
        station.view.setTrendStep(TrendStep::Month);
        station.status.setStatus({DataStatus::State::Stale, {}, clock.now() - 12s, {}});
        station.selection.select(IncidentId{20});
        save(station.window, prefix + u"-stale.png"_s);

        auto *definition = new DefinitionCard(
            station.store.indicators().front(), clock.now(), language, appearance, &station.window);
        definition->popUpAt(station.line);
        save(*definition, prefix + u"-definition.png"_s);
        definition->close();
        auto *irregular = new IrregularCard(station.store.irregularRows(), appearance, &station.window);
        irregular->popUpAt(station.line);
        save(*irregular, prefix + u"-irregular.png"_s);
        irregular->close();
        ChangeBatch failedOver;
        failedOver.serverTime = clock.now();
        for (const Incident &incident : station.store.incidents() | std::views::take(4))
            failedOver.withdrawn.push_back(
                {Entity::Incident, incident.id.value, incident.version + 1, incident.version});
        failedOver.withdrawn.push_back({Entity::Incident, 987654, 2, 0});
        station.store.apply(failedOver);
        save(station.window, prefix + u"-withdrawn-line.png"_s);
        auto *withdrawn = new WithdrawnCard(station.store, language, appearance, &station.window);
        withdrawn->popUpAt(station.line);
        save(*withdrawn, prefix + u"-withdrawn.png"_s);
        withdrawn->close();

        ChangeBatch mirrored;
        mirrored.serverTime = clock.now();
        mirrored.attributes = station.store.catalogue().attributes;
        const auto seen = std::chrono::floor<std::chrono::milliseconds>(clock.now().time_since_epoch()) - 12s;
        mirrored.attributes->insert({{u"mirror_from"_s, u"grid-db.example:5432/governance"_s},
            {u"mirror_promise"_s, u"版本列：新增和修改 10 秒内可见，删除经逐片比对 30 秒内可见"_s},
            {u"mirror_promise_en"_s,
                u"version columns: inserts and updates within 10 s, deletes by comparison within 30 s"_s},
            {u"mirror_seen_at"_s,
                QDateTime::fromMSecsSinceEpoch(seen.count(), QTimeZone::UTC).toString(Qt::ISODateWithMs)},
            {u"mirror_within_s"_s, u"30"_s}, {u"mirror_rejected"_s, u"3"_s}, {u"mirror_suppressed"_s, u"214"_s}});
        station.store.apply(mirrored);
        save(station.window, prefix + u"-mirror-line.png"_s);
        auto *mirror = new MirrorCard(*MirrorNotice::of(station.store.catalogue().attributes), clock.now(), language,
            appearance, &station.window);
        mirror->popUpAt(station.line);
        save(*mirror, prefix + u"-mirror.png"_s);
        mirror->close();
    }
    return 0;
}
