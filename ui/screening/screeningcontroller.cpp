#include "ui/screening/screeningcontroller.h"

#include "core/base/clock.h"
#include "ui/models/session.h"

#include <algorithm>

namespace winnow::ui {

namespace {

constexpr Stage Here = Stage::TitleAbstract;

std::optional<Verdict> verdictOn(const CitationDetail& citation)
{
    for (const Decision& decision : citation.decisions)
        if (decision.stage == Here)
            return decision.verdict;
    return std::nullopt;
}

} // namespace

ScreeningController::ScreeningController(QObject* parent, Now now)
    : QObject(parent)
    , m_now(now ? std::move(now) : [] { return SystemClock().now(); })
    , m_queue(CitationList::Follow::Rows)
{
    m_queue.setActive(false);
    connect(&m_queue, &CitationList::listed, this, &ScreeningController::listed);
    connect(&m_queue, &CitationList::failed, this, &ScreeningController::failed);
}

ScreeningController::~ScreeningController() = default;

void ScreeningController::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_current.reset();
    m_progress.reset();
    m_trail.clear();
    m_steps = 0;
    m_resume = {};
    m_pace = {};
    m_writing = 0;
    m_own.clear();
    m_deciding = false;
    m_pick = true;
    m_listed = false;
    m_reasons.clear();
    m_allReasons.clear();
    m_terms.clear();
    m_labels.clear();
    m_search.clear();
    m_label.reset();
    m_door = {};
    m_shows = QueueShows::Undecided;
    if (session)
        connect(session.get(), &Session::changed, this, &ScreeningController::changed);
    m_queue.setSession(session);
    applyFilter();
    m_stale = true;
    if (m_active)
        readAgain();
    Q_EMIT currentChanged();
    Q_EMIT progressChanged();
    Q_EMIT listsChanged();
}

void ScreeningController::setActive(bool active)
{
    m_active = active;
    m_queue.setActive(active);
    if (active && m_stale)
        readAgain();
}

void ScreeningController::readAgain()
{
    m_stale = false;
    if (!m_session)
        return;
    readLists();
    askLabels();
    askProgress();
    m_queue.model().refreshAll();
    m_queue.ask();
    if (m_current)
        show(m_current->id);
}

void ScreeningController::readLists()
{
    if (auto reasons = m_session->reader().reasons(Here))
        m_reasons = *std::move(reasons);
    m_allReasons = m_reasons;
    if (const auto reasons = m_session->reader().reasons(Stage::FullText))
        m_allReasons.insert(m_allReasons.end(), reasons->begin(), reasons->end());
    if (auto terms = m_session->reader().terms())
        m_terms = *std::move(terms);
    Q_EMIT listsChanged();
}

void ScreeningController::askLabels()
{
    m_session->query<std::vector<std::string>>(
        this, static_cast<int>(Slot::Labels), [](review::Reader& reader) { return reader.labels(); },
        [this](Result<std::vector<std::string>> labels) {
            if (!labels)
                return;
            m_labels = *std::move(labels);
            Q_EMIT listsChanged();
        });
}

void ScreeningController::askProgress()
{
    m_session->query<StageProgress>(
        this, static_cast<int>(Slot::Progress), [](review::Reader& reader) { return reader.progress(Here); },
        [this](Result<StageProgress> progress) {
            if (!progress)
                return;
            m_progress = *progress;
            Q_EMIT progressChanged();
        });
}

QueueState ScreeningController::state() const
{
    if (!m_session)
        return QueueState::NoReview;
    if (m_current || !m_listed || !m_progress)
        return QueueState::Ready;
    if (m_progress->all == 0)
        return QueueState::NoRecords;
    const bool narrowed = m_shows != QueueShows::Undecided || !m_search.isEmpty() || m_label || m_door != Filter{};
    return narrowed || left() > 0 ? QueueState::NothingFound : QueueState::NothingLeft;
}

std::int64_t ScreeningController::left() const
{
    return m_progress ? m_progress->all - m_progress->decided : 0;
}

const Info* ScreeningController::info() const
{
    return m_session ? &m_session->info() : nullptr;
}

// The queue -----------------------------------------------------------------------------------------------------

void ScreeningController::setShows(QueueShows shows)
{
    m_shows = shows;
    applyFilter();
}

void ScreeningController::setSearch(const QString& text)
{
    m_search = text.trimmed();
    applyFilter();
}

