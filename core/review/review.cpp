#include "core/review/review.h"

#include "core/base/text.h"
#include "core/extraction/appraisal.h"
#include "core/review/duplicates.h"
#include "core/review/files.h"
#include "core/review/import.h"
#include "core/review/settings.h"
#include "core/review/state.h"
#include "core/review/words.h"
#include "core/store/backup.h"
#include "core/store/check.h"
#include "core/store/citations.h"
#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/overview.h"
#include "core/store/projection.h"
#include "core/store/records.h"
#include "core/store/reviewers.h"
#include "core/store/versions.h"
#include "core/store/writtenonce.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace winnow::review {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("review", text);
}

const SystemClock TheSystemClock;

std::string userName()
{
    const QString name = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    return name.isEmpty() ? tr("reviewer").toStdString() : name.toStdString();
}

store::Access accessOf(OpenMode mode)
{
    switch (mode) {
    case OpenMode::ReadWrite:
        return store::Access::ReadWrite;
    case OpenMode::ReadWriteOrReadOnly:
        return store::Access::ReadWriteOrReadOnly;
    case OpenMode::ReadOnly:
        break;
    }
    return store::Access::ReadOnly;
}

/// What answers are called in the journal.
std::string answerSubject(const std::vector<PairAnswerRequest>& answers)
{
    for (const PairAnswerRequest& answer : answers)
        if (answer.answer != answers.front().answer)
            return "several";
    switch (answers.front().answer) {
    case PairAnswer::Apart:
        return "apart";
    case PairAnswer::Same:
        return "same";
    case PairAnswer::Linked:
        return "linked";
    case PairAnswer::TakenBack:
        break;
    }
    return "taken-back";
}

} // namespace

Result<> mustExist(store::Connection& connection, CitationId citation)
{
    if (TRY(store::citationOf(connection, recordOf(citation))) != citation)
        return fail(
            ErrorKind::NotFound, tr("There is no record %1 in this review. Nothing was changed.").arg(citation.value));
    return {};
}

Result<> Review::Private::mustBeWritable() const
{
    if (!database.readOnly)
        return {};
    return fail(ErrorKind::ReadOnly,
        database.readOnlyReason.isEmpty() ? tr("This review is open for reading only. Nothing was changed.")
                                          : database.readOnlyReason);
}

Result<Changes> Review::Private::setting(std::string_view kind, const std::string& value)
{
    return act(kind, {}, [&](store::Act& act) -> Result<std::int64_t> {
        TRY(act.setting(kind, value));
        return 1;
    });
}

/// A review with records is worth a copy before it grows; the first import has nothing to lose. Where there is no
/// room or no leave for the copy, the import goes on without, as it is whole or not at all and can be undone: gives
/// what to tell the person.
Result<QString> Review::Private::copyBeforeImport(Progress& progress)
{
    if (TRY(store::citationCount(connection())) == 0)
        return QString{};
    const auto copied =
        store::rotateBackup(connection(), database.path, store::Occasion::Import, writer.clock->now(), progress);
    if (copied)
        return QString{};
    const QString folder = store::backupFolder(database.path);
    switch (copied.error().kind) {
    case ErrorKind::Full:
        return tr("The usual copy of the review before an import was left out: there is not enough room for it in "
                  "%1. The import can be undone.")
            .arg(folder);
    case ErrorKind::ReadOnly:
    case ErrorKind::Io:
        return tr("The usual copy of the review before an import was left out: %1 cannot be written to. The import "
                  "can be undone.")
            .arg(folder);
    default: // stopped, or the review is not sound: nothing may be added to it
        return tl::unexpected<Error>(copied.error());
    }
}

/// Bringing an import back would count its records twice if its file was imported anew in the meantime.
Result<> Review::Private::mustNotStandTwice(OpId import)
{
    for (const store::StoredSource& source : TRY(store::sources(connection())))
        if (source.source.op == import
            && TRY(store::standingImport(connection(), source.source.receipt.sha256, source.source.name)))
            return fail(ErrorKind::Conflict,
                tr("%1 has been imported again since, so bringing back its first import would count its records "
                   "twice. Nothing was changed; undo the later import first.")
                    .arg(toQString(source.source.file)));
    return {};
}

/// A later import of the source did not store again what came with this one.
Result<> Review::Private::mustNotBeRestedOn(OpId import)
{
    if (const auto file = TRY(store::importRestingOn(connection(), import)))
        return fail(ErrorKind::Conflict,
            tr("%1 was imported later from the same source, and of its records those that came with this import "
               "were not stored again. Nothing was changed; undo that import first.")
                .arg(toQString(*file)));
    return {};
}

