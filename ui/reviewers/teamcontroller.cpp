#include "ui/reviewers/teamcontroller.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/reviewers/mergewords.h"

#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace winnow::ui {

namespace {

std::size_t indexOf(Stage stage)
{
    return static_cast<std::size_t>(stage) - 1;
}

} // namespace

QString nameOf(Stage stage)
{
    return stage == Stage::FullText ? TeamController::tr("Full text") : TeamController::tr("Title and abstract");
}

TeamController::TeamController(QObject* parent)
    : QObject(parent)
{
}

void TeamController::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_answer = {};
    m_bringIn = {};
    m_read = false;
    m_stale = true;
    m_stage = Stage::TitleAbstract;
    if (session)
        connect(session.get(), &Session::changed, this, &TeamController::follow);
    Q_EMIT changed();
    Q_EMIT bringInChanged();
    if (m_active)
        ask();
}

void TeamController::setActive(bool active)
{
    m_active = active;
    if (active && m_stale)
        ask();
}

void TeamController::follow(const Changes& changes)
{
    constexpr unsigned Counted = Changes::Citations | Changes::Decisions | Changes::Settings | Changes::Assignments;
    if (!changes.everything && (changes.flags & Counted) == 0)
        return;
    m_stale = true;
    if (m_active)
        ask();
}

void TeamController::ask()
{
    if (!m_session)
        return;
    m_stale = false;
    m_session->query<Answer>(
        this, 0,
        [stage = m_stage](review::Reader& reader) -> Result<Answer> {
            Answer answer;
            answer.team = TRY(reader.team());
            for (const Stage each : {Stage::TitleAbstract, Stage::FullText})
                answer.rules[indexOf(each)] = TRY(reader.stageRule(each));
            answer.extraction = TRY(reader.extractionRule());
            answer.counts = TRY(reader.teamCounts(stage));
            answer.unassigned = TRY(reader.unassigned(stage));
            answer.mine = TRY(reader.progress(stage));
            answer.packageFor = TRY(reader.packageFor());
            return answer;
        },
        [this](Result<Answer> answer) {
            if (!answer) {
                m_stale = true;
                if (answer.error().kind != ErrorKind::Cancelled)
                    Q_EMIT failed(answer.error());
                return;
            }
            m_answer = *std::move(answer);
            m_read = true;
            Q_EMIT changed();
        });
}

void TeamController::setStage(Stage stage)
{
    if (stage == m_stage)
        return;
    m_stage = stage;
    m_answer.counts.reset();
    Q_EMIT changed();
    ask();
}

const StageRule& TeamController::rule(Stage stage) const
{
    return m_answer.rules[indexOf(stage)];
}

bool TeamController::several() const
{
    return m_answer.team.size() > 1 || m_answer.rules[0].reviewers > 1 || m_answer.rules[1].reviewers > 1
        || m_answer.extraction.reviewers > 1;
}

bool TeamController::writable() const
{
    return m_session && !m_session->info().readOnly;
}

bool TeamController::isOwner() const
{
    return writable() && whyNotOwner().isEmpty();
}

QString TeamController::whyNotOwner() const
{
    for (const TeamMember& member : m_answer.team)
        if (member.owner && !member.me)
            return tr("Only %1, who began this review, can change this.").arg(inOneLine(member.name));
    return {};
}

QString TeamController::ruleWords(Stage stage) const
{
    const StageRule& rule = this->rule(stage);
    if (rule.reviewers == 1)
        return tr("One decision is enough: a record goes on as soon as somebody has decided.");
    const QString needs = tr("Each record needs %1 decisions.").arg(rule.reviewers);
    if (rule.blind())
        return needs + u' '
            + tr("Nobody sees what another decides, and no record leaves its box here, until you open conflicts: the "
                 "boxes are filled then.");
    return needs + u' '
        + tr("Conflicts are open: everybody sees what all said, and what they judged differently waits to be settled.");
}

QString TeamController::status() const
{
    if (!m_read)
        return {};
    const StageRule& rule = this->rule(m_stage);
    QStringList parts;
    parts.append(rule.reviewers == 1 ? tr("1 decision a record") : tr("%1 decisions a record").arg(rule.reviewers));
    if (rule.blind())
        parts.append(tr("blind"));
    else if (rule.reviewers > 1)
        parts.append(tr("conflicts open"));
    if (m_answer.counts && m_answer.counts->conflicts > 0)
        parts.append(tr("%Ln to settle", nullptr, static_cast<int>(m_answer.counts->conflicts)));
    return parts.join(QStringLiteral(" · "));
}

QString TeamController::progressWords() const
{
    if (!m_read)
        return {};
    const StageProgress& mine = m_answer.mine;
    QString words = tr("%Ln record(s) at this stage", nullptr, static_cast<int>(mine.all))
        + tr("; you have judged %L1.").arg(mine.decided);
    if (mine.assigned > 0)
        words += u' ' + tr("Of %L1 assigned to you, %L2 are judged.").arg(mine.assigned).arg(mine.assignedDecided);
    if (m_answer.counts && rule(m_stage).reviewers > 1)
        words += u' '
            + tr("%Ln still lack(s) a decision of somebody.", nullptr,
                static_cast<int>(m_answer.counts->awaitingOthers));
    else if (rule(m_stage).blind())
        words += u' ' + tr("What others have judged is told once conflicts are opened.");
    return words;
}

