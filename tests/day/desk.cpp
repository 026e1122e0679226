// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/day/desk.h"

#include <QElapsedTimer>
#include <QFile>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wuquan::day {

namespace {

// Of the window, as StationWindow arranges it at this size.
constexpr QSize windowSize(1920, 1080);
constexpr QPoint firstRowBar(19, 186), toDispatch(118, 108), toVerify(315, 108);
constexpr QRect card(1485, 76, 420, 580);
constexpr QRect badge(1696, 14, 80, 34);
constexpr int buttonsLeft = 1508, buttonsTop = 190, buttonsBottom = 640;
/// A primary button is filled; a frame of the focus is 2 px.
constexpr int leastFill = 16;

constexpr auto keyLimit = 4s; ///< after this a key that nothing came of is pressed again
constexpr auto selectAgain = 400ms;
constexpr auto stillFor = 250ms;

} // namespace

Desk::Desk(Seated seated, Facts &facts, const QString &pictures)
    : m_seated(std::move(seated))
    , m_facts(facts)
    , m_pictures(pictures)
{
}

Desk::~Desk()
{
    close();
}

void Desk::close()
{
    if (m_program.state() == QProcess::NotRunning)
        return;
    m_program.terminate();
    m_program.waitForFinished();
}

QCoro::Task<Result<void>> Desk::open(QString connection, QString folder)
{
    auto palette = Palette::load(m_seated.theme);
    if (!palette)
        co_return std::unexpected(palette.error());
    m_palette = *palette;
    auto screen = Screen::open(windowSize);
    if (!screen)
        co_return std::unexpected(screen.error());
    m_screen = std::move(*screen);
    m_program.setProcessEnvironment(m_screen->environment());
    m_program.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_program.start(QStringLiteral(WUQUAN_BINARY "/app/wuquan"),
        {u"--db"_s, connection, u"--data"_s, folder, u"--size"_s,
            u"%1x%2"_s.arg(windowSize.width()).arg(windowSize.height()), u"--lang"_s, m_seated.language, u"--theme"_s,
            m_seated.theme});
    if (!m_program.waitForStarted())
        co_return failure(ErrorKind::Io, m_program.errorString());
    const bool hasDrawn = co_await until([this] {
        const QImage seen = m_screen->picture();
        return !seen.isNull() && seen.pixel(windowSize.width() / 2, 1070) == Rgb(m_palette.panel).argb();
    });
    const bool isAtRest = co_await shoot(m_seated.login + u"-opened"_s);
    if (!hasDrawn || !isAtRest)
        co_return failure(ErrorKind::Io, u"no window of "_s + m_seated.login);
    m_liveBadge = m_screen->picture().copy(badge);
    co_return Result<void>();
}

Result<void> Desk::show(Group group) const
{
    return m_screen->click(group == Group::ToDispatch ? toDispatch : toVerify);
}

bool Desk::hasSelectedFirst() const
{
    return m_screen->picture().pixel(firstRowBar) == m_palette.focus.argb();
}

bool Desk::hasSelected() const
{
    const QImage seen = m_screen->picture();
    for (int y = firstRowBar.y(); y < card.bottom(); y += 10) {
        if (seen.pixel(firstRowBar.x(), y) == m_palette.focus.argb())
            return true;
    }
    return false;
}

Desk::ButtonRows Desk::buttonRows() const
{
    const QImage seen = m_screen->picture();
    ButtonRows rows;
    for (int y = buttonsTop; y < buttonsBottom; ++y) {
        const QRgb at = seen.pixel(buttonsLeft, y);
        rows.focus += at == m_palette.focus.argb() ? 1 : 0;
        rows.fill += at == m_palette.selectionFill.argb() ? 1 : 0;
        rows.frame += at == m_palette.streetBorder.argb() ? 1 : 0;
    }
    return rows;
}

/// The usual action is filled; where none is usual the others have frames, and nothing is asked.
bool Desk::offers() const
{
    const ButtonRows rows = buttonRows();
    return rows.focus >= leastFill || (rows.focus == 0 && rows.fill == 0 && rows.frame > 1);
}

bool Desk::asks() const
{
    const ButtonRows rows = buttonRows();
    return rows.focus < leastFill && (rows.focus > 0 || rows.fill > 0);
}

QCoro::Task<Result<void>> Desk::selectFirst()
{
    return select("Home", [this] { return hasSelectedFirst(); });
}

QCoro::Task<Result<void>> Desk::selectGravest()
{
    return select("j", [this] { return hasSelected(); });
}

