// What people said elsewhere of the records of a file, and the file carries: decisions, labels and notes.
#pragma once

#include "core/model/record.h"
#include "core/store/journal.h"

#include <map>
#include <string>
#include <vector>

namespace winnow::store {

/// Writes it as events of the act that imports the file, so that undoing the import takes it back.
///
/// A decision is of the reviewer the file names, who is made if new, else of the present one; its reason is found by
/// its label, or made. Who judged a full text, and of whom nothing is said before that, had included it on title and
/// abstract. What a reviewer said in this review stays: a file's word for it is left out.
class Carried {
public:
    [[nodiscard]] static Result<Carried> begin(Connection& connection, Act& act, ReviewerId present);

    /// `record`: the one that was stored, or that was there the same.
    [[nodiscard]] Result<> take(RecordId record, const Record& carrying);
    /// Once it is known which citations the records belong to (projectOp).
    [[nodiscard]] Result<> giveWay();

private:
    Carried(Connection& connection, Act& act, ReviewerId present)
        : m_connection(&connection)
        , m_act(&act)
        , m_present(present)
    {
    }
    [[nodiscard]] Result<ReviewerId> reviewer(const std::string& name);
    [[nodiscard]] Result<ReasonId> reason(Stage stage, const std::string& label);
    [[nodiscard]] Result<> decide(RecordId record, ReviewerId reviewer, const GivenDecision& decision);
    [[nodiscard]] Result<> note(RecordId record, const Record& carrying);

    Connection* m_connection;
    Act* m_act;
    ReviewerId m_present;
    bool m_any = false;
    std::map<std::string, ReviewerId> m_reviewers;
    std::map<std::pair<Stage, std::string>, ReasonId> m_reasons; ///< by stage and label in lower case
    std::map<Stage, int> m_lastPosition;
};

} // namespace winnow::store
