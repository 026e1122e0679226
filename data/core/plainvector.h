// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace wuquan {

/// Leaves what a vector is resized to as it is, for numbers that are written next, by all cores at once: setting them
/// to nought first takes one core as long again.
template <class T>
struct PlainAllocator {
    static_assert(std::is_trivially_default_constructible_v<T>);
    using value_type = T;

    PlainAllocator() = default;
    template <class Other>
    explicit PlainAllocator(const PlainAllocator<Other> &)
    {
    }
    [[nodiscard]] T *allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
    void deallocate(T *at, std::size_t count) { std::allocator<T>().deallocate(at, count); }
    void construct(T *at) { ::new (static_cast<void *>(at)) T; }
    template <class... Values>
    void construct(T *at, Values &&...values)
    {
        std::construct_at(at, std::forward<Values>(values)...);
    }
    bool operator==(const PlainAllocator &) const = default;
};

template <class T>
using PlainVector = std::vector<T, PlainAllocator<T>>;

} // namespace wuquan
