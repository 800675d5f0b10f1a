// Opening a review file: whose it is, which version, who may write.
#pragma once

#include "core/store/disk.h"
#include "core/store/filelock.h"
#include "core/store/schema.h"
#include "core/store/sqlite.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>

namespace winnow::store {

inline constexpr std::int32_t ApplicationId = 0x57494E57; // 'WINW'
inline constexpr int PageSize = 8192; // bytes; measured against 4096: 11 % smaller files, scans a third cheaper

enum class Access : std::uint8_t {
    ReadWrite, ///< or fail: Busy, ReadOnly, NewerFormat, Corrupt
    ReadWriteOrReadOnly, ///< whichever can be had; Database::readOnlyReason says why it is only reading
    ReadOnly,
};

/// What differs from one place to another. Tests set it; a program leaves it to the system.
struct Conditions {
    const Schema* schema = nullptr; ///< none: Schema::current()
    std::optional<Disk> disk; ///< none: what the file system says
};

/// An open review file: configured, checked, of the present version, and, if it may be written, locked.
///
/// Only one read-write connection exists per file, this program's and others' counted together: SQLite before 3.51.3
/// can damage a file in WAL mode when two connections write or checkpoint at the same time. Connections for reading
/// come from openReader; close them before this, so that the closed review is one file.
struct Database {
    Connection connection;
    QString path;
    bool readOnly = false;
    QString readOnlyReason; ///< a sentence for the person; empty if asked for reading only
    QString notice; ///< a word to the person, e.g. on a network drive; mostly empty
    std::unique_ptr<FileLock> lock; ///< none if readOnly

    Database() = default;
    Database(Database&&) noexcept = default;
    Database& operator=(Database&& other) noexcept;
    ~Database(); ///< closes, whatever comes of it

    /// Empties the write-ahead log into the file, closes, and gives the lock up. Everything acknowledged is kept even
    /// when this fails: it is then in the log beside the file, and found at the next open.
    [[nodiscard]] Result<> close();
};

/// Makes a review file, whole or not at all, and opens it. Conflict if there is a file of that name.
[[nodiscard]] Result<Database> createDatabase(const QString& path, const Conditions& conditions = {});

/// Opens a review file. NotFound; InvalidInput if it is a folder, empty, or not a review; Busy, ReadOnly, NewerFormat,
/// Corrupt as Access allows. An older version is backed up and brought up to date first.
[[nodiscard]] Result<Database> openDatabase(const QString& path, Access access, const Conditions& conditions = {});

/// Fails, with a sentence, unless there is a review at `path`. Leaves no trace beside it.
[[nodiscard]] Result<> identifyReview(const QString& path);

/// One more connection for reading to a review that is open (or could be); of the thread that asks.
[[nodiscard]] Result<Connection> openReader(const QString& path);

} // namespace winnow::store
