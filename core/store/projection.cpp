#include "core/store/projection.h"

#include "core/dedup/identity.h"
#include "core/store/grouping.h"
#include "core/store/newest.h"
#include "core/store/pairs.h"
#include "core/store/reportprojection.h"
#include "core/store/team.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace winnow::store {

namespace {

/// Which projections of a citation have to be made again.
enum Part : unsigned {
    Decisions = 1U << 0U,
    Labels = 1U << 1U,
    Notes = 1U << 2U,
    RetrievalStatus = 1U << 3U,
    Files = 1U << 4U,
    Studies = 1U << 5U,
    Values = 1U << 6U,
    Resolutions = 1U << 7U,
    Assignments = 1U << 8U,
    Annotations = 1U << 9U,
    Agreements = 1U << 10U,
    AllParts = (1U << 11U) - 1,
};

/// The events of one table about a record: which part they make, and the flag of the change.
struct EventTable {
    Part part;
    Changes::Flag flag;
    const char* touched; ///< the records an op's events name
    const char* ofRange; ///< records with an event among those numbered ?1 to ?2
    const char* any; ///< a row if there is any event
};
constexpr std::array EventTables = {
    EventTable{Decisions, Changes::Decisions, "SELECT DISTINCT record FROM decision_event WHERE op = ?1",
        "SELECT DISTINCT record FROM decision_event WHERE record BETWEEN ?1 AND ?2",
        "SELECT 1 FROM decision_event LIMIT 1"},
    EventTable{Labels, Changes::Labels, "SELECT DISTINCT record FROM label_event WHERE op = ?1",
        "SELECT DISTINCT record FROM label_event WHERE record BETWEEN ?1 AND ?2", "SELECT 1 FROM label_event LIMIT 1"},
    EventTable{Notes, Changes::Labels, "SELECT DISTINCT record FROM note_event WHERE op = ?1",
        "SELECT DISTINCT record FROM note_event WHERE record BETWEEN ?1 AND ?2", "SELECT 1 FROM note_event LIMIT 1"},
    EventTable{RetrievalStatus, Changes::Reports, "SELECT DISTINCT record FROM retrieval_event WHERE op = ?1",
        "SELECT DISTINCT record FROM retrieval_event WHERE record BETWEEN ?1 AND ?2",
        "SELECT 1 FROM retrieval_event LIMIT 1"},
    EventTable{Files, Changes::Reports, "SELECT DISTINCT record FROM file_event WHERE op = ?1",
        "SELECT DISTINCT record FROM file_event WHERE record BETWEEN ?1 AND ?2", "SELECT 1 FROM file_event LIMIT 1"},
    EventTable{Studies, Changes::Studies, "SELECT DISTINCT record FROM study_event WHERE op = ?1",
        "SELECT DISTINCT record FROM study_event WHERE record BETWEEN ?1 AND ?2 "
        "UNION SELECT DISTINCT record FROM study_event WHERE study BETWEEN ?1 AND ?2",
        "SELECT 1 FROM study_event LIMIT 1"},
    EventTable{Values, Changes::Studies, "SELECT DISTINCT record FROM value_event WHERE op = ?1",
        "SELECT DISTINCT record FROM value_event WHERE record BETWEEN ?1 AND ?2", "SELECT 1 FROM value_event LIMIT 1"},
    EventTable{Resolutions, Changes::Decisions, "SELECT DISTINCT record FROM resolution_event WHERE op = ?1",
        "SELECT DISTINCT record FROM resolution_event WHERE record BETWEEN ?1 AND ?2",
        "SELECT 1 FROM resolution_event LIMIT 1"},
    EventTable{Assignments, Changes::Assignments, "SELECT DISTINCT record FROM assignment_event WHERE op = ?1",
        "SELECT DISTINCT record FROM assignment_event WHERE record BETWEEN ?1 AND ?2",
        "SELECT 1 FROM assignment_event LIMIT 1"},
    EventTable{Annotations, Changes::Annotations, "SELECT DISTINCT record FROM annotation_event WHERE op = ?1",
        "SELECT DISTINCT record FROM annotation_event WHERE record BETWEEN ?1 AND ?2",
        "SELECT 1 FROM annotation_event LIMIT 1"},
    EventTable{Agreements, Changes::Studies, "SELECT DISTINCT record FROM agreement_event WHERE op = ?1",
        "SELECT DISTINCT record FROM agreement_event WHERE record BETWEEN ?1 AND ?2",
        "SELECT 1 FROM agreement_event LIMIT 1"},
};

struct DecisionRow {
    std::optional<std::int64_t> verdict;
    std::optional<std::int64_t> reason;
    std::string note;
    std::int64_t op;
};

Result<> projectDecisions(Connection& connection, CitationId citation, const std::vector<RecordId>& records)
{
    using Key = std::pair<std::int64_t, std::int64_t>;
    const auto rows = TRY((newest<Key, DecisionRow>(
        connection, records,
        "SELECT o.stamp, e.op, e.stage, e.reviewer, e.verdict, e.reason, e.note FROM decision_event e JOIN op o ON "
        "o.id = e.op "
        "WHERE e.record = ?1 AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op)",
        [](const Statement& s) { return Key{s.integer(2), s.integer(3)}; },
        [](const Statement& s) {
            return DecisionRow{s.isNull(4) ? std::nullopt : std::optional{s.integer(4)},
                s.isNull(5) ? std::nullopt : std::optional{s.integer(5)}, s.text(6), s.integer(1)};
        })));
    TRY(clear(connection, "DELETE FROM decision WHERE citation = ?1", citation));
    const StatementInUse add =
        TRY(connection.cached("INSERT INTO decision (citation, stage, reviewer, verdict, reason, note, op) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    for (const auto& [key, row] : rows) {
        if (!row.verdict)
            continue;
        TRY(add->bind(citation, key.first, key.second, *row.verdict, row.reason, row.note, row.op));
        TRY(add->run());
    }
    return {};
}

/// What all said of a label together, and what it is to each who sees nothing of the others: see given_label.
Result<> projectLabels(Connection& connection, CitationId citation, const std::vector<RecordId>& records)
{
    struct Said {
        std::int64_t stamp;
        std::int64_t op;
        std::int64_t giver; ///< 0: came with a file
        bool present;
        auto operator<=>(const Said&) const = default;
    };
    std::map<std::string, std::vector<Said>> labels;
    const StatementInUse events = TRY(connection.cached(
        "SELECT o.stamp, e.op, CASE o.kind WHEN 'import' THEN 0 ELSE o.reviewer END, e.present, e.label "
        "FROM label_event e JOIN op o ON o.id = e.op WHERE e.record = ?1 "
        "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op)"));
    for (const RecordId record : records) {
        events->reset();
        TRY(events->bind(record));
        while (TRY(events->step()))
            labels[events->text(4)].push_back(
                {events->integer(0), events->integer(1), events->integer(2), events->integer(3) != 0});
    }
    TRY(clear(connection, "DELETE FROM citation_label WHERE citation = ?1", citation));
    TRY(clear(connection, "DELETE FROM given_label WHERE citation = ?1", citation));
    const StatementInUse add = TRY(connection.cached("INSERT INTO citation_label (citation, label) VALUES (?1, ?2)"));
    const StatementInUse give =
        TRY(connection.cached("INSERT INTO given_label (citation, label, reviewer, present) VALUES (?1, ?2, ?3, ?4)"));
    for (auto& [label, said] : labels) {
        std::ranges::sort(said);
        std::map<std::int64_t, Said> byGiver;
        for (const Said& one : said)
            byGiver.insert_or_assign(one.giver, one);
        if (said.back().present) {
            TRY(add->bind(citation, label));
            TRY(add->run());
        }
        const auto file = byGiver.find(0);
        for (const auto& [giver, own] : byGiver) {
            const Said& heard = file == byGiver.end() ? own : std::max(own, file->second);
            TRY(give->bind(citation, label, giver, heard.present));
            TRY(give->run());
        }
    }
    return {};
}

Result<> projectNotes(Connection& connection, CitationId citation, const std::vector<RecordId>& records)
{
    const auto rows = TRY((newest<std::int64_t, std::string>(
        connection, records,
        "SELECT o.stamp, e.op, e.reviewer, e.text FROM note_event e JOIN op o ON o.id = e.op "
        "WHERE e.record = ?1 AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op)",
        [](const Statement& s) { return s.integer(2); }, [](const Statement& s) { return s.text(3); })));
    TRY(clear(connection, "DELETE FROM citation_note WHERE citation = ?1", citation));
    const StatementInUse add =
        TRY(connection.cached("INSERT INTO citation_note (citation, reviewer, text) VALUES (?1, ?2, ?3)"));
    for (const auto& [reviewer, text] : rows)
        if (!text.empty()) {
            TRY(add->bind(citation, reviewer, text));
            TRY(add->run());
        }
    return {};
}

struct ResolutionRow {
    std::int64_t reviewer;
    DecisionRow said;
};

Result<> projectResolutions(Connection& connection, CitationId citation, const std::vector<RecordId>& records)
{
    const auto rows = TRY((newest<std::int64_t, ResolutionRow>(
        connection, records,
        "SELECT o.stamp, e.op, e.stage, e.reviewer, e.verdict, e.reason, e.note FROM resolution_event e JOIN op o ON "
        "o.id = e.op WHERE e.record = ?1 AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op)",
        [](const Statement& s) { return s.integer(2); },
        [](const Statement& s) {
            return ResolutionRow{s.integer(3),
                {s.isNull(4) ? std::nullopt : std::optional{s.integer(4)},
                    s.isNull(5) ? std::nullopt : std::optional{s.integer(5)}, s.text(6), s.integer(1)}};
        })));
    TRY(clear(connection, "DELETE FROM resolution WHERE citation = ?1", citation));
    const StatementInUse add =
        TRY(connection.cached("INSERT INTO resolution (citation, stage, reviewer, verdict, reason, note, op) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    for (const auto& [stage, row] : rows)
        if (row.said.verdict) {
            TRY(add->bind(
                citation, stage, row.reviewer, *row.said.verdict, row.said.reason, row.said.note, row.said.op));
            TRY(add->run());
        }
    return {};
}

Result<> projectAssignments(Connection& connection, CitationId citation, const std::vector<RecordId>& records)
{
    using Key = std::pair<std::int64_t, std::int64_t>;
    const auto rows = TRY((newest<Key, bool>(
        connection, records,
        "SELECT o.stamp, e.op, e.stage, e.reviewer, e.present FROM assignment_event e JOIN op o ON o.id = e.op "
        "WHERE e.record = ?1 AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op)",
        [](const Statement& s) { return Key{s.integer(2), s.integer(3)}; },
        [](const Statement& s) { return s.integer(4) != 0; })));
    TRY(clear(connection, "DELETE FROM assignment WHERE citation = ?1", citation));
    const StatementInUse add =
        TRY(connection.cached("INSERT INTO assignment (citation, stage, reviewer) VALUES (?1, ?2, ?3)"));
    for (const auto& [key, present] : rows)
        if (present) {
            TRY(add->bind(citation, key.first, key.second));
            TRY(add->run());
        }
    return {};
}

/// What the reviewers of a stage say together.
enum class Outcome { None, Open, Exclude, Include };

Outcome outcomeOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Exclude:
        return Outcome::Exclude;
    case Verdict::Include:
        return Outcome::Include;
    case Verdict::Maybe:
        break;
    }
    return Outcome::Open;
}

/// A stage's outcome and, of an exclusion, the first reason given.
struct Judged {
    Outcome outcome = Outcome::None;
    std::optional<std::int64_t> reason;
    int votes = 0;
};

/// A blind stage says nothing, or its box would tell what somebody said. An adjudicator outranks the votes; those who
/// agree are heard once there are as many as the stage needs.
Result<std::array<Judged, 2>> judged(Connection& connection, CitationId citation)
{
    std::array<Judged, 2> stages;
    const StageRules rules = TRY(stageRules(connection));
    const StatementInUse votes =
        TRY(connection.cached("SELECT stage, verdict, reason FROM decision WHERE citation = ?1 ORDER BY stage, op"));
    TRY(votes->bind(citation));
    while (TRY(votes->step())) {
        Judged& stage = stages.at(static_cast<std::size_t>(votes->integer(0) - 1));
        const Outcome said = outcomeOf(static_cast<Verdict>(votes->integer(1)));
        stage.outcome = stage.votes == 0 || stage.outcome == said ? said : Outcome::Open;
        ++stage.votes;
        if (!votes->isNull(2) && !stage.reason)
            stage.reason = votes->integer(2);
    }
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const bool differ = stages[i].outcome == Outcome::Open && stages[i].votes > 1;
        if (rules.at(i).blind() || (stages[i].votes < rules.at(i).reviewers && !differ))
            stages[i] = {};
    }
    const StatementInUse settled =
        TRY(connection.cached("SELECT stage, verdict, reason FROM resolution WHERE citation = ?1"));
    TRY(settled->bind(citation));
    while (TRY(settled->step())) {
        const auto stage = static_cast<std::size_t>(settled->integer(0) - 1);
        if (!rules.at(stage).blind())
            stages.at(stage) = {outcomeOf(static_cast<Verdict>(settled->integer(1))),
                settled->isNull(2) ? std::nullopt : std::optional{settled->integer(2)}, 0};
    }
    return stages;
}

/// Where the citation stands, from its decisions and the retrieval of its report.
Result<> projectBox(Connection& connection, CitationId citation)
{
    const std::array<Judged, 2> stages = TRY(judged(connection, citation));
    const std::array<Outcome, 2> outcomes{stages[0].outcome, stages[1].outcome};
    const std::optional<std::int64_t> reason = stages[1].reason;
    const StatementInUse report = TRY(connection.cached("SELECT status FROM retrieval WHERE citation = ?1"));
    TRY(report->bind(citation));
    const Retrieval retrieval = TRY(report->step()) ? static_cast<Retrieval>(report->integer(0)) : Retrieval::Sought;
    report->reset();

    Box box = Box::Unscreened;
    if (outcomes[0] == Outcome::Open)
        box = Box::ScreeningOpen;
    else if (outcomes[0] == Outcome::Exclude)
        box = Box::ScreenedOut;
    else if (outcomes[0] == Outcome::Include) {
        switch (outcomes[1]) {
        case Outcome::Open:
            box = Box::AssessmentOpen;
            break;
        case Outcome::Exclude:
            box = Box::ExcludedFullText;
            break;
        case Outcome::Include:
            box = Box::Included;
            break;
        case Outcome::None:
            box = retrieval == Retrieval::Sought       ? Box::AwaitingRetrieval
                : retrieval == Retrieval::NotRetrieved ? Box::NotRetrieved
                                                       : Box::AwaitingAssessment;
        }
    }
    const StatementInUse update =
        TRY(connection.cached("UPDATE citation SET box = ?2, reason = ?3, retrieval = ?4 WHERE id = ?1"));
    TRY(update->bind(citation, box, box == Box::ExcludedFullText ? reason : std::nullopt, retrieval));
    return update->run();
}

Result<> projectCitation(Connection& connection, CitationId citation, unsigned parts)
{
    const std::vector<RecordId> records = TRY(recordsOf(connection, citation));
    if ((parts & Decisions) != 0)
        TRY(projectDecisions(connection, citation, records));
    if ((parts & Labels) != 0)
        TRY(projectLabels(connection, citation, records));
    if ((parts & Notes) != 0)
        TRY(projectNotes(connection, citation, records));
    if ((parts & RetrievalStatus) != 0)
        TRY(projectRetrieval(connection, citation, records));
    if ((parts & Files) != 0)
        TRY(projectFiles(connection, citation, records));
    if ((parts & Studies) != 0)
        TRY(projectStudy(connection, citation, records));
    if ((parts & Values) != 0)
        TRY(projectValues(connection, citation, records));
    if ((parts & Resolutions) != 0)
        TRY(projectResolutions(connection, citation, records));
    if ((parts & Assignments) != 0)
        TRY(projectAssignments(connection, citation, records));
    if ((parts & Annotations) != 0)
        TRY(projectAnnotations(connection, citation, records));
    if ((parts & Agreements) != 0)
        TRY(projectAgreements(connection, citation, records));
    if ((parts & (Decisions | RetrievalStatus | Resolutions)) != 0)
        TRY(projectBox(connection, citation));
    return {};
}

/// Takes every trace of a citation that no longer is.
Result<> forget(Connection& connection, CitationId citation)
{
    TRY(clear(connection, "DELETE FROM decision WHERE citation = ?1", citation));
    TRY(clear(connection, "DELETE FROM resolution WHERE citation = ?1", citation));
    TRY(clear(connection, "DELETE FROM assignment WHERE citation = ?1", citation));
    TRY(clear(connection, "DELETE FROM annotation WHERE citation = ?1", citation));
    TRY(clear(connection, "DELETE FROM citation_label WHERE citation = ?1", citation));
    TRY(clear(connection, "DELETE FROM given_label WHERE citation = ?1", citation));
    TRY(clear(connection, "DELETE FROM citation_note WHERE citation = ?1", citation));
    TRY(clear(connection, "DELETE FROM retrieval WHERE citation = ?1", citation));
    TRY(clear(connection, "DELETE FROM report_file WHERE citation = ?1", citation));
    TRY(clear(connection, "DELETE FROM study_report WHERE citation = ?1", citation));
    TRY(clear(connection, "DELETE FROM value_evidence WHERE study = ?1", citation));
    TRY(clear(connection, "DELETE FROM agreed_value WHERE study = ?1", citation));
    return clear(connection, "DELETE FROM study_value WHERE study = ?1", citation);
}

Result<std::vector<RecordId>> recordList(
    Connection& connection, const char* sql, std::int64_t first, std::optional<std::int64_t> second)
{
    const StatementInUse query = TRY(connection.cached(sql));
    if (second)
        TRY(query->bind(first, *second));
    else if (first != 0)
        TRY(query->bind(first));
    std::vector<RecordId> records;
    while (TRY(query->step()))
        records.emplace_back(query->integer(0));
    return records;
}

/// Reports whose study leads to one of these citations have to look again where it now is.
Result<std::set<CitationId>> reportsOfStudies(Connection& connection, const std::set<CitationId>& citations)
{
    std::set<CitationId> reports;
    const StatementInUse query = TRY(connection.cached("SELECT DISTINCT record FROM study_event WHERE study = ?1"));
    std::vector<std::int64_t> found;
    for (const CitationId citation : citations)
        for (const RecordId record : TRY(recordsOf(connection, citation))) {
            query->reset();
            TRY(query->bind(record));
            while (TRY(query->step()))
                found.push_back(query->integer(0));
        }
    for (const std::int64_t record : found)
        if (const CitationId report = TRY(citationOf(connection, RecordId{record})))
            reports.insert(report);
    return reports;
}

/// The parts that anybody has said anything of: a review without decisions need not look for any.
Result<unsigned> partsInUse(Connection& connection)
{
    unsigned parts = 0;
    for (const EventTable& table : EventTables) {
        const StatementInUse query = TRY(connection.cached(table.any));
        parts |= TRY(query->step()) ? table.part : 0U;
    }
    return parts;
}

/// Groups the records anew, and brings together what was said of those that are one citation now.
Result<std::set<CitationId>> projectGroups(Connection& connection, const std::vector<RecordId>& seeds)
{
    const Regrouped regrouped = TRY(regroup(connection, seeds));
    const unsigned parts = TRY(partsInUse(connection));
    if (parts != 0)
        for (const CitationId gone : regrouped.gone)
            TRY(forget(connection, gone));
    for (const CitationId citation : regrouped.citations)
        TRY(projectCitation(connection, citation, parts));
    std::set<CitationId> changed(regrouped.citations.begin(), regrouped.citations.end());
    if ((parts & Studies) != 0)
        for (const CitationId report : TRY(reportsOfStudies(connection, changed)))
            TRY(projectCitation(connection, report, Studies));
    return changed;
}

/// What was said of records that stand again, or stand no more.
Result<> projectEvents(Connection& connection, std::int64_t first, std::int64_t last, std::set<CitationId>& touched)
{
    std::set<CitationId> changed;
    for (const EventTable& table : EventTables)
        for (const RecordId record : TRY(recordList(connection, table.ofRange, first, last))) {
            if (const CitationId citation = TRY(citationOf(connection, record)))
                changed.insert(citation);
            else
                TRY(forget(connection, CitationId{record.value}));
        }
    for (const CitationId citation : changed) {
        TRY(projectCitation(connection, citation, AllParts));
        touched.insert(citation);
    }
    for (const CitationId report : TRY(reportsOfStudies(connection, changed)))
        TRY(projectCitation(connection, report, Studies));
    return {};
}

/// An import now stands, or stands no more: its citations come or go, and groups that reach beyond it are made again.
Result<> projectImport(
    Connection& connection, std::int64_t first, std::int64_t count, bool stands, std::set<CitationId>& touched)
{
    const std::int64_t last = first + count - 1;
    const std::vector<RecordId> seeds =
        TRY(stands ? addSingles(connection, first, last) : removeSingles(connection, first, last));
    touched.merge(TRY(projectGroups(connection, seeds)));
    return projectEvents(connection, first, last, touched);
}

Result<> projectSetting(Connection& connection, const std::string& key)
{
    const StatementInUse remove = TRY(connection.cached("DELETE FROM setting WHERE key = ?1"));
    TRY(remove->bind(key));
    TRY(remove->run());
    const StatementInUse add = TRY(connection.cached(
        "INSERT INTO setting (key, value) SELECT e.key, e.value FROM setting_event e JOIN op o ON o.id = e.op WHERE "
        "e.key = ?1 "
        "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op) ORDER BY o.stamp DESC, e.op DESC LIMIT 1"));
    TRY(add->bind(key));
    return add->run();
}

/// A stage is judged by another rule now: what was said there counts otherwise.
Result<> projectBoxesOf(Connection& connection, Stage stage)
{
    std::vector<CitationId> judged;
    const StatementInUse query = TRY(connection.cached("SELECT citation FROM decision WHERE stage = ?1 UNION "
                                                       "SELECT citation FROM resolution WHERE stage = ?1"));
    TRY(query->bind(stage));
    while (TRY(query->step()))
        judged.emplace_back(query->integer(0));
    for (const CitationId citation : judged)
        TRY(projectBox(connection, citation));
    return {};
}

Result<> projectReason(Connection& connection, std::int64_t reason)
{
    const StatementInUse remove = TRY(connection.cached("DELETE FROM reason_state WHERE reason = ?1"));
    TRY(remove->bind(reason));
    TRY(remove->run());
    const StatementInUse add = TRY(connection.cached(
        "INSERT INTO reason_state (reason, stage, label, position) SELECT reason, stage, label, position FROM ("
        "SELECT e.reason, e.stage, e.label, e.position FROM reason_event e JOIN op o ON o.id = e.op WHERE e.reason = "
        "?1 "
        "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op) ORDER BY o.stamp DESC, e.op DESC LIMIT 1) "
        "WHERE position IS NOT NULL"));
    TRY(add->bind(reason));
    return add->run();
}

} // namespace

