// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/server/drillframe.h"

#include <array>
#include <ranges>

namespace wuquan {

using postgres::ResultSet;

namespace {

constexpr qsizetype pieceBytes = 1 << 20;

Result<std::int64_t> copyTable(postgres::Session &from, postgres::Session &to, const FrameTable &table)
{
    std::int64_t copied = 0;
    QByteArray piece;
    const auto write = [&]() -> Result<void> {
        const auto written = piece.isEmpty() ? Result<std::int64_t>(0) : insertJson(to, table.name, piece);
        if (!written)
            return std::unexpected(written.error());
        copied += *written;
        piece.clear();
        return {};
    };
    const auto read = from.stream("select to_jsonb(t)::text from wuquan." + table.name + " t"
            + (table.order.isEmpty() ? QByteArray() : " order by " + table.order),
        {}, [&](const ResultSet &rows) -> Result<void> {
            for (int i = 0; i < rows.rowCount(); ++i) {
                if (!piece.isEmpty())
                    piece += ',';
                piece += rows.bytes(i, 0);
                if (piece.size() < pieceBytes)
                    continue;
                if (const auto written = write(); !written)
                    return written;
            }
            return {};
        });
    if (!read)
        return std::unexpected(read.error());
    if (const auto written = write(); !written)
        return std::unexpected(written.error());
    return copied;
}

/// The next key that the database gives comes after those copied.
Result<void> moveSequences(postgres::Session &to, const QByteArray &table)
{
    const auto columns = to.query("select attname::text from pg_attribute where attrelid = 'wuquan." + table
        + "'::regclass and attidentity <> ''");
    if (!columns)
        return std::unexpected(columns.error());
    for (int i = 0; i < columns->rowCount(); ++i) {
        const QByteArray column = columns->bytes(i, 0).toByteArray();
        const auto moved = to.query("select setval(pg_get_serial_sequence('wuquan." + table + "', '" + column
            + "'), max(" + column + ")) from wuquan." + table + " having max(" + column + ") is not null");
        if (!moved)
            return std::unexpected(moved.error());
    }
    return {};
}

} // namespace

std::span<const FrameTable> drillFrame()
{
    static const std::array tables{
        FrameTable{"source"},
        FrameTable{"department"},
        FrameTable{"area", "level"},
        FrameTable{"working_shift"},
        FrameTable{"calendar_day"},
        FrameTable{"dispatch_rule"},
        FrameTable{"action_role"},
        FrameTable{"transition"},
        FrameTable{"place_kind"},
        FrameTable{"device_kind"},
        FrameTable{"responder_kind"},
        FrameTable{"incident_type"},
        FrameTable{"incident_type_limit"},
        FrameTable{"suited_kind"},
        FrameTable{"catalogue_item"},
        FrameTable{"indicator"},
        FrameTable{"indicator_type"},
        FrameTable{"place"},
        FrameTable{"device"},
        FrameTable{"device_count"},
        FrameTable{"responder"},
        FrameTable{"roster"},
        FrameTable{"roster_day"},
        FrameTable{"run_card"},
        FrameTable{"phrase"},
    };
    return tables;
}

Result<std::int64_t> insertJson(postgres::Session &to, const QByteArray &table, const QByteArray &elements)
{
    const auto written = to.query("insert into wuquan." + table
            + " overriding system value "
              "select * from jsonb_populate_recordset(null::wuquan."
            + table + ", $1::jsonb)",
        postgres::Parameters('[' + elements + ']'));
    if (!written)
        return std::unexpected(written.error());
    return written->affectedRows();
}

Result<std::int64_t> copyFrame(postgres::Session &from, postgres::Session &to)
{
    for (const FrameTable &table : drillFrame() | std::views::reverse) {
        if (const auto emptied = to.query("delete from wuquan." + table.name); !emptied)
            return std::unexpected(emptied.error());
    }
    std::int64_t copied = 0;
    for (const FrameTable &table : drillFrame()) {
        const auto rows = copyTable(from, to, table);
        if (!rows)
            return rows;
        copied += *rows;
        if (const auto moved = moveSequences(to, table.name); !moved)
            return std::unexpected(moved.error());
    }
    // Who was busy is so with an order that is not here.
    if (const auto freed = to.query("update wuquan.responder set state = 0 where state = 1"); !freed)
        return std::unexpected(freed.error());
    // The rooms of streets are called to the roll of an exercise too.
    if (const auto made = to.query("select wuquan.command_post_fill()"); !made)
        return std::unexpected(made.error());
    return copied;
}

} // namespace wuquan
