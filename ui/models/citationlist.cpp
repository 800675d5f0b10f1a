#include "ui/models/citationlist.h"

#include "ui/models/session.h"

#include <algorithm>
#include <utility>

namespace winnow::ui {

namespace {
constexpr int IdsSlot = 0;
}

CitationList::CitationList(Follow follow, QObject* parent)
    : QObject(parent)
    , m_follow(follow)
{
}

void CitationList::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (m_asking) {
        m_asking = false;
        Q_EMIT askingChanged(false);
    }
    m_ranks.reset();
    m_other = true;
    if (!session) {
        m_model.setReader({});
        return;
    }
    m_model.setReader([weak = std::weak_ptr(session)](const std::vector<CitationId>& ids) -> std::vector<CitationRow> {
        const auto open = weak.lock();
        if (!open)
            return {};
        auto rows = open->reader().rows(ids);
        return rows ? *std::move(rows) : std::vector<CitationRow>{};
    });
    connect(session.get(), &Session::changed, this, &CitationList::changed);
    ask();
}

void CitationList::setFilter(const Filter& filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    m_other = true;
    ask();
}

void CitationList::setOrder(Order order, Direction direction)
{
    if (m_order == order && m_direction == direction)
        return;
    m_order = order;
    m_direction = direction;
    m_other = true;
    Q_EMIT orderChanged();
    ask();
}

void CitationList::setRanks(std::shared_ptr<const Ranks> ranks)
{
    if (ranks == m_ranks)
        return;
    const bool newer = ranks != nullptr && m_ranks != nullptr;
    m_ranks = std::move(ranks);
    if (!newer) {
        m_other = true;
        ask();
    } else if (!m_asking && !m_stale) { // else it is arranged when it comes
        m_model.setIds(arrangedBehind(m_model.ids(), m_model.ids(), m_reading ? m_reading() : Reading{}, *m_ranks));
    }
}

void CitationList::arrange()
{
    if (!m_ranks || m_asking || m_stale || !m_reading)
        return;
    const Reading reading = m_reading();
    const std::vector<CitationId>& ids = m_model.ids();
    const auto current = std::find(ids.begin(), ids.end(), reading.current);
    if (current != ids.end() && !std::all_of(ids.begin(), current, reading.passed))
        m_model.setIds(arrangedBehind(ids, ids, reading, *m_ranks));
}

void CitationList::ask()
{
    if (!m_session)
        return;
    if (!m_active) {
        m_stale = true;
        return;
    }
    m_stale = false;
    Filter filter = m_filter;
    if (QString::fromStdString(filter.text).trimmed().size() < ShortestSearch)
        filter.text.clear();
    if (!m_asking) {
        m_asking = true;
        Q_EMIT askingChanged(true);
    }
    m_session->query<std::vector<CitationId>>(
        this, IdsSlot,
        [filter, order = m_ranks ? Order::AsImported : m_order,
            direction = m_ranks ? Direction::Ascending : m_direction](
            review::Reader& reader) { return reader.citations(filter, order, direction); },
        [this](Result<std::vector<CitationId>> ids) {
            m_asking = false;
            Q_EMIT askingChanged(false);
            if (!ids) {
                if (ids.error().kind != ErrorKind::Cancelled)
                    Q_EMIT failed(ids.error());
                return;
            }
            const bool other = std::exchange(m_other, false);
            if (m_ranks)
                ids = arrangedBehind(*std::move(ids), other ? std::vector<CitationId>{} : m_model.ids(),
                    m_reading ? m_reading() : Reading{}, *m_ranks);
            m_model.setIds(*std::move(ids));
            Q_EMIT listed();
        });
}

void CitationList::setActive(bool active)
{
    m_active = active;
    if (active && m_stale)
        ask();
}

void CitationList::changed(const Changes& changes)
{
    if (changes.everything)
        m_model.refreshAll();
    else
        m_model.refresh(changes.citations);
    if (m_follow != Follow::Membership)
        return;
    constexpr unsigned Membership =
        Changes::Citations | Changes::Decisions | Changes::Labels | Changes::Reports | Changes::Studies;
    const bool searching = !m_filter.text.empty();
    if ((changes.flags & Membership) != 0 || (searching && (changes.flags & Changes::Index) != 0))
        ask();
}

} // namespace winnow::ui
