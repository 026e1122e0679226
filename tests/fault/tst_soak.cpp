// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/postgres/session.h"
#include "data/server/demo.h"
#include "tests/support/processmemory.h"
#include "tests/support/temporaryserver.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <vector>

using namespace wuquan;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What the desktop takes at one moment.
struct Sample {
    double at_s = 0;
    double resident_mb = 0;
    int descriptors = 0;
    int threads = 0;
};

/// Slope of the line of least squares through the resident memory.
double growth_mb_per_h(const std::vector<Sample> &samples)
{
    double meanAt = 0;
    double meanSize = 0;
    for (const Sample &sample : samples) {
        meanAt += sample.at_s / double(samples.size());
        meanSize += sample.resident_mb / double(samples.size());
    }
    double product = 0;
    double square = 0;
    for (const Sample &sample : samples) {
        product += (sample.at_s - meanAt) * (sample.resident_mb - meanSize);
        square += (sample.at_s - meanAt) * (sample.at_s - meanAt);
    }
    return product / square * 3600;
}

} // namespace

/// The desktop over a demo that lives ten times as fast as it naturally would: what it takes does not grow.
class SoakTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<TemporaryServer> m_server;

    [[nodiscard]] QString connection() const
    {
        return u"host='%1' user=postgres dbname=postgres"_s.arg(m_server->socketFolder());
    }
    [[nodiscard]] static Sample sampleOf(const QProcess &process, double at_s)
    {
        const QString pid = QString::number(process.processId());
        return {at_s, double(statusNumber("VmRSS", pid)) * 1024 / 1e6, openDescriptors(pid),
            int(statusNumber("Threads", pid))};
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("WUQUAN_SOAK_SECONDS"))
            QSKIP("only with tests/run --soak: it takes half an hour");
        m_server = std::make_unique<TemporaryServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorMessage()));
        m_server->applyMigrations();
        auto session = postgres::Session::open(m_server->settings());
        QVERIFY(session);
        const auto report = makeDemo(*session, {.asOf = SystemClock().now()});
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    }

    void theDesktopDoesNotGrow()
    {
        const int length_s = qEnvironmentVariableIntValue("WUQUAN_SOAK_SECONDS");
        // Until every cache has been filled once.
        const int warmUp_s = length_s / 6;
        QVERIFY(length_s >= 60);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        environment.insert(u"WUQUAN_DATA"_s, m_folder.path());
        QProcess desktop;
        desktop.setProcessEnvironment(environment);
        desktop.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        desktop.start(
            QStringLiteral(WUQUAN_BINARY "/app/wuquan"), {u"--db"_s, connection(), u"--size"_s, u"1920x1080"_s});
        QVERIFY(desktop.waitForStarted());
        QProcess simulator;
        simulator.start(QStringLiteral(WUQUAN_BINARY "/app/wuquanctl"),
            {u"simulate"_s, u"--db"_s, connection(), u"--rate"_s, u"10"_s});
        QVERIFY(simulator.waitForStarted());
        std::vector<Sample> samples;
        QElapsedTimer since;
        since.start();
        QTimer sampling;
        connect(&sampling, &QTimer::timeout, this, [&] {
            if (since.elapsed() >= warmUp_s * 1000)
                samples.push_back(sampleOf(desktop, double(since.elapsed()) / 1000));
        });
        sampling.start(2s);
        const bool hasEnded = QTest::qWaitFor(
            [&] { return desktop.state() == QProcess::NotRunning || simulator.state() == QProcess::NotRunning; },
            QDeadlineTimer(std::chrono::seconds(length_s)));
        QVERIFY2(!hasEnded, simulator.readAll().constData());
        sampling.stop();
        simulator.terminate();
        QVERIFY(simulator.waitForFinished());
        desktop.terminate();
        QVERIFY(desktop.waitForFinished());

        const QByteArray said = simulator.readAll();
        const double growth = growth_mb_per_h(samples);
        const auto [leastMemory, mostMemory] = std::ranges::minmax(samples, {}, &Sample::resident_mb);
        const auto [fewest, most] = std::ranges::minmax(samples, {}, &Sample::descriptors);
        const auto [fewestThreads, mostThreads] = std::ranges::minmax(samples, {}, &Sample::threads);
        qInfo().noquote() << u"%1 samples in %2 s: %3 MB/h, memory %4–%5 MB, descriptors %6–%7, threads %8–%9; "_s
                                 .arg(samples.size())
                                 .arg(length_s - warmUp_s)
                                 .arg(growth, 0, 'f', 2)
                                 .arg(leastMemory.resident_mb, 0, 'f', 1)
                                 .arg(mostMemory.resident_mb, 0, 'f', 1)
                                 .arg(fewest.descriptors)
                                 .arg(most.descriptors)
                                 .arg(fewestThreads.threads)
                                 .arg(mostThreads.threads)
                          << said.simplified();
        // Sixty changes a minute are natural at ten times the rate; half of them at night.
        static const QRegularExpression written(u"(\\d+) changes written"_s);
        QVERIFY(written.match(QString::fromUtf8(said)).captured(1).toInt() >= length_s / 4);
        QVERIFY(leastMemory.resident_mb > 20);
        QVERIFY2(growth <= 5, qPrintable(u"%1 MB/h"_s.arg(growth)));
        // Threads that draw and the one that writes the state come and go, with its file: the second half must not need
        // more than the first.
        const auto half = samples.begin() + std::ptrdiff_t(samples.size() / 2);
        const auto needed = [&](int Sample::*what) {
            const auto mostOf
                = [&](auto from, auto to) { return std::ranges::max(std::ranges::subrange(from, to), {}, what).*what; };
            return std::pair(mostOf(samples.begin(), half), mostOf(half, samples.end()));
        };
        const auto descriptors = needed(&Sample::descriptors), threads = needed(&Sample::threads);
        QVERIFY(descriptors.second <= descriptors.first + 1);
        QVERIFY(threads.second <= threads.first + 1);
    }
};

QTEST_GUILESS_MAIN(SoakTest)
#include "tst_soak.moc"
