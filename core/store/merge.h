// Bringing in a colleague's copy of the review.
//
// A review is the set of its acts, and a merge is the union of two sets: acts are the same if device and number are.
// What holds is computed from that set alone, in one order that every copy agrees on (by stamp, then device), so it
// does not matter who brings in whom, when, or how often. To keep to it, rows of acts, imports and records are numbered
// anew where a colleague's come in between; events, and the hashes over them, mean the same under any such numbering.
//
// Undo. A brought-in undo or redo is replayed in its place in that order: of two that contradict each other the later
// holds. Every act that came in can be undone like one's own, from the history; the merge itself is no act. An import
// that one side undid while the other imported on top of it stays undone, and the person is told.
//
// The same file, imported for the same source on both sides, is counted once: its second copy stands with the first as
// a newer version would, so that decisions on either are decisions on both.
//
// Acts that a package leaves out (table "withheld") have their places in the chain; a copy that holds them fills them
// in.
#pragma once

#include "core/base/progress.h"
#include "core/store/database.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace winnow::store {

/// A file that the copy attaches to a record.
struct MergedFile {
    std::string sha256;
    std::string name;
};

struct Merged {
    std::int64_t actsNew = 0;
    std::int64_t actsKnown = 0;
    std::int64_t records = 0;
    std::vector<QString> lostGround; ///< names of files whose import rests on one that is undone now
    bool changed = false;
};

/// What a merge would add.
struct MergeOutlook {
    struct Person {
        std::string uuid;
        std::string name; ///< in the file
        bool unseen = false; ///< not in the review yet
    };
    std::int64_t actsNew = 0;
    std::int64_t actsKnown = 0;
    std::int64_t records = 0;
    std::vector<Person> people; ///< whose new acts they are
};
/// Errors as of mergeFrom.
[[nodiscard]] Result<MergeOutlook> previewMerge(Database& database, const QString& other, Progress& progress);

/// Whether the file at `other` is of the review at `path`, and not that file itself.
[[nodiscard]] Result<bool> isCopy(Connection& connection, const QString& path, const QString& other);

/// Adds what the copy at `other` holds. `bringFiles` is called before anything is committed, with the files of the
/// copy.
///
/// InvalidInput if it is no copy of this review, or this very file; NewerFormat; Corrupt if its journal has gaps or was
/// changed, or tells otherwise of an act that both hold; the message says so and that nothing was changed.
[[nodiscard]] Result<Merged> mergeFrom(Database& database, const QString& other,
    const std::function<Result<>(const std::vector<MergedFile>&)>& bringFiles, Progress& progress);

} // namespace winnow::store
