#include "core/store/team.h"

#include "core/base/text.h"
#include "core/store/overview.h"

#include <algorithm>
#include <set>

namespace winnow::store {

namespace {

std::size_t index(Stage stage)
{
    return static_cast<std::size_t>(stage) - 1;
}

std::string number(Stage stage)
{
    return std::to_string(static_cast<int>(stage));
}

/// Whether the citation "c" stands at a stage that is blind.
std::string isBlind(const StageRules& rules)
{
    if (rules[0].blind() && rules[1].blind())
        return "1";
    return rules[0].blind() ? "c.box < 4" : rules[1].blind() ? "c.box >= 4" : "0";
}

Decision decisionOf(const Statement& query, Stage stage)
{
    Decision decision;
    decision.stage = stage;
    decision.reviewer = ReviewerId{query.integer(0)};
    decision.verdict = static_cast<Verdict>(query.integer(1));
    decision.reason = ReasonId{query.integer(2)};
    decision.note = query.text(3);
    decision.at = query.integer(4);
    return decision;
}

} // namespace

bool hides(const StageRules& rules, Stage stage)
{
    return rules[0].blind() || rules.at(index(stage)).blind();
}

std::string reviewersKey(Stage stage)
{
    return "reviewers." + number(stage);
}

std::string conflictsKey(Stage stage)
{
    return "conflicts." + number(stage);
}

Result<StageRules> stageRules(Connection& connection)
{
    StageRules rules;
    const StatementInUse query = TRY(connection.cached(
        "SELECT key, value FROM setting WHERE key IN ('reviewers.1', 'reviewers.2', 'conflicts.1', 'conflicts.2')"));
    while (TRY(query->step())) {
        StageRule& rule = rules[query->view(0).back() == '1' ? 0 : 1];
        if (query->view(0).starts_with("conflicts"))
            rule.opened = query->view(1) == OpenValue;
        else
            rule.reviewers = std::max(1, static_cast<int>(query->integer(1))); // SQLite reads the number in the text
    }
    return rules;
}

Result<StageRule> extractionRule(Connection& connection)
{
    StageRule rule;
    const std::optional<std::string> extractors = TRY(setting(connection, ExtractorsKey));
    if (extractors)
        rule.reviewers = std::max(1, toQString(*extractors).toInt());
    rule.opened = TRY(setting(connection, ExtractionKey)).value_or("") == OpenValue;
    return rule;
}

std::string seenValues(const StageRule& extraction, ReviewerId viewer)
{
    if (extraction.blind())
        return "(SELECT study, field, answer, text FROM study_value WHERE reviewer = " + std::to_string(viewer.value)
            + ")";
    return "(SELECT study, field, answer, text FROM study_value v WHERE NOT EXISTS (SELECT 1 FROM agreed_value a "
           "WHERE a.study = v.study AND a.field = v.field) UNION ALL SELECT study, field, answer, text FROM "
           "agreed_value)";
}

std::string seenLabels(const StageRules& rules, ReviewerId viewer)
{
    const std::string blind = isBlind(rules);
    if (blind == "0")
        return "(SELECT citation, label FROM citation_label)";
    const std::string me = std::to_string(viewer.value);
    return "(SELECT l.citation AS citation, l.label AS label FROM citation_label l JOIN citation c ON c.id = "
           "l.citation "
           "WHERE NOT ("
        + blind
        + ") UNION ALL SELECT g.citation, g.label FROM given_label g JOIN citation c ON c.id = g.citation WHERE ("
        + blind + ") AND g.present = 1 AND (g.reviewer = " + me
        + " OR (g.reviewer = 0 AND NOT EXISTS (SELECT 1 FROM given_label m WHERE m.citation = g.citation "
          "AND m.label = g.label AND m.reviewer = "
        + me + "))))";
}

bool isOneEnough(const StageRules& rules, Stage stage)
{
    return rules.at(index(stage)).reviewers == 1;
}

std::string inList(const StageRules& rules, TeamList list, Stage stage)
{
    if (hides(rules, stage))
        return "0";
    const std::string here = stage == Stage::FullText ? "c.box >= 4 AND " : "";
    const std::string settled =
        "EXISTS (SELECT 1 FROM resolution s WHERE s.citation = c.id AND s.stage = " + number(stage) + ")";
    const auto votes = [&](const std::string& having) {
        return here + "c.id IN (SELECT d.citation FROM decision d WHERE d.stage = " + number(stage)
            + " GROUP BY d.citation HAVING " + having + ") AND NOT " + settled;
    };
    switch (list) {
    case TeamList::Conflicts:
        return votes("count(DISTINCT d.verdict) > 1");
    case TeamList::Maybes:
        return votes("sum(d.verdict = 2) > 0");
    case TeamList::UnanimousExclusions:
        return votes("count(*) > 1 AND max(d.verdict) = 0");
    case TeamList::DifferentReasons:
        return votes("count(*) > 1 AND max(d.verdict) = 0 AND "
                     "count(DISTINCT coalesce((SELECT lower(trim(s.label)) FROM reason_state s WHERE s.reason = "
                     "d.reason), d.reason, 0)) > 1");
    case TeamList::UnanimousInclusions:
        return votes("count(*) > 1 AND min(d.verdict) = 1 AND max(d.verdict) = 1");
    case TeamList::AwaitingOthers:
        return votes("count(*) < " + std::to_string(rules.at(index(stage)).reviewers));
    case TeamList::Settled:
        break;
    }
    return here + settled;
}

Result<TeamCounts> teamCounts(Connection& connection, const StageRules& rules, Stage stage)
{
    TeamCounts counts;
    for (const auto& [list, field] :
        {std::pair{TeamList::Conflicts, &TeamCounts::conflicts}, std::pair{TeamList::Maybes, &TeamCounts::maybes},
            std::pair{TeamList::UnanimousExclusions, &TeamCounts::unanimousExclusions},
            std::pair{TeamList::DifferentReasons, &TeamCounts::differentReasons},
            std::pair{TeamList::Settled, &TeamCounts::settled},
            std::pair{TeamList::AwaitingOthers, &TeamCounts::awaitingOthers},
            std::pair{TeamList::UnanimousInclusions, &TeamCounts::unanimousInclusions}}) {
        Statement query =
            TRY(Statement::prepare(connection, "SELECT count(*) FROM citation c WHERE " + inList(rules, list, stage)));
        TRY(query.step());
        counts.*field = query.integer(0);
    }
    return counts;
}

Result<StoredJudgements> judgements(
    Connection& connection, const StageRules& rules, ReviewerId viewer, CitationId citation, Stage stage)
{
    StoredJudgements found;
    const bool blind = hides(rules, stage);
    const StatementInUse votes = TRY(connection.cached(
        "SELECT d.reviewer, d.verdict, d.reason, d.note, o.stamp / 1000 FROM decision d JOIN op o ON o.id = d.op "
        "WHERE d.citation = ?1 AND d.stage = ?2 AND (?3 = 0 OR d.reviewer = ?4) ORDER BY o.stamp, d.reviewer"));
    TRY(votes->bind(citation, stage, blind, viewer.value));
    while (TRY(votes->step()))
        found.votes.push_back(decisionOf(*votes, stage));
    for (Decision& vote : found.votes)
        vote.reason = TRY(leadingReason(connection, vote.reason));
    const StatementInUse notes = TRY(connection.cached("SELECT reviewer, text FROM citation_note WHERE citation = ?1 "
                                                       "AND (?2 = 0 OR reviewer = ?3) ORDER BY reviewer"));
    TRY(notes->bind(citation, blind, viewer.value));
    while (TRY(notes->step()))
        found.notes.emplace_back(ReviewerId{notes->integer(0)}, notes->text(1));
    const StatementInUse labels = TRY(connection.cached(
        "SELECT reviewer, label FROM given_label WHERE citation = ?1 AND present = 1 AND reviewer <> 0 "
        "AND (?2 = 0 OR reviewer = ?3) ORDER BY reviewer, label"));
    TRY(labels->bind(citation, blind, viewer.value));
    while (TRY(labels->step()))
        found.labels.emplace_back(ReviewerId{labels->integer(0)}, labels->text(1));
    const StatementInUse settled = TRY(connection.cached(
        "SELECT s.reviewer, s.verdict, s.reason, s.note, o.stamp / 1000 FROM resolution s JOIN op o ON o.id = s.op "
        "WHERE s.citation = ?1 AND s.stage = ?2"));
    TRY(settled->bind(citation, stage));
    if (!blind && TRY(settled->step()))
        found.settled = decisionOf(*settled, stage);
    if (found.settled)
        found.settled->reason = TRY(leadingReason(connection, found.settled->reason));
    return found;
}

Result<std::vector<StoredVote>> allVotes(Connection& connection, Stage stage)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT d.citation, d.reviewer, d.verdict, o.stamp / 1000 FROM decision d JOIN op o ON o.id = d.op "
        "WHERE d.stage = ?1 ORDER BY d.citation, d.reviewer"));
    TRY(query->bind(stage));
    std::vector<StoredVote> votes;
    while (TRY(query->step()))
        votes.push_back({CitationId{query->integer(0)}, ReviewerId{query->integer(1)},
            static_cast<Verdict>(query->integer(2)), query->integer(3)});
    return votes;
}

