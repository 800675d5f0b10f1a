#include "ui/screening/screeningcontroller.h"

#include "core/base/clock.h"
#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/models/session.h"
#include "ui/screening/narrowing.h"

#include <algorithm>

namespace winnow::ui {

namespace {

constexpr Stage Here = Stage::TitleAbstract;

} // namespace

ScreeningController::ScreeningController(QObject* parent, Now now)
    : DecisionController(Here, CitationList::Follow::Rows, parent)
    , m_now(now ? std::move(now) : [] { return SystemClock().now(); })
    , m_relevance(Here, this)
{
    listenToOrder();
}

ScreeningController::~ScreeningController() = default;

void ScreeningController::setSession(const std::shared_ptr<Session>& session)
{
    m_trail.clear();
    m_steps = 0;
    m_resume = {};
    m_pace = {};
    m_sitting = {};
    m_saved.clear();
    if (m_shows == QueueShows::Recent)
        list().setOrder(m_place.order, m_place.direction);
    m_place = {};
    m_own.clear();
    m_labels.clear();
    m_search.clear();
    m_narrow = {};
    m_door = {};
    m_shows = QueueShows::Undecided;
    m_decidedInOrder = 0;
    m_why.reset();
    m_stopping.reset();
    m_stoppingAsked = false;
    m_stoppingOld = false;
    m_rule = {};
    m_hasAssigned = false;
    m_onlyAssigned = false;
    list().setSession(nullptr); // nothing is asked of the former review
    applyFilter();
    m_relevance.setSession(session);
    DecisionController::setSession(session);
    Q_EMIT orderChanged();
    Q_EMIT stoppingChanged();
}

void ScreeningController::setActive(bool active)
{
    DecisionController::setActive(active);
    m_relevance.setActive(active);
}

void ScreeningController::show(CitationId id)
{
    const CitationId before = current() ? current()->id : CitationId{};
    if (before && before != id && !verdict())
        m_passed.insert(before);
    m_passed.erase(id);
    DecisionController::show(id);
    if (!current() || current()->id != before)
        askWhy();
}

void ScreeningController::readAgain()
{
    readTeam();
    askStopping();
    askSaved();
    readLists();
    askLabels();
    askProgress();
    list().model().refreshAll();
    list().ask();
    if (current())
        show(current()->id);
}

void ScreeningController::askLabels()
{
    if (session() == nullptr)
        return;
    session()->query<std::vector<std::string>>(
        this, LabelsSlot, [](review::Reader& reader) { return reader.labels(); },
        [this](const Result<std::vector<std::string>>& labels) {
            const std::vector<std::string>* const found = answered(labels);
            if (found == nullptr)
                return;
            m_labels = *found;
            Q_EMIT listsChanged();
        });
}

QueueState ScreeningController::state() const
{
    if (session() == nullptr)
        return QueueState::NoReview;
    if (current() || !isListed() || !m_progress)
        return QueueState::Ready;
    if (m_progress->records == 0)
        return QueueState::NoRecords;
    if (m_onlyAssigned && left() == 0 && m_shows == QueueShows::Undecided)
        return QueueState::NothingLeft;
    const bool narrowed =
        m_shows != QueueShows::Undecided || !m_search.isEmpty() || m_narrow != Filter{} || m_door != Filter{};
    return narrowed || left() > 0 ? QueueState::NothingFound : QueueState::NothingLeft;
}

std::int64_t ScreeningController::left() const
{
    return toDecide() - decidedOfThose();
}

std::int64_t ScreeningController::toDecide() const
{
    return !m_progress ? 0 : m_onlyAssigned ? m_progress->assigned : m_progress->all;
}

std::int64_t ScreeningController::decidedOfThose() const
{
    return !m_progress ? 0 : m_onlyAssigned ? m_progress->assignedDecided : m_progress->decided;
}

// The queue -----------------------------------------------------------------------------------------------------

void ScreeningController::setSearch(const QString& text)
{
    m_search = text.trimmed();
    applyFilter();
}

void ScreeningController::setLabelFilter(const std::optional<std::string>& label)
{
    m_narrow.label = label;
    applyFilter();
}

void ScreeningController::showOnly(const Filter& filter)
{
    m_door = filter;
    applyFilter();
}

void ScreeningController::applyFilter()
{
    Filter filter = m_door;
    filter.stage = Here;
    filter.assignedToMe = m_onlyAssigned && m_door == Filter{}; // a door leads to all that it counts
    if (!m_search.isEmpty())
        filter.text = m_search.toStdString();
    filter = narrowedBy(filter, m_narrow);
    switch (m_shows) {
    case QueueShows::Undecided:
        filter.undecidedByMe = true;
        break;
    case QueueShows::Included:
        filter.mine = Verdict::Include;
        break;
    case QueueShows::Excluded:
        filter.mine = Verdict::Exclude;
        break;
    case QueueShows::Maybe:
        filter.mine = Verdict::Maybe;
        break;
    case QueueShows::Recent:
        filter.decidedByMe = true;
        break;
    case QueueShows::All:
        break;
    }
    pickFirst();
    m_passed.clear();
    list().setFilter(filter);
}

bool ScreeningController::belongs(std::optional<Verdict> verdict) const
{
    switch (m_shows) {
    case QueueShows::Undecided:
        return !verdict;
    case QueueShows::Included:
        return verdict == Verdict::Include;
    case QueueShows::Excluded:
        return verdict == Verdict::Exclude;
    case QueueShows::Maybe:
        return verdict == Verdict::Maybe;
    case QueueShows::Recent:
        return verdict.has_value();
    case QueueShows::All:
        break;
    }
    return true;
}

// The way through it --------------------------------------------------------------------------------------------

void ScreeningController::goTo(CitationId id)
{
    if (isMoving() || (current() && current()->id == id))
        return;
    m_steps = 0;
    m_resume = {};
    show(id);
}

CitationId ScreeningController::after(CitationId id, bool stays) const
{
    const CitationTableModel& list = this->list().model();
    const int row = list.rowOf(id);
    if (row < 0) // visited from elsewhere: back to where one was
        return m_resume && list.rowOf(m_resume) >= 0 ? m_resume : list.idAt(0);
    if (row + 1 < list.rowCount())
        return list.idAt(row + 1);
    // At the end: those passed over begin again at the top; a list that keeps its rows stays at its last.
    return stays ? id : row > 0 ? list.idAt(0) : CitationId{};
}

void ScreeningController::next()
{
    if (!current())
        return;
    if (const CitationId id = after(current()->id, true); id)
        goTo(id);
}

void ScreeningController::previous()
{
    if (!current())
        return;
    const CitationTableModel& list = this->list().model();
    const int row = list.rowOf(current()->id);
    if (const CitationId id = row < 0 ? after(current()->id, true) : list.idAt(row - 1); id)
        goTo(id);
}

void ScreeningController::back()
{
    // What is in sight already is no step back.
    if (m_steps < m_trail.size() && current() && m_trail[m_trail.size() - m_steps - 1] == current()->id)
        ++m_steps;
    if (m_steps >= m_trail.size()) {
        Q_EMIT notice(m_trail.empty() ? tr("No decision was made since the review was opened.")
                                      : tr("This is the first decision since the review was opened."),
            false);
        return;
    }
    if (m_steps == 0 && current())
        m_resume = current()->id;
    const CitationId resume = m_resume;
    ++m_steps;
    show(m_trail[m_trail.size() - m_steps]);
    m_resume = resume;
}

// Acts ----------------------------------------------------------------------------------------------------------

bool ScreeningController::canUndo() const
{
    return session() != nullptr && !session()->info().readOnly && !session()->undoState().undo.isEmpty();
}

void ScreeningController::decided(const DecisionRequest& request, std::optional<Verdict> before)
{
    if (!before && request.verdict && m_relevance.state() == RelevanceOrder::State::There
        && m_relevance.basis().by == review::RankedBy::Learned)
        ++m_decidedInOrder;
    askStopping();
    count(before, request.verdict);
    const bool stays = belongs(request.verdict);
    const bool shown = current() && current()->id == request.citation;
    if (shown)
        list().arrange();
    const CitationId following = after(request.citation, stays);
    std::erase(m_trail, request.citation);
    if (request.verdict) {
        m_trail.push_back(request.citation);
        m_pace.decided(m_now());
    }
    m_sitting.decided(m_now(), before, request.verdict);
    if (!stays) {
        removeFromList(request.citation);
    } else if (list().model().rowOf(request.citation) < 0) {
        list().ask(); // back in the queue, at its place
    }
    if (!shown)
        return;
    Q_EMIT did(inWords(request), true);
    m_steps = 0;
    m_resume = {};
    // What was taken back is to be decided anew, and what was decided anew among the recent ones is to be seen.
    show(request.verdict && m_shows != QueueShows::Recent ? following : request.citation);
}

/// Of the record in sight.
QString ScreeningController::inWords(const DecisionRequest& request) const
{
    constexpr qsizetype Most = 60; // letters of a title: the rest of the line is to be seen too
    QString title = inOneLine(current()->best.title);
    if (title.size() > Most)
        title = title.left(Most).trimmed() + u'…';
    if (!request.verdict)
        return tr("Undecided again – %1").arg(title);
    if (*request.verdict == Verdict::Include)
        return tr("Included – %1").arg(title);
    if (*request.verdict == Verdict::Maybe)
        return tr("Maybe – %1").arg(title);
    const auto reason =
        std::find_if(reasons().begin(), reasons().end(), [&](const Reason& one) { return one.id == request.reason; });
    return reason == reasons().end() ? tr("Excluded – %1").arg(title)
                                     : tr("Excluded: %1 – %2").arg(inOneLine(reason->label), title);
}

void ScreeningController::count(std::optional<Verdict> before, std::optional<Verdict> after)
{
    // At once, so that the figures move with the record; asked for anew whenever more than this changed.
    if (!m_progress)
        return;
    const auto add = [this](Verdict verdict, int by) {
        m_progress->decided += by;
        m_progress->assignedDecided += m_onlyAssigned ? by : 0;
        (verdict == Verdict::Include          ? m_progress->included
                : verdict == Verdict::Exclude ? m_progress->excluded
                                              : m_progress->maybe) += by;
    };
    if (before)
        add(*before, -1);
    if (after)
        add(*after, 1);
    if (m_hasAssigned && (!m_onlyAssigned || m_door != Filter{}))
        askProgress(); // which of them are assigned is not known here
}

void ScreeningController::setLabel(const QString& label, bool on)
{
    const std::string name = label.simplified().toStdString();
    if (!canDecide() || name.empty())
        return;
    const CitationId id = current()->id;
    act([id, name, on](review::Review& review) { return review.setLabel({id}, name, on); },
        [this, id, name, on] {
            if (current() && current()->id == id)
                show(id);
            askLabels();
            Q_EMIT did(
                on ? tr("Label: %1").arg(toQString(name)) : tr("Label taken away: %1").arg(toQString(name)), true);
        });
}

void ScreeningController::setNote(const QString& note)
{
    if (!canDecide() || note.toStdString() == current()->note)
        return;
    const CitationId id = current()->id;
    act([id, text = note.trimmed().toStdString()](review::Review& review) { return review.setNote(id, text); },
        [this, id] {
            if (current() && current()->id == id)
                show(id);
            Q_EMIT did(tr("Note saved"), true);
        });
}

void ScreeningController::setNoteOf(CitationId citation, const QString& note)
{
    if (session() != nullptr && !session()->info().readOnly)
        act([citation, text = note.trimmed().toStdString()](
                review::Review& review) { return review.setNote(citation, text); },
            [] {});
}

void ScreeningController::setCriteria(const QString& criteria)
{
    act([text = criteria.toStdString()](review::Review& review) { return review.setCriteria(text); },
        [this] { Q_EMIT listsChanged(); });
}

void ScreeningController::setTerms(const std::vector<TermCategory>& terms)
{
    if (terms == this->terms())
        return;
    act([terms](review::Review& review) { return review.setTerms(terms); }, [this] { readLists(); });
}

void ScreeningController::addTerm(const QString& words, int category)
{
    const std::string term = words.simplified().toStdString();
    if (term.empty())
        return;
    std::vector<TermCategory> terms = this->terms();
    if (category < 0 || category >= static_cast<int>(terms.size())) {
        const auto number = static_cast<int>(terms.size());
        terms.push_back({tr("Terms %1").arg(number + 1).toStdString(), number % 5, {}});
        category = number;
    }
    std::vector<std::string>& list = terms[static_cast<std::size_t>(category)].terms;
    if (std::find(list.begin(), list.end(), term) == list.end())
        list.push_back(term);
    setTerms(terms);
}

void ScreeningController::undo()
{
    if (session() != nullptr && !isDeciding())
        session()->undo();
}

void ScreeningController::redo()
{
    if (session() != nullptr && !isDeciding())
        session()->redo();
}

// Changes -------------------------------------------------------------------------------------------------------

void ScreeningController::changed(const Changes& changes)
{
    if (!isWriting()) {
        follow(changes);
        return;
    }
    // Ours or not is known once the act's own answer is there, which is right after this.
    QMetaObject::invokeMethod(
        this,
        [this, changes, session = QPointer(session())] {
            if (session.isNull() || session != this->session())
                return;
            if (std::erase(m_own, changes.op) == 0 || !changes.op)
                follow(changes);
        },
        Qt::QueuedConnection);
}

/// The record in sight was decided by undo or redo: the way back leads over what is decided now.
void ScreeningController::followTrail()
{
    if (!current())
        return;
    const CitationId id = current()->id;
    if (!verdict())
        std::erase(m_trail, id);
    else if (std::find(m_trail.begin(), m_trail.end(), id) == m_trail.end())
        m_trail.push_back(id);
}

void ScreeningController::follow(const Changes& changes)
{
    if ((changes.flags & (Changes::Settings | Changes::Assignments)) != 0)
        readTeam();
    if ((changes.flags & Changes::Settings) != 0) {
        askSaved();
        readLists();
    }
    constexpr unsigned Counted = Changes::Citations | Changes::Decisions | Changes::Assignments | Changes::Settings;
    if ((changes.flags & Counted) != 0)
        askStopping();
    if ((changes.flags & Changes::Labels) != 0)
        askLabels();
    const bool listed = (changes.flags & (Changes::Citations | Changes::Decisions)) != 0
        || ((changes.flags & Changes::Assignments) != 0 && m_onlyAssigned)
        || ((changes.flags & Changes::Labels) != 0 && m_narrow.label)
        || ((changes.flags & Changes::Index) != 0 && !m_search.isEmpty());
    if ((changes.flags & (Changes::Citations | Changes::Decisions | Changes::Assignments)) != 0)
        askProgress();
    if (listed)
        list().ask();
    const bool one = !changes.everything && changes.citations.size() == 1
        && (changes.flags & (Changes::Decisions | Changes::Labels)) != 0;
    const bool here = current()
        && (changes.everything
            || std::find(changes.citations.begin(), changes.citations.end(), current()->id) != changes.citations.end());
    if (one) {
        if ((changes.flags & Changes::Decisions) != 0)
            m_sitting.undone();
        m_steps = 0;
        show(changes.citations.front());
        if ((changes.flags & Changes::Decisions) != 0)
            followTrail();
        if (!changes.done.isEmpty())
            Q_EMIT did(changes.done, false);
    } else if (here) {
        show(current()->id);
    }
}

} // namespace winnow::ui
