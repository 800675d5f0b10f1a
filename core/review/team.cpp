// Several reviewers: who judges, what is opened, who has what to do, and what copies tell each other.
#include "core/store/team.h"

#include "core/base/text.h"
#include "core/review/files.h"
#include "core/review/state.h"
#include "core/screening/workpackages.h"
#include "core/store/backup.h"
#include "core/store/citations.h"
#include "core/store/merge.h"
#include "core/store/overview.h"
#include "core/store/package.h"
#include "core/store/reviewers.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>

#include <set>

namespace winnow::review {

namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("review", text, nullptr, n);
}

std::string stageWord(Stage stage)
{
    return stage == Stage::FullText ? "full-text" : "title-abstract";
}

Result<StageRule> ruleOf(store::Connection& connection, Stage stage)
{
    const store::StageRules rules = TRY(store::stageRules(connection));
    return rules.at(static_cast<std::size_t>(stage) - 1);
}

Result<> mustBeOpen(store::Connection& connection, Stage stage)
{
    if (!store::hides(TRY(store::stageRules(connection)), stage))
        return {};
    return fail(ErrorKind::Conflict,
        tr("Reviewers are blind to each other at this stage until its conflicts are opened. Nothing was changed."));
}

} // namespace

Result<> Review::Private::mustBeOwner()
{
    TRY(mustBeWritable());
    const ReviewerId owner = TRY(store::owner(connection()));
    if (!owner || owner == writer.reviewer)
        return {};
    return fail(ErrorKind::InvalidInput,
        tr("Only %1, who began this review, can do that. Nothing was changed.")
            .arg(toQString(TRY(reader.d->nameOf(owner)))));
}

Result<Changes> Review::setReviewers(Stage stage, int reviewers)
{
    TRY(d->mustBeOwner());
    if (reviewers < 1 || reviewers > MostReviewers)
        return fail(
            ErrorKind::InvalidInput, tr("A stage can have 1 to %1 reviewers. Nothing was changed.").arg(MostReviewers));
    const std::string number = std::to_string(reviewers);
    return d->act("reviewers", stageWord(stage) + ' ' + number, [&](store::Act& act) -> Result<std::int64_t> {
        TRY(act.setting(store::reviewersKey(stage), number));
        return 1;
    });
}

Result<Changes> Review::openConflicts(Stage stage, bool open)
{
    TRY(d->mustBeOwner());
    const std::string subject = stageWord(stage) + (open ? " open" : " closed");
    return d->act("conflicts", subject, [&](store::Act& act) -> Result<std::int64_t> {
        TRY(act.setting(store::conflictsKey(stage), open ? store::OpenValue : ""));
        return 1;
    });
}

Result<Changes> Review::settle(const std::vector<Settlement>& settlements)
{
    if (settlements.empty())
        return Changes{};
    std::vector<DecisionRequest> said;
    for (const Settlement& one : settlements)
        said.push_back({one.citation, one.stage, one.verdict, one.reason, one.note});
    const std::string reason = TRY(store::reasonLabel(d->connection(), said.front().reason));
    return d->act("settle", decisionSubject(said, reason), [&](store::Act& act) -> Result<std::int64_t> {
        std::set<std::pair<CitationId, Stage>> seen;
        for (const Settlement& one : settlements) {
            TRY(mustBeOpen(d->connection(), one.stage));
            TRY(mustExist(d->connection(), one.citation));
            if (one.reason && one.verdict != Verdict::Exclude)
                return fail(ErrorKind::InvalidInput, tr("Only an exclusion has a reason. Nothing was changed."));
            if (!seen.emplace(one.citation, one.stage).second)
                return fail(ErrorKind::InvalidInput,
                    tr("Record %1 is settled twice in one step. Nothing was changed.").arg(one.citation.value));
            TRY(act.resolution(recordOf(one.citation), one.stage, one.verdict, one.reason, one.note));
        }
        return static_cast<std::int64_t>(settlements.size());
    });
}

