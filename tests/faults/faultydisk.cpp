#include "tests/faults/faultydisk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <map>

#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace winnow::faults {

namespace {

/// What a write or truncation since the last sync destroyed.
struct Lost {
    sqlite3_int64 offset = 0;
    sqlite3_int64 sizeBefore = 0;
    std::string bytes;
};

struct Disk {
    sqlite3_vfs* real = nullptr;
    sqlite3_vfs shim = {};
    bool armed = false;
    Fault fault = Fault::Once;
    int remaining = 0;
    bool happened = false;
    std::map<std::string, std::vector<Lost>> unsynced;
};

Disk& disk()
{
    static Disk it;
    return it;
}

/// SQLITE_OK, or what the operation shall fail with.
int failure(int code)
{
    Disk& it = disk();
    if (!it.armed)
        return SQLITE_OK;
    const bool now = --it.remaining == 0;
    it.happened = it.happened || now;
    switch (it.fault) {
    case Fault::Once:
        return now ? code : SQLITE_OK;
    case Fault::Full:
        return it.happened && code == SQLITE_IOERR_WRITE ? SQLITE_FULL : SQLITE_OK;
    case Fault::PowerCut:
        break;
    }
    return it.happened ? code : SQLITE_OK;
}

struct File {
    sqlite3_file base;
    sqlite3_file* real;
    const char* name; ///< none for temporary files
};

File* of(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file);
}

sqlite3_file* realOf(sqlite3_file* file)
{
    return of(file)->real;
}

void remember(File* file, sqlite3_int64 offset, sqlite3_int64 amount)
{
    if (file->name == nullptr)
        return;
    Lost lost{.offset = offset, .sizeBefore = 0, .bytes = {}};
    file->real->pMethods->xFileSize(file->real, &lost.sizeBefore);
    const sqlite3_int64 there = std::max<sqlite3_int64>(0, std::min(amount, lost.sizeBefore - offset));
    lost.bytes.resize(static_cast<std::size_t>(there));
    if (there > 0)
        file->real->pMethods->xRead(file->real, lost.bytes.data(), static_cast<int>(there), offset);
    disk().unsynced[file->name].push_back(std::move(lost));
}

int closeFile(sqlite3_file* file)
{
    const int status = realOf(file)->pMethods->xClose(realOf(file));
    sqlite3_free(realOf(file));
    return status;
}

int readFile(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset)
{
    return realOf(file)->pMethods->xRead(realOf(file), into, amount, offset);
}

int writeFile(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset)
{
    if (const int failed = failure(SQLITE_IOERR_WRITE); failed != SQLITE_OK)
        return failed;
    remember(of(file), offset, amount);
    return realOf(file)->pMethods->xWrite(realOf(file), from, amount, offset);
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size)
{
    if (const int failed = failure(SQLITE_IOERR_TRUNCATE); failed != SQLITE_OK)
        return failed;
    sqlite3_int64 before = 0;
    realOf(file)->pMethods->xFileSize(realOf(file), &before);
    remember(of(file), size, before - size);
    return realOf(file)->pMethods->xTruncate(realOf(file), size);
}

int syncFile(sqlite3_file* file, int flags)
{
    if (const int failed = failure(SQLITE_IOERR_FSYNC); failed != SQLITE_OK)
        return failed;
    if (of(file)->name != nullptr)
        disk().unsynced.erase(of(file)->name);
    return realOf(file)->pMethods->xSync(realOf(file), flags);
}

int fileSize(sqlite3_file* file, sqlite3_int64* size)
{
    return realOf(file)->pMethods->xFileSize(realOf(file), size);
}

int lockFile(sqlite3_file* file, int level)
{
    return realOf(file)->pMethods->xLock(realOf(file), level);
}

int unlockFile(sqlite3_file* file, int level)
{
    return realOf(file)->pMethods->xUnlock(realOf(file), level);
}

int isReserved(sqlite3_file* file, int* answer)
{
    return realOf(file)->pMethods->xCheckReservedLock(realOf(file), answer);
}

