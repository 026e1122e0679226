// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/domain/dispatch.h"
#include "data/view/dispatchdesk.h"

#include <QKeySequence>
#include <QString>

namespace wuquan {

class DistrictStore;

// The words of the screen for what is done with incidents.
namespace words {

/// What an event says was done: 立案, 派遣, 签收 …; its code when it is none of ours.
[[nodiscard]] QString eventKind(const QString &kind);
/// Why the database did not do it; the code when it is none of ours.
[[nodiscard]] QString refusal(const QString &code);
/// How an order ended.
[[nodiscard]] QString orderEnd(const QString &endedAs);
/// What is known of a decision, as one sentence: 正在提交…, 已由 … 派遣 …
[[nodiscard]] QString decision(const DispatchDesk::Entry &entry, Instant now, Language language);

} // namespace words

/// Whether an action leads the incident on: of those that are offered, the first of these is the usual one.
[[nodiscard]] bool leadsOn(const QString &action);

/// The one key that does an action; empty when it has none.
[[nodiscard]] QKeySequence actionKey(const QString &action);

/// The actions that have one.
[[nodiscard]] QStringList actionsWithKeys();

} // namespace wuquan
