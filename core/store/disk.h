// What the store asks of the file system beyond SQLite: what kind it is, and files that are there whole or not at all.
#pragma once

#include "core/base/result.h"

#include <QString>

namespace winnow::store {

/// Network stands for every file system whose shared memory and locks cannot be relied on (NFS, SMB, FUSE, 9p, AFS …):
/// SQLite's write-ahead log must not be used there.
enum class Disk : std::uint8_t { Local, Network };

/// Of the file or folder at `path`; Local if the system does not say.
[[nodiscard]] Disk diskOf(const QString& path);

/// May the file, or files in the folder, at `path` be changed? False on a read-only mount, also for the superuser.
[[nodiscard]] bool isWritable(const QString& path);

enum class Existing : std::uint8_t { Refuse, Replace };

/// Gives the finished file at `from` its name `to`, in the same folder, so that a power cut leaves the old file or the
/// new one: bytes to disk, rename, folder to disk. Conflict if `to` is there and shall not be replaced; `from` is
/// still there after a failure.
[[nodiscard]] Result<> moveIntoPlace(const QString& from, const QString& to, Existing existing);

/// A file under a passing name, with what SQLite lays beside it; gone with its scope unless it was moved into place.
class PassingFile {
public:
    explicit PassingFile(QString path); ///< removes what an earlier failure left there
    PassingFile(const PassingFile&) = delete;
    PassingFile& operator=(const PassingFile&) = delete;
    ~PassingFile();
    [[nodiscard]] const QString& path() const { return m_path; }

private:
    void remove() const;
    QString m_path;
};

/// The Error for a failed system call on a file, from errno. `what` is the sentence for the person.
[[nodiscard]] tl::unexpected<Error> systemFailure(int error, const QString& what, const QString& path);

} // namespace winnow::store
