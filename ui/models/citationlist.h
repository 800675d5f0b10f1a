// The citations that match a filter, kept up to date with the review.
#pragma once

#include "core/base/result.h"
#include "ui/models/citationtablemodel.h"
#include "ui/models/ranks.h"

#include <QObject>

#include <functional>
#include <memory>

namespace winnow::ui {

class Session;

/// Asks for ids in a job and shows them through its model. What was listed stays until the new list is there; an answer
/// that comes after a later question is dropped.
class CitationList : public QObject {
    Q_OBJECT
public:
    /// What a change in the review does by itself. Rows: touched rows are read again, the owner decides about the
    /// list. Membership: the list is asked for again as well.
    enum class Follow { Rows, Membership };
    static constexpr int ShortestSearch = 3; ///< letters; shorter text does not search yet

    explicit CitationList(Follow follow, QObject* parent = nullptr);

    void setSession(const std::shared_ptr<Session>& session); ///< asks at once if active
    [[nodiscard]] CitationTableModel& model() { return m_model; }
    [[nodiscard]] const CitationTableModel& model() const { return m_model; }

    [[nodiscard]] const Filter& filter() const { return m_filter; }
    void setFilter(const Filter& filter);
    [[nodiscard]] Order order() const { return m_order; }
    [[nodiscard]] Direction direction() const { return m_direction; }
    void setOrder(Order order, Direction direction);
    void ask(); ///< asks for the list again

    /// An order beside the store's, whatever order() says; none: that one again. The first is asked for; a newer one
    /// arranges at once what stands behind the citation that is being read.
    void setRanks(std::shared_ptr<const Ranks> ranks);
    void setReading(std::function<Reading()> reading) { m_reading = std::move(reading); }
    /// Under ranks: those before the current one that were never in sight, as after a jump, go behind it.
    void arrange();
    [[nodiscard]] bool asking() const { return m_asking; }

    /// A list out of sight remembers that it is stale and asks when it comes into sight again.
    void setActive(bool active);

Q_SIGNALS:
    void askingChanged(bool asking);
    void listed(); ///< the list asked for last is there
    void orderChanged();
    void failed(const winnow::Error& error);

private:
    void changed(const Changes& changes);

    Follow m_follow;
    CitationTableModel m_model;
    std::shared_ptr<Session> m_session;
    std::shared_ptr<const Ranks> m_ranks;
    std::function<Reading()> m_reading;
    bool m_other = true; ///< another list than the one that is shown is being asked for
    Filter m_filter;
    Order m_order = Order::AsImported;
    Direction m_direction = Direction::Ascending;
    bool m_asking = false;
    bool m_active = true;
    bool m_stale = false;
};

} // namespace winnow::ui
