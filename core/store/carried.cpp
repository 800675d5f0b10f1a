#include "core/store/carried.h"

#include "core/base/text.h"
#include "core/store/overview.h"
#include "core/store/projection.h"
#include "core/store/reviewers.h"

#include <algorithm>
#include <optional>
#include <set>

namespace winnow::store {

namespace {

/// An event of the act: of which record, at which stage, by whom.
struct Taken {
    RecordId record;
    Stage stage = Stage::TitleAbstract;
    ReviewerId reviewer;
};

Result<std::vector<Taken>> decisionsOf(Connection& connection, OpId op)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT record, stage, reviewer FROM decision_event WHERE op = ?1 ORDER BY record, stage, reviewer"));
    TRY(query->bind(op));
    std::vector<Taken> said;
    while (TRY(query->step()))
        said.push_back(
            {RecordId{query->integer(0)}, static_cast<Stage>(query->integer(1)), ReviewerId{query->integer(2)}});
    return said;
}

Result<std::vector<Taken>> notesOf(Connection& connection, OpId op)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT record, reviewer FROM note_event WHERE op = ?1 ORDER BY record, reviewer"));
    TRY(query->bind(op));
    std::vector<Taken> said;
    while (TRY(query->step()))
        said.push_back({RecordId{query->integer(0)}, Stage::TitleAbstract, ReviewerId{query->integer(1)}});
    return said;
}

/// Does a decision of the reviewer stand on one of the records, by another act?
Result<bool> wasDecided(Connection& connection, OpId op, const std::vector<RecordId>& records, const Taken& said)
{
    std::pair<std::int64_t, bool> newest{-1, false};
    const StatementInUse query =
        TRY(connection.cached("SELECT o.stamp, e.verdict IS NOT NULL FROM decision_event e JOIN op o ON o.id = e.op "
                              "WHERE e.record = ?1 AND e.stage = ?2 AND e.reviewer = ?3 AND e.op <> ?4 "
                              "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op)"));
    for (const RecordId record : records) {
        query->reset();
        TRY(query->bind(record, said.stage, said.reviewer, op));
        while (TRY(query->step()))
            newest = std::max(newest, std::pair{query->integer(0), query->integer(1) != 0});
    }
    return newest.second;
}

/// The note of the reviewer that stands on one of the records by another act; empty if there is none.
Result<std::string> noteBefore(
    Connection& connection, OpId op, const std::vector<RecordId>& records, ReviewerId reviewer)
{
    std::pair<std::int64_t, std::string> newest{-1, {}};
    const StatementInUse query =
        TRY(connection.cached("SELECT o.stamp, e.text FROM note_event e JOIN op o ON o.id = e.op "
                              "WHERE e.record = ?1 AND e.reviewer = ?2 AND e.op <> ?3 "
                              "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op)"));
    for (const RecordId record : records) {
        query->reset();
        TRY(query->bind(record, reviewer, op));
        while (TRY(query->step()))
            newest = std::max(newest, std::pair{query->integer(0), query->text(1)});
    }
    return newest.second;
}

} // namespace

Result<Carried> Carried::begin(Connection& connection, Act& act, ReviewerId present)
{
    Carried carried(connection, act, present);
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText})
        for (const std::vector<Reason> list = TRY(reasons(connection, stage)); const Reason& reason : list) {
            carried.m_reasons.emplace(std::pair{stage, lowerAscii(trimmed(reason.label))}, reason.id);
            carried.m_lastPosition[stage] = std::max(carried.m_lastPosition[stage], reason.position);
        }
    return carried;
}

