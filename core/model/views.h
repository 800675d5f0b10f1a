// The values that pages, figures and the command line read from a review.
#pragma once

#include "core/model/form.h"
#include "core/model/receipt.h"
#include "core/model/record.h"
#include "core/model/screening.h"
#include "core/model/team.h"

#include <QString>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace winnow {

/// What an act touched. A page that shows none of it need not look again.
struct Changes {
    enum Flag : unsigned {
        Citations = 1U << 0U, ///< which citations there are, or their records
        Decisions = 1U << 1U,
        Labels = 1U << 2U, ///< labels and notes
        Reports = 1U << 3U, ///< retrieval and files
        Studies = 1U << 4U, ///< which reports make a study, and values
        Settings = 1U << 5U, ///< title, criteria, terms, reasons, form, reviewer
        Index = 1U << 6U, ///< the full-text index has grown
        Assignments = 1U << 7U, ///< who is to judge what
        Annotations = 1U << 8U, ///< what is marked in PDFs
    };
    unsigned flags = 0;
    bool everything = false; ///< more citations than are worth naming: read all again
    std::vector<CitationId> citations; ///< those touched, unless `everything`
    OpId op; ///< the act, none for Index
    QString done; ///< what was done, for the notice and the Edit menu: "Import of 512 records", "Exclusion"
    std::int64_t count = 1; ///< how many records or citations it was done to; notices are shown from two on
};

struct Info {
    QString path;
    std::string title;
    std::string criteria; ///< plain text, shown beside the record
    ReviewerId reviewer;
    std::string reviewerName;
    bool readOnly = false;
    QString readOnlyReason; ///< who holds it, or that it is from a newer Winnow, or that the folder is read-only
    bool demonstration = false; ///< the sample: says so wherever its name stands
    std::string notice; ///< one line under the title, e.g. the sample's "a demonstration …"
};

/// A file that was imported.
struct Source {
    ImportId import;
    SearchId search;
    std::string name; ///< of the source: "PubMed"
    SourceKind kind = SourceKind::Database;
    std::string query;
    std::string date; ///< of the search, ISO
    std::string file; ///< name without folder
    Receipt receipt;
    std::int64_t importedAt = 0; ///< ms since 1970
    std::int64_t duplicates = 0; ///< its records that stand under a citation led by another record
    std::int64_t versions =
        0; ///< its records that are newer versions of records that were there; not counted in PRISMA
    std::int64_t unchanged = 0; ///< those that were there word for word, and were not stored again
    bool undone = false;
    OpId op;

    /// Records identified by it, as PRISMA counts them.
    [[nodiscard]] std::int64_t identified() const
    {
        return static_cast<std::int64_t>(receipt.records) - versions - unchanged;
    }
};

/// What is shown of a citation in a list.
struct CitationRow {
    CitationId id;
    std::string title;
    std::string authors; ///< "Suk KT, Yoon JH, …" shortened: first author and "et al."
    std::string journal;
    int year = 0;
    int records = 1;
    Box box = Box::Unscreened;
    bool hasAbstract = false;
    RecordKind kind = RecordKind::Article;
    std::optional<Verdict> mine[2]; ///< this reviewer's verdict, by stage − 1
    ReasonId reason[2];
    Retrieval retrieval = Retrieval::Sought;
    int files = 0;
    std::vector<std::string> labels;
};

struct RecordDetail {
    RecordId id;
    Record record; ///< `raw` filled
    std::string source;
    std::string file;
    std::vector<RawField> fields; ///< every tag of the raw record
};

/// A record of another citation that belongs to this one without being a duplicate of it.
struct Link {
    CitationId citation;
    std::string title;
    RelationKind kind = RelationKind::Related; ///< of this citation to the other
    QString words; ///< "Preprint of", "Registration of" …
    bool byPerson = false;
    bool operator==(const Link&) const = default;
};

struct AttachedFile {
    CitationId citation;
    std::string sha256; ///< 32 bytes
    std::string name; ///< as it was called when attached
    std::int64_t bytes = 0;
    QString path; ///< where it lies now
    bool present = true; ///< false: it is missing
};