Result<> Review::Private::mustStandOnItsGround(OpId import)
{
    if (const auto file = TRY(store::undoneGroundOf(connection(), import)))
        return fail(ErrorKind::Conflict,
            tr("Some records of this import came with %1, which has been undone since. Nothing was changed; bring "
               "that import back first.")
                .arg(toQString(*file)));
    return {};
}

/// Takes back (or brings back) what `target` did, by an act of its own.
Result<Changes> Review::Private::reverse(std::string_view kind, OpId marked, OpId target)
{
    TRY(mustBeWritable());
    const store::JournalRow row = TRY(store::journalRow(connection(), target));
    TRY(store::mustBeSeen(connection(), writer.reviewer, row));
    if (row.kind == "import" && kind == "undo")
        TRY(mustNotBeRestedOn(target));
    if (row.kind == "import" && kind == "redo") {
        TRY(mustNotStandTwice(target));
        TRY(mustStandOnItsGround(target));
    }
    store::Act act = TRY(store::Act::begin(connection(), writer, kind, row.subject, marked));
    Changes changes = TRY(store::projectUndo(connection(), act.id()));
    TRY(act.finish(row.amount));
    changes.op = act.id();
    const QString name = actName(row.kind, row.subject, row.amount);
    changes.done = (kind == "undo" ? tr("Undone: %1") : tr("Redone: %1")).arg(name);
    changes.count = row.amount;
    return changes;
}

Review::Review(std::unique_ptr<Private> state)
    : d(std::move(state))
{
}
Review::Review(Review&&) noexcept = default;
Review& Review::operator=(Review&&) noexcept = default;
Review::~Review() = default;

namespace {

store::LocalNames namesFor(const Options& options)
{
    return options.names.isEmpty() ? store::LocalNames() : store::LocalNames(options.names);
}

/// The state around an open database. The reviewer is found or made where the file may be written.
Result<ReviewerId> reviewerFor(store::Database& database, store::LocalNames& names, const std::string& name)
{
    store::Connection& connection = database.connection;
    const std::optional<std::int64_t> device = TRY(store::knownDevice(connection, database.path));
    const ReviewerId last = TRY(store::lastReviewer(connection, device));
    if (name.empty() && (last || database.readOnly))
        return last;
    const std::string wanted = name.empty() ? userName() : name;
    const std::optional<ReviewerId> known = TRY(store::findReviewer(connection, names, wanted));
    if (known)
        return *known;
    if (database.readOnly)
        return fail(ErrorKind::NotFound, tr("Nobody in this review is called %1.").arg(toQString(wanted)));
    // A package is for one person: whoever opens it under a name that it does not know is that person.
    if (const auto package = TRY(store::packageFor(connection))) {
        TRY(store::nameReviewer(connection, names, package->reviewer, wanted));
        return package->reviewer;
    }
    return store::reviewerNamed(connection, names, wanted);
}

/// Whether `reviewer` is only the one who worked last in a copy that is new on this computer.
Result<bool> isGuessed(store::Database& database, const store::LocalNames& names, ReviewerId reviewer)
{
    if (TRY(store::knownDevice(database.connection, database.path)) || TRY(store::packageFor(database.connection)))
        return false;
    const std::vector<store::Reviewer> all = TRY(store::reviewers(database.connection, names));
    const auto one = std::ranges::find(all, reviewer, &store::Reviewer::id);
    return all.size() > 1 && one != all.end() && names.of(one->uuid) == nullptr;
}

} // namespace

Result<Review> Review::create(const QString& path, const std::string& title, const Options& options)
{
    {
        store::Database made = TRY(store::createDatabase(path));
        store::LocalNames names = namesFor(options);
        store::Writer writer;
        writer.names = &names;
        writer.clock = options.clock != nullptr ? options.clock : &TheSystemClock;
        writer.device = TRY(store::thisDevice(made.connection, path));
        writer.reviewer = TRY(reviewerFor(made, names, options.reviewer));
        store::Act act = TRY(store::Act::begin(made.connection, writer, "create", title));
        TRY(act.setting("title", title));
        (void)TRY(store::projectOp(made.connection, act.id()));
        TRY(act.finish(1));
        TRY(made.close());
    }
    return open(path, OpenMode::ReadWrite, options);
}

