// Copies of a review: made while it is in use, checked before they count.
#pragma once

#include "core/base/progress.h"
#include "core/store/disk.h"
#include "core/store/sqlite.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace winnow::store {

/// The review whose backup this file is; empty if it lies in no folder of backups.
[[nodiscard]] QString reviewOfBackup(const QString& path);

/// Copies what is committed now to `path`, by SQLite's online backup. The copy is made under another name, opened and
/// checked, and only then put in its place: one file, readable from a read-only disk. Conflict if `path` is there and
/// shall not be replaced. Progress is in pages. `connection` may be the writer's or a reader's, outside a transaction.
[[nodiscard]] Result<> backupTo(Connection& connection, const QString& path, Existing existing, Progress& progress);

/// Why a copy is kept.
enum class Occasion : std::uint8_t { Daily, Import, Merge, Migration };

/// Where the copies of a review lie: "Liver.backups" beside "Liver.winnow".
[[nodiscard]] QString backupFolder(const QString& review);

/// The copies that are there, newest first.
[[nodiscard]] std::vector<QString> backups(const QString& review);

/// Adds a copy to the backup folder and then drops the oldest of its occasion: seven daily ones stay and five of each
/// other occasion, of a review over 512 MB two. A second daily one on the same day is not made. Gives the path.
/// `now`: ms since 1970. Full if there is no room; nothing is dropped then.
[[nodiscard]] Result<QString> rotateBackup(
    Connection& connection, const QString& review, Occasion occasion, std::int64_t now, Progress& progress);

} // namespace winnow::store
