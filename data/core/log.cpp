// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/core/log.h"

Q_LOGGING_CATEGORY(logPostgres, "wuquan.data.postgres", QtInfoMsg)
Q_LOGGING_CATEGORY(logFeed, "wuquan.data.feed", QtInfoMsg)
Q_LOGGING_CATEGORY(logServer, "wuquan.data.server", QtInfoMsg)
Q_LOGGING_CATEGORY(logExchange, "wuquan.data.exchange", QtInfoMsg)
Q_LOGGING_CATEGORY(logStore, "wuquan.data.store", QtInfoMsg)
Q_LOGGING_CATEGORY(logMirror, "wuquan.data.mirror", QtInfoMsg)
