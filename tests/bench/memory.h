// How much memory the program has needed so far.
#pragma once

#include <sys/resource.h>

namespace winnow::bench {

/// The most that was resident at once, in MB (10⁶ bytes).
inline double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

/// Of this process so far, in the program and in the system for it: what a busy machine does not stretch.
inline double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace winnow::bench
