// The journal as a person reads it, and which acts can be taken back.
#pragma once

#include "core/model/form.h"
#include "core/model/ids.h"
#include "core/store/sqlite.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace winnow::store {

/// One act, in the journal's own words.
struct JournalRow {
    OpId op;
    std::int64_t at = 0; ///< ms since 1970
    ReviewerId reviewer;
    std::string kind;
    std::string subject;
    std::int64_t amount = 0;
    OpId undoes;
    bool undone = false;
    std::string about; ///< title of the first record it names, if it names one
    CitationId citation; ///< that record's, as it stands now
};

/// Newest first; without what the viewer must not see of others (see core/model/team.h).
[[nodiscard]] Result<std::vector<JournalRow>> journal(
    Connection& connection, ReviewerId viewer, int limit, OpId before);
/// The value that an act of one value stored or agreed; none for other acts.
[[nodiscard]] Result<std::optional<std::pair<Answer, std::string>>> valueOfAct(Connection& connection, OpId op);
[[nodiscard]] Result<JournalRow> journalRow(Connection& connection, OpId op);
/// What an undo or redo is about in the end; any other act is that itself.
[[nodiscard]] Result<JournalRow> actBehind(Connection& connection, JournalRow row);
/// Whether the viewer may see the act; NotFound, as if it was not there, if not.
[[nodiscard]] Result<> mustBeSeen(Connection& connection, ReviewerId viewer, const JournalRow& row);

/// Whether acts of this kind can be taken back; undos and redos are by redo and undo.
[[nodiscard]] bool isUndoable(std::string_view kind);

/// The reviewer's newest act that stands; none from before a ground (Review::layGround) that was laid on its device.
[[nodiscard]] Result<std::optional<OpId>> undoCandidate(Connection& connection, ReviewerId reviewer);
/// The reviewer's newest undo that stands, unless another act came after it.
[[nodiscard]] Result<std::optional<OpId>> redoCandidate(Connection& connection, ReviewerId reviewer);

/// The undo of this act that stands; none if the act stands itself.
[[nodiscard]] Result<std::optional<OpId>> standingUndoOf(Connection& connection, OpId op);

/// What is wrong with the journal: gaps, broken hashes; empty if nothing.
[[nodiscard]] Result<std::vector<std::string>> journalFaults(Connection& connection);

} // namespace winnow::store