Result<> Carried::take(RecordId record, const Record& carrying)
{
    for (const GivenDecision& decision : carrying.decisions) {
        const ReviewerId reviewer = TRY(this->reviewer(decision.reviewer));
        TRY(decide(record, reviewer, decision));
        const bool hasEarlier =
            std::any_of(carrying.decisions.begin(), carrying.decisions.end(), [&decision](const GivenDecision& other) {
                return other.stage == Stage::TitleAbstract && other.reviewer == decision.reviewer;
            });
        if (decision.stage == Stage::FullText && !hasEarlier)
            TRY(decide(record, reviewer, {Stage::TitleAbstract, Verdict::Include, {}, {}, {}}));
    }
    const StatementInUse known =
        TRY(m_connection->cached("SELECT EXISTS (SELECT 1 FROM label_event e WHERE e.record = ?1 AND e.label = ?2 "
                                 "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op))"));
    for (const std::string& given : carrying.labels) {
        const std::string label{trimmed(given)};
        known->reset();
        TRY(known->bind(record, label));
        TRY(known->step());
        if (label.empty() || known->integer(0) != 0) // said or taken away here before
            continue;
        known->reset();
        TRY(m_act->label(record, label, true));
    }
    if (!trimmed(carrying.note).empty())
        TRY(note(record, carrying));
    return {};
}

Result<> Carried::decide(RecordId record, ReviewerId reviewer, const GivenDecision& decision)
{
    ReasonId reason;
    if (decision.verdict == Verdict::Exclude && !trimmed(decision.reason).empty())
        reason = TRY(this->reason(decision.stage, std::string{trimmed(decision.reason)}));
    m_any = true;
    return m_act->decisionOf(reviewer, record, decision.stage, decision.verdict, reason, decision.note);
}

/// A file's note has no name on it: it is of the one who decided, if there is just one.
Result<> Carried::note(RecordId record, const Record& carrying)
{
    std::set<std::string> names;
    for (const GivenDecision& decision : carrying.decisions)
        names.insert(decision.reviewer);
    m_any = true;
    return m_act->noteOf(
        TRY(reviewer(names.size() == 1 ? *names.begin() : std::string{})), record, trimmed(carrying.note));
}

Result<ReviewerId> Carried::reviewer(const std::string& name)
{
    const std::string wanted{trimmed(name)};
    if (wanted.empty())
        return m_present;
    const auto known = m_reviewers.find(wanted);
    if (known != m_reviewers.end())
        return known->second;
    const ReviewerId id = TRY(reviewerNamed(*m_connection, *m_act->names(), wanted));
    m_reviewers.emplace(wanted, id);
    return id;
}

Result<ReasonId> Carried::reason(Stage stage, const std::string& label)
{
    const std::pair key{stage, lowerAscii(label)};
    const auto known = m_reasons.find(key);
    if (known != m_reasons.end())
        return known->second;
    const ReasonId id =
        TRY(m_act->reason({.id = {}, .stage = stage, .label = label, .position = 0}, ++m_lastPosition[stage]));
    m_reasons.emplace(key, id);
    return id;
}

Result<> Carried::giveWay()
{
    if (!m_any)
        return {};
    std::set<CitationId> touched;
    const StatementInUse removeDecision = TRY(m_connection->cached(
        "DELETE FROM decision_event WHERE op = ?1 AND record = ?2 AND stage = ?3 AND reviewer = ?4"));
    for (const std::vector<Taken> all = TRY(decisionsOf(*m_connection, m_act->id())); const Taken& said : all) {
        const CitationId citation = TRY(citationOf(*m_connection, said.record));
        const std::vector<RecordId> records = TRY(recordsOf(*m_connection, citation));
        if (!TRY(wasDecided(*m_connection, m_act->id(), records, said)))
            continue;
        TRY(removeDecision->bind(m_act->id(), said.record, said.stage, said.reviewer));
        TRY(removeDecision->run());
        touched.insert(citation);
    }
    const StatementInUse removeNote =
        TRY(m_connection->cached("DELETE FROM note_event WHERE op = ?1 AND record = ?2 AND reviewer = ?3"));
    for (const std::vector<Taken> all = TRY(notesOf(*m_connection, m_act->id())); const Taken& said : all) {
        const CitationId citation = TRY(citationOf(*m_connection, said.record));
        const std::vector<RecordId> records = TRY(recordsOf(*m_connection, citation));
        if (TRY(noteBefore(*m_connection, m_act->id(), records, said.reviewer)).empty())
            continue;
        TRY(removeNote->bind(m_act->id(), said.record, said.reviewer));
        TRY(removeNote->run());
        touched.insert(citation);
    }
    return projectCitations(*m_connection, std::vector<CitationId>(touched.begin(), touched.end()));
}

} // namespace winnow::store