Result<Review> Review::open(const QString& path, OpenMode mode, const Options& options)
{
    store::Database database = TRY(store::openDatabase(path, accessOf(mode)));
    auto names = std::make_shared<store::LocalNames>(namesFor(options));
    const ReviewerId reviewer = TRY(reviewerFor(database, *names, options.reviewer));
    const bool guessed = options.reviewer.empty() && TRY(isGuessed(database, *names, reviewer));
    store::Writer writer;
    writer.names = names.get();
    writer.clock = options.clock != nullptr ? options.clock : &TheSystemClock;
    writer.reviewer = reviewer;
    if (!database.readOnly)
        writer.device = TRY(store::thisDevice(database.connection, path));
    auto reading = std::make_unique<Reader::Private>();
    reading->names = std::move(names);
    reading->reviewer = reviewer;
    reading->reviewerGuessed = guessed;
    reading->path = path;
    reading->readOnly = database.readOnly;
    reading->readOnlyReason = database.readOnlyReason;
    auto state = std::unique_ptr<Private>(new Private{std::move(database), Reader(std::move(reading)), writer});
    state->reader.d->connection = &state->database.connection; // at its last place
    return Review(std::move(state));
}

Reader& Review::reader()
{
    return d->reader;
}

QString Review::path() const
{
    return d->reader.d->path;
}

ReviewerId Review::reviewer() const
{
    return d->writer.reviewer;
}

Result<ImportResult> Review::importFile(const ImportRequest& request, Progress& progress)
{
    TRY(d->mustBeWritable());
    const QString notice = TRY(d->copyBeforeImport(progress));
    std::optional<store::WrittenOnce> once; // until the import is through
    if (TRY(store::citationCount(d->connection())) == 0)
        once.emplace(TRY(store::WrittenOnce::begin(d->connection())));
    ImportResult result = TRY(importInto(d->connection(), d->writer, request, progress));
    result.notice = result.alreadyImported ? QString{} : notice;
    return result;
}

Result<std::int64_t> Review::indexSlice(int slice)
{
    if (d->database.readOnly)
        return std::int64_t{0};
    return store::indexSlice(d->connection(), slice);
}

Result<DuplicateRun> Review::findDuplicates(const std::optional<DuplicateThresholds>& thresholds, Progress& progress)
{
    TRY(d->mustBeWritable());
    return findDuplicatesIn(d->connection(), d->writer, thresholds, progress);
}

Result<Changes> Review::answerPair(RecordId first, RecordId second, PairAnswer answer)
{
    return answerPairs({{first, second, answer}});
}

Result<Changes> Review::answerPairs(const std::vector<PairAnswerRequest>& answers)
{
    if (answers.empty())
        return Changes{};
    return d->act("pair", answerSubject(answers), [&](store::Act& act) -> Result<std::int64_t> {
        std::set<std::pair<RecordId, RecordId>> seen;
        for (const PairAnswerRequest& one : answers) {
            if (!seen.emplace(std::min(one.first, one.second), std::max(one.first, one.second)).second)
                return fail(ErrorKind::InvalidInput,
                    tr("Records %1 and %2 are answered twice in one step. Nothing was changed.")
                        .arg(one.first.value)
                        .arg(one.second.value));
            TRY(addAnswer(d->connection(), act, one.first, one.second, one.answer));
        }
        return static_cast<std::int64_t>(answers.size());
    });
}

Result<Changes> Review::takeOut(RecordId record)
{
    return d->act("take-out", {}, [&](store::Act& act) -> Result<std::int64_t> {
        TRY(addTakeOut(d->connection(), act, record));
        return 1;
    });
}

Result<Changes> Review::decide(const DecisionRequest& decision)
{
    return decide(std::vector{decision});
}

Result<Changes> Review::decide(const std::vector<DecisionRequest>& decisions)
{
    if (decisions.empty())
        return Changes{};
    const std::string reason = TRY(store::reasonLabel(d->connection(), decisions.front().reason));
    return d->act("decide", decisionSubject(decisions, reason), [&](store::Act& act) -> Result<std::int64_t> {
        std::set<std::pair<CitationId, Stage>> seen;
        for (const DecisionRequest& decision : decisions) {
            TRY(mustExist(d->connection(), decision.citation));
            if (decision.reason && decision.verdict != Verdict::Exclude)
                return fail(ErrorKind::InvalidInput, tr("Only an exclusion has a reason. Nothing was changed."));
            if (!seen.emplace(decision.citation, decision.stage).second)
                return fail(ErrorKind::InvalidInput,
                    tr("Record %1 is decided twice in one step. Nothing was changed.").arg(decision.citation.value));
            TRY(act.decision(
                recordOf(decision.citation), decision.stage, decision.verdict, decision.reason, decision.note));
        }
        return static_cast<std::int64_t>(decisions.size());
    });
}

