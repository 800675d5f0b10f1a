// What a database returned.
#pragma once

#include "core/model/screening.h"

#include <cstdint>
#include <string>
#include <vector>

namespace winnow {

/// What a record describes, as far as its source says. Not a judgement of ours.
enum class RecordKind : std::uint8_t {
    Article,
    ConferencePaper,
    Book,
    Chapter,
    Thesis,
    Report,
    Preprint,
    Dataset,
    Registration, ///< an entry of a trial register
    WebPage,
    Patent,
    Other,
};

/// What a trial register says of a trial; all empty for a record that is no registration.
struct TrialFacts {
    std::string status; ///< as the register words it: "Recruiting", "COMPLETED"
    std::vector<std::string> phases; ///< a set in ascending order of "0", "1", "2", "3", "4"; a phase 1/2 trial has two
    std::int64_t enrolment = 0; ///< participants, planned or actual; 0: not stated
    std::string studyType; ///< "Interventional"
    std::vector<std::string> conditions;
    std::vector<std::string> interventions;
    std::vector<std::string> sponsors; ///< the lead sponsor, then collaborators
    std::vector<std::string> countries;
    std::string registered; ///< dates are ISO as far as stated: "2019", "2019-03", "2019-03-12"
    std::string started;
    std::string completed;
    std::string updated; ///< the day of this version of the entry
    bool hasResults = false;
    bool operator==(const TrialFacts&) const = default;
};

/// How a record stands to another, as its source says.
enum class RelationKind : std::uint8_t {
    RetractionOf = 1,
    RetractedBy,
    CorrectionOf,
    CorrectedBy,
    CommentOn,
    CommentedBy,
    UpdateOf,
    UpdatedBy,
    PreprintOf,
    PublishedAs,
    ReportOf, ///< an article that reports the registered trial
    ReportedBy, ///< the registration of an article
    Related, ///< anything else
};
struct Relation {
    RelationKind kind = RelationKind::Related;
    std::string target; ///< "pmid:123", "doi:10.…", "registration:NCT…"; as worded if it has no identifier
    auto operator<=>(const Relation&) const = default;
};

/// A decision that came with the record, from a review tool or from Winnow itself.
struct GivenDecision {
    Stage stage = Stage::TitleAbstract;
    Verdict verdict = Verdict::Maybe;
    std::string reason; ///< as worded; only with Exclude
    std::string note;
    std::string reviewer; ///< empty: the file does not say
    auto operator<=>(const GivenDecision&) const = default;
};

/// One record as its source returned it: immutable once imported. All text is UTF-8; absent is empty.
///
/// Values are the source's own words, unfolded from wrapped lines and decoded; what a field cannot hold stays in `raw`.
struct Record {
    RecordKind kind = RecordKind::Article;
    std::string sourceId; ///< the record's own id in its source: PMID, UT, AN, ID …
    std::string title;
    std::string originalTitle; ///< in the document's own language (TT)
    std::string abstract; ///< sections as "LABEL: text", separated by a newline
    std::vector<std::string> authors; ///< "Family, Given"; a group's name stands as it is, without a comma
    std::vector<std::string> groupAuthors; ///< the collective ones among `authors`
    int year = 0; ///< 0: not stated
    std::string date; ///< as printed
    std::string journal;
    std::string journalAbbreviation;
    std::string volume;
    std::string issue;
    std::string pages; ///< first-last in full where both are known, or the article number
    std::string doi; ///< lower case, without "https://doi.org/"
    std::string pmid; ///< digits
    std::string pmcid; ///< "PMC…"
    std::string wos; ///< Web of Science accession number with its prefix ("WOS:…")
    std::vector<std::string> registrations; ///< trial registration ids, "NCT…", "ISRCTN…" …
    std::string language;
    std::vector<std::string> types; ///< publication types as the source names them
    std::vector<std::string> keywords;
    std::vector<std::string> mesh; ///< '*' marks a major topic, '/' a qualifier
    std::vector<std::string> urls;
    std::vector<std::string> notices; ///< retractions, corrections, comments, as the source words them
    std::vector<std::string> editors; ///< as `authors`
    std::string publisher;
    std::vector<std::string> serials; ///< ISSN and ISBN as printed
    TrialFacts trial;
    std::vector<Relation> relations;

    // What people said of it elsewhere.
    std::vector<GivenDecision> decisions;
    std::vector<std::string> labels;
    std::string note;

    std::string raw; ///< the record's bytes in the file, untouched
    std::uint64_t rawOffset = 0; ///< where they stand in it
    std::uint64_t line = 0; ///< 1-based line on which they begin
};

/// One field of a raw record, in file order; unknown tags included.
struct RawField {
    std::string tag;
    std::string value; ///< unfolded and decoded
    auto operator<=>(const RawField&) const = default;
};

/// How much of the input a problem cost (KBibTeX's scale).
enum class Severity : std::uint8_t {
    Note, ///< unusual, nothing lost
    Repaired, ///< wrong, and put right
    Lost, ///< something could not be read
};

struct Problem {
    Severity severity = Severity::Note;
    std::uint64_t line = 0; ///< 1-based; 0: concerns the whole file
    std::uint64_t record = 0; ///< 1-based number of the record in the file; 0: none
    std::string text; ///< one plain sentence
    auto operator<=>(const Problem&) const = default;
};

} // namespace winnow