Result<CitationId> citationOf(Connection& connection, RecordId record)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT citation FROM joined WHERE record = ?1 UNION ALL SELECT id FROM citation WHERE id = ?1 LIMIT 1"));
    TRY(query->bind(record));
    CitationId citation;
    if (TRY(query->step()))
        citation = CitationId{query->integer(0)};
    return citation;
}

Result<std::vector<RecordId>> recordsOf(Connection& connection, CitationId citation)
{
    std::vector<RecordId> records;
    const StatementInUse query =
        TRY(connection.cached("SELECT record FROM joined WHERE citation = ?1 ORDER BY record"));
    TRY(query->bind(citation));
    while (TRY(query->step()))
        records.emplace_back(query->integer(0));
    if (!records.empty())
        return records;
    const StatementInUse single = TRY(connection.cached("SELECT 1 FROM citation WHERE id = ?1"));
    TRY(single->bind(citation));
    if (TRY(single->step()))
        records.emplace_back(citation.value);
    return records;
}

Result<std::int64_t> citationCount(Connection& connection)
{
    const StatementInUse query = TRY(connection.cached("SELECT count(*) FROM citation"));
    TRY(query->step());
    const std::int64_t citations = query->integer(0);
    return citations;
}

Result<Changes> projectOp(Connection& connection, OpId op)
{
    Changes changes;
    std::set<CitationId> touched;
    const StatementInUse stands = TRY(connection.cached("SELECT NOT EXISTS (SELECT 1 FROM undone WHERE op = ?1)"));
    TRY(stands->bind(op));
    TRY(stands->step());
    const bool standing = stands->integer(0) != 0;
    stands->reset();

    const StatementInUse imports = TRY(connection.cached("SELECT first_record, records FROM import WHERE op = ?1"));
    TRY(imports->bind(op));
    std::vector<std::pair<std::int64_t, std::int64_t>> ranges;
    while (TRY(imports->step()))
        ranges.emplace_back(imports->integer(0), imports->integer(1));
    for (const auto& [first, count] : ranges) {
        changes.flags |= Changes::Citations | Changes::Decisions;
        changes.everything = true;
        if (count > 0)
            TRY(projectImport(connection, first, count, standing, touched));
    }
    if (const std::vector<RecordId> seeds = TRY(projectPairs(connection, op)); !seeds.empty()) {
        changes.flags |= Changes::Citations | Changes::Decisions;
        touched.merge(TRY(projectGroups(connection, seeds)));
    }
    std::map<CitationId, unsigned> parts;
    for (const EventTable& table : EventTables)
        for (const RecordId record : TRY(recordList(connection, table.touched, op.value, std::nullopt))) {
            changes.flags |= table.flag;
            if (const CitationId citation = TRY(citationOf(connection, record)))
                parts[citation] |= table.part;
        }
    for (const auto& [citation, mask] : parts) {
        TRY(projectCitation(connection, citation, mask));
        touched.insert(citation);
    }
    const StatementInUse settings = TRY(connection.cached("SELECT key FROM setting_event WHERE op = ?1"));
    TRY(settings->bind(op));
    std::vector<std::string> keys;
    while (TRY(settings->step()))
        keys.push_back(settings->text(0));
    for (const std::string& key : keys)
        TRY(projectSetting(connection, key));
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText})
        if (std::ranges::any_of(keys,
                [&](const std::string& key) { return key == reviewersKey(stage) || key == conflictsKey(stage); })) {
            TRY(projectBoxesOf(connection, stage));
            changes.flags |= Changes::Decisions | Changes::Labels;
            changes.everything = true;
        }
    std::vector<std::int64_t> reasons;
    const StatementInUse reasonEvents = TRY(connection.cached("SELECT reason FROM reason_event WHERE op = ?1"));
    TRY(reasonEvents->bind(op));
    while (TRY(reasonEvents->step()))
        reasons.push_back(reasonEvents->integer(0));
    for (const std::int64_t reason : reasons)
        TRY(projectReason(connection, reason));
    if (std::ranges::any_of(keys, [](const std::string& key) { return key == ExtractorsKey || key == ExtractionKey; }))
        changes.flags |= Changes::Studies; // who may see what of them
    if (!keys.empty() || !reasons.empty())
        changes.flags |= Changes::Settings;
    if (touched.size() > 1000)
        changes.everything = true;
    if (!changes.everything)
        changes.citations.assign(touched.begin(), touched.end());
    return changes;
}

