// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maps/view/toolpanel.h"

#include <QPageLayout>

#include <optional>
#include <vector>

class QButtonGroup;
class QLabel;
class QLineEdit;

namespace wuquan {

class MapButton;
class PanelMessage;

/// What the map is printed as: title, sheet and file; how far it is, and what came of it. GUI thread.
class PrintPanel : public SidePanel {
    Q_OBJECT
public:
    PrintPanel(const Palette &palette, QWidget *parent);

    /// Written into lines that nobody has changed.
    void propose(const QString &title, const QString &path);
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString path() const;
    void setPath(const QString &path);
    [[nodiscard]] QPageLayout page() const;
    /// What will not be on the sheet, and why; may be empty.
    void setNote(const QString &note);
    /// How much is done, 0…1; none: nothing is being printed.
    void setProgress(std::optional<double> share);
    /// A line of what was done, or in the colour of a warning of what could not be done.
    void say(const QString &text, bool isFault);
    [[nodiscard]] QString said() const;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void opened();
    void titleEdited();
    void browseRequested(); ///< for another file
    void saveRequested();
    void printRequested();
    void cancelRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void restyle() override;
    void arrange() override;

private:
    MapButton *addAction(const QString &text, const QString &hint, void (PrintPanel::*request)());
    MapButton *addChoice(const QString &text, const QString &hint, int value, QButtonGroup *group);
    [[nodiscard]] QLineEdit *addLine(QLabel *prompt, const QString &name);
    [[nodiscard]] int innerWidth() const;
    [[nodiscard]] int promptWidth() const;
    [[nodiscard]] int heightOf(const QLabel *words) const;
    [[nodiscard]] QRect progressRect() const;

    QLabel *m_titlePrompt;
    QLabel *m_sheetPrompt;
    QLabel *m_filePrompt;
    QLineEdit *m_title;
    QLineEdit *m_path;
    QButtonGroup *m_sizes;
    QButtonGroup *m_orientations;
    MapButton *m_browse;
    MapButton *m_save;
    MapButton *m_print;
    MapButton *m_cancel;
    QLabel *m_note;
    PanelMessage *m_message;
    std::optional<double> m_progress;
};

} // namespace wuquan