Result<SplitResult> Review::split(const SplitRequest& request)
{
    TRY(d->mustBeOwner());
    std::vector<CitationId> citations = request.citations;
    if (citations.empty())
        citations = TRY(store::unassigned(d->connection(), request.stage));
    const int needed = TRY(ruleOf(d->connection(), request.stage)).reviewers;
    const screening::Split how{request.reviewers,
        request.each > 0 ? request.each : std::min(needed, static_cast<int>(request.reviewers.size())), request.overlap,
        request.seed};
    const std::vector<screening::Assigned> assigned = TRY(screening::split(std::move(citations), how));
    if (assigned.empty())
        return fail(ErrorKind::NotFound,
            tr("No record waits at this stage that is not assigned to somebody already. Nothing was changed."));
    SplitResult result;
    result.seed = request.seed;
    std::map<ReviewerId, std::int64_t> given;
    std::map<CitationId, int> times;
    for (const screening::Assigned& one : assigned) {
        ++given[one.reviewer];
        ++times[one.citation];
    }
    for (const ReviewerId reviewer : request.reviewers)
        result.given.emplace_back(reviewer, given[reviewer]);
    result.citations = static_cast<std::int64_t>(times.size());
    for (const auto& [citation, count] : times)
        result.shared += count > 1 ? 1 : 0;
    const std::string subject = stageWord(request.stage) + ' ' + std::to_string(request.seed);
    Result<Changes> done = d->act("assign", subject, [&](store::Act& act) -> Result<std::int64_t> {
        for (const screening::Assigned& one : assigned) {
            TRY(mustExist(d->connection(), one.citation));
            TRY(act.assignment(recordOf(one.citation), request.stage, one.reviewer, true));
        }
        return result.citations;
    });
    result.changes = TRY(std::move(done));
    return result;
}

Result<Changes> Review::unassign(Stage stage, const std::vector<CitationId>& citations)
{
    TRY(d->mustBeOwner());
    const std::vector<std::pair<CitationId, ReviewerId>> assigned =
        TRY(store::assignments(d->connection(), stage, citations));
    if (assigned.empty())
        return Changes{};
    return d->act("unassign", stageWord(stage), [&](store::Act& act) -> Result<std::int64_t> {
        std::set<CitationId> taken;
        for (const auto& [citation, reviewer] : assigned) {
            TRY(act.assignment(recordOf(citation), stage, reviewer, false));
            taken.insert(citation);
        }
        return static_cast<std::int64_t>(taken.size());
    });
}

namespace {

Result<> checkName(const std::string& name)
{
    constexpr std::size_t Most = 200; // bytes: it stands beside every decision
    if (trimmed(name).empty())
        return fail(ErrorKind::InvalidInput, tr("A reviewer needs a name."));
    if (name.size() > Most)
        return fail(ErrorKind::InvalidInput, tr("This name is too long; a shorter one will do."));
    return {};
}

} // namespace

Result<ReviewerId> Review::addReviewer(const std::string& name)
{
    TRY(d->mustBeWritable());
    TRY(checkName(name));
    return store::reviewerNamed(d->connection(), *d->reader.d->names, std::string{trimmed(name)});
}

Result<> Review::nameReviewer(ReviewerId reviewer, const std::string& name)
{
    TRY(checkName(name));
    return store::nameReviewer(d->connection(), *d->reader.d->names, reviewer, std::string{trimmed(name)});
}

Result<> Review::removeReviewer(ReviewerId reviewer)
{
    TRY(d->mustBeWritable());
    if (reviewer == d->writer.reviewer)
        return fail(ErrorKind::Conflict, tr("This is who you are here. Nothing was changed."));
    return store::removeReviewer(d->connection(), reviewer);
}