struct Decision {
    Stage stage = Stage::TitleAbstract;
    ReviewerId reviewer;
    std::string reviewerName;
    Verdict verdict = Verdict::Maybe;
    ReasonId reason;
    std::string note;
    std::int64_t at = 0;
};

/// What everybody who may be seen said of a citation at a stage.
struct Judgements {
    std::vector<Decision> votes; ///< in the order they were made
    std::vector<std::pair<std::string, std::string>> notes; ///< reviewer's name → their note on the citation
    std::vector<std::pair<std::string, std::string>> labels; ///< reviewer's name → a label they hung on it
    std::optional<Decision> settled; ///< by an adjudicator; outranks the votes
};

/// Everything the record card shows: for each field the best value among the citation's records.
struct CitationDetail {
    CitationId id;
    Box box = Box::Unscreened;
    Record best; ///< `raw` empty
    std::vector<RecordDetail> records; ///< without `raw` and `fields`; see Reader::recordDetail
    std::vector<std::pair<std::string, RecordId>> origins; ///< field name → the record its value came from
    std::vector<Decision> decisions; ///< of this reviewer only: others are blind until conflicts are opened
    std::vector<std::string> labels;
    std::string note; ///< this reviewer's
    Retrieval retrieval = Retrieval::Sought;
    std::string notRetrievedWhy;
    std::vector<AttachedFile> files;
    StudyId study;
    std::vector<Link> links;
    /// Why each record but the leading one stands here, in words ("same PMID", "joined by you"); newer versions too.
    std::vector<std::pair<RecordId, QString>> joinedBy;
};

/// A category of terms to be highlighted. Words match whole, in any case and form of diacritics; in a word '*' is any
/// letters or none and '?' one letter; several words in one term are a phrase.
struct TermCategory {
    std::string name;
    int color = 0; ///< 0–4, the theme's term colours
    std::vector<std::string> terms;
    bool operator==(const TermCategory&) const = default;
};

enum class Order : std::uint8_t {
    AsImported,
    Year,
    Title,
    Source,
    Author,
    Journal,
    Decided /* by this reviewer, when */
};
enum class Direction : std::uint8_t { Ascending, Descending };

/// Which citations. All given conditions must hold; the default is every citation.
struct Filter {
    std::string text; ///< searched in title, abstract, authors, keywords; words are prefixes; "…" is a phrase
    std::vector<Box> boxes;
    std::optional<ReasonId> reason; ///< full-text reason; ReasonId{} is "without a reason"
    std::optional<SourceKind> arm; ///< Database: the databases-and-registers arm; Other: found only by other methods
    std::optional<SourceKind> from; ///< with a record from a source of this kind
    std::optional<std::string> source; ///< with a record from the source of this name
    std::optional<int> year; ///< 0: not stated
    std::optional<std::string> label;
    std::optional<Verdict> mine; ///< this reviewer's verdict at `stage`
    bool undecidedByMe = false; ///< this reviewer has not decided at `stage`
    Stage stage = Stage::TitleAbstract;
    bool decidedByMe = false; ///< this reviewer has decided at `stage`
    std::optional<ReasonId> myReason; ///< excluded by this reviewer at `stage` for this; ReasonId{}: without a reason
    std::optional<int> yearFrom; ///< not those whose year is not stated
    std::optional<int> yearTo;
    std::optional<std::string> language; ///< as the source words it
    std::optional<std::string> type; ///< one of the publication types, as the source words it
    bool withoutAbstract = false;
    bool assignedToMe = false; ///< at `stage`
    std::optional<TeamList> team; ///< at `stage`; nothing while it is blind
    bool withDuplicates = false; ///< more than one record
    std::optional<ImportId> changedBy; ///< with a newer version of a record from that import
    std::optional<std::pair<std::string, std::string>>
        value; ///< studies whose field (first) has this value; "" is not stated
    bool operator==(const Filter&) const = default;
};

/// A filter that was given a name, to be used again.
struct SavedFilter {
    std::string name;
    Filter filter;
    bool operator==(const SavedFilter&) const = default;
};

