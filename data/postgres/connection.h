// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/error.h"
#include "data/postgres/cancelrequest.h"
#include "data/postgres/hosts.h"
#include "data/postgres/parameters.h"
#include "data/postgres/pipeline.h"
#include "data/postgres/preparedstatements.h"
#include "data/postgres/resultset.h"
#include "data/postgres/settings.h"
#include "data/postgres/socketwatch.h"
#include "data/postgres/statement.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

struct pg_conn;
struct pg_result;

namespace wuquan::postgres {

/// An asynchronous connection for one caller at a time: each coroutine is awaited before the next is started, else it
/// ends with ErrorKind::Refused. Lives in the thread that opened it and never blocks it but for looking up a host name
/// (hostaddr avoids that). A server that stays silent for the silence limit while an answer is due counts as lost: the
/// unanswered poll is the heartbeat. After any ErrorKind::Connection it is closed; after any other error it can be used
/// again.
class Connection : public QObject {
    Q_OBJECT
public:
    /// Longest silence of the server while we wait for an answer, unless setSilenceLimit() said otherwise.
    static constexpr std::chrono::milliseconds silenceLimit{8000};
    /// How many of these limits one piece of an answer may take to arrive: 64 kB at 4 kB/s.
    static constexpr int limitsOfAPiece = 2;

    /// Takes the rows of one statement, or a piece of them; a statement without rows gives its end (affectedRows()).
    /// It may call close() or cancel(), nothing else of the connection.
    using Sink = std::function<void(std::size_t statement, ResultSet &&rows)>;
    enum class Woken { Notified, Timeout };

    explicit Connection(QObject *parent = nullptr);
    /// Closes; a coroutine that waits ends first.
    ~Connection() override;

    /// Connects to the first of the settings' servers that answers and is what target_session_attrs wants; an open
    /// connection is closed first. The error names every server tried and its reason, sqlState is the last one told.
    /// A server that refuses the user or the database (class 28, 3D) ends the search.
    [[nodiscard]] QCoro::Task<Result<void>> open(Settings settings);
    /// Runs one statement; the result is binary and whole. A statement with parameters is prepared once.
    [[nodiscard]] QCoro::Task<Result<ResultSet>> query(QByteArray sql, Parameters parameters = {});
    /// Runs statements in one round trip, and gives their results to the sink in order and in pieces while the server
    /// still sends; the event loop has its turn at least every 8 ms if the sink is quick, and at most 16 MB are held
    /// (rows up to 128 kB). Without a begin of their own the statements are one transaction. The first error ends it
    /// all, and a transaction begun here is rolled back.
    [[nodiscard]] QCoro::Task<Result<void>> pipeline(std::vector<Statement> statements, Sink sink);
    /// The same for one statement, which is statement 0.
    [[nodiscard]] QCoro::Task<Result<void>> stream(QByteArray sql, Parameters parameters, Sink sink);
    /// Waits for a NOTIFY on a channel we LISTEN to, at once if one came since the last call. A server that goes
    /// meanwhile is an error at once.
    [[nodiscard]] QCoro::Task<Result<Woken>> wait(std::chrono::milliseconds atMost);

    /// Asks the server to stop the running statement, whose coroutine then ends with ErrorKind::Cancelled and SQLSTATE
    /// 57014, unless it was finished first. Asks again until it has ended. Does nothing while no statement runs.
    void cancel();
    /// Closes at once; a coroutine that waits ends with ErrorKind::Cancelled, and the server is asked to stop what it
    /// runs.
    void close();

    /// Statements that name this relation, with its schema, read another one instead; itself again when that is empty.
    /// Holds for servers that are connected to later too.
    void readInstead(const QByteArray &relation, const QByteArray &other);
    /// For statements that may well take longer; from the next wait on.
    void setSilenceLimit(std::chrono::milliseconds limit) { m_silenceLimit = limit; }

    [[nodiscard]] bool isOpen() const { return m_open; }
    /// Whether the server is a standby at present; none when closed, or before PostgreSQL 14, which does not tell.
    [[nodiscard]] std::optional<bool> isInRecovery() const;
    /// Whether the server asked for a password.
    [[nodiscard]] bool usedPassword() const;
    /// Name or address of the server, the folder of its socket when it is local; empty when closed.
    [[nodiscard]] QString host() const;
    /// Statements that are prepared on the server, for tests.
    [[nodiscard]] qsizetype preparedCount() const { return m_prepared.count(); }

private:
    /// Marks the connection as used by a coroutine.
    class Use;

    [[nodiscard]] std::optional<Error> refusal() const;
    [[nodiscard]] QCoro::Task<Result<void>> openHost(
        const Settings &settings, HostAttempt attempt, std::chrono::milliseconds limit);
    [[nodiscard]] QCoro::Task<Result<void>> run(
        std::span<const Statement> statements, Pipeline::Delivery delivery, const Sink &sink);
    [[nodiscard]] Statement read(Statement statement) const;
    [[nodiscard]] QCoro::Task<Result<void>> collect(Pipeline &pipeline, const Sink &sink);
    [[nodiscard]] QCoro::Task<Result<void>> untilAnswered();
    [[nodiscard]] QCoro::Task<Result<void>> untilCancelIsHeard();
    [[nodiscard]] bool readInput();
    [[nodiscard]] bool hasInput() const;
    void takeNotifications();
    void cancelAgain();
    void drop();
    [[nodiscard]] Error lost();
    [[nodiscard]] Error ended(SocketWatch::Woke woke);
    static void receiveNotice(void *connection, const pg_result *notice);

    struct Close {
        void operator()(pg_conn *connection) const;
    };
    std::unique_ptr<pg_conn, Close> m_connection;
    SocketWatch m_watch;
    std::chrono::milliseconds m_silenceLimit = silenceLimit;
    std::map<QByteArray, QByteArray> m_instead; ///< relations that others are read for
    PreparedStatements m_prepared;
    QPointer<CancelRequest> m_cancel;
    QTimer m_cancelAgain;
    std::optional<Error> m_farewell; ///< what the server said when it ended the connection
    bool m_open = false;
    bool m_inUse = false;
    bool m_running = false; ///< the server has a statement of ours
    bool m_cancelled = false; ///< we asked it to stop
    bool m_notified = false;
    std::uint64_t m_notifications = 0; ///< taken so far
    bool m_drained = true; ///< the socket tells of everything that is left to read
};

} // namespace wuquan::postgres