Result<> Review::writePackage(const QString& path, ReviewerId reviewer, Stage stage, Progress& progress)
{
    if (TRY(store::reviewerName(d->connection(), *d->reader.d->names, reviewer)).empty())
        return fail(ErrorKind::NotFound, tr("There is no such reviewer in this review. Nothing was written."));
    TRY(store::writePackage(d->connection(), path, reviewer, stage, progress));
    if (stage != Stage::FullText)
        return {};
    QStringList missing;
    for (const std::vector<AttachedFile> files = TRY(store::allFiles(d->connection()));
        const AttachedFile& file : files)
        if (!TRY(bringFile(this->path(), path, file.sha256)))
            missing.append(toQString(file.name));
    if (missing.isEmpty())
        return {};
    return fail(ErrorKind::NotFound,
        tr("The package was written, but without files that are missing here: %1.")
            .arg(missing.join(QStringLiteral(", "))));
}

Result<MergePreview> Review::previewBringIn(const QString& other, Progress& progress)
{
    TRY(d->mustBeWritable());
    const store::MergeOutlook outlook = TRY(store::previewMerge(d->database, other, progress));
    MergePreview preview;
    preview.actsNew = outlook.actsNew;
    preview.actsKnown = outlook.actsKnown;
    preview.records = outlook.records;
    d->reader.d->names->refresh();
    for (const store::MergeOutlook::Person& person : outlook.people) {
        const std::string* const known = d->reader.d->names->of(person.uuid);
        const std::string& name = known != nullptr ? *known : person.name;
        preview.reviewers.push_back(name);
        if (person.unseen)
            preview.newReviewers.push_back(name);
    }
    return preview;
}

Result<MergeResult> Review::bringIn(const QString& other, Progress& progress)
{
    TRY(d->mustBeWritable());
    TRY(store::identifyReview(other));
    (void)TRY(store::rotateBackup(d->connection(), path(), store::Occasion::Merge, d->writer.clock->now(), progress));
    MergeResult result;
    const auto bringFiles = [&](const std::vector<store::MergedFile>& files) -> Result<> {
        for (const store::MergedFile& file : files) {
            if (QFileInfo::exists(filePath(path(), file.sha256)))
                continue;
            if (TRY(bringFile(other, path(), file.sha256)))
                ++result.files;
            else
                result.notices.push_back(
                    tr("The file %1 was not beside the copy; bring it in again with its folder of files, or attach it.")
                        .arg(toQString(file.name)));
        }
        return {};
    };
    const store::Merged merged = TRY(store::mergeFrom(d->database, other, bringFiles, progress));
    result.actsNew = merged.actsNew;
    result.actsKnown = merged.actsKnown;
    result.records = merged.records;
    for (const QString& file : merged.lostGround)
        result.notices.push_back(
            tr("Some records of %1 came with an import that one of you has undone; bring that import "
               "back from the history to see them.")
                .arg(file));
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText})
        if (const std::optional<TeamCounts> counts = TRY(reader().teamCounts(stage)))
            result.conflicts[static_cast<std::size_t>(stage) - 1] = counts->conflicts;
    if (merged.changed) {
        result.changes.flags = ~0U;
        result.changes.everything = true;
    }
    result.changes.done =
        tr("%n acts brought in from %1", static_cast<int>(merged.actsNew)).arg(QFileInfo(other).fileName());
    result.changes.count = merged.actsNew;
    return result;
}

Result<StageRule> Reader::stageRule(Stage stage)
{
    return ruleOf(*d->connection, stage);
}

Result<bool> Reader::hasAssignments(Stage stage)
{
    return store::hasAssignments(*d->connection, d->reviewer, stage);
}

