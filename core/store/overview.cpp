#include "core/store/overview.h"

#include "core/store/duplicates.h"
#include "core/store/projection.h"
#include "core/store/team.h"

#include <algorithm>
#include <map>

namespace winnow::store {

namespace {

using Counted = std::vector<std::pair<std::string, std::int64_t>>;

Result<Counted> counted(Connection& connection, const char* sql)
{
    const StatementInUse query = TRY(connection.cached(sql));
    Counted categories;
    while (TRY(query->step()))
        categories.emplace_back(query->text(0), query->integer(1));
    return categories;
}

Result<std::int64_t> number(Connection& connection, const char* sql)
{
    const StatementInUse query = TRY(connection.cached(sql));
    TRY(query->step());
    const std::int64_t value = query->integer(0);
    return value;
}

void count(FlowArm& arm, Box box, ReasonId reason, std::int64_t citations)
{
    const bool screened = box != Box::Unscreened && box != Box::ScreeningOpen;
    arm.screened += screened ? citations : 0;
    arm.sought += box >= Box::AwaitingRetrieval ? citations : 0;
    switch (box) {
    case Box::Unscreened:
        arm.unscreened += citations;
        break;
    case Box::ScreeningOpen:
        arm.screeningOpen += citations;
        break;
    case Box::ScreenedOut:
        arm.excludedScreening += citations;
        break;
    case Box::AwaitingRetrieval:
        arm.awaitingRetrieval += citations;
        break;
    case Box::NotRetrieved:
        arm.notRetrieved += citations;
        break;
    case Box::AwaitingAssessment:
        arm.awaitingAssessment += citations;
        break;
    case Box::AssessmentOpen:
        arm.assessmentOpen += citations;
        break;
    case Box::ExcludedFullText:
        arm.assessed += citations;
        arm.excludedFullText.push_back({reason, {}, citations});
        break;
    case Box::Included:
        arm.assessed += citations;
        arm.includedReports += citations;
        break;
    }
}

/// Reasons of one name are one; the door of their number opens the records of all of them.
Result<> nameReasons(Connection& connection, FlowArm& arm)
{
    const std::map<ReasonId, ReasonId> leading = TRY(leadingReasons(connection));
    std::vector<ReasonCount> together;
    for (const ReasonCount& reason : arm.excludedFullText) {
        const auto known = leading.find(reason.id);
        const ReasonId id = known == leading.end() ? reason.id : known->second;
        const auto there = std::find_if(
            together.begin(), together.end(), [id](const ReasonCount& counted) { return counted.id == id; });
        if (there == together.end())
            together.push_back({id, {}, reason.reports});
        else
            there->reports += reason.reports;
    }
    arm.excludedFullText = std::move(together);
    for (ReasonCount& reason : arm.excludedFullText)
        if (reason.id)
            reason.reason = TRY(reasonLabel(connection, reason.id));
    std::stable_sort(
        arm.excludedFullText.begin(), arm.excludedFullText.end(), [](const ReasonCount& a, const ReasonCount& b) {
            // Numbers of reasons are others in each copy of a review; their names are not.
            return a.reports != b.reports ? a.reports > b.reports : a.reason < b.reason;
        });
    return {};
}

/// The first word of a title that tells it from others.
std::string firstWord(const std::string& title)
{
    std::size_t from = 0;
    for (const std::string_view article : {"A ", "An ", "The "})
        if (title.starts_with(article))
            from = article.size();
    return title.substr(from, title.find_first_of(" :", from) - from);
}

/// "Suk 2016": family name of the first author and year; without an author, as entries of registers are, the register's
/// number stands for the name.
std::string studyName(
    const std::string& lead, const std::string& registrations, std::int64_t year, const std::string& title)
{
    std::string name = lead.substr(0, lead.find(','));
    if (name.empty())
        name = registrations.substr(0, registrations.find('\n'));
    if (name.empty())
        name = firstWord(title);
    if (year != 0)
        name += ' ' + std::to_string(year);
    return name;
}

/// "a", "b" … "z", "aa" …
std::string letters(std::size_t place)
{
    std::string out(1, static_cast<char>('a' + place % 26));
    return place < 26 ? out : letters(place / 26 - 1) + out;
}

/// Studies of one name are told apart by letters after the year, in the order of their ids: "Yu 2017a", "Yu 2017b".
void tellApart(std::map<std::int64_t, Study>& studies)
{
    std::map<std::string, std::vector<Study*>> named;
    for (auto& [id, study] : studies)
        named[study.name].push_back(&study);
    for (const auto& [name, same] : named) {
        const bool endsInYear = !name.empty() && name.back() >= '0' && name.back() <= '9';
        for (std::size_t i = 0; same.size() > 1 && i < same.size(); ++i)
            same[i]->name += endsInYear ? letters(i) : " (" + letters(i) + ')';
    }
}

} // namespace

Result<std::vector<StoredSource>> sources(Connection& connection)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT i.id, i.search, s.name, s.kind, s.query, s.date, i.file, i.format, i.encoding, i.database, i.bytes, "
        "i.records, "
        "i.rejected, i.record_bytes, i.rejected_bytes, i.separator_bytes, i.problems, i.sha256, o.stamp / 1000, "
        "EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op), i.op, "
        "(SELECT count(*) FROM joined j WHERE j.record BETWEEN i.first_record AND i.first_record + i.records - 1 AND "
        "j.how IN (1, 2)), "
        "(SELECT count(*) FROM joined j WHERE j.record BETWEEN i.first_record AND i.first_record + i.records - 1 AND "
        "j.how = 3), i.unchanged "
        "FROM import i JOIN search s ON s.id = i.search JOIN op o ON o.id = i.op ORDER BY i.id"));
    std::vector<StoredSource> found;
    while (TRY(query->step())) {
        StoredSource stored;
        Source& source = stored.source;
        source.import = ImportId{query->integer(0)};
        source.search = SearchId{query->integer(1)};
        source.name = query->text(2);
        source.kind = static_cast<SourceKind>(query->integer(3));
        source.query = query->text(4);
        source.date = query->text(5);
        source.file = query->text(6);
        stored.formatKey = query->text(7);
        source.receipt.encoding = query->text(8);
        source.receipt.database = query->text(9);
        const auto bytes = [&](int column) { return static_cast<std::uint64_t>(query->integer(column)); };
        source.receipt.bytes = bytes(10);
        source.receipt.records = bytes(11);
        source.receipt.rejected = bytes(12);
        source.receipt.recordBytes = bytes(13);
        source.receipt.rejectedBytes = bytes(14);
        source.receipt.separatorBytes = bytes(15);
        source.receipt.problemCount = bytes(16);
        source.receipt.sha256 = query->text(17);
        source.importedAt = query->integer(18);
        source.undone = query->integer(19) != 0;
        source.op = OpId{query->integer(20)};
        source.duplicates = query->integer(21);
        source.versions = query->integer(22);
        source.unchanged = query->integer(23);
        source.receipt.records += static_cast<std::uint64_t>(source.unchanged); // read, though not stored again
        found.push_back(std::move(stored));
    }
    return found;
}

