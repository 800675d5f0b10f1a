// What a review answers. Read-only, on a connection of its own; belongs to the thread that opened it.
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/model/analysisplan.h"
#include "core/model/annotation.h"
#include "core/model/appraisal.h"
#include "core/model/flow.h"
#include "core/model/views.h"
#include "core/screening/agreement.h"

#include <functional>
#include <map>
#include <memory>

namespace winnow::store {
class Connection;
}

namespace winnow::review {

/// How far reviewers agree at a stage, and the sentences for the methods section.
struct AgreementReport {
    screening::StageAgreement agreement;
    std::map<ReviewerId, std::string> names; ///< of those in it
    QString methods; ///< empty if nobody judged what another judged
};

/// Reads a review. The window's thread has one and asks it only for rows by id (at most PageSize at a time); a job
/// opens its own. Sees what was committed last, never half an act.
class Reader {
public:
    static constexpr std::size_t PageSize = 128;

    /// A second, read-only connection to the review at `path`. `reviewer`: whose verdicts "mine" are.
    /// `names`: as Options::names.
    [[nodiscard]] static Result<Reader> open(const QString& path, ReviewerId reviewer, const QString& names = {});
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;
    ~Reader();

    /// May be called from any thread: breaks off the query that runs, which then fails with Cancelled.
    void interrupt();

    [[nodiscard]] Result<Info> info();
    [[nodiscard]] Result<std::vector<Source>> sources(); ///< undone ones too, oldest first
    [[nodiscard]] Result<std::vector<Problem>> problems(ImportId import);

    /// Records of the import that are newer versions of what was there, in order.
    [[nodiscard]] Result<std::vector<ChangedRecord>> changedRecords(ImportId import);

    /// Pairs that wait for an answer (`answered` false), or that a person has answered; the weightiest first.
    [[nodiscard]] Result<std::vector<DoubtfulPair>> doubtfulPairs(bool answered, int limit, int offset = 0);
    /// Pairs of related reports, linked by the program or a person.
    [[nodiscard]] Result<std::vector<DoubtfulPair>> linkedPairs(int limit, int offset = 0);
    /// Why records stand under each citation of several, by number from the one after `after` on; at most `limit`
    /// citations. For scripts; a citation's own are CitationDetail::joinedBy.
    [[nodiscard]] Result<std::vector<JoinedCitation>> joinedCitations(CitationId after, int limit);
    [[nodiscard]] Result<DuplicateCounts> duplicateCounts(); ///< unbounded: ask in a job
    [[nodiscard]] Result<DuplicateThresholds> duplicateThresholds(); ///< as set now
    /// What finding duplicates with these thresholds would come to; writes nothing. Unbounded: ask in a job.
    [[nodiscard]] Result<DuplicateRun> previewDuplicates(const DuplicateThresholds& thresholds, Progress& progress);

    /// All that match, in order; unbounded: ask in a job.
    [[nodiscard]] Result<std::vector<CitationId>> citations(const Filter& filter, Order order, Direction direction);
    /// In any order; one that no longer exists is left out. At most PageSize ids.
    [[nodiscard]] Result<std::vector<CitationRow>> rows(const std::vector<CitationId>& ids);
    [[nodiscard]] Result<CitationDetail> citation(CitationId id);
    /// For export: every citation that matches, in order, as they stand now, whatever is done meanwhile. Files are
    /// without their place. Cancelled if progress says stop.
    [[nodiscard]] Result<> eachCitation(const Filter& filter, Order order, Direction direction,
        const std::function<Result<>(CitationDetail&&)>& take, Progress& progress);
    /// With its raw bytes and every tag.
    [[nodiscard]] Result<RecordDetail> recordDetail(RecordId id);
    /// For export: every record of an import that stands, in order of import and position.
    [[nodiscard]] Result<> eachRecord(const std::function<Result<>(const RecordDetail&, CitationId)>& take);
    /// Citations by an identifier: kind "pmid", "doi", "wos", "key" (the record's own id), "citation".
    [[nodiscard]] Result<std::vector<CitationId>> find(const std::string& kind, const std::string& value);

    [[nodiscard]] Result<StageProgress> progress(Stage stage); ///< unbounded: ask in a job
    [[nodiscard]] Result<FlowCounts> counts(); ///< unbounded: ask in a job
    [[nodiscard]] Result<std::vector<Reason>> reasons(Stage stage); ///< in order, the present list
    [[nodiscard]] Result<std::string> reasonLabel(ReasonId reason);
    [[nodiscard]] Result<std::vector<TermCategory>> terms();
    [[nodiscard]] Result<std::vector<std::string>> labels(); ///< in use, by name
    [[nodiscard]] Result<std::vector<SavedFilter>> savedFilters(); ///< in the order they were saved
    [[nodiscard]] Result<FilterChoices> filterChoices(); ///< unbounded: ask in a job
    [[nodiscard]] Result<std::vector<std::string>> reviewers();

