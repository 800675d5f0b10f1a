// How much memory the program has needed so far.
#pragma once

#include <sys/resource.h>

namespace winnow::bench {

/// The most that was resident at once, in MB (10⁶ bytes). `whose`: RUSAGE_CHILDREN for the largest of the processes
/// that it started and that ended.
inline double peakMegabytes(decltype(RUSAGE_SELF) whose = RUSAGE_SELF)
{
    rusage usage{};
    getrusage(whose, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

/// Of this process so far, in the program and in the system for it: what a busy machine does not stretch.
inline double cpuSeconds(decltype(RUSAGE_SELF) whose = RUSAGE_SELF)
{
    rusage usage{};
    getrusage(whose, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace winnow::bench
