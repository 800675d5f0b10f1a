// The PRISMA 2020 flow: what must add up, and the counts as CSV and JSON. The diagram is in diagram.h.
//
// Boxes and wording: Page MJ et al., BMJ 2021;372:n71 and the PRISMA2020 R package's CSV (data rows).
#pragma once

#include "core/model/flow.h"
#include "core/model/views.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace winnow::prisma {

/// Which figure fits: only what applies is drawn, a box that does not apply is left out rather than shown with n = 0.
enum class Variant : std::uint8_t { Databases, DatabasesAndOthers, Update, UpdateWithOthers };
[[nodiscard]] Variant variant(const FlowCounts& counts);
[[nodiscard]] constexpr bool hasOthers(Variant variant)
{
    return variant == Variant::DatabasesAndOthers || variant == Variant::UpdateWithOthers;
}
[[nodiscard]] constexpr bool isUpdate(Variant variant)
{
    return variant == Variant::Update || variant == Variant::UpdateWithOthers;
}

/// Work that still waits, and the citations it waits for.
struct OpenWork {
    QString text; ///< "12 not screened"
    std::int64_t count = 0;
    Filter records;
};

/// Empty when the review is complete; then the counts are final. In the order of the flow, databases first.
[[nodiscard]] std::vector<OpenWork> openWork(const FlowCounts& counts);

enum class Weight : std::uint8_t {
    Error, ///< the numbers contradict each other
    Explain, ///< they may differ, and then the report has to say why
    Interim, ///< not wrong, but not final
};

/// One thing that keeps the counts from adding up.
struct Remark {
    QString rule; ///< "R1" …: the rule's name, stable
    Weight weight = Weight::Error;
    QString text; ///< one plain sentence with the numbers
};

/// Checks what PRISMA 2020's boxes owe each other; empty: everything adds up and nothing is pending.
///
/// R1 identified − removed = screened; R2 screened − excluded = sought; R3 sought − not retrieved = assessed; R4 and R5
/// the same for other methods; R6 assessed − excluded = included; R7 reasons are distinct, positive and no more than
/// was assessed; R8 studies ≤ reports; R9 and R10 previous + new = total, of studies and of reports; R11 no more in the
/// meta-analysis than in the review; R13 no count negative, nothing removed that was not there; R14 nothing pending; D1
/// duplicates of the sources, where stated, = duplicates, and no more by persons. What waits counts on the side it will
/// come out on, so an interim review adds up too. R12 (sources sum to their totals) is for flows that somebody states,
/// see stated.h; R15 (variant fits) holds by construction, as variant() reads the counts.
[[nodiscard]] std::vector<Remark> check(const FlowCounts& counts);

/// "3 joined by the program and 1 by a person; from PubMed 1, Web of Science 3": what stands behind the duplicates of
/// databases and registers. Empty if the sources state none.
[[nodiscard]] QString duplicatesNote(const FlowCounts& counts);

/// A count as it stands in figures: "12,345". The separator is the translation's, so text and numbers agree.
[[nodiscard]] QString number(std::int64_t count);

/// The 34 rows that the PRISMA2020 R package and its web application read, with the wording of a new review.
///
/// UTF-8, RFC 4180. That package splits lists at ", " and "; " and puts labels between apostrophes, so these become
/// " /" and U+2019 in names and reasons. It knows three other methods: sources whose name speaks of websites or
/// organisations go there, all others under citation searching.
[[nodiscard]] QByteArray toCsv(const FlowCounts& counts);

/// The document of `prisma --json`. Counts at the top are those of databases and registers; "other_methods" has the
/// other arm's; "interim" and "remarks" say what is pending or does not add up.
[[nodiscard]] QJsonObject toJson(const FlowCounts& counts);

} // namespace winnow::prisma