Result<> projectCitations(Connection& connection, const std::vector<CitationId>& citations)
{
    for (const CitationId citation : citations)
        TRY(projectCitation(connection, citation, AllParts));
    return {};
}

Result<Changes> projectUndo(Connection& connection, OpId op)
{
    const StatementInUse what = TRY(
        connection.cached("SELECT o.kind, o.undoes, t.undoes FROM op o JOIN op t ON t.id = o.undoes WHERE o.id = ?1"));
    TRY(what->bind(op));
    TRY(what->step());
    const bool redo = what->view(0) == "redo";
    const OpId marked{what->integer(1)};
    const OpId target = redo ? OpId{what->integer(2)} : marked;
    what->reset();
    const StatementInUse mark = TRY(connection.cached("INSERT OR IGNORE INTO undone (op) VALUES (?1)"));
    TRY(mark->bind(marked));
    TRY(mark->run());
    if (redo) {
        const StatementInUse unmark = TRY(connection.cached("DELETE FROM undone WHERE op = ?1"));
        TRY(unmark->bind(target));
        TRY(unmark->run());
    }
    return projectOp(connection, target);
}

Result<> addKeys(Connection& connection, std::vector<std::pair<std::int64_t, std::int64_t>>& hashes)
{
    std::sort(hashes.begin(), hashes.end()); // in the tree's own order: each page is written once
    const StatementInUse add =
        TRY(connection.cached("INSERT OR IGNORE INTO record_key (hash, record) VALUES (?1, ?2)"));
    for (const auto& [hash, record] : hashes) {
        TRY(add->bind(hash, record));
        TRY(add->run());
    }
    return {};
}

