// The lock that makes exactly one process the writer of a review.
#pragma once

#include "core/base/result.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>

namespace winnow::store {

/// Who holds a review open for writing, as they said themselves.
struct LockHolder {
    QString program;
    QString user;
    QString host;
    std::int64_t process = 0;
    QString since; ///< local time of the holder, ISO
    bool operator==(const LockHolder&) const = default;
};

/// Held as long as the object lives, or until the process ends, however it ends.
///
/// A file beside the review ("Liver.winnow.lock") under flock(2): the kernel drops the lock with the process, so there
/// is no stale lock to clean up. Not on the review itself, as closing any descriptor of it would take away SQLite's own
/// locks. The file says who holds it and is removed on release; one that a crash left behind is taken over.
class FileLock {
public:
    /// Briefly is a fifth of a second: enough for a program that is just closing the review.
    enum class Wait : std::uint8_t { Not, Briefly };
    /// Busy, with a message that names the holder, if somebody else has it; ReadOnly or Io if it cannot be made here.
    [[nodiscard]] static Result<std::unique_ptr<FileLock>> acquire(const QString& review, Wait wait);
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

    /// Where the lock of `review` lies; a symbolic link and its target share one.
    [[nodiscard]] static QString pathFor(const QString& review);
    /// What the lock of `review` says; none if there is no lock file or it says nothing yet. It may be out of date.
    [[nodiscard]] static std::optional<LockHolder> holder(const QString& review);

private:
    FileLock(QString path, int descriptor);
    QString m_path;
    int m_descriptor;
};

} // namespace winnow::store