QCoro::Task<Result<void>> Desk::select(QByteArray key, std::function<bool()> isSelected)
{
    QElapsedTimer pressed;
    const bool hasDone = co_await until([&] {
        if (isSelected())
            return true;
        if (pressed.isValid() && pressed.elapsed() < std::chrono::milliseconds(selectAgain).count())
            return false;
        pressed.start();
        (void)m_screen->press({key});
        return false;
    });
    if (!hasDone) {
        (void)co_await shoot(u"failed-"_s + login());
        co_return failure(ErrorKind::Io, login() + u": no row could be selected"_s);
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> Desk::ask(QByteArray key)
{
    // A question that was answered is still on the screen for a moment.
    const bool isReady = co_await until([this] { return offers(); });
    QElapsedTimer pressed;
    const bool isAsked = co_await until([&] {
        if (pressed.isValid() && asks())
            return true;
        if (pressed.isValid() && (pressed.elapsed() < std::chrono::milliseconds(keyLimit).count() || !offers()))
            return false;
        if (pressed.isValid())
            qInfo().noquote() << login() << "pressed" << key << "again";
        pressed.start();
        (void)m_screen->press({key});
        return false;
    });
    if (!isReady || !isAsked) {
        (void)co_await shoot(u"failed-"_s + login());
        co_return failure(ErrorKind::Io, login() + u": nothing was asked after "_s + QString::fromUtf8(key));
    }
    co_return Result<void>();
}

Result<void> Desk::send(const QByteArray &action, const QByteArrayList &keys)
{
    ++m_sent[action];
    return m_screen->press(keys);
}

std::optional<std::int64_t> Desk::notDone()
{
    return m_facts.number(
        "select count(*) from wuquan.dispatch_request where login = $1 and answer ->> 'outcome' <> 'done'",
        postgres::Parameters(login()));
}

QCoro::Task<Result<std::int64_t>> Desk::decide(QByteArray action, QByteArray question, QByteArrayList keys)
{
    for (;;) {
        std::optional<std::int64_t> newest, refused;
        const bool isKnown = co_await until([&] {
            newest = m_facts.newestEvent();
            refused = notDone();
            return newest && refused;
        });
        if (!isKnown)
            co_return failure(ErrorKind::Connection, u"the server stays away"_s);
        if (!question.isEmpty()) {
            if (const auto asked = co_await ask(question); !asked)
                co_return std::unexpected(asked.error());
        }
        if (const auto pressed = send(action, keys); !pressed)
            co_return std::unexpected(pressed.error());
        QElapsedTimer since;
        since.start();
        std::optional<std::int64_t> event;
        bool isUnheard = false, isRefused = false;
        const bool hasEnded = co_await until([&] {
            event = m_facts.number(
                "select min(e.event_id) from wuquan.incident_event e join wuquan.action a on a.kind = e.kind "
                "where e.login = $1 and a.action = $2 and e.event_id > $3",
                postgres::Parameters(login(), action, *newest));
            if (event)
                return true;
            const auto now = notDone();
            isRefused = now && *now > *refused;
            isUnheard = now && since.elapsed() > std::chrono::milliseconds(keyLimit).count()
                && m_facts.waitingCommands(login()) == 0 && offers();
            return isRefused || isUnheard;
        });
        if (!hasEnded) {
            (void)co_await shoot(u"failed-"_s + login());
            co_return failure(ErrorKind::Io, login() + u": nothing came of "_s + QString::fromUtf8(action));
        }
        if (event) {
            const bool isSeen = co_await seen(*event);
            if (!isSeen)
                co_return failure(ErrorKind::Io, login() + u" does not show "_s + QString::fromUtf8(action));
            co_return m_facts
                .number(
                    "select incident_id from wuquan.incident_event where event_id = $1", postgres::Parameters(*event))
                .value_or(0);
        }
        if (isUnheard)
            ++m_unheard[action];
        qInfo().noquote() << login() << action << (isRefused ? "came too late" : "was not heard")
                          << "and is tried again";
    }
}

QCoro::Task<Result<void>> Desk::act(QByteArray action, QByteArray question, QByteArrayList keys)
{
    const auto decided = co_await decide(action, question, keys);
    co_return decided ? Result<void>() : std::unexpected(decided.error());
}

QCoro::Task<bool> Desk::seen(std::int64_t event)
{
    // Its window asks for the case file anew when the row that has changed is in its store. Of what was before the
    // server came back nobody knows when it was asked for: then the buttons tell.
    co_return co_await until([this, event] {
        const auto known
            = m_facts.number("select case when pg_postmaster_start_time() > e.at then 2 when exists (select from "
                             "pg_stat_activity a where a.usename = $2 and a.query like '%case_file(%' and "
                             "a.query_start >= e.at and a.state = 'idle') then 1 else 0 end "
                             "from wuquan.incident_event e where e.event_id = $1",
                postgres::Parameters(event, login()));
        return known == 1 || (known == 2 && isLive() && offers());
    });
}

QCoro::Task<bool> Desk::shoot(QString name)
{
    if (!m_shot.insert(name).second)
        co_return true;
    QImage last;
    QElapsedTimer still;
    const bool rests = co_await until([&] {
        QImage now = m_screen->picture();
        const bool isSame = !last.isNull() && now.copy(card) == last.copy(card);
        last = std::move(now);
        if (!isSame)
            still.start();
        return isSame && still.elapsed() >= std::chrono::milliseconds(stillFor).count();
    });
    co_return rests &&last.save(m_pictures + u'/' + name + u".png"_s);
}

bool Desk::remembers(const QString &words) const
{
    const QString process = u"/proc/%1/"_s.arg(m_program.processId());
    QFile maps(process + u"maps"_s), memory(process + u"mem"_s);
    if (!maps.open(QIODevice::ReadOnly) || !memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        qFatal("%s", qPrintable(memory.errorString()));
    const QByteArray sent = words.toUtf8();
    const QByteArray shown(reinterpret_cast<const char *>(words.utf16()), words.size() * qsizetype(sizeof(char16_t)));
    // "from-to rw-p …" (proc_pid_maps(5)).
    for (const QByteArray &line : maps.readAll().split('\n')) {
        const QByteArrayList ends = line.left(line.indexOf(' ')).split('-');
        if (ends.size() != 2 || !line.contains(" rw"))
            continue;
        const qint64 from = ends[0].toLongLong(nullptr, 16), to = ends[1].toLongLong(nullptr, 16);
        if (!memory.seek(from))
            continue;
        const QByteArray bytes = memory.read(to - from);
        if (bytes.contains(sent) || bytes.contains(shown))
            return true;
    }
    return false;
}

bool Desk::isLive() const
{
    return m_screen->picture().copy(badge) == m_liveBadge;
}

} // namespace wuquan::day
