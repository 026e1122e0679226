// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

/// The rule that a warning nobody expected fails a test, kept by ctest (see tests/CMakeLists.txt). With WUQUAN_WARN set
/// the first function breaks it, and ctest must notice.
class WarningsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unexpected()
    {
        if (!qEnvironmentVariableIsSet("WUQUAN_WARN"))
            QSKIP("breaks the rule on purpose, run by its own ctest entry");
        qWarning("nobody expected this");
    }

    void expected()
    {
        QTest::ignoreMessage(QtWarningMsg, "the disk is full");
        qWarning("the disk is full");
    }

    void platform() { qWarning("This plugin does not support raise()"); }
};

QTEST_APPLESS_MAIN(WarningsTest)
#include "tst_warnings.moc"
