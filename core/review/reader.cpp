#include "core/review/reader.h"

#include "core/base/text.h"
#include "core/extraction/form.h"
#include "core/formats/formats.h"
#include "core/review/duplicates.h"
#include "core/review/files.h"
#include "core/review/import.h"
#include "core/review/settings.h"
#include "core/review/state.h"
#include "core/review/words.h"
#include "core/store/annotations.h"
#include "core/store/backup.h"
#include "core/store/citations.h"
#include "core/store/history.h"
#include "core/store/overview.h"
#include "core/store/projection.h"
#include "core/store/records.h"
#include "core/store/reviewers.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <map>
#include <set>

namespace winnow::review {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("review", text);
}

/// Whether most choices are steps of a scale, as "1/2" of phases is: these stand in the form's order.
bool isOrdinal(const Field& field)
{
    const auto steps = std::ranges::count_if(field.choices,
        [](const std::string& choice) { return choice.find_first_of("0123456789") != std::string::npos; });
    return 2 * static_cast<std::size_t>(steps) > field.choices.size();
}

/// An undo is told by what it undid, however deep; a value by what was said.
Result<QString> nameOf(store::Connection& connection, const store::JournalRow& row, const store::JournalRow& act)
{
    QString name = actName(act.kind, act.subject, act.amount);
    if (act.kind == "value" || act.kind == "agree")
        if (const auto value = TRY(store::valueOfAct(connection, act.op)))
            name = tr("%1: %2").arg(name, answerText(value->first, value->second));
    if (!row.undoes)
        return name;
    return (row.kind == "undo" ? tr("Undone: %1") : tr("Redone: %1")).arg(name);
}

std::vector<AttachedFile> placed(std::vector<AttachedFile> files, const QString& review)
{
    for (AttachedFile& file : files) {
        file.path = filePath(review, file.sha256);
        const QFileInfo info(file.path);
        file.present = info.isFile() && info.size() == file.bytes;
    }
    return files;
}

} // namespace

Reader::Reader(std::unique_ptr<Private> state)
    : d(std::move(state))
{
}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<std::string> Reader::Private::nameOf(ReviewerId someone) const
{
    names->refresh();
    return store::reviewerName(*connection, *names, someone);
}

Result<Reader> Reader::open(const QString& path, ReviewerId reviewer, const QString& names)
{
    auto state = std::make_unique<Private>();
    state->own = TRY(store::openReader(path));
    state->connection = &*state->own;
    state->names = std::make_shared<store::LocalNames>(names.isEmpty() ? store::LocalNames::defaultPath() : names);
    state->reviewer = reviewer;
    state->path = path;
    return Reader(std::move(state));
}

void Reader::interrupt()
{
    d->connection->interrupt();
}

Result<Info> Reader::info()
{
    store::Connection& connection = *d->connection;
    Info info;
    info.path = d->path;
    info.title = TRY(store::setting(connection, "title")).value_or(std::string{});
    info.criteria = TRY(store::setting(connection, "criteria")).value_or(std::string{});
    info.notice = TRY(store::setting(connection, "notice")).value_or(std::string{});
    info.demonstration = TRY(store::setting(connection, "demonstration")) == "1";
    info.reviewer = d->reviewer;
    info.reviewerName = TRY(d->nameOf(d->reviewer));
    info.readOnly = d->readOnly;
    info.readOnlyReason = d->readOnlyReason;
    return info;
}

Result<std::vector<Source>> Reader::sources()
{
    std::vector<Source> sources;
    for (store::StoredSource& stored : TRY(store::sources(*d->connection))) {
        if (const auto format = formats::formatOf(stored.formatKey))
            stored.source.receipt.format = *format;
        sources.push_back(std::move(stored.source));
    }
    return sources;
}

Result<std::vector<Problem>> Reader::problems(ImportId import)
{
    return store::problemsOf(*d->connection, import);
}

