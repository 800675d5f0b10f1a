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

} // namespace winnow::bench
