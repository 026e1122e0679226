// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/language.h"
#include "data/view/casework.h"

#include <QPointer>
#include <QWidget>

class QFileDialog;
class QVBoxLayout;

namespace wuquan {

class Appearance;
class PlainLabel;

/// The files of an incident: a click fetches one into the folder of downloads, begin() puts one there. One that is
/// dropped here is put there too.
class CaseFiles : public QWidget {
    Q_OBJECT
public:
    CaseFiles(
        CaseWork work, const ServerClock &clock, Language language, Appearance &appearance, QWidget *parent = nullptr);

    /// Asks for a file, beside the window and not before it.
    void begin();
    /// Puts a file with the incident; says why not when it can't be read or is too large.
    void attach(const QString &path);
    /// Where files are fetched to; a test has its own.
    void setFolder(const QString &folder) { m_folder = folder; }

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void refresh();
    void addRow(const CaseAttachment &attachment);
    void complain(const QString &text);
    void retheme();

    CaseWork m_work;
    const ServerClock &m_clock;
    Language m_language;
    Appearance &m_appearance;
    QString m_folder;
    QVBoxLayout *m_column;
    PlainLabel *m_heading;
    QWidget *m_rows;
    QVBoxLayout *m_list;
    PlainLabel *m_complaint;
    IncidentId m_of;
    QPointer<QFileDialog> m_dialog;
};

} // namespace wuquan