Result<> rebuild(Connection& connection, Progress& progress)
{
    TRY(connection.execute(
        "DELETE FROM undone; DELETE FROM record_key; DELETE FROM citation; DELETE FROM joined; "
        "DELETE FROM decision; DELETE FROM resolution; DELETE FROM assignment; DELETE FROM annotation; "
        "DELETE FROM citation_label; DELETE FROM given_label; DELETE FROM citation_note; "
        "DELETE FROM retrieval; DELETE FROM report_file; DELETE FROM study_report; "
        "DELETE FROM study_value; DELETE FROM value_evidence; DELETE FROM agreed_value; DELETE FROM reason_state; "
        "DELETE FROM setting;"));
    struct Mark {
        bool redo;
        std::int64_t marked;
        std::int64_t target;
    };
    std::vector<Mark> marks;
    const StatementInUse undos = TRY(connection.cached(
        "SELECT o.kind = 'redo', o.undoes, t.undoes FROM op o JOIN op t ON t.id = o.undoes ORDER BY o.stamp, o.id"));
    while (TRY(undos->step()))
        marks.push_back({undos->integer(0) != 0, undos->integer(1), undos->integer(2)});
    for (const Mark& mark : marks) {
        const StatementInUse add = TRY(connection.cached("INSERT OR IGNORE INTO undone (op) VALUES (?1)"));
        TRY(add->bind(mark.marked));
        TRY(add->run());
        if (mark.redo) {
            const StatementInUse remove = TRY(connection.cached("DELETE FROM undone WHERE op = ?1"));
            TRY(remove->bind(mark.target));
            TRY(remove->run());
        }
    }

    std::vector<std::string> keys;
    const StatementInUse settings = TRY(connection.cached("SELECT DISTINCT key FROM setting_event"));
    while (TRY(settings->step()))
        keys.push_back(settings->text(0));
    for (const std::string& key : keys)
        TRY(projectSetting(connection, key));

    std::vector<std::pair<std::int64_t, std::int64_t>> hashes;
    const StatementInUse records = TRY(connection.cached("SELECT id, pmid, wos, doi, source_id FROM record"));
    while (TRY(records->step())) {
        Record record;
        record.pmid = records->text(1);
        record.wos = records->text(2);
        record.doi = records->text(3);
        record.sourceId = records->text(4);
        for (const std::int64_t hash : dedup::keyHashes(record))
            hashes.emplace_back(hash, records->integer(0));
        if (!progress.step(records->integer(0), 0))
            return fail(ErrorKind::Cancelled, {});
    }
    TRY(addKeys(connection, hashes));

    std::vector<std::pair<std::int64_t, std::int64_t>> ranges;
    const StatementInUse imports =
        TRY(connection.cached("SELECT first_record, records FROM import WHERE records > 0 "
                              "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = import.op) ORDER BY id"));
    while (TRY(imports->step()))
        ranges.emplace_back(imports->integer(0), imports->integer(1));
    TRY(projectAllPairs(connection));
    std::vector<RecordId> seeds;
    for (const auto& [first, count] : ranges)
        std::ranges::move(TRY(addSingles(connection, first, first + count - 1)), std::back_inserter(seeds));
    std::set<CitationId> touched = TRY(projectGroups(connection, seeds));
    for (const auto& [first, count] : ranges)
        TRY(projectEvents(connection, first, first + count - 1, touched));
    // A study may be led by a record that came later than its reports.
    for (const RecordId record :
        TRY(recordList(connection, "SELECT DISTINCT record FROM study_event", 0, std::nullopt)))
        if (const CitationId citation = TRY(citationOf(connection, record)))
            TRY(projectCitation(connection, citation, Studies));

    std::vector<std::int64_t> reasons;
    const StatementInUse allReasons = TRY(connection.cached("SELECT id FROM reason"));
    while (TRY(allReasons->step()))
        reasons.push_back(allReasons->integer(0));
    for (const std::int64_t reason : reasons)
        TRY(projectReason(connection, reason));
    return {};
}