Result<Changes> Review::setLabel(const std::vector<CitationId>& citations, const std::string& label, bool on)
{
    const std::string name{trimmed(label)};
    if (citations.empty() || name.empty())
        return Changes{};
    return d->act(on ? "label" : "unlabel", name, [&](store::Act& act) -> Result<std::int64_t> {
        const std::set<CitationId> labelled(citations.begin(), citations.end());
        for (const CitationId citation : labelled) {
            TRY(mustExist(d->connection(), citation));
            TRY(act.label(recordOf(citation), name, on));
        }
        return static_cast<std::int64_t>(labelled.size());
    });
}

Result<Changes> Review::setNote(CitationId citation, const std::string& note)
{
    return d->act("note", {}, [&](store::Act& act) -> Result<std::int64_t> {
        TRY(mustExist(d->connection(), citation));
        TRY(act.note(recordOf(citation), note));
        return 1;
    });
}

Result<Changes> Review::setReasons(Stage stage, const std::vector<Reason>& reasons)
{
    const std::vector<Reason> before = TRY(store::reasons(d->connection(), stage));
    // Reasons of one name are one: what happens to the one that is listed happens to the others.
    const std::map<ReasonId, ReasonId> leading = TRY(store::leadingReasons(d->connection()));
    const auto others = [&leading, &reasons](ReasonId reason) {
        std::vector<ReasonId> found;
        for (const auto& [one, first] : leading)
            if (first == reason && one != reason
                && std::none_of(
                    reasons.begin(), reasons.end(), [own = one](const Reason& named) { return named.id == own; }))
                found.push_back(one);
        return found;
    };
    return d->act("reasons", {}, [&](store::Act& act) -> Result<std::int64_t> {
        int position = 0;
        std::set<ReasonId> kept;
        for (Reason reason : reasons) {
            reason.stage = stage;
            reason.label = trimmed(reason.label);
            if (reason.label.empty())
                return fail(ErrorKind::InvalidInput, tr("An exclusion reason needs a name. Nothing was changed."));
            kept.insert(TRY(act.reason(reason, ++position)));
            for (const ReasonId other : others(reason.id))
                kept.insert(TRY(act.reason({other, stage, reason.label, 0}, position)));
        }
        for (const Reason& reason : before)
            if (!kept.contains(reason.id)) {
                (void)TRY(act.reason(reason, std::nullopt));
                for (const ReasonId other : others(reason.id))
                    (void)TRY(act.reason({other, stage, reason.label, 0}, std::nullopt));
            }
        return static_cast<std::int64_t>(reasons.size());
    });
}

Result<Changes> Review::attach(CitationId citation, const QString& pdf)
{
    TRY(d->mustBeWritable());
    TRY(mustExist(d->connection(), citation));
    const StoredFile file = TRY(storePdf(path(), pdf)); // on the disk before the journal names it
    const std::string name = QFileInfo(pdf).fileName().toStdString();
    return d->act("attach", name, [&](store::Act& act) -> Result<std::int64_t> {
        TRY(act.file(recordOf(citation), file.sha256, name, file.bytes, true));
        TRY(act.retrieval(recordOf(citation), Retrieval::Retrieved, {}));
        return 1;
    });
}

Result<Changes> Review::detach(CitationId citation, const std::string& sha256)
{
    const std::vector<AttachedFile> files = TRY(store::filesOf(d->connection(), citation));
    for (const AttachedFile& file : files)
        if (file.sha256 == sha256)
            return d->act("detach", file.name, [&](store::Act& act) -> Result<std::int64_t> {
                TRY(act.file(recordOf(citation), sha256, file.name, file.bytes, false));
                if (files.size() == 1)
                    TRY(act.retrieval(recordOf(citation), Retrieval::Sought, {}));
                return 1;
            });
    return fail(ErrorKind::NotFound, tr("That file is not attached to this record. Nothing was changed."));
}

Result<Changes> Review::setRetrieval(CitationId citation, Retrieval status, const std::string& why)
{
    return setRetrieval(std::vector{citation}, status, why);
}

