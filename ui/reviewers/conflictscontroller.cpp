#include "ui/reviewers/conflictscontroller.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/models/session.h"

#include <algorithm>
#include <utility>

namespace winnow::ui {

ConflictsController::ConflictsController(QObject* parent)
    : QObject(parent)
{
    m_list.setActive(false);
    connect(&m_list, &CitationList::listed, this, &ConflictsController::listed);
    connect(&m_list, &CitationList::failed, this, &ConflictsController::failed);
}

void ConflictsController::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_current.reset();
    m_judgements = {};
    m_rule = {};
    m_note.clear();
    m_wanted = {};
    m_writing = false;
    m_listed = false;
    m_stage = Stage::TitleAbstract;
    m_shows = TeamList::Conflicts;
    if (session)
        connect(session.get(), &Session::changed, this, [this](const Changes& changes) {
            if (m_active)
                follow(changes);
            else
                m_stale = true;
        });
    applyFilter();
    m_list.setSession(session);
    m_stale = session != nullptr;
    if (m_active && std::exchange(m_stale, false))
        readAgain();
    Q_EMIT currentChanged();
    Q_EMIT listChanged();
}

void ConflictsController::setActive(bool active)
{
    m_active = active;
    m_list.setActive(active);
    if (active && std::exchange(m_stale, false))
        readAgain();
}

void ConflictsController::readAgain()
{
    readLists();
    show(m_current ? m_current->id : CitationId{});
    Q_EMIT listChanged();
}

/// A few rows each: read at once.
void ConflictsController::readLists()
{
    if (!m_session)
        return;
    review::Reader& reader = m_session->reader();
    m_rule = reader.stageRule(m_stage).value_or(StageRule{});
    m_allReasons.clear();
    m_reasons.clear();
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText}) {
        const auto found = reader.reasons(stage).value_or(std::vector<Reason>{});
        m_allReasons.insert(m_allReasons.end(), found.begin(), found.end());
        if (stage == m_stage)
            m_reasons = found;
    }
    m_terms = reader.terms().value_or(std::vector<TermCategory>{});
    Q_EMIT reasonsChanged();
}

void ConflictsController::follow(const Changes& changes)
{
    if (!changes.everything && changes.flags == Changes::Index)
        return;
    if (changes.everything || (changes.flags & Changes::Settings) != 0)
        readLists();
    const bool one = !changes.everything && changes.citations.size() == 1;
    if (one && !m_writing && (changes.flags & Changes::Decisions) != 0 && !m_rule.blind()) {
        m_wanted = changes.citations.front();
        show(m_wanted);
    } else if (m_current && !m_writing) {
        show(m_current->id);
    }
    Q_EMIT listChanged();
}

// The list ------------------------------------------------------------------------------------------------------------

void ConflictsController::applyFilter()
{
    Filter filter;
    filter.stage = m_stage;
    filter.team = m_shows;
    m_listed = false;
    m_list.setFilter(filter);
}

void ConflictsController::setStage(Stage stage)
{
    if (stage == m_stage)
        return;
    m_stage = stage;
    readLists();
    applyFilter();
    show({});
    Q_EMIT listChanged();
}

void ConflictsController::setShows(TeamList shows)
{
    if (shows == m_shows)
        return;
    m_shows = shows;
    applyFilter();
    show({});
    Q_EMIT listChanged();
}

void ConflictsController::listed()
{
    m_listed = true;
    const CitationTableModel& list = m_list.model();
    if (m_wanted && list.rowOf(m_wanted) >= 0)
        show(std::exchange(m_wanted, {}));
    else if (!m_writing && (!m_current || (list.rowOf(m_current->id) < 0 && m_current->id != m_wanted)))
        show(list.idAt(0));
    Q_EMIT listChanged();
}

void ConflictsController::show(CitationId id)
{
    if (!m_current || m_current->id != id)
        m_note.clear();
    m_current.reset();
    m_judgements = {};
    if (id && m_session && !m_rule.blind()) {
        review::Reader& reader = m_session->reader();
        auto detail = reader.citation(id);
        auto said = reader.judgements(id, m_stage);
        if (detail && said) {
            m_current = *std::move(detail);
            m_judgements = *std::move(said);
        } else if (!detail && detail.error().kind != ErrorKind::NotFound) {
            Q_EMIT failed(detail.error());
        }
    }
    Q_EMIT currentChanged();
}

void ConflictsController::goTo(CitationId id)
{
    if (m_writing || (m_current && m_current->id == id))
        return;
    m_wanted = {};
    show(id);
}

