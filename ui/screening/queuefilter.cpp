// The screening controller's filters, saved ones too, and what it does to all that a filter gives.
#include "ui/screening/screeningcontroller.h"

#include "ui/models/session.h"
#include "ui/screening/bulk.h"

#include <algorithm>

namespace winnow::ui {

namespace {

/// A filter without what the queue's own chips and search say.
Filter beyondTheQueue(Filter filter)
{
    filter.text.clear();
    filter.mine.reset();
    filter.undecidedByMe = false;
    filter.decidedByMe = false;
    filter.assignedToMe = false;
    filter.stage = Stage::TitleAbstract;
    return filter;
}

} // namespace

void ScreeningController::setNarrowing(const Filter& filter)
{
    m_narrow = beyondTheQueue(filter);
    applyFilter();
    Q_EMIT filterChanged();
}

void ScreeningController::setShows(QueueShows shows)
{
    if (shows == m_shows) {
        applyFilter();
        return;
    }
    CitationId shown;
    if (shows == QueueShows::Recent) {
        m_place = {m_shows, current() ? current()->id : CitationId{}, list().order(), list().direction()};
    } else if (m_shows == QueueShows::Recent) {
        list().setOrder(m_place.order, m_place.direction);
        if (shows == m_place.shows)
            shown = m_place.citation;
    }
    m_shows = shows;
    useRanks();
    if (shows == QueueShows::Recent)
        list().setOrder(Order::Decided, Direction::Descending);
    applyFilter();
    if (shown)
        goTo(shown); // the list keeps it, unless it is no longer in it
    Q_EMIT filterChanged();
}

void ScreeningController::toggleRecent()
{
    setShows(m_shows == QueueShows::Recent ? m_place.shows : QueueShows::Recent);
}

// Saved filters -------------------------------------------------------------------------------------------------------

void ScreeningController::askSaved()
{
    if (session() == nullptr)
        return;
    const auto saved = session()->reader().savedFilters();
    if (const std::vector<SavedFilter>* const found = answered(saved))
        m_saved = *found;
}

void ScreeningController::saveFilter(const QString& name)
{
    const std::string wanted = name.simplified().toStdString();
    if (wanted.empty() || session() == nullptr || session()->info().readOnly)
        return;
    Filter filter = list().filter();
    filter.boxes.clear(); // a door's, which is not chosen here
    filter.assignedToMe = false; // nor what another reviewer would not find
    std::vector<SavedFilter> saved = m_saved;
    const auto same =
        std::find_if(saved.begin(), saved.end(), [&](const SavedFilter& one) { return one.name == wanted; });
    if (same != saved.end())
        same->filter = filter;
    else
        saved.push_back({wanted, filter});
    writeSaved(saved);
}

void ScreeningController::removeSaved(const QString& name)
{
    std::vector<SavedFilter> saved = m_saved;
    if (std::erase_if(saved, [&](const SavedFilter& one) { return one.name == name.toStdString(); }) > 0)
        writeSaved(saved);
}

void ScreeningController::writeSaved(const std::vector<SavedFilter>& saved)
{
    act([saved](review::Review& review) { return review.setSavedFilters(saved); },
        [this] {
            askSaved();
            Q_EMIT listsChanged();
        });
}

void ScreeningController::applySaved(const SavedFilter& saved)
{
    const Filter& filter = saved.filter;
    m_search = QString::fromStdString(filter.text);
    m_narrow = beyondTheQueue(filter);
    const QueueShows shows = filter.undecidedByMe ? QueueShows::Undecided
        : filter.decidedByMe                      ? QueueShows::Recent
        : !filter.mine                            ? QueueShows::All
        : *filter.mine == Verdict::Include        ? QueueShows::Included
        : *filter.mine == Verdict::Exclude        ? QueueShows::Excluded
                                                  : QueueShows::Maybe;
    setShows(shows);
    Q_EMIT filterChanged();
}

void ScreeningController::askChoices()
{
    if (session() == nullptr)
        return;
    session()->query<FilterChoices>(
        this, ChoicesSlot, [](review::Reader& reader) { return reader.filterChoices(); },
        [this](const Result<FilterChoices>& choices) {
            if (const FilterChoices* const found = answered(choices))
                Q_EMIT choicesKnown(*found);
        });
}

// All of them ---------------------------------------------------------------------------------------------------------

void ScreeningController::actOnAll(const BulkAct& bulk)
{
    if (session() == nullptr || session()->info().readOnly || list().asking() || list().model().rowCount() == 0)
        return;
    runBulk(*session(), this, list().model().ids(), bulk, [this, session = session()](const Result<Changes>& done) {
        if (session != this->session())
            return;
        if (!done) {
            Q_EMIT failed(done.error());
            return;
        }
        pickFirst();
        list().ask();
    });
}

} // namespace winnow::ui
