// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/statekeeper.h"
#include "data/core/clock.h"
#include "data/live/feed.h"
#include "data/live/sideworker.h"
#include "data/store/districtstore.h"
#include "data/view/alarmlist.h"
#include "data/view/annotationdesk.h"
#include "data/view/attachmentshelf.h"
#include "data/view/bookmarks.h"
#include "data/view/casefolder.h"
#include "data/view/datastatus.h"
#include "data/view/dispatchdesk.h"
#include "data/view/marked.h"
#include "data/view/pastincidents.h"
#include "data/view/room.h"
#include "data/view/selection.h"
#include "data/view/viewstate.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <memory>
#include <vector>

namespace wuquan {

class PasswordCheck;

/// Ties the feed in its data thread to the store and the shared view state in the GUI thread. Owned by main; every
/// window of the program looks at the same one.
class LiveSession : public QObject {
    Q_OBJECT
public:
    /// With a file of the state, what is in it is shown until the database answers, and it is kept up to date.
    LiveSession(SettingsSource settings, Language language, const Clock &clock, const QString &stateFile = {});
    /// Stops the feed and waits for its thread: as long as a running query may be silent, or the settings take, which
    /// make the demo the first time.
    ~LiveSession() override;

    void start();
    /// Says what is being done while nothing has been read yet, such as making the demo.
    void showProgress(const QString &step, double share);
    /// Finds out whether a password is that of our login; passwordChecked() tells.
    void checkPassword(const QString &password);
    /// Tries to connect at once instead of waiting for the back-off.
    void retryNow();

    [[nodiscard]] DistrictStore &store() { return m_store; }
    [[nodiscard]] Selection &selection() { return m_selection; }
    [[nodiscard]] ViewState &view() { return m_view; }
    [[nodiscard]] Bookmarks &bookmarks() { return m_bookmarks; }
    [[nodiscard]] AnnotationDesk &annotations() { return m_annotations; }
    [[nodiscard]] AlarmList &alarms() { return m_alarms; }
    [[nodiscard]] DispatchDesk &dispatch() { return m_dispatch; }
    [[nodiscard]] CaseFolder &caseFolder() { return m_caseFolder; }
    [[nodiscard]] Room &room() { return m_room; }
    [[nodiscard]] MarkedIncidents &marked() { return m_marked; }
    [[nodiscard]] AttachmentShelf &attachments() { return m_shelf; }
    [[nodiscard]] PastIncidents &pastIncidents() { return m_past; }
    [[nodiscard]] DataStatusSource &dataStatus() { return m_dataStatus; }
    [[nodiscard]] const DataStatusSource &dataStatus() const { return m_dataStatus; }
    /// Whom the database takes us for; empty until it has said so.
    [[nodiscard]] const QString &user() const { return m_user; }
    [[nodiscard]] const ServerClock &clock() const { return m_serverClock; }

Q_SIGNALS:
    void userFound(const QString &user); ///< after each connection
    void passwordChecked(bool isRight, const QString &reason);

private:
    /// Where the feed found the database last: for those beside it, which must neither start a server nor make a demo.
    struct FoundSettings {
        SettingsSource source;
        std::optional<postgres::Settings> found; ///< of the data thread
    };

    /// In the data thread, beside the feed.
    template <class Worker>
    Worker *add();
    void makeWriters();
    void makeReaders();
    void makeRoom();
    void stopInTurn();
    [[nodiscard]] SettingsSource foundSettings() const;
    [[nodiscard]] static QString stepText(const QString &step);
    void onHeard(Instant serverTime, Instant asOf);
    void onBatch(const ChangeBatch &batch);
    void onStatus(const FeedStatus &status);
    void checkAge();

    const Clock *m_clock;
    ServerClock m_serverClock;
    DistrictStore m_store;
    AlarmList m_alarms;
    AnnotationDesk m_annotations;
    DispatchDesk m_dispatch;
    Selection m_selection;
    CaseFolder m_caseFolder;
    Room m_room;
    MarkedIncidents m_marked;
    AttachmentShelf m_shelf;
    ViewState m_view;
    Bookmarks m_bookmarks;
    PastIncidents m_past;
    DataStatusSource m_dataStatus;
    std::unique_ptr<StateKeeper> m_keeper; ///< null: no state is kept
    QString m_user;
    QTimer m_ageTimer;
    QThread m_thread;
    std::shared_ptr<FoundSettings> m_settings;
    Feed *m_feed; ///< lives in m_thread, which deletes it
    PasswordCheck *m_passwordCheck = nullptr; ///< likewise
    std::vector<SideWorker *> m_workers; ///< likewise; they stop in this order, after the feed
};

} // namespace wuquan
