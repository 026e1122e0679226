// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

// One category a layer; QT_LOGGING_RULES="wuquan.data.feed.debug=true" shows more of one (see README.md).
Q_DECLARE_LOGGING_CATEGORY(logPostgres) // wuquan.data.postgres
Q_DECLARE_LOGGING_CATEGORY(logFeed) // wuquan.data.feed
Q_DECLARE_LOGGING_CATEGORY(logServer) // wuquan.data.server
Q_DECLARE_LOGGING_CATEGORY(logExchange) // wuquan.data.exchange
Q_DECLARE_LOGGING_CATEGORY(logStore) // wuquan.data.store
Q_DECLARE_LOGGING_CATEGORY(logMirror) // wuquan.data.mirror
