// What a Reader and a Review share behind their doors.
#pragma once

#include "core/base/clock.h"
#include "core/review/reader.h"
#include "core/review/review.h"
#include "core/review/words.h"
#include "core/store/database.h"
#include "core/store/journal.h"
#include "core/store/localnames.h"
#include "core/store/projection.h"

#include <memory>
#include <optional>

namespace winnow::review {

/// Of a stage, or of the extraction of a study.
inline constexpr int MostReviewers = 9;

struct Reader::Private {
    std::optional<store::Connection> own; ///< of a reader that stands alone
    store::Connection* connection = nullptr;
    ReviewerId reviewer;
    bool reviewerGuessed = false;
    QString path;
    bool readOnly = false;
    QString readOnlyReason;
    std::shared_ptr<store::LocalNames> names;

    [[nodiscard]] Result<std::string> nameOf(ReviewerId someone) const;
};

/// Before the id of a meta-analysis in the key of its setting.
inline constexpr std::string_view AnalysisKey = "analysis:";

struct Review::Private {
    store::Database database;
    Reader reader;
    store::Writer writer;

    store::Connection& connection() { return database.connection; }

    [[nodiscard]] Result<> mustBeWritable() const;

    /// One act from beginning to end: `write` gives it its events and says how many things it touched.
    template <typename Write> Result<Changes> act(std::string_view kind, const std::string& subject, Write write)
    {
        TRY(mustBeWritable());
        store::Act act = TRY(store::Act::begin(connection(), writer, kind, subject));
        const std::int64_t amount = TRY(write(act));
        Changes changes = TRY(store::projectOp(connection(), act.id()));
        TRY(act.finish(amount));
        changes.op = act.id();
        changes.done = actName(kind, subject, amount);
        changes.count = amount;
        return changes;
    }

    [[nodiscard]] Result<Changes> setting(std::string_view kind, const std::string& value);
    [[nodiscard]] Result<QString> copyBeforeImport(Progress& progress);
    [[nodiscard]] Result<> mustNotStandTwice(OpId import);
    [[nodiscard]] Result<> mustNotBeRestedOn(OpId import);
    [[nodiscard]] Result<> mustStandOnItsGround(OpId import);
    [[nodiscard]] Result<Changes> reverse(std::string_view kind, OpId marked, OpId target);
    [[nodiscard]] Result<> mustBeOwner();
};

/// The record a citation's events name.
inline RecordId recordOf(CitationId citation)
{
    return RecordId{citation.value}; // a citation is numbered as its leading record
}
/// Whether it names a file and a page, and its rectangles lie on a page.
[[nodiscard]] bool isPlace(const PdfPlace& place);
/// NotFound if there is no such citation.
[[nodiscard]] Result<> mustExist(store::Connection& connection, CitationId citation);

} // namespace winnow::review
