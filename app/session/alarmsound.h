// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/view/alarmlist.h"

#include <QTemporaryDir>

#include <memory>

struct ca_context;

namespace wuquan {

/// Plays a sound for each kind of alarm (resources/sounds) through libcanberra; where nothing can be heard that way the
/// terminal's bell rings. GUI thread.
class AlarmSound {
public:
    AlarmSound();
    ~AlarmSound();
    AlarmSound(const AlarmSound &) = delete;
    AlarmSound &operator=(const AlarmSound &) = delete;

    void play(AlarmKind kind);
    /// The name of its file in resources/sounds.
    [[nodiscard]] static QString nameOf(AlarmKind kind);

private:
    struct Free {
        void operator()(ca_context *context) const;
    };

    /// Where the file lies that libcanberra can open; empty when there is none.
    [[nodiscard]] QByteArray fileOf(AlarmKind kind);

    QTemporaryDir m_folder;
    std::unique_ptr<ca_context, Free> m_context;
    bool m_isSilent = false; ///< it was said that nothing can be heard
};

} // namespace wuquan