QString TeamController::packageWords() const
{
    if (!m_answer.packageFor)
        return {};
    const TeamMember* const whose = member(m_answer.packageFor->first);
    return tr("This file is a work package for %1: %2. When all is judged, close it and send the file back.")
        .arg(whose != nullptr ? inOneLine(whose->name) : tr("somebody"), nameOf(m_answer.packageFor->second));
}

QString TeamController::openingWords(bool open)
{
    return open
        ? tr("Everybody will see who decided what at this stage, with reasons and notes, and records fill their "
             "boxes. Undo makes the stage blind again, but nobody can unsee what they have seen.")
        : tr("What others decided is hidden again, and records go back to where they stood before this stage.");
}

const TeamMember* TeamController::member(ReviewerId reviewer) const
{
    for (const TeamMember& member : m_answer.team)
        if (member.id == reviewer)
            return &member;
    return nullptr;
}

// Acts ----------------------------------------------------------------------------------------------------------------

void TeamController::act(Session::Act act, std::function<void(const Changes&)> then)
{
    if (!m_session)
        return;
    m_session->act(
        this, std::move(act), [this, asked = m_session.get(), then = std::move(then)](const Result<Changes>& done) {
            if (asked != m_session.get())
                return;
            if (!done) {
                Q_EMIT changed(); // what could not be changed is shown as it is
                Q_EMIT failed(done.error());
            } else if (then) {
                then(*done);
            }
        });
}

void TeamController::setReviewers(Stage stage, int reviewers)
{
    if (!m_read || reviewers == rule(stage).reviewers)
        return;
    act([stage, reviewers](review::Review& review) { return review.setReviewers(stage, reviewers); },
        [this, stage, reviewers](const Changes&) {
            Q_EMIT notice(reviewers == 1 ? tr("%1: one decision a record from now on.").arg(nameOf(stage))
                                         : tr("%1: %2 decisions a record from now on. No decision was lost.")
                                               .arg(nameOf(stage))
                                               .arg(reviewers),
                true);
        });
}

void TeamController::openConflicts(Stage stage, bool open)
{
    act([stage, open](review::Review& review) { return review.openConflicts(stage, open); },
        [this, stage, open](const Changes&) {
            Q_EMIT notice(open ? tr("%1: conflicts are open.").arg(nameOf(stage))
                               : tr("%1: reviewers are blind again.").arg(nameOf(stage)),
                true);
        });
}

void TeamController::setExtractors(int extractors)
{
    if (!m_read || extractors == extraction().reviewers)
        return;
    act([extractors](review::Review& review) { return review.setExtractors(extractors); },
        [this, extractors](const Changes&) {
            Q_EMIT notice(extractors == 1
                    ? tr("Extraction: one extractor a study from now on.")
                    : tr("Extraction: %1 extractors a study from now on. No value was lost.").arg(extractors),
                true);
        });
}

void TeamController::openExtraction(bool open)
{
    act([open](review::Review& review) { return review.openExtraction(open); },
        [this, open](const Changes&) {
            Q_EMIT notice(
                open ? tr("Extraction: all values are open.") : tr("Extraction: extractors are blind again."), true);
        });
}

void TeamController::change(std::function<Result<>(review::Review&)> what, const QString& said)
{
    act(
        [what = std::move(what)](review::Review& review) -> Result<Changes> {
            TRY(what(review));
            Changes changes;
            changes.flags = Changes::Settings | Changes::Decisions | Changes::Labels | Changes::Studies;
            changes.everything = true;
            changes.count = 0;
            return changes;
        },
        [this, said](const Changes&) { Q_EMIT notice(said, false); });
}

void TeamController::add(const QString& name)
{
    const std::string wanted = name.simplified().toStdString();
    if (!wanted.empty())
        change(
            [wanted](review::Review& review) -> Result<> {
                TRY(review.addReviewer(wanted));
                return {};
            },
            tr("%1 is a reviewer now.").arg(inOneLine(wanted)));
}

void TeamController::rename(ReviewerId reviewer, const QString& name)
{
    const std::string wanted = name.simplified().toStdString();
    const TeamMember* const known = member(reviewer);
    if (known != nullptr && !wanted.empty() && wanted != known->name)
        change([reviewer, wanted](review::Review& review) { return review.nameReviewer(reviewer, wanted); },
            tr("This computer calls them %1 now.").arg(inOneLine(wanted)));
}

void TeamController::remove(ReviewerId reviewer)
{
    if (const TeamMember* const known = member(reviewer))
        change([reviewer](review::Review& review) { return review.removeReviewer(reviewer); },
            tr("%1 is no reviewer any more.").arg(inOneLine(known->name)));
}

