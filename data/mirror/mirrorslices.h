// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace wuquan {

/// What a slice of a relation looks like at the source: number of rows and the sum of their hashes.
struct SliceDigest {
    std::int64_t rows = 0;
    QByteArray rowSum; ///< decimal; over all copied columns
    QByteArray versionSum; ///< decimal; over key and version; empty without a version column

    [[nodiscard]] bool sameRows(const SliceDigest &other) const { return rows == other.rows && rowSum == other.rowSum; }
    [[nodiscard]] bool sameVersions(const SliceDigest &other) const
    {
        return rows == other.rows && versionSum == other.versionSum;
    }
    bool operator==(const SliceDigest &) const = default;
};

/// The rows with from < key ≤ to, and what they looked like when we last took them over.
struct MirrorSlice {
    using Time = std::chrono::steady_clock::time_point;

    std::int64_t from = std::numeric_limits<std::int64_t>::min();
    std::int64_t to = std::numeric_limits<std::int64_t>::max();
    std::optional<SliceDigest> digest; ///< none: to be read, whatever it looks like
    Time comparedAt = Time::min(); ///< when its rows were last known to be ours
    Time lookedAt = Time::min(); ///< when it was last compared in any way
    bool isNew = true; ///< never taken over by this database
    /// Rows were left out because others are missing: the number of changes written at that time.
    std::optional<std::int64_t> waitsSince = {};
};

/// The slices of one relation: they cover all keys, and follow the rows as these grow and shrink. Free of a database.
class MirrorSlices {
public:
    /// One slice over everything; rowsEach 0: never split.
    explicit MirrorSlices(int rowsEach = 0);
    /// As stored; keys that are in none of them get new ones, to be read.
    MirrorSlices(int rowsEach, std::vector<MirrorSlice> stored);

    [[nodiscard]] std::size_t size() const { return m_slices.size(); }
    [[nodiscard]] MirrorSlice &operator[](std::size_t index) { return m_slices[index]; }
    [[nodiscard]] const MirrorSlice &operator[](std::size_t index) const { return m_slices[index]; }
    [[nodiscard]] auto begin() const { return m_slices.begin(); }
    [[nodiscard]] auto end() const { return m_slices.end(); }
    [[nodiscard]] auto begin() { return m_slices.begin(); }
    [[nodiscard]] auto end() { return m_slices.end(); }

    /// How many rows a read asks for; when it gets as many, the slice is to be split after row rowsEach(). 0: all rows.
    /// The last slice grows and is cut to size, the others may hold half as much again before they are.
    [[nodiscard]] int readLimit(std::size_t index) const;
    [[nodiscard]] int rowsEach() const { return m_rowsEach; }
    /// The slice ends with this key, and a new one to be read follows. No change when it ended there already.
    void splitAfter(std::size_t index, std::int64_t key);
    /// Joins neighbours that together hold less than half a slice, or of which one is empty; the joined one is to be
    /// read. Whether there were any.
    bool joinSmall();

private:
    int m_rowsEach;
    std::vector<MirrorSlice> m_slices;
};

} // namespace wuquan
