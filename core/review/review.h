// The one door to a review file: opens it, takes what a person decides, and says what changed.
#pragma once

#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/model/views.h"
#include "core/review/reader.h"

#include <memory>

namespace winnow::review {

/// Use OpenMode::ReadOnly to look; ReadWriteOrReadOnly falls back to reading (Info::readOnly, with the reason) if
/// somebody else holds the file, the folder cannot be written, or a newer Winnow made it.
enum class OpenMode : std::uint8_t { ReadWrite, ReadWriteOrReadOnly, ReadOnly };

struct Options {
    const Clock* clock = nullptr; ///< none: the system's
    /// Name; empty: the one used last on this copy of the file. A work package opened under a name that it does not
    /// know is that person's.
    std::string reviewer;
    /// The file of reviewers' names on this computer, by their ids in reviews; empty: in the user's folder for
    /// settings.
    QString names = {};
};

/// Holds the only read-write connection to a review, under an operating-system lock. One thread at a time.
///
/// Each command is one act: one transaction, one step of undo, on disk when it returns. Failing, it leaves the review
/// as it was.
class Review {
public:
    /// Makes a review file; Conflict if there is one.
    [[nodiscard]] static Result<Review> create(const QString& path, const std::string& title, const Options& options);
    [[nodiscard]] static Result<Review> open(const QString& path, OpenMode mode, const Options& options);
    Review(Review&&) noexcept;
    Review& operator=(Review&&) noexcept;
    ~Review(); ///< closes: checkpoint, so that the review is one file again

    /// Reads through the same connection, so it sees everything; same thread as the Review.
    [[nodiscard]] Reader& reader();
    [[nodiscard]] QString path() const;
    [[nodiscard]] ReviewerId reviewer() const;

    // Sources ---------------------------------------------------------------------------------------------------
    [[nodiscard]] Result<ImportResult> importFile(const ImportRequest& request, Progress& progress);
    /// Adds up to `slice` records to the full-text index; the number still missing. Not an act, never undone.
    [[nodiscard]] Result<std::int64_t> indexSlice(int slice = 200);

    // Duplicates --------------------------------------------------------------------------------------------------
    /// Compares the records that have not been compared yet (all of them if the thresholds are others than last time),
    /// joins the sure pairs, keeps the doubtful ones for a person. One act.
    [[nodiscard]] Result<DuplicateRun> findDuplicates(
        const std::optional<DuplicateThresholds>& thresholds, Progress& progress);
    [[nodiscard]] Result<Changes> answerPair(RecordId first, RecordId second, PairAnswer answer);
    [[nodiscard]] Result<Changes> answerPairs(const std::vector<PairAnswerRequest>& answers); ///< one act
    /// Makes the record a citation of its own, for ever apart from those it stood with.
    [[nodiscard]] Result<Changes> takeOut(RecordId record);

    // Screening -------------------------------------------------------------------------------------------------
    [[nodiscard]] Result<Changes> decide(const DecisionRequest& decision);
    [[nodiscard]] Result<Changes> decide(const std::vector<DecisionRequest>& decisions); ///< one act
    [[nodiscard]] Result<Changes> setLabel(const std::vector<CitationId>& citations, const std::string& label, bool on);
    [[nodiscard]] Result<Changes> setNote(CitationId citation, const std::string& note); ///< empty: taken away
    [[nodiscard]] Result<Changes> setReasons(Stage stage, const std::vector<Reason>& reasons); ///< id none: a new one

    // Several reviewers (see core/model/team.h) ----------------------------------------------------------------------
    /// How many have to judge each citation, from 1 to 9. Decisions stay, and count by the new number at once. Only the
    /// owner may (InvalidInput otherwise).
    [[nodiscard]] Result<Changes> setReviewers(Stage stage, int reviewers);
    /// Lets everybody see what all said at the stage, or makes it blind again. Only the owner may.
    [[nodiscard]] Result<Changes> openConflicts(Stage stage, bool open);
    /// As adjudicator; one act. Conflict while the stage is blind.
    [[nodiscard]] Result<Changes> settle(const std::vector<Settlement>& settlements);
    /// Gives citations to reviewers at random; one act. Only the owner may.
    [[nodiscard]] Result<SplitResult> split(const SplitRequest& request);
    /// Takes citations from everybody they are assigned to; one act. Only the owner may.
    [[nodiscard]] Result<Changes> unassign(Stage stage, const std::vector<CitationId>& citations);
    /// Somebody who will judge here; found by that name, or made. Not an act.
    [[nodiscard]] Result<ReviewerId> addReviewer(const std::string& name);
    /// What this computer calls a reviewer; the review itself stays as it is.
    [[nodiscard]] Result<> nameReviewer(ReviewerId reviewer, const std::string& name);
    /// Takes out somebody who has done nothing yet, as one whose name was mistyped. Conflict if they have, or if it is
    /// who acts here. Not an act.
    [[nodiscard]] Result<> removeReviewer(ReviewerId reviewer);
    /// Writes a copy of the review for one reviewer, without what others said at the stage or at any blind one; with
    /// the PDFs beside it where the stage is the full text. Conflict if there is a file of that name.
    [[nodiscard]] Result<> writePackage(const QString& path, ReviewerId reviewer, Stage stage, Progress& progress);
    /// What bringIn would add; changes nothing, and fails where that would.
    [[nodiscard]] Result<MergePreview> previewBringIn(const QString& other, Progress& progress);
    /// Adds what a copy of this review knows and this one does not: see core/store/merge.h. After a backup. Can be
    /// repeated, in any order. Numbers of acts, records and citations may be others afterwards.
    [[nodiscard]] Result<MergeResult> bringIn(const QString& other, Progress& progress);