Result<std::vector<DoubtfulPair>> Reader::doubtfulPairs(bool answered, int limit, int offset)
{
    return asDoubtful(TRY(answered ? store::answeredPairs(*d->connection, limit, offset)
                                   : store::waitingPairs(*d->connection, limit, offset)));
}

Result<std::vector<DoubtfulPair>> Reader::linkedPairs(int limit, int offset)
{
    return asDoubtful(TRY(store::linkedPairs(*d->connection, limit, offset)));
}

Result<std::vector<JoinedCitation>> Reader::joinedCitations(CitationId after, int limit)
{
    std::vector<JoinedCitation> found;
    for (const CitationId citation : TRY(store::joinedAfter(*d->connection, after, limit)))
        found.push_back({citation, TRY(joinedByIn(*d->connection, *d->names, citation, d->reviewer))});
    return found;
}

Result<DuplicateCounts> Reader::duplicateCounts()
{
    return duplicateCountsOf(*d->connection);
}

Result<DuplicateThresholds> Reader::duplicateThresholds()
{
    return thresholdsOf(TRY(store::runState(*d->connection)));
}

Result<DuplicateRun> Reader::previewDuplicates(const DuplicateThresholds& thresholds, Progress& progress)
{
    return previewDuplicatesIn(*d->connection, thresholds, progress);
}

Result<std::vector<ChangedRecord>> Reader::changedRecords(ImportId import)
{
    return review::changedRecords(*d->connection, import, -1);
}

Result<std::vector<CitationId>> Reader::citations(const Filter& filter, Order order, Direction direction)
{
    return store::citationIds(*d->connection, d->reviewer, filter, order, direction);
}

Result<std::vector<CitationRow>> Reader::rows(const std::vector<CitationId>& ids)
{
    return store::citationRows(*d->connection, d->reviewer, ids);
}

Result<CitationDetail> Reader::citation(CitationId id)
{
    CitationDetail detail = TRY(store::citationDetail(*d->connection, d->reviewer, id));
    detail.files = placed(std::move(detail.files), d->path);
    detail.links = TRY(linksIn(*d->connection, id));
    detail.joinedBy = TRY(joinedByIn(*d->connection, *d->names, id, d->reviewer));
    const std::string me = TRY(d->nameOf(d->reviewer));
    for (Decision& decision : detail.decisions)
        decision.reviewerName = me;
    return detail;
}

Result<> Reader::eachCitation(const Filter& filter, Order order, Direction direction,
    const std::function<Result<>(CitationDetail&&)>& take, Progress& progress)
{
    constexpr std::size_t Step = 64;
    const std::string me = TRY(d->nameOf(d->reviewer));
    const auto step = [&](CitationDetail&& detail, std::size_t done, std::size_t all) -> Result<> {
        if (done % Step == 0 && !progress.step(static_cast<std::int64_t>(done), static_cast<std::int64_t>(all)))
            return fail(ErrorKind::Cancelled,
                QCoreApplication::translate("review", "The export was stopped; nothing was written."));
        for (Decision& decision : detail.decisions)
            decision.reviewerName = me;
        return take(std::move(detail));
    };
    return store::eachCitation(*d->connection, d->reviewer, filter, order, direction, step);
}

Result<RecordDetail> Reader::recordDetail(RecordId id)
{
    store::StoredRecord stored = TRY(store::readRecord(*d->connection, id, store::Raw::With));
    if (const auto format = formats::formatOf(stored.formatKey))
        stored.detail.fields = formats::rawFields(*format, stored.encoding, stored.context, stored.detail.record.raw);
    return std::move(stored.detail);
}

Result<> Reader::eachRecord(const std::function<Result<>(const RecordDetail&, CitationId)>& take)
{
    constexpr int Page = 500;
    RecordId after;
    while (true) {
        const std::vector<RecordId> page = TRY(store::recordsAfter(*d->connection, after, Page));
        if (page.empty())
            return {};
        for (const RecordId record : page) {
            const store::StoredRecord stored = TRY(store::readRecord(*d->connection, record, store::Raw::With));
            const CitationId citation = TRY(store::citationOf(*d->connection, record));
            TRY(take(stored.detail, citation));
        }
        after = page.back();
    }
}