/// What there is to choose from in a filter, each with how many records have it, the most frequent first.
struct FilterChoices {
    std::vector<std::pair<std::string, std::int64_t>> languages;
    std::vector<std::pair<std::string, std::int64_t>> types;
    std::vector<std::pair<std::string, std::int64_t>> sources;
    int firstYear = 0; ///< 0: no year is stated
    int lastYear = 0;
};

/// How a reviewer stands at a stage.
struct StageProgress {
    std::int64_t all = 0; ///< citations here; where one decision is enough, without what only others decided
    std::int64_t decided = 0; ///< by this reviewer
    std::int64_t included = 0;
    std::int64_t excluded = 0;
    std::int64_t maybe = 0;
    std::int64_t assigned = 0; ///< to this reviewer
    std::int64_t assignedDecided = 0; ///< of those
    std::array<std::int64_t, 10> boxes{}; ///< citations per Box, by its number
    std::int64_t records = 0;
    std::int64_t duplicates = 0;
    std::int64_t studies = 0; ///< included
    std::int64_t studiesWithValues = 0;
    std::int64_t sources = 0;
    std::int64_t doubtfulPairs = 0; ///< that wait for an answer
    std::int64_t indexed = 0; ///< records in the full-text index
};

/// One category of a chart and the citations behind it.
struct Tally {
    std::string label; ///< empty: not stated
    std::int64_t count = 0;
    Filter door;
    auto operator==(const Tally& other) const { return label == other.label && count == other.count; }
};

/// What a summary chart can count.
struct TallyField {
    std::string id; ///< "year", "source", "verdict", or a form field's id
    std::string label;
    bool ofStudies = false; ///< counts included studies rather than citations
};

struct Study {
    StudyId id;
    std::string name; ///< "Suk 2016": first author and year of its first report
    std::vector<CitationId> reports;
    int values = 0; ///< answered fields of this reviewer
};

/// One act in the journal.
struct HistoryRow {
    OpId op;
    std::int64_t at = 0;
    std::string reviewer;
    QString what; ///< "Excluded: Wrong population", "Import of savedrecs.txt, 512 records"
    std::string about; ///< the citation's title where there is one
    bool undone = false;
    bool canUndo = false; ///< acts of structure (making the review) cannot
    std::string kind; ///< in the journal's own word: "import", "decide", "undo" …
    CitationId citation; ///< the one `about` is the title of
};

struct UndoState {
    QString undo; ///< what Undo would take back; empty: nothing
    QString redo;
};

struct ImportRequest {
    QString path;
    std::string source = {}; ///< empty: what the content says, else the file's name
    std::optional<SourceKind> kind = {}; ///< none: by the source's name
    std::string query = {};
    std::string date = {};
    std::string format = {}; ///< a key of core/formats; empty: told from the content
    std::vector<std::pair<std::string, std::string>> mapping = {}; ///< of a table: heading → field
    bool takeDecisions = true; ///< decisions, labels and notes that the file carries come in too
};

/// A record that its source now gives otherwise than before.
struct ChangedRecord {
    RecordId record; ///< the newer version
    CitationId citation;
    std::string title;
    std::vector<QString> what; ///< "Abstract added", "Retracted", "Volume and pages added (published)" …
};

struct ImportPreview {
    Receipt receipt;
    std::vector<Record> first; ///< at most 20
    std::string source; ///< proposed
    SourceKind kind = SourceKind::Database;
    bool alreadyImported = false;
    std::int64_t known = 0; ///< records whose PMID or accession number is in the review already
    std::int64_t fresh = 0; ///< would be new records of this source
    std::int64_t unchanged = 0; ///< came from this source before, the same
    std::int64_t changed = 0; ///< came from this source before, and differ now
};

struct ImportResult {
    ImportId import;
    Receipt receipt;
    bool alreadyImported = false;
    std::int64_t joined = 0; ///< records that came under a citation that was there, or that an earlier record made
    QString notice; ///< what the person should know beside the receipt; mostly empty
    std::int64_t fresh = 0; ///< records that are new
    std::int64_t unchanged = 0; ///< came from this source before, the same; not stored again
    std::vector<ChangedRecord> changed; ///< the first 1,000; Reader::changedRecords has all
    std::int64_t changedCount = 0;
    Changes changes;
};

