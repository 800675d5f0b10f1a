// A disk that fails when told to: SQLite's own file system (VFS) with a shim before it.
#pragma once

#include <cstdint>

namespace winnow::faults {

enum class Fault : std::uint8_t {
    Once, ///< the n-th operation fails with an I/O error, the next one works again
    Full, ///< from the n-th on, nothing can be written: SQLITE_FULL
    PowerCut, ///< at the n-th, the power goes: nothing works any more, and what was not synced is lost
};

/// Stands between SQLite and the files for the whole program, from the first call of install() on. Counts what changes
/// the disk: writes, syncs, truncations, removals, and opening of files. One thread.
class FaultyDisk {
public:
    static void install();
    /// The `number`-th operation from now fails, counted from 1.
    static void arm(Fault fault, int number);
    /// Works again from now on; true if the fault happened. After a power cut, files are as the platters had them: call
    /// it when everything is closed.
    static bool disarm();
};

} // namespace winnow::faults