Result<FlowCounts> flowCounts(Connection& connection)
{
    FlowCounts counts;
    const StatementInUse named = TRY(connection.cached(
        "SELECT name, kind, sum(records - versions), sum(by_program + by_person), sum(by_person) FROM ("
        "SELECT i.id, s.name, s.kind, i.records, count(*) FILTER (WHERE j.how = 1) AS by_program, "
        "count(*) FILTER (WHERE j.how = 2) AS by_person, count(*) FILTER (WHERE j.how = 3) AS versions "
        "FROM import i JOIN search s ON s.id = i.search "
        "LEFT JOIN joined j ON j.record BETWEEN i.first_record AND i.first_record + i.records - 1 "
        "WHERE NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op) GROUP BY i.id) "
        "GROUP BY name, kind ORDER BY kind, min(id)"));
    std::int64_t records = 0;
    while (TRY(named->step())) {
        counts.sources.push_back(
            {named->text(0), static_cast<SourceKind>(named->integer(1)), named->integer(2), named->integer(3)});
        if (counts.sources.back().kind != SourceKind::Other) {
            records += named->integer(2);
            counts.duplicatesByPerson += named->integer(4);
        }
    }
    const StatementInUse boxes =
        TRY(connection.cached("SELECT arm, box, reason, count(*) FROM citation GROUP BY box, arm, reason"));
    std::int64_t citations = 0;
    while (TRY(boxes->step())) {
        FlowArm& arm = boxes->integer(0) == static_cast<int>(SourceKind::Other) ? counts.others : counts.databases;
        count(arm, static_cast<Box>(boxes->integer(1)), ReasonId{boxes->integer(2)}, boxes->integer(3));
        citations += &arm == &counts.databases ? boxes->integer(3) : 0;
    }
    TRY(nameReasons(connection, counts.databases));
    TRY(nameReasons(connection, counts.others));
    counts.duplicates = records - citations;
    counts.includedReports = counts.databases.includedReports + counts.others.includedReports;
    counts.includedStudies = TRY(number(connection,
        "SELECT count(DISTINCT coalesce((SELECT p.study FROM study_report p WHERE p.citation = c.id), c.id)) FROM "
        "citation c WHERE c.box = 9"));
    return counts;
}

