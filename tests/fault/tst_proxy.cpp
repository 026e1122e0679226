// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/proxy.h"

#include <QElapsedTimer>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace wuquan;
using namespace wuquan::fault;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using FaultKind = LinkFault::Kind;

/// The link breaker between a client and a server of the test's own, which answers each line with the same line.
class ProxyTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QLocalServer> m_server;
    QByteArray m_heard; ///< by the server
    std::unique_ptr<Proxy> m_proxy;
    std::unique_ptr<QTcpSocket> m_client;
    QByteArray m_answer; ///< read by the client

    void connectClient()
    {
        m_answer.clear();
        m_client = std::make_unique<QTcpSocket>();
        connect(m_client.get(), &QIODevice::readyRead, this, [this] { m_answer += m_client->readAll(); });
        m_client->connectToHost(u"127.0.0.1"_s, m_proxy->port());
    }

private Q_SLOTS:
    void init()
    {
        m_heard.clear();
        m_server = std::make_unique<QLocalServer>();
        QVERIFY(m_server->listen(m_folder.filePath(u"socket"_s)));
        connect(m_server.get(), &QLocalServer::newConnection, this, [this] {
            QLocalSocket *socket = m_server->nextPendingConnection();
            connect(socket, &QIODevice::readyRead, this, [this, socket] {
                const QByteArray bytes = socket->readAll();
                m_heard += bytes;
                socket->write(bytes);
            });
        });
        auto proxy = Proxy::open(m_server->fullServerName());
        QVERIFY(proxy);
        m_proxy = std::move(*proxy);
        connectClient();
        QTRY_COMPARE(m_client->state(), QTcpSocket::ConnectedState);
        m_client->write("hello\n");
        QTRY_COMPARE(m_answer, QByteArray("hello\n"));
        QTRY_COMPARE(m_proxy->carried(), 6);
        QCOMPARE(m_proxy->links(), 1u);
        m_heard.clear();
        m_answer.clear();
    }

    void cleanup()
    {
        m_client.reset();
        m_proxy.reset();
        m_server.reset();
    }

    void anEndIsPassedOn()
    {
        m_client->disconnectFromHost();
        QTRY_COMPARE(m_proxy->links(), 0u);
    }

    void delays()
    {
        m_proxy->setFault({.kind = FaultKind::Delay, .delay = 200ms});
        QElapsedTimer since;
        since.start();
        m_client->write("late\n");
        QTRY_COMPARE(m_answer, QByteArray("late\n"));
        // The fault may begin after the first bytes have passed; one direction is delayed for certain.
        QVERIFY2(since.elapsed() >= 200, qPrintable(QString::number(since.elapsed())));
    }

    /// What comes after it arrives again; what was swallowed never does.
    void swallowsWithoutATrace()
    {
        m_proxy->setFault({.kind = FaultKind::Swallow});
        QElapsedTimer since;
        since.start();
        int written = 0;
        QTRY_VERIFY([&] {
            m_client->write("lost\n");
            ++written;
            return since.elapsed() > 300;
        }());
        QVERIFY(written > 1);
        QCOMPARE(m_client->state(), QTcpSocket::ConnectedState);
        QVERIFY(m_heard.size() < written * 5);
        m_proxy->setFault({});
        m_heard.clear();
        m_client->write("found\n");
        QTRY_VERIFY(m_heard.endsWith("found\n"));
        QTRY_VERIFY(m_answer.endsWith("found\n"));
    }

    void halfCloses()
    {
        m_proxy->setFault({.kind = FaultKind::HalfClose});
        QTRY_COMPARE(m_client->state(), QTcpSocket::UnconnectedState);
        QCOMPARE(m_client->error(), QTcpSocket::RemoteHostClosedError);
    }

    void cutsInTheMiddleOfAMessage()
    {
        m_proxy->setFault({.kind = FaultKind::Cut, .bytes = 7});
        m_client->write("0123456789\n");
        QTRY_COMPARE(m_client->state(), QTcpSocket::UnconnectedState);
        QCOMPARE(m_proxy->carried(), 6 + 7);
    }

    void refusesAndAcceptsAgain()
    {
        m_proxy->setFault({.kind = FaultKind::Refuse});
        QTRY_COMPARE(m_client->state(), QTcpSocket::UnconnectedState);
        QTRY_COMPARE(m_proxy->links(), 0u);
        connectClient();
        QTRY_COMPARE(m_client->error(), QTcpSocket::ConnectionRefusedError);
        m_proxy->setFault({});
        QTRY_VERIFY([this] {
            if (m_client->state() == QTcpSocket::UnconnectedState)
                connectClient();
            return m_client->state() == QTcpSocket::ConnectedState;
        }());
        m_client->write("again\n");
        QTRY_COMPARE(m_answer, QByteArray("again\n"));
    }

    void throttles()
    {
        m_proxy->setFault({.kind = FaultKind::Throttle, .bytes = 20000});
        m_client->write("begin\n");
        QTRY_COMPARE(m_answer, QByteArray("begin\n"));
        QElapsedTimer since;
        since.start();
        m_client->write(QByteArray(10000, 'x'));
        QTRY_COMPARE(m_answer.size(), 10006);
        QVERIFY2(since.elapsed() >= 400, qPrintable(QString::number(since.elapsed())));
    }

    void aServerThatIsNotThereEndsTheLink()
    {
        m_server.reset();
        connectClient();
        QTRY_COMPARE(m_client->state(), QTcpSocket::UnconnectedState);
    }
};

QTEST_GUILESS_MAIN(ProxyTest)
#include "tst_proxy.moc"
