#include "ui/shell/flowcounter.h"

#include "core/review/appraisal.h"

#include <QLocale>

namespace winnow::ui {
namespace {

enum { FlowSlot, ConflictsSlot, AppraisalSlot };
constexpr int Together = 120; // ms in which changes are counted once
constexpr unsigned Counted = Changes::Citations | Changes::Decisions | Changes::Reports | Changes::Studies
    | Changes::Settings | Changes::Assignments;

std::int64_t in(const StageProgress& progress, Box box)
{
    return progress.boxes.at(static_cast<std::size_t>(box));
}

} // namespace

FlowCounter::FlowCounter(QObject* parent)
    : QObject(parent)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(Together);
    connect(&m_soon, &QTimer::timeout, this, &FlowCounter::count);
}

void FlowCounter::setSession(const std::shared_ptr<Session>& session)
{
    if (const auto old = m_session.lock())
        old->disconnect(this);
    m_session = session;
    m_soon.stop();
    if (!session)
        return;
    connect(session.get(), &Session::changed, this, [this](const Changes& changes) {
        if (((changes.flags & Counted) != 0 || changes.everything) && !m_soon.isActive())
            m_soon.start();
    });
    count();
}

void FlowCounter::count()
{
    countConflicts();
    countAppraisals();
    if (const auto session = m_session.lock())
        session->query<StageProgress>(
            this, FlowSlot, [](review::Reader& reader) { return reader.progress(Stage::TitleAbstract); },
            [this](const Result<StageProgress>& progress) {
                if (progress)
                    tell(*progress);
            });
}

void FlowCounter::countAppraisals()
{
    if (const auto session = m_session.lock())
        session->query<std::int64_t>(
            this, AppraisalSlot, review::studiesToAppraise, [this](const Result<std::int64_t>& left) {
                if (left)
                    Q_EMIT counted(PageId::Appraisal, *left > 0 ? std::optional(*left) : std::nullopt,
                        tr("%Ln included study(ies) to judge", nullptr, static_cast<int>(*left)));
            });
}

/// Where a stage is blind, or one reviewer's, there is nothing to settle.
void FlowCounter::countConflicts()
{
    if (const auto session = m_session.lock())
        session->query<std::int64_t>(
            this, ConflictsSlot,
            [](review::Reader& reader) -> Result<std::int64_t> {
                std::int64_t open = 0;
                for (const Stage stage : {Stage::TitleAbstract, Stage::FullText}) {
                    const StageRule rule = TRY(reader.stageRule(stage));
                    if (rule.reviewers < 2 || rule.blind())
                        continue;
                    Filter conflicts; // one list of the seven that teamCounts would count
                    conflicts.stage = stage;
                    conflicts.team = TeamList::Conflicts;
                    const std::vector<CitationId> listed =
                        TRY(reader.citations(conflicts, Order::AsImported, Direction::Ascending));
                    open += static_cast<std::int64_t>(listed.size());
                }
                return open;
            },
            [this](const Result<std::int64_t>& open) {
                if (open)
                    Q_EMIT counted(PageId::Reviewers, *open > 0 ? std::optional(*open) : std::nullopt,
                        *open > 0 ? tr("%Ln conflict(s) to settle", nullptr, static_cast<int>(*open)) : QString());
            });
}

void FlowCounter::tell(const StageProgress& progress)
{
    const auto say = [this](PageId page, std::int64_t count, const QString& words) {
        Q_EMIT counted(page, count > 0 ? std::optional(count) : std::nullopt, words);
    };
    const auto number = [](std::int64_t count) { return static_cast<int>(count); };
    const std::int64_t unscreened =
        progress.assigned > 0 ? progress.assigned - progress.assignedDecided : progress.all - progress.decided;
    const std::int64_t reports = in(progress, Box::AwaitingRetrieval) + in(progress, Box::AwaitingAssessment)
        + in(progress, Box::AssessmentOpen);
    const std::int64_t studies = progress.studies - progress.studiesWithValues;
    say(PageId::Sources, progress.sources, tr("%Ln source(s)", nullptr, number(progress.sources)));
    say(PageId::Duplicates, progress.doubtfulPairs,
        tr("%Ln doubtful pair(s) of records to decide on", nullptr, number(progress.doubtfulPairs)));
    say(PageId::Screening, unscreened, tr("%Ln citation(s) left for you to screen", nullptr, number(unscreened)));
    say(PageId::FullText, reports, tr("%Ln report(s) to retrieve or assess", nullptr, number(reports)));
    say(PageId::Extraction, studies, tr("%Ln included study(ies) without values", nullptr, number(studies)));
}

} // namespace winnow::ui