Result<Workload> workload(Connection& connection, ReviewerId reviewer, Stage stage)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT (SELECT count(*) FROM assignment a WHERE a.reviewer = ?1 AND a.stage = ?2), "
        "(SELECT count(*) FROM assignment a JOIN decision d ON d.citation = a.citation AND d.stage = a.stage "
        "AND d.reviewer = a.reviewer WHERE a.reviewer = ?1 AND a.stage = ?2), "
        "(SELECT count(*) FROM decision d WHERE d.reviewer = ?1 AND d.stage = ?2)"));
    TRY(query->bind(reviewer.value, stage));
    TRY(query->step());
    return Workload{query->integer(0), query->integer(1), query->integer(2)};
}

Result<bool> hasAssignments(Connection& connection, ReviewerId reviewer, Stage stage)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT EXISTS (SELECT 1 FROM assignment WHERE reviewer = ?1 AND stage = ?2)"));
    TRY(query->bind(reviewer.value, stage));
    TRY(query->step());
    return query->integer(0) != 0;
}

Result<std::vector<CitationId>> unassigned(Connection& connection, Stage stage)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT c.id FROM citation c WHERE CASE ?1 WHEN 1 THEN c.box IN (1, 2) ELSE c.box IN (4, 6, 7) END "
        "AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.citation = c.id AND a.stage = ?1) ORDER BY c.id"));
    TRY(query->bind(stage));
    std::vector<CitationId> found;
    while (TRY(query->step()))
        found.emplace_back(query->integer(0));
    return found;
}

