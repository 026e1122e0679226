// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <cstring>
#include <limits>
#include <memory>
#include <thread>

// harm KIND: does what the sanitizers are there to find. ctest expects each to be found; a build in which none is would
// find nothing elsewhere either.

namespace {

int useAfterFree()
{
    auto owner = std::make_unique<int>(7);
    const int *const value = owner.get();
    owner.reset();
    return *value;
}

int overflow(int argc)
{
    return std::numeric_limits<int>::max() + argc;
}

int leak(int argc)
{
    int *volatile lost = new int(argc);
    lost = nullptr;
    return lost ? 1 : 0;
}

int race()
{
    int value = 0;
    std::thread other([&] { ++value; });
    ++value;
    other.join();
    return value;
}

} // namespace

int main(int argc, char *argv[])
{
    const char *const kind = argc > 1 ? argv[1] : "";
    int result = 0;
    if (std::strcmp(kind, "use-after-free") == 0)
        result = useAfterFree();
    else if (std::strcmp(kind, "overflow") == 0)
        result = overflow(argc);
    else if (std::strcmp(kind, "leak") == 0)
        result = leak(argc);
    else if (std::strcmp(kind, "race") == 0)
        result = race();
    // So that nothing of it is left out.
    std::printf("%d\n", result);
}
