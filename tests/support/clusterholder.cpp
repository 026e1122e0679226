// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/cluster.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

/// A program that shares the embedded server of a data folder until its input ends or it is killed. It prints "ready"
/// once the server can be used, else the reason why not.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QTextStream out(stdout);
    const auto cluster = wuquan::Cluster::acquire(QCoreApplication::arguments().value(1));
    if (!cluster) {
        out << cluster.error().message << Qt::endl;
        return 1;
    }
    out << "ready" << Qt::endl;
    QFile input;
    if (input.open(stdin, QIODevice::ReadOnly))
        input.readAll();
    return 0;
}
