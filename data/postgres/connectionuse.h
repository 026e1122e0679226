// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/postgres/connection.h"

namespace wuquan::postgres {

class Connection::Use {
public:
    explicit Use(bool &inUse)
        : m_inUse(&inUse)
    {
        inUse = true;
    }
    Use(const Use &) = delete;
    Use &operator=(const Use &) = delete;
    ~Use() { *m_inUse = false; }

private:
    bool *m_inUse;
};

} // namespace wuquan::postgres
