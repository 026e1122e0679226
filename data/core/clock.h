// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <ctime>

namespace wuquan {

/// An instant on the server's or our own wall clock, to the microsecond, as PostgreSQL keeps it.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// Whether an instant can be calculated with: within 100,000 years of 1970, so that the difference of two such instants
/// never overflows.
[[nodiscard]] constexpr bool isUsable(Instant instant)
{
    constexpr std::chrono::microseconds farthest = std::chrono::years(100'000);
    return instant.time_since_epoch() <= farthest && instant.time_since_epoch() >= -farthest;
}

/// Where the time comes from; injected so that tests can set it.
class Clock {
public:
    virtual ~Clock() = default;
    /// The present time of this machine's clock.
    [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's own clock.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override
    {
        return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
};

/// The machine's own clock when it was made, and then the time that went by, the machine's sleep included: setting its
/// clock, by hand or to mend it, makes no age on screen jump.
class SteadyClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return m_origin + (sinceBoot() - m_began); }

private:
    [[nodiscard]] static std::chrono::microseconds sinceBoot()
    {
        timespec time{};
        clock_gettime(CLOCK_BOOTTIME, &time);
        return std::chrono::microseconds(time.tv_sec * 1'000'000 + time.tv_nsec / 1000);
    }

    Instant m_origin = SystemClock().now();
    std::chrono::microseconds m_began = sinceBoot();
};

/// A clock that stands still until it is moved.
class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant instant)
        : m_now(instant)
    {
    }
    [[nodiscard]] Instant now() const override { return m_now; }
    void advance(std::chrono::microseconds by) { m_now += by; }

private:
    Instant m_now;
};

/// The server's clock as seen from here: our clock plus the offset last measured. Ages on screen are counted by it.
class ServerClock {
public:
    explicit ServerClock(const Clock &clock)
        : m_clock(&clock)
    {
    }
    [[nodiscard]] Instant now() const { return m_clock->now() + m_offset; }
    void setServerTime(Instant server) { m_offset = server - m_clock->now(); }

private:
    const Clock *m_clock;
    std::chrono::microseconds m_offset{0};
};

} // namespace wuquan
