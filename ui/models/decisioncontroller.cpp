#include "ui/models/decisioncontroller.h"

#include "ui/models/session.h"

#include <algorithm>
#include <utility>

namespace winnow::ui {

namespace {

const Decision* decisionOn(const CitationDetail& citation, Stage stage)
{
    for (const Decision& decision : citation.decisions)
        if (decision.stage == stage)
            return &decision;
    return nullptr;
}

} // namespace

DecisionController::DecisionController(Stage stage, CitationList::Follow follow, QObject* parent)
    : QObject(parent)
    , m_stage(stage)
    , m_list(follow)
{
    m_list.setActive(false);
    connect(&m_list, &CitationList::listed, this, &DecisionController::listed);
    connect(&m_list, &CitationList::failed, this, &DecisionController::failed);
}

DecisionController::~DecisionController() = default;

void DecisionController::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_current.reset();
    m_progress.reset();
    m_reasons.clear();
    m_allReasons.clear();
    m_terms.clear();
    m_writing = 0;
    m_deciding = false;
    m_pick = true;
    m_listed = false;
    if (session)
        connect(session.get(), &Session::changed, this, [this](const Changes& changes) {
            if (m_active)
                changed(changes);
            else
                m_stale = true;
        });
    m_list.setSession(session);
    m_stale = session != nullptr;
    if (m_active && std::exchange(m_stale, false))
        readAgain();
    Q_EMIT listsChanged();
    Q_EMIT currentChanged();
    Q_EMIT progressChanged();
}

void DecisionController::setActive(bool active)
{
    m_active = active;
    m_list.setActive(active);
    if (active && std::exchange(m_stale, false))
        readAgain();
}

const Info* DecisionController::info() const
{
    return m_session ? &m_session->info() : nullptr;
}

void DecisionController::readLists()
{
    if (!m_session)
        return;
    m_allReasons.clear();
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText}) {
        const auto reasons = m_session->reader().reasons(stage);
        const std::vector<Reason>* const found = answered(reasons);
        if (found == nullptr)
            continue;
        m_allReasons.insert(m_allReasons.end(), found->begin(), found->end());
        if (stage == m_stage)
            m_reasons = *found;
    }
    const auto terms = m_session->reader().terms();
    if (const std::vector<TermCategory>* const found = answered(terms))
        m_terms = *found;
    Q_EMIT listsChanged();
}

void DecisionController::askProgress()
{
    if (!m_session)
        return;
    m_session->query<StageProgress>(
        this, ProgressSlot, [stage = m_stage](review::Reader& reader) { return reader.progress(stage); },
        [this](const Result<StageProgress>& progress) {
            const StageProgress* const found = answered(progress);
            if (found == nullptr)
                return;
            m_progress = *found;
            Q_EMIT progressChanged();
        });
}

void DecisionController::listed()
{
    m_listed = true;
    const CitationTableModel& list = m_list.model();
    const bool inList = m_current && list.rowOf(m_current->id) >= 0;
    const bool pick = std::exchange(m_pick, false) || !m_current;
    if (!inList && pick && !m_deciding)
        show(list.idAt(0));
    Q_EMIT progressChanged();
}

void DecisionController::removeFromList(CitationId id)
{
    m_moving = true;
    m_list.model().remove(id);
    m_moving = false;
}

// The citation in sight -----------------------------------------------------------------------------------------------

std::optional<Verdict> DecisionController::verdict() const
{
    const Decision* const decision = m_current ? decisionOn(*m_current, m_stage) : nullptr;
    return decision ? std::optional(decision->verdict) : std::nullopt;
}

ReasonId DecisionController::reason() const
{
    const Decision* const decision = m_current ? decisionOn(*m_current, m_stage) : nullptr;
    return decision ? decision->reason : ReasonId{};
}

void DecisionController::show(CitationId id)
{
    std::optional<CitationDetail> found;
    if (id && m_session) {
        if (auto detail = m_session->reader().citation(id))
            found = *std::move(detail);
        else if (detail.error().kind != ErrorKind::NotFound)
            Q_EMIT failed(detail.error());
    }
    m_current = std::move(found);
    Q_EMIT currentChanged();
    Q_EMIT progressChanged();
}

void DecisionController::goTo(CitationId id)
{
    if (!m_moving && (!m_current || m_current->id != id))
        show(id);
}

void DecisionController::next()
{
    if (!m_current)
        return;
    const int row = m_list.model().rowOf(m_current->id);
    if (const CitationId id = m_list.model().idAt(row + 1); id)
        goTo(id);
}

void DecisionController::previous()
{
    if (!m_current)
        return;
    const int row = m_list.model().rowOf(m_current->id);
    if (const CitationId id = m_list.model().idAt(row - 1); id)
        goTo(id);
}

// Acts ----------------------------------------------------------------------------------------------------------------

bool DecisionController::canDecide() const
{
    return m_current && m_session && !m_session->info().readOnly;
}

bool DecisionController::mayDecide(Verdict /*verdict*/, ReasonId /*reason*/)
{
    return true;
}

void DecisionController::acted(OpId /*op*/) { }

void DecisionController::act(Act act, std::function<void()> then)
{
    if (!m_session)
        return;
    ++m_writing;
    m_session->act(
        this, std::move(act), [this, session = m_session.get(), then = std::move(then)](const Result<Changes>& done) {
            if (session != m_session.get())
                return;
            --m_writing;
            if (!done) {
                m_deciding = false;
                Q_EMIT failed(done.error());
                return;
            }
            acted(done->op);
            if (then)
                then();
            else if (m_current)
                show(m_current->id);
        });
}

void DecisionController::write(const DecisionRequest& request)
{
    m_deciding = true;
    act([request](review::Review& review) { return review.decide(request); },
        [this, request, before = verdict()] {
            m_deciding = false;
            decided(request, before);
        });
}

void DecisionController::decide(Verdict verdict, ReasonId reason)
{
    if (!canDecide() || m_deciding || !mayDecide(verdict, reason))
        return;
    if (this->verdict() == verdict && this->reason() == reason) { // nothing new: go on
        next();
        return;
    }
    write({m_current->id, m_stage, verdict, reason, {}});
}

void DecisionController::excludeFor(int number)
{
    if (number >= 1 && number <= static_cast<int>(m_reasons.size()))
        decide(Verdict::Exclude, m_reasons[static_cast<std::size_t>(number) - 1].id);
}

void DecisionController::excludeForNew(const QString& reason)
{
    const std::string label = reason.simplified().toStdString();
    if (!canDecide() || m_deciding || label.empty())
        return;
    const auto same = [label](const Reason& known) { return known.label == label; };
    if (const auto known = std::find_if(m_reasons.begin(), m_reasons.end(), same); known != m_reasons.end()) {
        decide(Verdict::Exclude, known->id);
        return;
    }
    std::vector<Reason> reasons = m_reasons;
    reasons.push_back({ReasonId{}, m_stage, label, static_cast<int>(reasons.size()) + 1});
    act([reasons, stage = m_stage](review::Review& review) { return review.setReasons(stage, reasons); },
        [this, about = m_current->id, same] {
            readLists();
            const auto added = std::find_if(m_reasons.begin(), m_reasons.end(), same);
            if (added != m_reasons.end() && m_current && m_current->id == about)
                decide(Verdict::Exclude, added->id);
        });
}

void DecisionController::takeBack()
{
    if (canDecide() && !m_deciding && verdict())
        write({m_current->id, m_stage, std::nullopt, {}, {}});
}

} // namespace winnow::ui
