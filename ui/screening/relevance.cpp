// The screening controller's order by relevance, what explains it, when to stop, and whose the records are.
#include "ui/screening/screeningcontroller.h"

#include "core/base/shown.h"
#include "ui/models/session.h"

#include <utility>

namespace winnow::ui {

namespace {

constexpr Stage Here = Stage::TitleAbstract;

} // namespace

void ScreeningController::listenToOrder()
{
    list().setReading([this] {
        // Visited from elsewhere: where one was stays.
        const bool elsewhere = current() && m_resume && list().model().rowOf(current()->id) < 0;
        return Reading{elsewhere ? m_resume
                : current()      ? current()->id
                                 : CitationId{},
            [this](CitationId id) { return m_passed.contains(id); }};
    });
    connect(&m_relevance, &RelevanceOrder::ranked, this, [this] {
        useRanks();
        askWhy();
    });
    connect(&m_relevance, &RelevanceOrder::changed, this, [this] {
        if (!m_relevance.wanted())
            useRanks();
        Q_EMIT orderChanged();
        Q_EMIT whyChanged();
    });
    connect(&m_relevance, &RelevanceOrder::failed, this, &ScreeningController::failed);
    connect(&m_relevance, &RelevanceOrder::whyKnown, this, [this](CitationId citation, const QStringList& words) {
        if (!current() || current()->id != citation)
            return;
        m_why = words;
        Q_EMIT whyChanged();
    });
}

void ScreeningController::useRanks()
{
    list().setRanks(m_shows == QueueShows::Recent ? nullptr : m_relevance.ranks()); // the latest first
}

void ScreeningController::setByRelevance(bool on)
{
    if (on == m_relevance.wanted())
        return;
    if (m_shows != QueueShows::Recent)
        list().setOrder(Order::AsImported, Direction::Ascending);
    m_place.order = Order::AsImported;
    m_place.direction = Direction::Ascending;
    m_relevance.setWanted(on);
}

void ScreeningController::setWish(const RelevanceOrder::Wish& wish)
{
    m_relevance.setWish(wish);
}

// Why it stands here --------------------------------------------------------------------------------------------------

void ScreeningController::setWhyShown(bool shown)
{
    m_whyShown = shown;
    askWhy();
}

void ScreeningController::askWhy()
{
    m_why.reset();
    if (!m_whyShown)
        return;
    if (current() && m_relevance.state() == RelevanceOrder::State::There)
        m_relevance.askWhy(current()->id);
    Q_EMIT whyChanged();
}

QString ScreeningController::whyInWords() const
{
    switch (m_relevance.state()) {
    case RelevanceOrder::State::Off:
        return tr("The queue is not in the order by relevance.");
    case RelevanceOrder::State::Preparing:
        return tr("The order by relevance is being prepared.");
    case RelevanceOrder::State::There:
        break;
    }
    const RelevanceOrder::Basis& basis = m_relevance.basis();
    if (basis.by == review::RankedBy::Similarity)
        return tr("By likeness to what is sought; nothing has been learned yet.");
    if (basis.by == review::RankedBy::Import)
        return tr("As imported; nothing has been learned yet.");
    if (!m_why)
        return {};
    if (m_why->isEmpty())
        return basis.blind ? tr("Nothing in it speaks for it, by your own decisions.")
                           : tr("Nothing in it speaks for it.");
    QStringList words;
    for (const QString& word : *m_why)
        words.append(inOneLine(word.toStdString()));
    return (basis.blind ? tr("For it, by your own decisions: %1") : tr("For it: %1")).arg(words.join(u" · "));
}

// When to stop --------------------------------------------------------------------------------------------------------

void ScreeningController::setStoppingShown(bool shown)
{
    m_stoppingShown = shown;
    askStopping();
}

void ScreeningController::askStopping()
{
    if (!m_stoppingShown || session() == nullptr)
        return;
    // One at a time: a hand that is quicker than the figures gets the latest.
    m_stoppingOld = m_stoppingAsked;
    if (m_stoppingAsked)
        return;
    m_stoppingAsked = true;
    session()->query<review::Stopping>(
        this, StoppingSlot,
        [](review::Reader& reader) -> Result<review::Stopping> {
            const review::Training training = TRY(review::Ranker::training(reader, Here));
            return training.stopping();
        },
        [this, asked = session()](const Result<review::Stopping>& stopping) {
            if (asked != session())
                return;
            m_stoppingAsked = false;
            if (const review::Stopping* const found = answered(stopping)) {
                m_stopping = *found;
                Q_EMIT stoppingChanged();
            }
            if (std::exchange(m_stoppingOld, false))
                askStopping();
        });
}

// The work of several reviewers ---------------------------------------------------------------------------------------

void ScreeningController::readTeam()
{
    if (session() == nullptr)
        return;
    const auto rule = session()->reader().stageRule(Here);
    if (const StageRule* const found = answered(rule))
        m_rule = *found;
    const auto assigned = session()->reader().hasAssignments(Here);
    if (const bool* const found = answered(assigned); found != nullptr && *found != m_hasAssigned) {
        m_hasAssigned = *found;
        m_onlyAssigned = *found;
        applyFilter();
    }
    Q_EMIT filterChanged();
}

void ScreeningController::setOnlyAssigned(bool only)
{
    if (!m_hasAssigned || only == m_onlyAssigned)
        return;
    m_onlyAssigned = only;
    applyFilter();
    Q_EMIT filterChanged();
    Q_EMIT progressChanged();
}

} // namespace winnow::ui