Result<std::vector<CitationId>> Reader::find(const std::string& kind, const std::string& value)
{
    return store::findCitations(*d->connection, kind, value);
}

Result<StageProgress> Reader::progress(Stage stage)
{
    return store::stageProgress(*d->connection, d->reviewer, stage);
}

Result<FlowCounts> Reader::counts()
{
    FlowCounts counts = TRY(store::flowCounts(*d->connection));
    counts.previous = studyCountFrom(TRY(store::setting(*d->connection, "previous")).value_or(std::string{}));
    return counts;
}

Result<std::vector<Reason>> Reader::reasons(Stage stage)
{
    return store::reasons(*d->connection, stage);
}

Result<std::string> Reader::reasonLabel(ReasonId reason)
{
    return store::reasonLabel(*d->connection, reason);
}

Result<std::vector<TermCategory>> Reader::terms()
{
    return termsFromJson(TRY(store::setting(*d->connection, "terms")).value_or(std::string{}));
}

Result<std::vector<std::string>> Reader::labels()
{
    return store::labels(*d->connection, d->reviewer);
}

Result<std::vector<SavedFilter>> Reader::savedFilters()
{
    std::vector<Reason> known;
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText}) {
        const std::vector<Reason> some = TRY(store::reasons(*d->connection, stage));
        known.insert(known.end(), some.begin(), some.end());
    }
    return filtersFromJson(TRY(store::setting(*d->connection, "filters")).value_or(std::string{}), known);
}

Result<FilterChoices> Reader::filterChoices()
{
    return store::filterChoices(*d->connection);
}

Result<std::vector<std::string>> Reader::reviewers()
{
    d->names->refresh();
    std::vector<std::string> names;
    for (const std::vector<store::Reviewer> all = TRY(store::reviewers(*d->connection, *d->names));
        const store::Reviewer& reviewer : all)
        names.push_back(reviewer.name);
    return names;
}

Result<std::vector<AttachedFile>> Reader::files(CitationId citation)
{
    return placed(TRY(store::filesOf(*d->connection, citation)), d->path);
}

Result<std::vector<Annotation>> Reader::annotations(CitationId citation)
{
    return store::annotations(*d->connection, d->reviewer, citation);
}

Result<std::vector<std::string>> Reader::annotationMeanings()
{
    const std::optional<std::string> lines = TRY(store::setting(*d->connection, "meanings"));
    std::vector<std::string> meanings = lines ? splitTrimmed(*lines, '\n') : std::vector<std::string>{};
    if (meanings.empty())
        meanings.assign(DefaultMeanings.begin(), DefaultMeanings.end());
    meanings.resize(std::min(meanings.size(), MaxMeanings));
    return meanings;
}

Result<std::string> Reader::reviewerName(ReviewerId reviewer)
{
    return d->nameOf(reviewer);
}

Result<std::vector<Study>> Reader::studies()
{
    return store::studies(*d->connection, d->reviewer);
}

Result<AppraisalPlan> Reader::appraisalPlan()
{
    const std::optional<std::string> json = TRY(store::setting(*d->connection, "appraisal"));
    return planFromJson(json.value_or(std::string{}));
}

Result<std::vector<AnalysisPlan>> Reader::analyses()
{
    std::vector<AnalysisPlan> plans;
    const auto kept = TRY(store::settingsUnder(*d->connection, AnalysisKey));
    for (const auto& [key, json] : kept) {
        auto plan = analysisPlanFromJson(json);
        if (!plan) // taken away, or of a newer Winnow
            continue;
        plan->id = key.substr(AnalysisKey.size());
        plans.push_back(*std::move(plan));
    }
    std::ranges::stable_sort(plans, {}, &AnalysisPlan::title);
    return plans;
}