Result<Changes> Review::setRetrieval(const std::vector<CitationId>& citations, Retrieval status, const std::string& why)
{
    if (citations.empty())
        return Changes{};
    const std::string subject = status == Retrieval::Retrieved ? "retrieved"
        : status == Retrieval::NotRetrieved                    ? "not-retrieved"
                                                               : "sought";
    return d->act("retrieval", subject, [&](store::Act& act) -> Result<std::int64_t> {
        const std::set<CitationId> reports(citations.begin(), citations.end());
        for (const CitationId citation : reports) {
            TRY(mustExist(d->connection(), citation));
            TRY(act.retrieval(recordOf(citation), status, why));
        }
        return static_cast<std::int64_t>(reports.size());
    });
}

Result<Changes> Review::joinStudy(const std::vector<CitationId>& citations)
{
    std::set<CitationId> reports(citations.begin(), citations.end());
    if (reports.size() < 2)
        return fail(ErrorKind::InvalidInput, tr("A study is joined from at least two reports. Nothing was changed."));
    return d->act("study", "join", [&](store::Act& act) -> Result<std::int64_t> {
        for (const CitationId citation : citations) {
            TRY(mustExist(d->connection(), citation));
            const auto led = TRY(store::reportsLedBy(d->connection(), citation));
            reports.insert(led.begin(), led.end());
        }
        const StudyId study = TRY(d->reader.citation(citations.front())).study;
        for (const CitationId report : reports)
            TRY(act.study(recordOf(report), report.value == study.value ? RecordId{} : RecordId{study.value}));
        return static_cast<std::int64_t>(reports.size());
    });
}

Result<Changes> Review::separateStudy(CitationId citation)
{
    return d->act("study", "separate", [&](store::Act& act) -> Result<std::int64_t> {
        TRY(mustExist(d->connection(), citation));
        TRY(act.study(recordOf(citation), RecordId{}));
        const auto led = TRY(store::reportsLedBy(d->connection(), citation));
        for (const CitationId report : led) // the others stay together, under the first of them
            TRY(act.study(recordOf(report), report == led.front() ? RecordId{} : recordOf(led.front())));
        return 1;
    });
}

Result<Changes> Review::setAppraisalPlan(const AppraisalPlan& plan)
{
    const extraction::Instrument chosen = TRY(extraction::instrument(plan.instrument));
    TRY(extraction::checkOutcomes(plan.outcomes));
    return d->act("appraisal", chosen.title, [&](store::Act& act) -> Result<std::int64_t> {
        TRY(act.setting("appraisal", toJson(plan)));
        return 1;
    });
}

Result<Changes> Review::keepAnalysis(const AnalysisPlan& plan)
{
    const std::string json = toJson(plan);
    TRY(analysisPlanFromJson(json));
    const std::string id = plan.id.empty() ? QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString() : plan.id;
    return d->act("analysis", plan.title, [&](store::Act& act) -> Result<std::int64_t> {
        TRY(act.setting(std::string(AnalysisKey) + id, json));
        return 1;
    });
}

Result<Changes> Review::removeAnalysis(const std::string& id)
{
    const std::vector<AnalysisPlan> plans = TRY(reader().analyses());
    const auto plan = std::ranges::find(plans, id, &AnalysisPlan::id);
    if (plan == plans.end())
        return fail(ErrorKind::NotFound, tr("There is no such meta-analysis any more."));
    return d->act("unanalysis", plan->title, [&](store::Act& act) -> Result<std::int64_t> {
        TRY(act.setting(std::string(AnalysisKey) + id, {}));
        return 1;
    });
}

Result<Changes> Review::setTitle(const std::string& title)
{
    return d->setting("title", title);
}

Result<Changes> Review::setCriteria(const std::string& criteria)
{
    return d->setting("criteria", criteria);
}

Result<Changes> Review::setTerms(const std::vector<TermCategory>& terms)
{
    return d->setting("terms", toJson(terms));
}

Result<Changes> Review::setSavedFilters(const std::vector<SavedFilter>& filters)
{
    std::vector<Reason> known;
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText}) {
        const std::vector<Reason> some = TRY(reader().reasons(stage));
        known.insert(known.end(), some.begin(), some.end());
    }
    return d->setting("filters", toJson(filters, known));
}

