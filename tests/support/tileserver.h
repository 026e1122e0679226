// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace wuquan::test {

/// A web server on loopback that answers every GET as it is told, one answer a connection.
class TileServer : public QObject {
public:
    struct Answer {
        int status = 200; ///< 0: never
        QByteArray body = {};
        QByteArray header = {}; ///< lines, each with its line end
    };
    using Answers = std::function<Answer(const QString &path)>;

    explicit TileServer(Answers answers)
        : m_answers(std::move(answers))
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(*socket); });
        });
        (void)m_server.listen(QHostAddress::LocalHost, m_port);
        m_port = m_server.serverPort();
    }

    [[nodiscard]] QString address() const
    {
        return QStringLiteral("http://127.0.0.1:%1/{z}/{x}/{y}.png?key=secret").arg(m_port);
    }
    void setAnswers(Answers answers) { m_answers = std::move(answers); }
    /// As if the machine were away.
    void close() { m_server.close(); }
    [[nodiscard]] int asked(const QString &path) const { return m_asked.value(path); }
    [[nodiscard]] int askedInAll() const { return m_all; }

private:
    void answer(QTcpSocket &socket)
    {
        const QByteArray line = socket.readAll().split('\r').first();
        const QString path = QString::fromLatin1(line.split(' ').value(1)).section(u'?', 0, 0);
        ++m_asked[path];
        ++m_all;
        const Answer answer = m_answers(path);
        if (answer.status == 0)
            return;
        socket.write("HTTP/1.1 " + QByteArray::number(answer.status) + " x\r\nConnection: close\r\n" + answer.header
            + "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n\r\n" + answer.body);
        socket.disconnectFromHost();
        connect(&socket, &QTcpSocket::disconnected, &socket, &QObject::deleteLater);
    }

    QTcpServer m_server;
    quint16 m_port = 0;
    Answers m_answers;
    QHash<QString, int> m_asked;
    int m_all = 0;
};

} // namespace wuquan::test