Result<StageProgress> stageProgress(Connection& connection, ReviewerId reviewer, Stage stage)
{
    StageProgress progress;
    const StatementInUse boxes = TRY(connection.cached("SELECT box, count(*) FROM citation GROUP BY box"));
    std::int64_t citations = 0;
    while (TRY(boxes->step())) {
        progress.boxes.at(static_cast<std::size_t>(boxes->integer(0))) = boxes->integer(1);
        citations += boxes->integer(1);
    }
    progress.all = citations;
    if (stage == Stage::FullText) {
        progress.all = 0;
        for (std::size_t box = static_cast<std::size_t>(Box::AwaitingRetrieval); box < progress.boxes.size(); ++box)
            progress.all += progress.boxes.at(box);
    }
    if (isOneEnough(TRY(stageRules(connection)), stage)) {
        const StatementInUse others = TRY(connection.cached("SELECT count(DISTINCT d.citation) FROM decision d JOIN "
                                                            "citation c ON c.id = d.citation WHERE d.reviewer <> "
                                                            "?1 AND d.stage = ?2 AND (?2 = 1 OR c.box >= 4) AND NOT "
                                                            "EXISTS (SELECT 1 FROM decision m WHERE m.citation = "
                                                            "d.citation AND m.stage = d.stage AND m.reviewer = ?1)"));
        TRY(others->bind(reviewer.value, stage));
        if (TRY(others->step()))
            progress.all -= others->integer(0);
    }
    const StatementInUse mine =
        TRY(connection.cached("SELECT d.verdict, count(*) FROM decision d JOIN citation c ON c.id = "
                              "d.citation WHERE d.reviewer = ?1 AND d.stage = ?2 "
                              "AND (?2 = 1 OR c.box >= 4) GROUP BY d.verdict"));
    TRY(mine->bind(reviewer.value, stage));
    while (TRY(mine->step())) {
        const std::int64_t decided = mine->integer(1);
        progress.decided += decided;
        switch (static_cast<Verdict>(mine->integer(0))) {
        case Verdict::Exclude:
            progress.excluded = decided;
            break;
        case Verdict::Include:
            progress.included = decided;
            break;
        case Verdict::Maybe:
            progress.maybe = decided;
            break;
        }
    }
    const Workload work = TRY(workload(connection, reviewer, stage));
    progress.assigned = work.assigned;
    progress.assignedDecided = work.assignedDecided;
    progress.records = TRY(number(connection,
        "SELECT coalesce(sum(records), 0) - (SELECT count(*) FROM joined WHERE how = 3) FROM import i "
        "WHERE NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op)"));
    progress.duplicates = progress.records - citations;
    progress.sources = TRY(number(
        connection, "SELECT count(*) FROM import i WHERE NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op)"));
    progress.studies = TRY(number(connection,
        "SELECT count(DISTINCT coalesce((SELECT p.study FROM study_report p WHERE p.citation = c.id), c.id)) FROM "
        "citation c WHERE c.box = 9"));
    const StatementInUse answered = TRY(connection.cached(
        "SELECT count(*) FROM (SELECT DISTINCT coalesce((SELECT p.study FROM study_report p WHERE p.citation = c.id), "
        "c.id) AS study "
        "FROM citation c WHERE c.box = 9) WHERE study IN (SELECT study FROM study_value WHERE reviewer = ?1)"));
    TRY(answered->bind(reviewer.value));
    TRY(answered->step());
    progress.studiesWithValues = answered->integer(0);
    answered->reset();
    progress.doubtfulPairs = TRY(waitingPairCount(connection));
    progress.indexed = TRY(number(connection, "SELECT indexed FROM fts_state"));
    return progress;
}