void ScreeningController::setLabelFilter(const std::optional<std::string>& label)
{
    m_label = label;
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
    if (!m_search.isEmpty())
        filter.text = m_search.toStdString();
    if (m_label)
        filter.label = m_label;
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
    case QueueShows::All:
        break;
    }
    m_pick = true;
    m_queue.setFilter(filter);
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
    case QueueShows::All:
        break;
    }
    return true;
}

void ScreeningController::listed()
{
    m_listed = true;
    const CitationTableModel& list = m_queue.model();
    const bool inList = m_current && list.rowOf(m_current->id) >= 0;
    const bool pick = std::exchange(m_pick, false) || !m_current;
    if (!inList && pick && !m_deciding)
        show(list.idAt(0));
    Q_EMIT progressChanged();
}

// The record in sight -------------------------------------------------------------------------------------------

std::optional<Verdict> ScreeningController::verdict() const
{
    return m_current ? verdictOn(*m_current) : std::nullopt;
}

ReasonId ScreeningController::reason() const
{
    if (m_current)
        for (const Decision& decision : m_current->decisions)
            if (decision.stage == Here)
                return decision.reason;
    return {};
}

void ScreeningController::show(CitationId id)
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

void ScreeningController::goTo(CitationId id)
{
    if (m_moving || (m_current && m_current->id == id))
        return;
    m_steps = 0;
    m_resume = {};
    show(id);
}

CitationId ScreeningController::after(CitationId id, bool stays) const
{
    const CitationTableModel& list = m_queue.model();
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
    if (!m_current)
        return;
    if (const CitationId id = after(m_current->id, true); id)
        goTo(id);
}

void ScreeningController::previous()
{
    if (!m_current)
        return;
    const CitationTableModel& list = m_queue.model();
    const int row = list.rowOf(m_current->id);
    if (const CitationId id = row < 0 ? after(m_current->id, true) : list.idAt(row - 1); id)
        goTo(id);
}

void ScreeningController::back()
{
    if (m_steps >= m_trail.size()) {
        Q_EMIT notice(m_trail.empty() ? tr("No decision was made since the review was opened.")
                                      : tr("This is the first decision since the review was opened."),
            false);
        return;
    }
    if (m_steps == 0 && m_current)
        m_resume = m_current->id;
    const CitationId resume = m_resume;
    ++m_steps;
    show(m_trail[m_trail.size() - m_steps]);
    m_resume = resume;
}

// Acts ----------------------------------------------------------------------------------------------------------

bool ScreeningController::canDecide() const
{
    return m_current && m_session && !m_session->info().readOnly;
}

bool ScreeningController::canUndo() const
{
    return m_session && !m_session->info().readOnly && !m_session->undoState().undo.isEmpty();
}

void ScreeningController::act(Act act, std::function<void()> then)
{
    if (!m_session)
        return;
    ++m_writing;
    m_session->act(
        this, std::move(act), [this, session = m_session.get(), then = std::move(then)](const Result<Changes>& done) {
            if (session != m_session.get())
                return;
            --m_writing;
            if (done)
                m_own.push_back(done->op);
            if (!done) {
                m_deciding = false;
                Q_EMIT failed(done.error());
            } else if (then) {
                then();
            }
        });
}

void ScreeningController::decide(Verdict verdict, ReasonId reason)
{
    if (!canDecide() || m_deciding)
        return;
    if (this->verdict() == verdict && this->reason() == reason) { // nothing new: go on
        next();
        return;
    }
    write({m_current->id, Here, verdict, reason, {}});
}

void ScreeningController::excludeFor(int number)
{
    if (number >= 1 && number <= static_cast<int>(m_reasons.size()))
        decide(Verdict::Exclude, m_reasons[static_cast<std::size_t>(number) - 1].id);
}

void ScreeningController::excludeForNew(const QString& reason)
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
    reasons.push_back({ReasonId{}, Here, label, static_cast<int>(reasons.size()) + 1});
    const CitationId about = m_current->id;
    act([reasons](review::Review& review) { return review.setReasons(Here, reasons); },
        [this, about, same] {
            readLists();
            const auto added = std::find_if(m_reasons.begin(), m_reasons.end(), same);
            if (added != m_reasons.end() && m_current && m_current->id == about)
                decide(Verdict::Exclude, added->id);
        });
}

void ScreeningController::takeBack()
{
    if (canDecide() && !m_deciding && verdict())
        write({m_current->id, Here, std::nullopt, {}, {}});
}

void ScreeningController::write(DecisionRequest request)
{
    m_deciding = true;
    act([request](review::Review& review) { return review.decide(request); },
        [this, request, before = verdict()] { written(request, before); });
}