Result<std::vector<std::pair<CitationId, ReviewerId>>> assignments(
    Connection& connection, Stage stage, const std::vector<CitationId>& citations)
{
    const std::set<CitationId> wanted(citations.begin(), citations.end());
    const StatementInUse query = TRY(
        connection.cached("SELECT citation, reviewer FROM assignment WHERE stage = ?1 ORDER BY citation, reviewer"));
    TRY(query->bind(stage));
    std::vector<std::pair<CitationId, ReviewerId>> found;
    while (TRY(query->step()))
        if (const CitationId citation{query->integer(0)}; wanted.empty() || wanted.contains(citation))
            found.emplace_back(citation, ReviewerId{query->integer(1)});
    return found;
}

Result<bool> isHidden(
    Connection& connection, const StageRules& rules, ReviewerId viewer, OpId op, ReviewerId by, std::string_view kind)
{
    if (by == viewer)
        return false;
    const bool isOfValues = kind == "value" || kind == "unvalue" || kind == "agree" || kind == "disagree";
    const bool isOfReports = kind == "retrieval" || kind == "attach" || kind == "detach" || kind == "study";
    if (rules[0].blind() && (isOfValues || isOfReports))
        return true; // only of what was included
    if (isOfValues)
        return TRY(extractionRule(connection)).blind();
    if (!rules[0].blind() && !rules[1].blind())
        return false;
    if (kind == "label" || kind == "unlabel" || kind == "note")
        return true; // of whichever stage: hiding more gives nothing away
    if (kind == "annotate" || kind == "reannotate" || kind == "unannotate")
        return hides(rules, Stage::FullText);
    if (kind != "decide" && kind != "settle")
        return false;
    const StatementInUse query = TRY(connection.cached(
        "SELECT EXISTS (SELECT 1 FROM decision_event e WHERE e.op = ?1 AND ((e.stage = 1 AND ?2) OR (e.stage = 2 AND "
        "?3))) OR EXISTS (SELECT 1 FROM resolution_event e WHERE e.op = ?1 AND ((e.stage = 1 AND ?2) OR (e.stage = 2 "
        "AND ?3)))"));
    TRY(query->bind(op, rules[0].blind(), hides(rules, Stage::FullText)));
    TRY(query->step());
    const bool hidden = query->integer(0) != 0;
    return hidden;
}

} // namespace winnow::store