// Duplicates ---------------------------------------------------------------------------------------------------------

/// How alike two records must be, from 0 to 1.
struct DuplicateThresholds {
    double join = 0; ///< from here on a pair is joined by itself; 0: as the program sets it
    double show = 0; ///< from here on it is shown as doubtful
    bool operator==(const DuplicateThresholds&) const = default;
};

/// What finding duplicates came to, or would come to.
struct DuplicateRun {
    std::int64_t records = 0;
    std::int64_t citations = 0;
    std::int64_t joined = 0; ///< records joined to another by this run
    std::int64_t doubtful = 0; ///< pairs that wait for a person, all
    std::int64_t linked = 0; ///< pairs of related reports, all
    std::int64_t compared = 0; ///< records that were new to it
    double seconds = 0;
    std::vector<std::pair<QString, std::int64_t>> rules; ///< sure pairs by what settled them, in words; the most first
    Changes changes;
};

/// What a person says of a pair. It outranks the program's answer for ever.
enum class PairAnswer : std::uint8_t { Apart = 0, Same = 1, Linked = 2, TakenBack = 3 };

/// A person's answer to a pair of records, in either order.
struct PairAnswerRequest {
    RecordId first;
    RecordId second;
    PairAnswer answer = PairAnswer::Same;
};

/// Two records the program is not sure of, or has linked.
struct DoubtfulPair {
    RecordId first;
    RecordId second;
    CitationId firstCitation;
    CitationId secondCitation;
    double likeness = 0; ///< 0 to 1
    double weight = 0; ///< how much it matters; the list is sorted by it, greatest first
    QString rule; ///< "Title 99 % alike, same first page, year, volume"
    std::optional<PairAnswer> answer; ///< a person's
    RelationKind relation = RelationKind::Related; ///< if linked
};

/// The records of a citation of several but the leading one, and why each stands there.
struct JoinedCitation {
    CitationId citation;
    std::vector<std::pair<RecordId, QString>> joinedBy;
};

/// For the duplicates page and PRISMA's note on it.
struct DuplicateCounts {
    std::int64_t byProgram = 0; ///< records joined by identifiers and rules
    std::int64_t byPerson = 0;
    std::int64_t doubtful = 0; ///< pairs without an answer
    std::int64_t linked = 0;
    std::int64_t unchecked = 0; ///< records that duplicates have not been looked for among yet
    std::vector<std::pair<std::string, std::int64_t>> perSource; ///< duplicates of each source, in order of the sources
};

/// What came of a split.
struct SplitResult {
    std::uint64_t seed = 0;
    std::vector<std::pair<ReviewerId, std::int64_t>> given; ///< citations of each, in the order asked
    std::int64_t citations = 0;
    std::int64_t shared = 0; ///< of those, given to more than one
    Changes changes;
};

/// What bringing in a colleague's copy would add.
struct MergePreview {
    std::int64_t actsNew = 0;
    std::int64_t actsKnown = 0;
    std::int64_t records = 0; ///< new ones
    std::vector<std::string> reviewers; ///< whose new acts they are
    std::vector<std::string> newReviewers; ///< of those, who are not in this review yet
};

/// What came of bringing in a colleague's copy.
struct MergeResult {
    std::int64_t actsNew = 0;
    std::int64_t actsKnown = 0;
    std::int64_t records = 0; ///< new ones
    std::int64_t files = 0; ///< PDFs copied
    std::optional<std::int64_t>
        conflicts[2]; ///< citations judged differently now, by stage − 1; none where it is blind
    std::vector<QString>
        notices; ///< what the person should know: a PDF that was missing, an import that lost its ground
    Changes changes;
};

/// A decision taken from outside, for `decide --from`.
struct DecisionRequest {
    CitationId citation;
    Stage stage = Stage::TitleAbstract;
    std::optional<Verdict> verdict; ///< none: taken back
    ReasonId reason; ///< only with Exclude
    std::string note;
};

/// What `check` found.
struct Finding {
    bool bad = true;
    QString text;
};

} // namespace winnow
