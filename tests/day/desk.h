// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/palette.h"
#include "tests/day/facts.h"
#include "tests/day/screen.h"

#include <map>
#include <set>

namespace wuquan::day {

/// Who sits at a desk and what its window looks like.
struct Seated {
    QString login;
    QString role;
    QString language = QStringLiteral("zh");
    QString theme = QStringLiteral("day");
};

/// The real window of a login on a screen of its own, and hands that press keys and look. It waits for what the
/// database knows or the screen shows; the keys that decided are counted.
class Desk {
public:
    /// Groups of the inbox that are clicked.
    enum class Group { ToDispatch, ToVerify };

    Desk(Seated seated, Facts &facts, const QString &pictures);
    ~Desk();

    [[nodiscard]] const QString &login() const { return m_seated.login; }
    [[nodiscard]] const QString &role() const { return m_seated.role; }
    /// Starts the program and waits until its window shows data.
    [[nodiscard]] QCoro::Task<Result<void>> open(QString connection, QString folder);
    [[nodiscard]] Result<void> show(Group group) const;
    /// Ends the program as a person would who is going home.
    void close();

    /// Selects the first row of the inbox.
    [[nodiscard]] QCoro::Task<Result<void>> selectFirst();
    /// Goes to the gravest alarm.
    [[nodiscard]] QCoro::Task<Result<void>> selectGravest();
    /// Opens the question of an action and waits until it is there.
    [[nodiscard]] QCoro::Task<Result<void>> ask(QByteArray key);
    /// Presses a key of a decision, or answers its question; returns at once.
    [[nodiscard]] Result<void> send(const QByteArray &action, const QByteArrayList &keys);
    /// Asks where there is a key for it, answers, and waits until the database knows: the incident. What somebody else
    /// has changed meanwhile is tried again.
    [[nodiscard]] QCoro::Task<Result<std::int64_t>> decide(QByteArray action, QByteArray question, QByteArrayList keys);
    /// As decide(), for whom it does not matter which incident it was.
    [[nodiscard]] QCoro::Task<Result<void>> act(QByteArray action, QByteArray question, QByteArrayList keys);
    /// Types into the question that is open.
    [[nodiscard]] Result<void> type(const QByteArray &text) const { return m_screen->type(text); }
    /// Waits until the window has read what came of the newest decision of this login or of another about its incident.
    [[nodiscard]] QCoro::Task<bool> seen(std::int64_t event);

    /// A picture of the whole window once nothing in it moves, the first time that it is wanted under a name.
    [[nodiscard]] QCoro::Task<bool> shoot(QString name);
    /// Whether the badge of the data is as it was when the window opened.
    [[nodiscard]] bool isLive() const;

    /// Whether the program has these words anywhere in its memory, as a database sends them or as Qt keeps them.
    [[nodiscard]] bool remembers(const QString &words) const;

    /// Decisions whose keys were pressed, by action.
    [[nodiscard]] const std::map<QByteArray, int> &sent() const { return m_sent; }
    /// Of these what no window took, by action.
    [[nodiscard]] const std::map<QByteArray, int> &unheard() const { return m_unheard; }

private:
    /// Presses a key, again after a while, until a row of the inbox is selected.
    [[nodiscard]] QCoro::Task<Result<void>> select(QByteArray key, std::function<bool()> isSelected);
    [[nodiscard]] bool hasSelectedFirst() const;
    [[nodiscard]] bool hasSelected() const;
    [[nodiscard]] bool offers() const;
    [[nodiscard]] bool asks() const;
    /// How many rows of the focus colour, of the fill of a selection and of frames the card has where its buttons
    /// begin.
    struct ButtonRows {
        int focus = 0, fill = 0, frame = 0;
    };
    [[nodiscard]] ButtonRows buttonRows() const;
    [[nodiscard]] std::optional<std::int64_t> notDone();

    Seated m_seated;
    Facts &m_facts;
    QString m_pictures;
    std::unique_ptr<Screen> m_screen;
    QProcess m_program;
    Palette m_palette;
    QImage m_liveBadge;
    std::map<QByteArray, int> m_sent, m_unheard;
    std::set<QString> m_shot;
};

} // namespace wuquan::day
