// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/alarmsound.h"

#include "data/core/resources.h"

#include <canberra.h>

#include <QApplication>
#include <QFile>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(logAlarm, "wuquan.app.alarm", QtInfoMsg)

namespace wuquan {

void AlarmSound::Free::operator()(ca_context *context) const
{
    ca_context_destroy(context);
}

AlarmSound::AlarmSound()
{
    ca_context *made = nullptr;
    if (const int error = ca_context_create(&made); error != CA_SUCCESS) {
        qCInfo(logAlarm) << "no sound:" << ca_strerror(error);
        return;
    }
    m_context.reset(made);
    ca_context_change_props(made, CA_PROP_APPLICATION_NAME, "Wuquan", CA_PROP_APPLICATION_ID, "wuquan", nullptr);
}

AlarmSound::~AlarmSound() = default;

QString AlarmSound::nameOf(AlarmKind kind)
{
    switch (kind) {
    case AlarmKind::Urgent:
        return u"urgent.wav"_s;
    case AlarmKind::UrgentOverdue:
        return u"urgent-overdue.wav"_s;
    case AlarmKind::PressingOverdue:
        return u"pressing-overdue.wav"_s;
    }
    return {};
}

QByteArray AlarmSound::fileOf(AlarmKind kind)
{
    const QString name = nameOf(kind), path = m_folder.filePath(name);
    if (!QFile::exists(path) && !QFile::copy(resourcePath(u"sounds/"_s + name), path))
        return {};
    return QFile::encodeName(path);
}

void AlarmSound::play(AlarmKind kind)
{
    const QByteArray file = fileOf(kind);
    int error = CA_ERROR_NOTAVAILABLE;
    if (m_context && !file.isEmpty())
        error = ca_context_play(m_context.get(), 1, CA_PROP_MEDIA_FILENAME, file.constData(), CA_PROP_MEDIA_ROLE,
            "alert", CA_PROP_EVENT_DESCRIPTION, "alarm", nullptr);
    if (error == CA_SUCCESS)
        return;
    if (!std::exchange(m_isSilent, true))
        qCInfo(logAlarm) << "no sound:" << ca_strerror(error);
    QApplication::beep();
}

} // namespace wuquan