void ConflictsController::next()
{
    if (!m_current)
        return;
    if (const CitationId id = m_list.model().idAt(m_list.model().rowOf(m_current->id) + 1); id)
        goTo(id);
}

void ConflictsController::previous()
{
    if (!m_current)
        return;
    if (const CitationId id = m_list.model().idAt(m_list.model().rowOf(m_current->id) - 1); id)
        goTo(id);
}

/// What comes into sight once this one is settled: the one below, at the end the first; none if it was the only one.
CitationId ConflictsController::after(CitationId id) const
{
    const CitationTableModel& list = m_list.model();
    const int row = list.rowOf(id);
    if (const CitationId below = list.idAt(row + 1); below)
        return below;
    const CitationId first = list.idAt(0);
    return first == id ? CitationId{} : first;
}

// Settling ------------------------------------------------------------------------------------------------------------

bool ConflictsController::canSettle() const
{
    return m_active && m_current && m_session && !m_session->info().readOnly && !m_rule.blind() && !m_writing;
}

std::optional<Verdict> ConflictsController::settled() const
{
    return m_judgements.settled ? std::optional(m_judgements.settled->verdict) : std::nullopt;
}

QString ConflictsController::note() const
{
    return m_judgements.settled ? toQString(m_judgements.settled->note) : m_note;
}

QString ConflictsController::reasonLabel(ReasonId reason) const
{
    for (const Reason& known : m_allReasons)
        if (known.id == reason)
            return inOneLine(known.label);
    if (!reason || !m_session)
        return {};
    return inOneLine(m_session->reader().reasonLabel(reason).value_or(std::string{}));
}

void ConflictsController::write(const Settlement& settlement)
{
    const CitationId next = settlement.verdict ? after(settlement.citation) : settlement.citation;
    m_writing = true;
    m_session->act(
        this, [settlement](review::Review& review) { return review.settle({settlement}); },
        [this, settlement, next, asked = m_session.get()](const Result<Changes>& done) {
            if (asked != m_session.get())
                return;
            m_writing = false;
            if (!done) {
                Q_EMIT failed(done.error());
                return;
            }
            m_wanted = {};
            const bool stays = m_shows == TeamList::Settled;
            if (!stays && settlement.verdict)
                m_list.model().remove(settlement.citation); // at once; the list is asked for as well
            show(next);
            Q_EMIT listChanged();
        });
}

void ConflictsController::settle(Verdict verdict, ReasonId reason)
{
    if (!canSettle())
        return;
    const auto& before = m_judgements.settled;
    if (before && before->verdict == verdict && before->reason == reason) {
        next();
        return;
    }
    write({m_current->id, m_stage, verdict, reason, note().toStdString()});
}

void ConflictsController::excludeFor(int number)
{
    if (number >= 1 && number <= static_cast<int>(m_reasons.size()))
        settle(Verdict::Exclude, m_reasons[static_cast<std::size_t>(number) - 1].id);
}

void ConflictsController::excludeForNew(const QString& reason)
{
    const std::string label = reason.simplified().toStdString();
    if (!canSettle() || label.empty())
        return;
    std::vector<Reason> reasons = m_reasons;
    reasons.push_back({ReasonId{}, m_stage, label, static_cast<int>(reasons.size()) + 1});
    m_session->act(
        this, [reasons, stage = m_stage](review::Review& review) { return review.setReasons(stage, reasons); },
        [this, label, about = m_current->id, asked = m_session.get()](const Result<Changes>& done) {
            if (asked != m_session.get())
                return;
            if (!done) {
                Q_EMIT failed(done.error());
                return;
            }
            readLists();
            for (const Reason& known : m_reasons)
                if (known.label == label && m_current && m_current->id == about) {
                    settle(Verdict::Exclude, known.id);
                    return;
                }
        });
}

void ConflictsController::takeBack()
{
    if (canSettle() && m_judgements.settled)
        write({m_current->id, m_stage, std::nullopt, {}, {}});
}

void ConflictsController::setNote(const QString& note)
{
    if (!canSettle())
        return;
    m_note = note.trimmed();
    const auto settled = m_judgements.settled;
    if (settled && toQString(settled->note) != m_note)
        write({m_current->id, m_stage, settled->verdict, settled->reason, m_note.toStdString()});
    Q_EMIT currentChanged();
}

void ConflictsController::undo()
{
    if (m_session && !m_session->info().readOnly && !m_writing)
        m_session->undo();
}

} // namespace winnow::ui