Result<std::vector<std::pair<std::string, std::string>>> projectionDigests(Connection& connection)
{
    struct Projection {
        const char* name;
        const char* rows;
        int columns;
    };
    constexpr std::array Projections = {
        Projection{"undone", "SELECT op FROM undone ORDER BY op", 1},
        Projection{"record_key", "SELECT hash, record FROM record_key ORDER BY hash, record", 2},
        Projection{"citation",
            "SELECT c.id, box, arm, records, n.uuid, retrieval FROM citation c LEFT JOIN reason n ON n.id = c.reason "
            "ORDER BY c.id",
            6},
        Projection{"joined", "SELECT record, citation, how FROM joined ORDER BY record", 3},
        Projection{"pair",
            "SELECT record, other, by_person, answer, relation, likeness, rule FROM pair ORDER BY record, other", 7},
        Projection{"decision",
            "SELECT citation, stage, v.uuid, verdict, n.uuid, note, op FROM decision d JOIN reviewer v ON v.id = "
            "d.reviewer LEFT JOIN reason n ON n.id = d.reason ORDER BY 1, 2, 3",
            7},
        Projection{"resolution",
            "SELECT citation, stage, v.uuid, verdict, n.uuid, note, op FROM resolution s JOIN reviewer v ON v.id = "
            "s.reviewer LEFT JOIN reason n ON n.id = s.reason ORDER BY 1, 2, 3",
            7},
        Projection{"assignment",
            "SELECT citation, stage, v.uuid FROM assignment a JOIN reviewer v ON v.id = a.reviewer ORDER BY 1, 2, 3",
            3},
        Projection{"annotation",
            "SELECT citation, annotation, v.uuid, kind, sha256, page, rects, quote, prefix, suffix, meaning, comment, "
            "made, changed FROM annotation a JOIN reviewer v ON v.id = a.reviewer ORDER BY 1, 2",
            14},
        Projection{"citation_label", "SELECT citation, label FROM citation_label ORDER BY 1, 2", 2},
        Projection{"given_label",
            "SELECT citation, label, coalesce(v.uuid, x''), present FROM given_label g LEFT JOIN reviewer v ON v.id = "
            "g.reviewer ORDER BY 1, 2, 3",
            4},
        Projection{"citation_note",
            "SELECT citation, v.uuid, text FROM citation_note m JOIN reviewer v ON v.id = m.reviewer ORDER BY 1, 2", 3},
        Projection{"retrieval", "SELECT citation, status, why FROM retrieval ORDER BY 1", 3},
        Projection{"report_file", "SELECT citation, sha256, name, bytes FROM report_file ORDER BY 1, 2", 4},
        Projection{"study_report", "SELECT citation, study FROM study_report ORDER BY 1", 2},
        Projection{"study_value",
            "SELECT study, field, v.uuid, answer, text, source FROM study_value x JOIN reviewer v ON v.id = x.reviewer "
            "ORDER BY 1, 2, 3",
            6},
        Projection{"value_evidence",
            "SELECT study, field, v.uuid, number, sha256, page, rects, quote, prefix, suffix FROM value_evidence x "
            "LEFT JOIN reviewer v ON v.id = x.reviewer ORDER BY 1, 2, 3, 4",
            10},
        Projection{"agreed_value",
            "SELECT study, field, v.uuid, answer, text, source, reason FROM agreed_value x "
            "JOIN reviewer v ON v.id = x.reviewer ORDER BY 1, 2",
            7},
        Projection{"reason_state",
            "SELECT n.uuid, stage, label, position FROM reason_state x JOIN reason n ON n.id = x.reason ORDER BY 1", 4},
        Projection{"setting", "SELECT key, value FROM setting ORDER BY 1", 2},
    };
    std::vector<std::pair<std::string, std::string>> digests;
    for (const Projection& projection : Projections) {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        const StatementInUse rows = TRY(connection.cached(projection.rows));
        while (TRY(rows->step()))
            for (int column = 0; column < projection.columns; ++column) {
                const std::string_view value = rows->view(column);
                const QByteArray length =
                    QByteArray::number(rows->isNull(column) ? -1 : static_cast<qlonglong>(value.size())) + ':';
                hash.addData(length);
                hash.addData(QByteArrayView(value.data(), static_cast<qsizetype>(value.size())));
            }
        digests.emplace_back(projection.name, hash.result().toStdString());
    }
    return digests;
}

} // namespace winnow::store