Result<Changes> Review::setNotice(const std::string& notice, bool demonstration)
{
    return d->act("notice", {}, [&](store::Act& act) -> Result<std::int64_t> {
        TRY(act.setting("notice", notice));
        TRY(act.setting("demonstration", demonstration ? "1" : "0"));
        return 1;
    });
}

Result<Changes> Review::layGround()
{
    return d->act("ground", {}, [](store::Act&) -> Result<std::int64_t> { return 1; });
}

Result<Changes> Review::setPrevious(const std::optional<StudyCount>& previous)
{
    if (previous && (previous->studies < 0 || previous->reports < previous->studies))
        return fail(ErrorKind::InvalidInput,
            tr("Of the previous version, there are at least as many reports as studies. Nothing was changed."));
    return d->setting("previous", previous ? toText(*previous) : std::string{});
}

Result<> Review::useReviewer(const std::string& name)
{
    TRY(d->mustBeWritable());
    if (trimmed(name).empty())
        return fail(ErrorKind::InvalidInput, tr("A reviewer needs a name."));
    d->writer.reviewer = TRY(store::reviewerNamed(d->connection(), *d->reader.d->names, std::string{trimmed(name)}));
    d->reader.d->reviewer = d->writer.reviewer;
    return {};
}

Result<Changes> Review::undo()
{
    const auto op = TRY(store::undoCandidate(d->connection(), d->writer.reviewer));
    if (!op)
        return fail(ErrorKind::NotFound, tr("There is nothing to undo."));
    return d->reverse("undo", *op, *op);
}

Result<Changes> Review::redo()
{
    const auto op = TRY(store::redoCandidate(d->connection(), d->writer.reviewer));
    if (!op)
        return fail(ErrorKind::NotFound, tr("There is nothing to redo."));
    return d->reverse("redo", *op, TRY(store::journalRow(d->connection(), *op)).undoes);
}

Result<Changes> Review::undo(OpId op)
{
    const store::JournalRow row = TRY(store::journalRow(d->connection(), op));
    TRY(store::mustBeSeen(d->connection(), d->writer.reviewer, row));
    if (!store::isUndoable(row.kind))
        return fail(ErrorKind::InvalidInput, tr("This act cannot be undone."));
    if (row.undone)
        return fail(ErrorKind::Conflict, tr("This act has been undone already."));
    return d->reverse("undo", op, op);
}

Result<Changes> Review::redo(OpId op)
{
    const auto undo = TRY(store::standingUndoOf(d->connection(), op));
    if (!undo)
        return fail(ErrorKind::Conflict, tr("This act has not been undone."));
    return d->reverse("redo", *undo, op);
}

Result<std::vector<Finding>> Review::check(bool replay, Progress& progress)
{
    std::vector<Finding> findings;
    for (const QString& fault : TRY(store::checkFile(d->connection(), store::Depth::Full, progress)))
        findings.push_back({true, fault});
    for (const std::string& fault : TRY(store::journalFaults(d->connection())))
        findings.push_back({true, toQString(fault)});
    std::set<std::string> checked;
    for (const AttachedFile& file : TRY(store::allFiles(d->connection()))) {
        if (!checked.insert(file.sha256).second)
            continue;
        QFile stored(filePath(path(), file.sha256));
        QCryptographicHash hash(QCryptographicHash::Sha256);
        if (!stored.open(QIODevice::ReadOnly))
            findings.push_back(
                {true, tr("The file %1 is missing from %2.").arg(toQString(file.name), filesFolder(path()))});
        else if (!hash.addData(&stored) || hash.result().toStdString() != file.sha256)
            findings.push_back({true, tr("The file %1 was changed since it was attached.").arg(toQString(file.name))});
        if (!progress.step(static_cast<std::int64_t>(checked.size()), 0))
            return fail(ErrorKind::Cancelled, tr("The check was stopped."));
    }
    if (!replay)
        return findings;
    TRY(d->mustBeWritable());
    const auto before = TRY(store::projectionDigests(d->connection()));
    const store::Transaction transaction = TRY(store::Transaction::begin(d->connection())); // never committed
    TRY(store::rebuild(d->connection(), progress));
    const auto after = TRY(store::projectionDigests(d->connection()));
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i] != after[i])
            findings.push_back(
                {true, tr("The table “%1” is not what follows from the journal.").arg(toQString(before[i].first))});
    return findings;
}

Result<> Review::backup(const QString& to, Progress& progress)
{
    return store::backupTo(d->connection(), to, store::Existing::Refuse, progress);
}

} // namespace winnow::review