void ScreeningController::written(const DecisionRequest& request, std::optional<Verdict> before)
{
    m_deciding = false;
    count(before, request.verdict);
    const bool stays = belongs(request.verdict);
    const bool shown = m_current && m_current->id == request.citation;
    const CitationId following = after(request.citation, stays);
    std::erase(m_trail, request.citation);
    if (request.verdict) {
        m_trail.push_back(request.citation);
        m_pace.decided(m_now());
    }
    if (!stays) {
        m_moving = true;
        m_queue.model().remove(request.citation);
        m_moving = false;
    } else if (m_queue.model().rowOf(request.citation) < 0) {
        m_queue.ask(); // back in the queue, at its place
    }
    if (!shown)
        return;
    m_steps = 0;
    m_resume = {};
    // What was taken back is to be decided anew: it stays in sight.
    show(request.verdict ? following : request.citation);
}

void ScreeningController::count(std::optional<Verdict> before, std::optional<Verdict> after)
{
    // At once, so that the figures move with the record; asked for anew whenever more than this changed.
    if (!m_progress)
        return;
    const auto add = [this](Verdict verdict, int by) {
        m_progress->decided += by;
        (verdict == Verdict::Include          ? m_progress->included
                : verdict == Verdict::Exclude ? m_progress->excluded
                                              : m_progress->maybe) += by;
    };
    if (before)
        add(*before, -1);
    if (after)
        add(*after, 1);
}

void ScreeningController::setLabel(const QString& label, bool on)
{
    const std::string name = label.simplified().toStdString();
    if (!canDecide() || name.empty())
        return;
    const CitationId id = m_current->id;
    act([id, name, on](review::Review& review) { return review.setLabel({id}, name, on); },
        [this, id] {
            if (m_current && m_current->id == id)
                show(id);
            askLabels();
        });
}

void ScreeningController::setNote(const QString& note)
{
    if (!canDecide() || note.toStdString() == m_current->note)
        return;
    const CitationId id = m_current->id;
    act([id, text = note.trimmed().toStdString()](review::Review& review) { return review.setNote(id, text); },
        [this, id] {
            if (m_current && m_current->id == id)
                show(id);
        });
}

void ScreeningController::setCriteria(const QString& criteria)
{
    act([text = criteria.toStdString()](review::Review& review) { return review.setCriteria(text); },
        [this] { Q_EMIT listsChanged(); });
}

void ScreeningController::setTerms(const std::vector<TermCategory>& terms)
{
    if (terms == m_terms)
        return;
    act([terms](review::Review& review) { return review.setTerms(terms); }, [this] { readLists(); });
}

void ScreeningController::addTerm(const QString& words, int category)
{
    const std::string term = words.simplified().toStdString();
    if (term.empty())
        return;
    std::vector<TermCategory> terms = m_terms;
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
    if (m_session && !m_deciding)
        m_session->undo();
}

void ScreeningController::redo()
{
    if (m_session && !m_deciding)
        m_session->redo();
}

// Changes -------------------------------------------------------------------------------------------------------

void ScreeningController::changed(const Changes& changes)
{
    if (!m_active) {
        m_stale = true;
        return;
    }
    if (m_writing == 0) {
        follow(changes);
        return;
    }
    // Ours or not is known once the act's own answer is there, which is right after this.
    QMetaObject::invokeMethod(
        this,
        [this, changes, session = std::weak_ptr(m_session)] {
            if (session.lock() != m_session || !m_session)
                return;
            if (std::erase(m_own, changes.op) == 0 || !changes.op)
                follow(changes);
        },
        Qt::QueuedConnection);
}

void ScreeningController::follow(const Changes& changes)
{
    if ((changes.flags & Changes::Settings) != 0)
        readLists();
    if ((changes.flags & Changes::Labels) != 0)
        askLabels();
    const bool list = (changes.flags & (Changes::Citations | Changes::Decisions)) != 0
        || ((changes.flags & Changes::Labels) != 0 && m_label)
        || ((changes.flags & Changes::Index) != 0 && !m_search.isEmpty());
    if ((changes.flags & (Changes::Citations | Changes::Decisions)) != 0)
        askProgress();
    if (list)
        m_queue.ask();
    const bool one = !changes.everything && changes.citations.size() == 1
        && (changes.flags & (Changes::Decisions | Changes::Labels)) != 0;
    const bool current = m_current
        && (changes.everything
            || std::find(changes.citations.begin(), changes.citations.end(), m_current->id) != changes.citations.end());
    if (one) {
        m_steps = 0;
        show(changes.citations.front());
    } else if (current) {
        show(m_current->id);
    }
}

} // namespace winnow::ui