    // Several reviewers; see core/model/team.h for what "blind" is.
    // -----------------------------------------------------
    [[nodiscard]] Result<StageRule> stageRule(Stage stage);
    [[nodiscard]] Result<bool> hasAssignments(Stage stage); ///< whether anything there is assigned to this reviewer
    [[nodiscard]] Result<std::vector<TeamMember>> team(); ///< in the order they came; unbounded: ask in a job
    /// How long the lists of Filter::team are; none while the stage is blind. Unbounded: ask in a job.
    [[nodiscard]] Result<std::optional<TeamCounts>> teamCounts(Stage stage);
    /// What everybody said of a citation, side by side; while the stage is blind, only this reviewer.
    [[nodiscard]] Result<Judgements> judgements(CitationId citation, Stage stage);
    /// Citations that wait at the stage and are assigned to nobody there; unbounded: ask in a job.
    [[nodiscard]] Result<std::int64_t> unassigned(Stage stage);
    /// Whether the file is another copy of this review, so that it could be brought in. Not for the window's thread.
    [[nodiscard]] Result<bool> isCopy(const QString& other);
    /// Every vote of a stage; Conflict while it is blind.
    [[nodiscard]] Result<std::vector<screening::Vote>> votes(Stage stage);
    /// Agreement over the records that two or more judged; Conflict while the stage is blind. `window`: records a
    /// stretch of the course over time. Unbounded: ask in a job.
    [[nodiscard]] Result<AgreementReport> agreement(Stage stage, screening::MaybeAs maybe, std::int64_t window);
    /// For whom this copy was made, if it is a work package.
    [[nodiscard]] Result<std::optional<std::pair<ReviewerId, Stage>>> packageFor();
    /// Opened on a computer that knows neither this copy nor the one it was taken for: of a review of several, that is
    /// a guess, and a person should say who they are.
    [[nodiscard]] bool isReviewerGuessed() const;

    [[nodiscard]] Result<std::vector<AttachedFile>> files(CitationId citation);
    /// Of a citation, or of all (none), by file, page and place. While full texts are blind, only this reviewer's.
    [[nodiscard]] Result<std::vector<Annotation>> annotations(CitationId citation);
    [[nodiscard]] Result<std::vector<std::string>> annotationMeanings(); ///< in the order of their colours
    [[nodiscard]] Result<std::string> reviewerName(ReviewerId reviewer);
    [[nodiscard]] Result<std::vector<Study>> studies();
    [[nodiscard]] Result<Form> form(); ///< NotFound until one is chosen
    /// Every form that the review has or had, also by acts that are undone since; the newest act first. Unbounded: ask
    /// in a job.
    [[nodiscard]] Result<std::vector<Form>> forms();
    [[nodiscard]] Result<std::vector<Value>> values(StudyId study); ///< of this reviewer
    [[nodiscard]] Result<std::vector<Value>> allValues(); ///< of everybody; while extraction is blind, of this reviewer
    [[nodiscard]] Result<StageRule> extractionRule();
    /// By address, then reviewer; Conflict while extraction is blind.
    [[nodiscard]] Result<std::vector<Value>> valuesOfEverybody(StudyId study);
    /// The review's value of every address, of one study or of all (none), by study and address. While extraction is
    /// blind, made of this reviewer's values alone.
    [[nodiscard]] Result<std::vector<ReviewValue>> reviewValues(StudyId study = {});
    /// How far extractors agree, by field in the order of the form; Conflict while extraction is blind.
    [[nodiscard]] Result<std::vector<FieldAgreement>> fieldAgreement();

    /// The meta-analyses that the review keeps, by their titles.
    [[nodiscard]] Result<std::vector<AnalysisPlan>> analyses();
    [[nodiscard]] Result<AppraisalPlan> appraisalPlan(); ///< without instrument until one is chosen

    [[nodiscard]] Result<std::vector<TallyField>> tallyFields();
    [[nodiscard]] Result<std::vector<Tally>> tally(const std::string& field); ///< unbounded: ask in a job

    [[nodiscard]] Result<std::vector<HistoryRow>> history(int limit, OpId before = {}); ///< newest first
    [[nodiscard]] Result<UndoState> undoState();

    /// The day's copy into the folder of backups, unless it was made already or the review is empty. A job's work: it
    /// takes as long as the file is large. `now`: ms since 1970.
    [[nodiscard]] Result<> backUpDaily(std::int64_t now, Progress& progress);

private:
    friend class Review;
    friend class Ranker;
    friend Result<ImportPreview> previewImport(Reader* reader, const ImportRequest& request, Progress& progress);
    struct Private;
    explicit Reader(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

} // namespace winnow::review