void TeamController::use(ReviewerId reviewer)
{
    const TeamMember* const known = member(reviewer);
    if (known != nullptr && !known->me)
        change([name = known->name](review::Review& review) { return review.useReviewer(name); },
            tr("You are %1 now: what you decide from here on is theirs.").arg(inOneLine(known->name)));
}

void TeamController::split(const SplitPlan& plan)
{
    if (!m_session)
        return;
    SplitRequest request;
    request.stage = m_stage;
    request.reviewers = plan.reviewers;
    request.each = plan.each;
    request.overlap = plan.overlap / 100.0;
    request.seed = plan.seed;
    const auto result = std::make_shared<SplitResult>();
    m_session->longAct(
        this, tr("Splitting the records"),
        [request, result](review::Review& review, Progress&) -> Result<Changes> {
            *result = TRY(review.split(request));
            Changes changes = result->changes;
            changes.count = 1; // said below
            return changes;
        },
        [this, result, asked = m_session.get()](const Result<Changes>& done) {
            if (asked != m_session.get())
                return;
            if (done)
                Q_EMIT notice(wordsOf(*result), true);
            else if (done.error().kind != ErrorKind::Cancelled)
                Q_EMIT failed(done.error());
        });
}

void TeamController::unassignAll()
{
    act([stage = m_stage](review::Review& review) -> Result<Changes> { return review.unassign(stage, {}); });
}

QString TeamController::packageName(ReviewerId reviewer) const
{
    const TeamMember* const known = member(reviewer);
    if (!m_session || known == nullptr)
        return {};
    const QFileInfo own(m_session->path());
    QString name = inOneLine(known->name);
    name.replace(u'/', u'-');
    return own.absolutePath() + u'/' + tr("%1 for %2.winnow").arg(own.completeBaseName(), name);
}

void TeamController::sendPackage(ReviewerId reviewer, const QString& path)
{
    if (!m_session || path.isEmpty())
        return;
    m_session->longAct(
        this, tr("Writing the package"),
        [reviewer, path, stage = m_stage](review::Review& review, Progress& progress) -> Result<Changes> {
            TRY(review.writePackage(path, reviewer, stage, progress));
            return Changes{};
        },
        [this, path, asked = m_session.get()](const Result<Changes>& done) {
            if (asked != m_session.get())
                return;
            if (done)
                Q_EMIT notice(tr("Wrote %1: send this one file. When it comes back, bring it in.")
                                  .arg(QFileInfo(path).fileName()),
                    false);
            else if (done.error().kind != ErrorKind::Cancelled)
                Q_EMIT failed(done.error());
        });
}

// Bringing in ---------------------------------------------------------------------------------------------------------

void TeamController::previewBringIn(const QString& path)
{
    if (!m_session || path.isEmpty() || m_bringIn.state == BringIn::State::Running)
        return;
    m_bringIn = {BringIn::State::Reading, path, {}, false};
    Q_EMIT bringInChanged();
    const auto preview = std::make_shared<MergePreview>();
    m_session->longAct(
        this, tr("Reading %1").arg(QFileInfo(path).fileName()),
        [path, preview](review::Review& review, Progress& progress) -> Result<Changes> {
            *preview = TRY(review.previewBringIn(path, progress));
            return Changes{};
        },
        [this, path, preview, asked = m_session.get()](const Result<Changes>& done) {
            if (asked != m_session.get() || m_bringIn.path != path)
                return;
            if (!done) {
                endBringIn();
                if (done.error().kind != ErrorKind::Cancelled)
                    Q_EMIT failed(done.error());
                return;
            }
            m_bringIn.state = BringIn::State::Ready;
            m_bringIn.useful = preview->actsNew > 0;
            m_bringIn.lines = wordsOf(*preview);
            Q_EMIT bringInChanged();
        });
}

void TeamController::startBringIn()
{
    if (!m_session || m_bringIn.state != BringIn::State::Ready)
        return;
    m_bringIn.state = BringIn::State::Running;
    Q_EMIT bringInChanged();
    const auto result = std::make_shared<MergeResult>();
    m_session->longAct(
        this, tr("Bringing in %1").arg(QFileInfo(m_bringIn.path).fileName()),
        [path = m_bringIn.path, result](review::Review& review, Progress& progress) -> Result<Changes> {
            *result = TRY(review.bringIn(path, progress));
            Changes changes = result->changes;
            changes.count = 1; // the receipt tells; undo would take back an act of one's own
            return changes;
        },
        [this, result, asked = m_session.get()](const Result<Changes>& done) {
            if (asked != m_session.get())
                return;
            if (done) {
                showReceipt(*result);
                return;
            }
            endBringIn();
            if (done.error().kind == ErrorKind::Cancelled)
                Q_EMIT notice(tr("Bringing in was cancelled; the review is as it was."), false);
            else
                Q_EMIT failed(done.error());
        });
}

void TeamController::showReceipt(const MergeResult& result)
{
    m_bringIn.state = BringIn::State::Done;
    m_bringIn.lines = wordsOf(result);
    Q_EMIT bringInChanged();
}

void TeamController::endBringIn()
{
    m_bringIn = {};
    Q_EMIT bringInChanged();
}

} // namespace winnow::ui
