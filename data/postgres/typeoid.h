// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wuquan::postgres {

/// Numbers of the types we decode; PostgreSQL has fixed them (pg_type.dat).
enum TypeOid : unsigned {
    BoolOid = 16,
    ByteaOid = 17,
    CharOid = 18,
    NameOid = 19,
    Int8Oid = 20,
    Int2Oid = 21,
    Int4Oid = 23,
    TextOid = 25,
    OidOid = 26,
    JsonOid = 114,
    Float4Oid = 700,
    Float8Oid = 701,
    NameArrayOid = 1003,
    Int2ArrayOid = 1005,
    Int4ArrayOid = 1007,
    TextArrayOid = 1009,
    BpcharArrayOid = 1014,
    VarcharArrayOid = 1015,
    Int8ArrayOid = 1016,
    Float4ArrayOid = 1021,
    Float8ArrayOid = 1022,
    BpcharOid = 1042,
    VarcharOid = 1043,
    DateOid = 1082,
    TimeOid = 1083,
    TimestampOid = 1114,
    TimestamptzOid = 1184,
    NumericArrayOid = 1231,
    NumericOid = 1700,
    UuidOid = 2950,
    UuidArrayOid = 2951,
    JsonbOid = 3802,
    Xid8Oid = 5069,
};

/// Every one of them.
inline constexpr TypeOid allTypeOids[] = {BoolOid, ByteaOid, CharOid, NameOid, Int8Oid, Int2Oid, Int4Oid, TextOid,
    OidOid, JsonOid, Float4Oid, Float8Oid, NameArrayOid, Int2ArrayOid, Int4ArrayOid, TextArrayOid, BpcharArrayOid,
    VarcharArrayOid, Int8ArrayOid, Float4ArrayOid, Float8ArrayOid, BpcharOid, VarcharOid, DateOid, TimeOid,
    TimestampOid, TimestamptzOid, NumericArrayOid, NumericOid, UuidOid, UuidArrayOid, JsonbOid, Xid8Oid};

} // namespace wuquan::postgres