Result<std::vector<TeamMember>> Reader::team()
{
    d->names->refresh();
    const store::StageRules rules = TRY(store::stageRules(*d->connection));
    const ReviewerId owner = TRY(store::owner(*d->connection));
    std::vector<TeamMember> members;
    for (const std::vector<store::Reviewer> all = TRY(store::reviewers(*d->connection, *d->names));
        const store::Reviewer& reviewer : all) {
        TeamMember member;
        member.id = reviewer.id;
        member.name = reviewer.name;
        member.owner = reviewer.id == owner;
        member.me = reviewer.id == d->reviewer;
        for (const Stage stage : {Stage::TitleAbstract, Stage::FullText}) {
            const std::size_t i = static_cast<std::size_t>(stage) - 1;
            const store::Workload work = TRY(store::workload(*d->connection, reviewer.id, stage));
            member.assigned[i] = work.assigned;
            if (member.me || !store::hides(rules, stage)) {
                member.decided[i] = work.decided;
                member.assignedDecided[i] = work.assignedDecided;
            }
        }
        members.push_back(std::move(member));
    }
    return members;
}

Result<std::optional<TeamCounts>> Reader::teamCounts(Stage stage)
{
    const store::StageRules rules = TRY(store::stageRules(*d->connection));
    std::optional<TeamCounts> counts;
    if (!store::hides(rules, stage))
        counts = TRY(store::teamCounts(*d->connection, rules, stage));
    return counts;
}

Result<Judgements> Reader::judgements(CitationId citation, Stage stage)
{
    const store::StageRules rules = TRY(store::stageRules(*d->connection));
    store::StoredJudgements stored = TRY(store::judgements(*d->connection, rules, d->reviewer, citation, stage));
    Judgements found;
    found.votes = std::move(stored.votes);
    found.settled = std::move(stored.settled);
    for (Decision& vote : found.votes)
        vote.reviewerName = TRY(d->nameOf(vote.reviewer));
    if (found.settled)
        found.settled->reviewerName = TRY(d->nameOf(found.settled->reviewer));
    for (auto& [reviewer, note] : stored.notes)
        found.notes.emplace_back(TRY(d->nameOf(reviewer)), std::move(note));
    for (auto& [reviewer, label] : stored.labels)
        found.labels.emplace_back(TRY(d->nameOf(reviewer)), std::move(label));
    return found;
}

Result<std::int64_t> Reader::unassigned(Stage stage)
{
    const std::vector<CitationId> waiting = TRY(store::unassigned(*d->connection, stage));
    return static_cast<std::int64_t>(waiting.size());
}

Result<bool> Reader::isCopy(const QString& other)
{
    return store::isCopy(*d->connection, d->path, other);
}

Result<std::vector<screening::Vote>> Reader::votes(Stage stage)
{
    TRY(mustBeOpen(*d->connection, stage));
    std::vector<screening::Vote> votes;
    for (const std::vector<store::StoredVote> all = TRY(store::allVotes(*d->connection, stage));
        const store::StoredVote& vote : all)
        votes.push_back({vote.citation, vote.reviewer, vote.verdict, vote.at});
    return votes;
}

Result<AgreementReport> Reader::agreement(Stage stage, screening::MaybeAs maybe, std::int64_t window)
{
    AgreementReport report;
    const std::vector<screening::Vote> all = TRY(votes(stage));
    report.agreement = screening::agreementOf(all, maybe, window);
    for (const screening::PairAgreement& pair : report.agreement.pairs)
        for (const ReviewerId reviewer : {pair.first, pair.second})
            if (!report.names.contains(reviewer))
                report.names.emplace(reviewer, TRY(d->nameOf(reviewer)));
    report.methods = screening::methodsText(report.agreement, stage, maybe, report.names);
    return report;
}

bool Reader::isReviewerGuessed() const
{
    return d->reviewerGuessed;
}

Result<std::optional<std::pair<ReviewerId, Stage>>> Reader::packageFor()
{
    std::optional<std::pair<ReviewerId, Stage>> found;
    if (const auto package = TRY(store::packageFor(*d->connection)))
        found.emplace(package->reviewer, package->stage);
    return found;
}

} // namespace winnow::review
