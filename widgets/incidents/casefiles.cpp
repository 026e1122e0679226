// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/incidents/casefiles.h"

#include "widgets/base/outlinebutton.h"
#include "widgets/base/plainlabel.h"
#include "widgets/theme/appearance.h"
#include "widgets/theme/format.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wuquan {

namespace {

/// That of downloads, or at home where there is none.
QString folderForFiles()
{
    const QString downloads = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    return QFileInfo(downloads).isDir() ? downloads : QDir::homePath();
}

} // namespace

CaseFiles::CaseFiles(
    CaseWork work, const ServerClock &clock, Language language, Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_work(work)
    , m_clock(clock)
    , m_language(language)
    , m_appearance(appearance)
    , m_folder(folderForFiles())
    , m_column(new QVBoxLayout(this))
    , m_heading(new PlainLabel(appearance, TextRole::Small, Tone::Secondary))
    , m_rows(new QWidget)
    , m_list(new QVBoxLayout(m_rows))
    , m_complaint(new PlainLabel(appearance, TextRole::Body, Tone::Warning))
{
    setAcceptDrops(true);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_heading->setText(tr("附件"));
    m_complaint->setMaximumLines(PlainLabel::allLines);
    m_complaint->hide();
    m_column->addWidget(m_heading);
    m_column->addWidget(m_rows);
    m_column->addWidget(m_complaint);
    connect(&m_work.folder, &CaseFolder::changed, this, &CaseFiles::refresh);
    connect(&m_work.shelf, &AttachmentShelf::changed, this, &CaseFiles::refresh);
    connect(&appearance, &Appearance::changed, this, &CaseFiles::retheme);
    retheme();
}

void CaseFiles::refresh()
{
    const CaseFile *const file = m_work.folder.file();
    if (m_work.folder.incident() != m_of) {
        m_of = m_work.folder.incident();
        m_complaint->hide();
        if (m_dialog)
            m_dialog->close(); // it would be put with another
    }
    const auto *const focused = m_rows->isAncestorOf(focusWidget()) ? focusWidget() : nullptr;
    const QString focusedName = focused ? focused->objectName() : QString();
    clearLayout(*m_list);
    if (file) {
        for (const CaseAttachment &attachment : file->attachments)
            addRow(attachment);
    }
    if (auto *again = focusedName.isEmpty() ? nullptr : m_rows->findChild<QWidget *>(focusedName))
        again->setFocus();
    const bool hasRows = m_list->count() > 0;
    m_heading->setVisible(hasRows);
    m_rows->setVisible(hasRows);
    setVisible(hasRows || !m_complaint->isHidden());
}

void CaseFiles::addRow(const CaseAttachment &attachment)
{
    const QLocale locale = m_language == Language::Chinese ? QLocale(QLocale::Chinese) : QLocale(QLocale::English);
    QStringList parts{plainLine(attachment.name),
        locale.formattedDataSize(attachment.bytes, 0, QLocale::DataSizeSIFormat), plainLine(attachment.by),
        formatMoment(attachment.at, m_clock.now(), m_language)};
    const AttachmentShelf::Entry entry = m_work.shelf.entry(attachment.id);
    switch (entry.state) {
    case AttachmentShelf::State::None:
        break;
    case AttachmentShelf::State::Fetching:
        parts << tr("正在取…");
        break;
    case AttachmentShelf::State::Saved:
        parts << tr("已存 %1").arg(entry.text);
        break;
    case AttachmentShelf::State::Failed:
        parts << tr("未取到：%1").arg(plainLine(entry.text));
        break;
    }
    const QString line = parts.join(u" · "_s);
    auto *row = outlineButton(line, m_appearance.theme(), 360);
    row->setObjectName(QString::number(attachment.id));
    row->setToolTip(u"<qt>"_s + line.toHtmlEscaped() + u"</qt>"_s);
    connect(row, &QPushButton::clicked, this,
        [this, attachment] { m_work.shelf.fetch({attachment.id, attachment.name, attachment.sha256, m_folder}); });
    m_list->addWidget(row);
    row->setVisible(true); // it may get the focus at once
}

void CaseFiles::begin()
{
    if (!m_dialog) {
        m_dialog = new QFileDialog(this, tr("添加附件"));
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        m_dialog->setFileMode(QFileDialog::ExistingFile);
        connect(m_dialog, &QFileDialog::fileSelected, this, &CaseFiles::attach);
    }
    m_dialog->show();
    m_dialog->raise();
}

void CaseFiles::attach(const QString &path)
{
    const CaseFile *const file = m_work.folder.file();
    if (!file || file->attachmentLimit == 0)
        return;
    const QString name = QFileInfo(path).fileName();
    QFile source(path);
    if (QFileInfo(path).isDir() || !source.open(QIODevice::ReadOnly)) {
        complain(tr("%1 读不了：%2").arg(plainLine(name), source.errorString()));
        return;
    }
    // Whatever it says its size is: a pipe says nothing.
    const QByteArray content = source.read(file->attachmentLimit + 1);
    if (content.size() > file->attachmentLimit) {
        complain(
            tr("%1 太大：最多 %2 MB").arg(plainLine(name)).arg(double(file->attachmentLimit) / 1048576, 0, 'g', 3));
        return;
    }
    m_complaint->hide();
    if (!m_work.desk.attach(file->incident, name, content))
        complain(tr("上一项还没有完成，请稍候再添加"));
}

void CaseFiles::complain(const QString &text)
{
    m_complaint->setText(text);
    m_complaint->show();
    show();
}

void CaseFiles::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void CaseFiles::dropEvent(QDropEvent *event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile())
        attach(urls.front().toLocalFile());
    else
        complain(tr("一次添加一个本机文件"));
}

void CaseFiles::retheme()
{
    m_column->setSpacing(m_appearance.theme().px(6));
    m_list->setSpacing(m_appearance.theme().px(6));
    refresh();
}

} // namespace wuquan