    // Reports, studies, values ------------------------------------------------------------------------------------
    /// Stores the file by its SHA-256 in the review's folder of files and marks the report as retrieved.
    [[nodiscard]] Result<Changes> attach(CitationId citation, const QString& pdf);
    [[nodiscard]] Result<Changes> detach(CitationId citation, const std::string& sha256); ///< the file itself stays
    [[nodiscard]] Result<Changes> setRetrieval(CitationId citation, Retrieval status, const std::string& why);
    [[nodiscard]] Result<Changes> setRetrieval(
        const std::vector<CitationId>& citations, Retrieval status, const std::string& why); ///< one act
    /// Makes the reports of `citations` reports of one study (that of the first). A report that gives its number to a
    /// study brings the other reports of that study along.
    [[nodiscard]] Result<Changes> joinStudy(const std::vector<CitationId>& citations);
    /// Makes a report a study of its own. Values stay with the study of the number they were given to.
    [[nodiscard]] Result<Changes> separateStudy(CitationId citation);
    [[nodiscard]] Result<Changes> setForm(const Form& form);
    /// A form that comes with the program; as the review had it last, if it had: what was added to it is not lost.
    [[nodiscard]] Result<Changes> chooseForm(const Form& form);
    /// Value::reviewer is ignored: it is this reviewer's. Its evidence replaces what the value had. InvalidInput if
    /// Value::field is no address, or a piece of evidence no place in a PDF.
    [[nodiscard]] Result<Changes> setValue(const Value& value);
    [[nodiscard]] Result<Changes> removeValue(StudyId study, const std::string& field);
    [[nodiscard]] Result<Changes> setValues(const std::vector<Value>& values); ///< one act; stated without text: none
    /// How many extract each study, from 1 to 9; values stay. With more than one, each is blind to the others until the
    /// owner opens the extraction. Only the owner may.
    [[nodiscard]] Result<Changes> setExtractors(int extractors);
    [[nodiscard]] Result<Changes> openExtraction(bool open); ///< only the owner may
    /// As adjudicator; one act. Conflict while extraction is blind.
    [[nodiscard]] Result<Changes> settleValues(const std::vector<AgreedValue>& values);
    [[nodiscard]] Result<Changes> removeAgreed(StudyId study, const std::string& field);
    /// InvalidInput if there is no such instrument or an outcome could be no part of an address.
    [[nodiscard]] Result<Changes> setAppraisalPlan(const AppraisalPlan& plan);
    /// Keeps a meta-analysis, under an id of its own if it has none yet (Reader::analyses has it then).
    [[nodiscard]] Result<Changes> keepAnalysis(const AnalysisPlan& plan);
    [[nodiscard]] Result<Changes> removeAnalysis(const std::string& id); ///< NotFound if there is none

    // Annotations -----------------------------------------------------------------------------------------------------
    /// Marks a place in a PDF of the citation. Annotation::id, reviewer and times are given by the review; an empty
    /// meaning is the first. InvalidInput if it marks nothing: no rectangle on a page, or no such file.
    [[nodiscard]] Result<Changes> annotate(const Annotation& annotation);
    /// Annotations that a PDF holds, kept as this reviewer's from now on; one act. Those whose id the review knows stay
    /// as they are: taking over twice makes no double. See annotationsInFile.
    [[nodiscard]] Result<Changes> takeOver(const std::vector<Annotation>& annotations);
    /// Its kind, meaning and comment; the place stays. InvalidInput if it is another reviewer's.
    [[nodiscard]] Result<Changes> changeAnnotation(const Annotation& annotation);
    [[nodiscard]] Result<Changes> removeAnnotation(const std::string& id);
    /// What the colours mean, at most MaxMeanings; annotations keep the word they were given.
    [[nodiscard]] Result<Changes> setAnnotationMeanings(const std::vector<std::string>& meanings);

    // The review itself -------------------------------------------------------------------------------------------
    [[nodiscard]] Result<Changes> setTitle(const std::string& title);
    [[nodiscard]] Result<Changes> setCriteria(const std::string& criteria);
    [[nodiscard]] Result<Changes> setTerms(const std::vector<TermCategory>& terms);
    /// What of a filter a person chooses in the window is kept: text, verdict, reason, label, years, language, type,
    /// source, abstract. The rest is left out.
    [[nodiscard]] Result<Changes> setSavedFilters(const std::vector<SavedFilter>& filters);
    /// What was done so far is where the review begins: undo() stops here. Single acts can still be undone by name.
    [[nodiscard]] Result<Changes> layGround();
    [[nodiscard]] Result<Changes> setNotice(const std::string& notice, bool demonstration);
    /// The version this review updates, for PRISMA; none: a new review.
    [[nodiscard]] Result<Changes> setPrevious(const std::optional<StudyCount>& previous);
    [[nodiscard]] Result<> useReviewer(const std::string& name); ///< whose acts follow; made if new. Not an act.

    // The journal ---------------------------------------------------------------------------------------------------
    [[nodiscard]] Result<Changes> undo(); ///< the newest act of this reviewer that stands; NotFound if there is none
    [[nodiscard]] Result<Changes> redo();
    [[nodiscard]] Result<Changes> undo(OpId op); ///< that one, whatever came after
    [[nodiscard]] Result<Changes> redo(OpId op); ///< brings that one back, whatever came after its undoing
    [[nodiscard]] Result<std::vector<Finding>> check(bool replay, Progress& progress);
    [[nodiscard]] Result<> backup(const QString& to, Progress& progress); ///< checked copy; refuses to overwrite

private:
    struct Private;
    explicit Review(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

/// Reads a file as importFile would and writes nothing. `reader` may be none: then nothing is known yet.
[[nodiscard]] Result<ImportPreview> previewImport(Reader* reader, const ImportRequest& request, Progress& progress);

} // namespace winnow::review
