// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/core/clock.h"
#include "data/core/ids.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

#include <concepts>
#include <optional>
#include <vector>

namespace wuquan::postgres {

/// Values for $1, $2, … of a statement, as text; the server knows their types.
class Parameters {
public:
    Parameters() = default;
    template <class... T>
    explicit Parameters(const T &...values)
    {
        (add(values), ...);
    }

    void add(std::nullopt_t) { m_values.emplace_back(); }
    void add(bool value) { m_values.emplace_back(QByteArray(value ? "t" : "f")); }
    template <std::integral T>
    void add(T value)
    {
        m_values.emplace_back(QByteArray::number(value));
    }
    void add(double value) { m_values.emplace_back(QByteArray::number(value, 'g', 17)); }
    void add(const QByteArray &value) { m_values.emplace_back(value); }
    void add(const QString &value) { m_values.emplace_back(value.toUtf8()); }
    /// As timestamptz text, exact to the microsecond.
    void add(Instant value);
    /// As the text of an array.
    template <std::integral T>
    void add(const std::vector<T> &values)
    {
        QByteArray text = "{";
        for (const T value : values) {
            if (text.size() > 1)
                text += ',';
            text += QByteArray::number(value);
        }
        m_values.emplace_back(text + '}');
    }
    template <class Tag, class Rep>
    void add(StrongId<Tag, Rep> id)
    {
        add(id.value);
    }
    template <class T>
    void add(const std::optional<T> &value)
    {
        if (value)
            add(*value);
        else
            add(std::nullopt);
    }

    [[nodiscard]] int size() const { return int(m_values.size()); }
    /// Pointers for libpq, null for NULL; they hold while the parameters do.
    [[nodiscard]] std::vector<const char *> pointers() const
    {
        std::vector<const char *> pointers;
        pointers.reserve(m_values.size());
        for (const auto &value : m_values)
            pointers.push_back(value ? value->constData() : nullptr);
        return pointers;
    }

private:
    std::vector<std::optional<QByteArray>> m_values;
};

/// The microsecond-exact text of an instant that PostgreSQL reads whatever its DateStyle says, such as
/// "2026-11-24 06:32:07.000125+00".
[[nodiscard]] QByteArray timestampText(Instant instant);

inline void Parameters::add(Instant value)
{
    m_values.emplace_back(timestampText(value));
}

} // namespace wuquan::postgres