Result<std::vector<std::pair<std::string, std::int64_t>>> tallyYears(Connection& connection)
{
    return counted(connection,
        "SELECT CASE r.year WHEN 0 THEN '' ELSE r.year END, count(*) FROM citation c JOIN record r ON r.id = c.id "
        "GROUP BY r.year ORDER BY r.year = 0, r.year");
}

Result<std::vector<std::pair<std::string, std::int64_t>>> tallySources(Connection& connection)
{
    // A citation found in two sources counts in both: that is what each source contributed.
    return counted(connection,
        "SELECT s.name, count(DISTINCT coalesce(j.citation, r.id)) FROM record r JOIN import i ON i.id = r.import "
        "JOIN search s ON s.id = i.search LEFT JOIN joined j ON j.record = r.id "
        "WHERE NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op) GROUP BY s.name ORDER BY count(*) DESC, s.name");
}

Result<std::vector<std::pair<Box, std::int64_t>>> tallyBoxes(Connection& connection)
{
    const StatementInUse query = TRY(connection.cached("SELECT box, count(*) FROM citation GROUP BY box ORDER BY box"));
    std::vector<std::pair<Box, std::int64_t>> boxes;
    while (TRY(query->step()))
        boxes.emplace_back(static_cast<Box>(query->integer(0)), query->integer(1));
    return boxes;
}

Result<FieldValues> fieldValues(Connection& connection, ReviewerId viewer, const std::string& field)
{
    FieldValues found;
    const StatementInUse all =
        TRY(connection.cached("SELECT DISTINCT coalesce((SELECT p.study FROM study_report p WHERE "
                              "p.citation = c.id), c.id) FROM citation c WHERE c.box = 9 ORDER BY 1"));
    while (TRY(all->step()))
        found.studies.emplace_back(all->integer(0));
    const std::string seen = seenValues(TRY(extractionRule(connection)), viewer);
    Statement query = TRY(Statement::prepare(connection,
        "SELECT DISTINCT study, text FROM " + seen + " WHERE field = ?1 AND answer = 1 AND text <> '' ORDER BY 1, 2"));
    TRY(query.bind(field));
    while (TRY(query.step())) {
        const StudyId study{query.integer(0)};
        if (std::binary_search(found.studies.begin(), found.studies.end(), study))
            found.values.emplace_back(study, query.text(1));
    }
    return found;
}

Result<std::vector<Study>> studies(Connection& connection, ReviewerId reviewer)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT coalesce(p.study, c.id), c.id, r.lead_author, r.year, r.title, "
                              "CASE WHEN r.lead_author = '' THEN (SELECT t.registrations FROM record_text t WHERE "
                              "t.record = r.id) ELSE '' END FROM citation c JOIN record r ON r.id = c.id "
                              "LEFT JOIN study_report p ON p.citation = c.id WHERE c.box = 9 ORDER BY c.id"));
    std::map<std::int64_t, Study> byStudy;
    while (TRY(query->step())) {
        Study& study = byStudy[query->integer(0)];
        study.id = StudyId{query->integer(0)};
        study.reports.emplace_back(query->integer(1));
        if (study.name.empty() || query->integer(1) == query->integer(0))
            study.name = studyName(query->text(2), query->text(5), query->integer(3), query->text(4));
    }
    const StatementInUse answered =
        TRY(connection.cached("SELECT study, count(*) FROM study_value WHERE reviewer = ?1 GROUP BY study"));
    TRY(answered->bind(reviewer));
    while (TRY(answered->step()))
        if (const auto study = byStudy.find(answered->integer(0)); study != byStudy.end())
            study->second.values = static_cast<int>(answered->integer(1));
    tellApart(byStudy);
    std::vector<Study> found;
    found.reserve(byStudy.size());
    for (auto& [id, study] : byStudy)
        found.push_back(std::move(study));
    return found;
}

Result<std::vector<CitationId>> reportsLedBy(Connection& connection, CitationId citation)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT citation FROM study_report WHERE study = ?1 ORDER BY citation"));
    TRY(query->bind(citation));
    std::vector<CitationId> reports;
    while (TRY(query->step()))
        reports.emplace_back(query->integer(0));
    return reports;
}

