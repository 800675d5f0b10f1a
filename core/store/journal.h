// The append-only journal: what a person decides, one act at a time.
//
// An act is an op row and its typed events, written in one transaction together with the projections that follow from
// them. Events name records (a citation is only a group of them), so that they keep their meaning when duplicates are
// joined or taken apart. A hash chain over a device's acts shows tampering and missing pieces.
#pragma once

#include "core/base/clock.h"
#include "core/model/annotation.h"
#include "core/model/form.h"
#include "core/model/ids.h"
#include "core/model/screening.h"
#include "core/store/localnames.h"
#include "core/store/pairs.h"
#include "core/store/sqlite.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::store {

/// Who writes, on which copy of the file, and by which clock.
struct Writer {
    std::int64_t device = 0;
    ReviewerId reviewer;
    const Clock* clock = nullptr;
    LocalNames* names = nullptr; ///< for acts that may make reviewers
};

/// The device row for this copy of the file on this computer; none if the copy is new.
[[nodiscard]] Result<std::optional<std::int64_t>> knownDevice(Connection& connection, const QString& path);
/// The device row for this copy of the file on this computer; made if this copy is new.
[[nodiscard]] Result<std::int64_t> thisDevice(Connection& connection, const QString& path);
/// Sixteen random bytes.
[[nodiscard]] std::string newUuid();

/// An act being written: begun, given its events, projected, finished. Destroyed unfinished, it leaves no trace.
class Act {
public:
    [[nodiscard]] static Result<Act> begin(Connection& connection, const Writer& writer, std::string_view kind,
        std::string_view subject, OpId undoes = {});

    [[nodiscard]] OpId id() const { return m_id; }
    [[nodiscard]] LocalNames* names() const { return m_writer.names; }

    [[nodiscard]] Result<> decision(
        RecordId record, Stage stage, std::optional<Verdict> verdict, ReasonId reason, std::string_view note);
    /// Of a reviewer that a file names. Said twice in one act, the first counts.
    [[nodiscard]] Result<> decisionOf(ReviewerId reviewer, RecordId record, Stage stage, std::optional<Verdict> verdict,
        ReasonId reason, std::string_view note);
    /// What the writer settles, as adjudicator.
    [[nodiscard]] Result<> resolution(
        RecordId record, Stage stage, std::optional<Verdict> verdict, ReasonId reason, std::string_view note);
    [[nodiscard]] Result<> assignment(RecordId record, Stage stage, ReviewerId reviewer, bool present);
    [[nodiscard]] Result<> label(RecordId record, std::string_view label, bool present);
    [[nodiscard]] Result<> note(RecordId record, std::string_view text);
    [[nodiscard]] Result<> noteOf(ReviewerId reviewer, RecordId record, std::string_view text);
    /// As it is from now on; not `present`: taken away.
    [[nodiscard]] Result<> annotation(RecordId record, const Annotation& said, bool present);
    /// `record` is what the source of `of` says of it now; `what`: the keys of what differs.
    [[nodiscard]] Result<> version(RecordId record, RecordId of, const std::vector<std::string>& what);
    [[nodiscard]] Result<> retrieval(RecordId record, Retrieval status, std::string_view why);
    [[nodiscard]] Result<> file(
        RecordId record, std::string_view sha256, std::string_view name, std::int64_t bytes, bool present);
    [[nodiscard]] Result<> study(RecordId record, RecordId study); ///< study none: one of its own
    [[nodiscard]] Result<> value(const Value& value); ///< of the writer, with its evidence
    [[nodiscard]] Result<> noValue(StudyId study, std::string_view field); ///< taken back
    /// What the writer settles, as adjudicator; not `present`: taken back.
    /// With the adjudicator's evidence; not together with a value of the writer for the same address.
    [[nodiscard]] Result<> agreement(const AgreedValue& value, bool present);
    [[nodiscard]] Result<> pair(const StoredPair& pair);
    [[nodiscard]] Result<> run(const RunEvent& run); ///< one an act
    /// Makes the reason if `reason` has no id. A position of none: no longer offered.
    [[nodiscard]] Result<ReasonId> reason(const Reason& reason, std::optional<int> position);
    [[nodiscard]] Result<> setting(std::string_view key, std::string_view value);

    /// Seals the op with its amount and hash, and commits.
    [[nodiscard]] Result<> finish(std::int64_t amount);

private:
    Act(Connection& connection, Transaction transaction, const Writer& writer);
    [[nodiscard]] Result<> evidence(RecordId record, std::string_view field, const std::vector<Evidence>& places);
    Connection* m_connection;
    Transaction m_transaction;
    Writer m_writer;
    OpId m_id;
};

/// In which order the events of an act were hashed: by numbers of rows up to version 2 of the file, which differ from
/// copy to copy where an act has several reviewers or reasons; by universal ids since.
enum class HashOrder : std::uint8_t { ByRow, ByUuid };
/// The hash an op must have, from the op before it on its device and its events. For sealing and for checking.
[[nodiscard]] Result<std::string> opHash(Connection& connection, OpId op, HashOrder order = HashOrder::ByUuid);

} // namespace winnow::store
