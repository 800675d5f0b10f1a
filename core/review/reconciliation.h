// What extractors said beside one another, how far they agree, and how it was settled.
#pragma once

#include "core/base/csv.h"
#include "core/review/tables.h"

#include <QString>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace winnow::review {

/// An address that two or more answered, or that an adjudicator settled.
struct Compared {
    ReviewValue value;
    std::string study; ///< its name
    std::string label; ///< what a person calls the address
    bool same = false; ///< all who answered said the same
};

/// Fewer comparisons say nothing of agreement beyond chance, and have no kappa or alpha: the 95 % interval of a kappa
/// of ten answers spans half of its scale.
inline constexpr std::int64_t FewestCompared = 10;

struct Reconciliation {
    StageRule rule;
    std::map<ReviewerId, std::string> names; ///< of all who extracted
    std::vector<Compared> compared; ///< by study and address
    std::vector<FieldAgreement> fields; ///< in the order of the form
    std::set<std::string> chosen; ///< of those, the fields with choices, so that chance can be reckoned with
    std::int64_t answered = 0; ///< addresses that two or more answered
    std::int64_t same = 0; ///< of those, where all said the same
    std::int64_t settled = 0; ///< by an adjudicator
    std::int64_t open = 0;
    std::vector<std::string> unmatched; ///< studies with arms or events that extractors number or name differently
    std::int64_t studies = 0; ///< that anyone extracted
    std::int64_t byEnough = 0; ///< of those, by as many extractors as the rule asks for
    /// For the methods section; empty until two have answered the same. In the words of the program's language.
    QString methods;
};

/// In which studies arms or events have to be put in one order, and how; empty if in none.
[[nodiscard]] QString unmatchedText(const Reconciliation& found);

/// Conflict while extraction is blind. Unbounded: ask in a job.
[[nodiscard]] Result<Reconciliation> reconciliation(Reader& reader);

enum class ComparedList : std::uint8_t { Open, Settled, Different, All };
[[nodiscard]] bool isIn(ComparedList list, const Compared& compared);

/// One row an address: study, name, field, label, standing, what each extractor says with source and quotes; then
/// value, answer, source and reason of who settled it, empty while nobody did: filled in, takeAgreed takes it back.
[[nodiscard]] csv::Table comparedTable(const Reconciliation& found, ComparedList list);
/// Whether the field has choices, and too few comparisons for kappa and alpha.
[[nodiscard]] bool tooFew(const Reconciliation& found, const FieldAgreement& field);
/// One row a field: compared, same, percent, kappa, alpha; "too few" of fewer than FewestCompared.
[[nodiscard]] csv::Table agreementTable(const Reconciliation& found);

/// As takeValues, of what an adjudicator settled, with its reason; a row without value and answer is passed over. One
/// act. Conflict while extraction is blind.
[[nodiscard]] Result<Taken> takeAgreed(Review& review, const csv::Table& table);

/// "Not reported" as tables and people have it: the text, or the answer's key.
[[nodiscard]] std::string saidAs(Answer answer, const std::string& text);

} // namespace winnow::review
