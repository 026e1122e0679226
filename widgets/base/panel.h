// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/language.h"

#include <QWidget>

class QPushButton;
class QStackedLayout;
class QVBoxLayout;

namespace wuquan {

class Appearance;
class DistrictStore;
class PlainLabel;
struct DataStatus;

/// A frame of 1 px and radius 4 with one content, which shows by its look whether there is anything to see.
class Panel : public QWidget {
    Q_OBJECT
public:
    enum class State {
        Loading, ///< nothing has arrived yet: grey bars where rows will be
        Empty, ///< there is nothing, and that is known: a ring and a sentence
        Failed, ///< nothing could be read: a cross, the reason and a button
        Stale, ///< the content is old: it stays, with a dashed frame and its age
        Live, ///< the content alone
    };

    explicit Panel(Appearance &appearance, QWidget *parent = nullptr);

    /// Takes ownership.
    void setContent(QWidget *content);

    [[nodiscard]] State state() const { return m_state; }
    /// With what is being done, if that takes longer than reading.
    void showLoading(const QString &doing = {});
    void showEmpty(const QString &text);
    void showFailed(const QString &reason);
    void showStale(const QString &age);
    void showLive();
    /// Loading, failed, stale or live as store and status say, with the age by the server's clock; false unless there
    /// is content to show.
    bool showCondition(const DistrictStore &store, const DataStatus &status, Instant now, Language language);
    /// For panels beside a main one: a stale one has the dashed frame only, a failed one no button; a slim one fits.
    void setSecondary();

Q_SIGNALS:
    /// Somebody pressed 重试.
    void retryRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void show(State state, const QString &text);
    void retheme();

    Appearance &m_appearance;
    State m_state = State::Loading;
    bool m_isSecondary = false;
    QStackedLayout *m_pages;
    QWidget *m_messagePage;
    QWidget *m_contentPage;
    QVBoxLayout *m_contentLayout;
    PlainLabel *m_banner;
    PlainLabel *m_message;
    QPushButton *m_retry;
};

} // namespace wuquan