int controlFile(sqlite3_file* file, int what, void* argument)
{
    return realOf(file)->pMethods->xFileControl(realOf(file), what, argument);
}

int sectorSize(sqlite3_file* file)
{
    return realOf(file)->pMethods->xSectorSize(realOf(file));
}

int characteristics(sqlite3_file*)
{
    return 0; // nothing is promised: no atomic writes, no safe append
}

int mapShared(sqlite3_file* file, int region, int size, int extend, void volatile** where)
{
    return realOf(file)->pMethods->xShmMap(realOf(file), region, size, extend, where);
}

int lockShared(sqlite3_file* file, int offset, int count, int flags)
{
    return realOf(file)->pMethods->xShmLock(realOf(file), offset, count, flags);
}

void barrier(sqlite3_file* file)
{
    realOf(file)->pMethods->xShmBarrier(realOf(file));
}

int unmapShared(sqlite3_file* file, int remove)
{
    return realOf(file)->pMethods->xShmUnmap(realOf(file), remove);
}

const sqlite3_io_methods methods{2, closeFile, readFile, writeFile, truncateFile, syncFile, fileSize, lockFile,
    unlockFile, isReserved, controlFile, sectorSize, characteristics, mapShared, lockShared, barrier, unmapShared,
    nullptr, nullptr};

int openFile(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flagsOut)
{
    File* const ours = of(file);
    ours->base.pMethods = nullptr;
    if (const int failed = failure(SQLITE_CANTOPEN); failed != SQLITE_OK)
        return failed;
    sqlite3_vfs* const real = disk().real;
    ours->real = static_cast<sqlite3_file*>(sqlite3_malloc(real->szOsFile));
    std::memset(ours->real, 0, static_cast<std::size_t>(real->szOsFile));
    ours->name = name;
    const int status = real->xOpen(real, name, ours->real, flags, flagsOut);
    if (status != SQLITE_OK) {
        sqlite3_free(ours->real);
        return status;
    }
    ours->base.pMethods = &methods;
    return SQLITE_OK;
}

int removeFile(sqlite3_vfs*, const char* name, int syncFolder)
{
    if (const int failed = failure(SQLITE_IOERR_DELETE); failed != SQLITE_OK)
        return failed;
    disk().unsynced.erase(name);
    return disk().real->xDelete(disk().real, name, syncFolder);
}

/// Backwards through what was not synced. Real disks may also have kept some of it; SQLite's checksums stand against
/// that, and losing all is the case that shows a missing sync.
void loseUnsynced()
{
    for (const auto& [name, writes] : disk().unsynced) {
        const int file = ::open(name.c_str(), O_WRONLY | O_CLOEXEC);
        if (file < 0)
            continue;
        for (auto lost = writes.rbegin(); lost != writes.rend(); ++lost) {
            if (::pwrite(file, lost->bytes.data(), lost->bytes.size(), lost->offset) < 0
                || ::ftruncate(file, lost->sizeBefore) != 0)
                break;
        }
        ::close(file);
    }
}

} // namespace

void FaultyDisk::install()
{
    Disk& it = disk();
    if (it.real != nullptr)
        return;
    it.real = sqlite3_vfs_find(nullptr);
    it.shim = *it.real;
    it.shim.zName = "faulty";
    it.shim.szOsFile = sizeof(File);
    it.shim.pNext = nullptr;
    it.shim.xOpen = openFile;
    it.shim.xDelete = removeFile;
    sqlite3_vfs_register(&it.shim, 1);
}

void FaultyDisk::arm(Fault fault, int number)
{
    Disk& it = disk();
    it.unsynced.clear();
    it.fault = fault;
    it.remaining = number;
    it.happened = false;
    it.armed = true;
}

bool FaultyDisk::disarm()
{
    Disk& it = disk();
    if (it.armed && it.happened && it.fault == Fault::PowerCut)
        loseUnsynced();
    it.unsynced.clear();
    it.armed = false;
    return it.happened;
}

} // namespace winnow::faults
