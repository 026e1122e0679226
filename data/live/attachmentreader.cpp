// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/live/attachmentreader.h"

#include "data/postgres/statement.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

constexpr int mostCopies = 1000;

} // namespace

Result<QString> writeBeside(const QString &folder, const QString &name, const QByteArray &content)
{
    // The database takes no folder in a name; whoever wrote into it past its functions might.
    QString plain = QFileInfo(QString(name).replace(u'\\', u'/')).fileName();
    while (plain.startsWith(u'.'))
        plain.removeFirst();
    const QString base = QFileInfo(plain).completeBaseName(), ending = QFileInfo(plain).suffix();
    for (int copy = 1; copy < mostCopies && !base.isEmpty(); ++copy) {
        const QString numbered
            = (copy == 1 ? base : u"%1 (%2)"_s.arg(base).arg(copy)) + (ending.isEmpty() ? QString() : u'.' + ending);
        QFile file(QDir(folder).filePath(numbered));
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
            if (file.exists())
                continue;
            return failure(ErrorKind::Io, file.errorString());
        }
        if (file.write(content) == content.size() && file.flush())
            return file.fileName();
        const QString reason = file.errorString();
        file.remove();
        return failure(ErrorKind::Io, reason);
    }
    return failure(ErrorKind::Io, AttachmentReader::tr("没有可用的文件名"));
}

void AttachmentReader::fetch(const AttachmentOrder &order)
{
    m_queue.push_back(order);
    if (!isRunning() && !isStopping())
        run();
}

QCoro::Task<> AttachmentReader::run()
{
    begin();
    while (!isStopping() && !m_queue.empty()) {
        const AttachmentOrder order = m_queue.front();
        m_queue.pop_front();
        const auto path = co_await save(order);
        if (path)
            Q_EMIT saved(order.id, *path);
        else
            Q_EMIT failed(order.id, path.error().message);
    }
    end();
}

QCoro::Task<Result<QString>> AttachmentReader::save(AttachmentOrder order)
{
    const auto opened = co_await open();
    if (!opened)
        co_return std::unexpected(opened.error());
    const auto sql = postgres::namedStatement(u"attachment"_s);
    if (!sql)
        co_return std::unexpected(sql.error());
    const auto rows = co_await connection().query(*sql, postgres::Parameters(order.id));
    if (!rows)
        co_return std::unexpected(rows.error());
    const auto content = rows->rowCount() == 1 ? rows->value<QByteArray>(0, 0) : std::nullopt;
    if (!content)
        co_return failure(ErrorKind::Refused, tr("没有这个文件，或不在您的范围内"));
    if (QCryptographicHash::hash(*content, QCryptographicHash::Sha256) != order.sha256)
        co_return failure(ErrorKind::Database, tr("文件与登记的校验值不符"));
    co_return writeBeside(order.folder, order.name, *content);
}

} // namespace wuquan