Result<std::optional<std::string>> setting(Connection& connection, std::string_view key)
{
    const StatementInUse query = TRY(connection.cached("SELECT value FROM setting WHERE key = ?1"));
    TRY(query->bind(key));
    std::optional<std::string> value;
    if (TRY(query->step()))
        value = query->text(0);
    return value;
}

Result<std::vector<std::string>> formerSettings(Connection& connection, std::string_view key)
{
    const StatementInUse query = TRY(connection.cached("SELECT e.value FROM setting_event e JOIN op o ON o.id = e.op "
                                                       "WHERE e.key = ?1 ORDER BY o.stamp DESC, o.id DESC"));
    TRY(query->bind(key));
    std::vector<std::string> values;
    while (TRY(query->step()))
        values.push_back(query->text(0));
    return values;
}

Result<std::vector<std::pair<std::string, std::string>>> settingsUnder(
    Connection& connection, std::string_view beginning)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT key, value FROM setting WHERE substr(key, 1, length(?1)) = ?1 AND value <> '' ORDER BY key"));
    TRY(query->bind(beginning));
    std::vector<std::pair<std::string, std::string>> settings;
    while (TRY(query->step()))
        settings.emplace_back(query->text(0), query->text(1));
    return settings;
}

std::string sameReasons(const std::string& reason)
{
    return "SELECT " + reason
        + " UNION SELECT o.reason FROM reason_state s JOIN reason_state o ON o.stage = s.stage AND "
          "lower(trim(o.label)) "
          "= lower(trim(s.label)) WHERE s.reason = "
        + reason;
}

Result<std::map<ReasonId, ReasonId>> leadingReasons(Connection& connection)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT s.reason, s.stage, lower(trim(s.label)) FROM reason_state s JOIN reason r ON r.id = s.reason "
        "ORDER BY s.position, r.uuid"));
    std::map<std::pair<std::int64_t, std::string>, ReasonId> first;
    std::map<ReasonId, ReasonId> leading;
    while (TRY(query->step())) {
        const ReasonId reason{query->integer(0)};
        const auto known = first.emplace(std::pair{query->integer(1), query->text(2)}, reason).first;
        leading.emplace(reason, known->second);
    }
    return leading;
}

Result<ReasonId> leadingReason(Connection& connection, ReasonId reason)
{
    if (!reason)
        return reason;
    const StatementInUse query = TRY(connection.cached(
        "SELECT o.reason FROM reason_state s JOIN reason_state o ON o.stage = s.stage AND lower(trim(o.label)) = "
        "lower(trim(s.label)) JOIN reason r ON r.id = o.reason WHERE s.reason = ?1 ORDER BY o.position, r.uuid LIMIT "
        "1"));
    TRY(query->bind(reason));
    const bool offered = TRY(query->step());
    return offered ? ReasonId{query->integer(0)} : reason;
}

Result<std::vector<Reason>> reasons(Connection& connection, Stage stage)
{
    const std::map<ReasonId, ReasonId> leading = TRY(leadingReasons(connection));
    const StatementInUse query = TRY(connection.cached(
        "SELECT s.reason, s.label, s.position FROM reason_state s JOIN reason r ON r.id = s.reason WHERE s.stage = ?1 "
        "ORDER BY s.position, r.uuid"));
    TRY(query->bind(stage));
    std::vector<Reason> found;
    while (TRY(query->step())) {
        const ReasonId reason{query->integer(0)};
        if (leading.at(reason) == reason)
            found.push_back({reason, stage, query->text(1), static_cast<int>(query->integer(2))});
    }
    return found;
}

Result<std::string> reasonLabel(Connection& connection, ReasonId reason)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT e.label FROM reason_event e JOIN op o ON o.id = e.op WHERE e.reason = ?1 "
        "ORDER BY EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op), o.stamp DESC, e.op DESC LIMIT 1"));
    TRY(query->bind(reason));
    std::string label;
    if (TRY(query->step()))
        label = query->text(0);
    return label;
}

Result<std::vector<std::string>> labels(Connection& connection, ReviewerId viewer)
{
    const StageRules rules = TRY(stageRules(connection));
    Statement query = TRY(Statement::prepare(connection,
        "SELECT DISTINCT label FROM " + seenLabels(rules, viewer) + " ORDER BY label COLLATE NOCASE, label"));
    std::vector<std::string> found;
    while (TRY(query.step()))
        found.push_back(query.text(0));
    return found;
}

} // namespace winnow::store