Result<std::vector<TallyField>> Reader::tallyFields()
{
    std::vector<TallyField> fields = {
        {"year", tr("Year of publication").toStdString(), false},
        {"source", tr("Source").toStdString(), false},
        {"verdict", tr("Where records stand").toStdString(), false},
    };
    if (const auto chosen = form())
        for (const Section& section : chosen->sections)
            for (const Field& field : section.fields)
                if (field.chart)
                    fields.push_back({field.id, field.label, true});
    return fields;
}

Result<std::vector<Tally>> Reader::tally(const std::string& field)
{
    std::vector<Tally> tallies;
    if (field == "year") {
        for (const auto& [year, count] : TRY(store::tallyYears(*d->connection))) {
            Filter door;
            door.year = year.empty() ? 0 : std::stoi(year);
            tallies.push_back({year, count, door});
        }
        return tallies;
    }
    if (field == "source") {
        for (const auto& [source, count] : TRY(store::tallySources(*d->connection))) {
            Filter door;
            door.source = source;
            tallies.push_back({source, count, door});
        }
        return tallies;
    }
    if (field == "verdict") {
        for (const auto& [box, count] : TRY(store::tallyBoxes(*d->connection))) {
            Filter door;
            door.boxes = {box};
            tallies.push_back({boxName(box).toStdString(), count, door});
        }
        return tallies;
    }
    // A study with several choices counts under each; one without any stated value under "".
    const store::FieldValues found = TRY(store::fieldValues(*d->connection, d->reviewer, field));
    std::map<std::string, std::set<StudyId>> byValue;
    std::set<StudyId> stated;
    for (const auto& [study, text] : found.values)
        for (std::size_t start = 0; start <= text.size();) {
            const std::size_t end = std::min(text.find("; ", start), text.size());
            if (end > start)
                byValue[text.substr(start, end - start)].insert(study);
            stated.insert(study);
            start = end + 2;
        }
    const auto add = [&](const std::string& label, std::size_t count) {
        Filter door;
        door.value = {field, label};
        tallies.push_back({label, static_cast<std::int64_t>(count), door});
    };
    for (const auto& [label, studies] : byValue)
        add(label, studies.size());
    std::ranges::stable_sort(tallies, std::ranges::greater{}, &Tally::count);
    const auto chosen = form();
    if (const Field* const asked = chosen ? chosen->field(field) : nullptr; asked != nullptr && isOrdinal(*asked))
        std::ranges::stable_sort(
            tallies, {}, [&](const Tally& tally) { return std::ranges::find(asked->choices, tally.label); });
    if (stated.size() < found.studies.size())
        add({}, found.studies.size() - stated.size());
    return tallies;
}

Result<std::vector<HistoryRow>> Reader::history(int limit, OpId before)
{
    std::vector<HistoryRow> rows;
    for (const store::JournalRow& row : TRY(store::journal(*d->connection, d->reviewer, limit, before))) {
        const store::JournalRow act = TRY(store::actBehind(*d->connection, row));
        rows.push_back({row.op, row.at, TRY(d->nameOf(row.reviewer)), TRY(nameOf(*d->connection, row, act)), act.about,
            row.undone, store::isUndoable(row.kind), row.kind, act.citation});
    }
    return rows;
}

Result<UndoState> Reader::undoState()
{
    UndoState state;
    if (const auto op = TRY(store::undoCandidate(*d->connection, d->reviewer))) {
        const store::JournalRow row = TRY(store::journalRow(*d->connection, *op));
        state.undo = actName(row.kind, row.subject, row.amount);
    }
    if (const auto op = TRY(store::redoCandidate(*d->connection, d->reviewer))) {
        const store::JournalRow undo = TRY(store::journalRow(*d->connection, *op));
        const store::JournalRow row = TRY(store::journalRow(*d->connection, undo.undoes));
        state.redo = actName(row.kind, row.subject, row.amount);
    }
    return state;
}

Result<> Reader::backUpDaily(std::int64_t now, Progress& progress)
{
    if (TRY(store::citationCount(*d->connection)) == 0)
        return {};
    (void)TRY(store::rotateBackup(*d->connection, d->path, store::Occasion::Daily, now, progress));
    return {};
}

} // namespace winnow::review
